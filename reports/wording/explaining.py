"""What a reader must know before the first number and after the last: how to read, how it was made. ★ No Django."""

from __future__ import annotations

from typing import Any

from assessments.releases import Notice
from assessments.scales import Mode
from reports.analysis.labels import Label
from reports.wording.phrases import LABELS, Translate, label_meaning, untranslated


def how_to_read(translate: Translate = untranslated) -> list[dict[str, str]]:
    """What a score, a gap, a range and an expectation are, before the first number."""
    return [
        {
            "title": translate("Scores"),
            "text": translate(
                "The answers to a question have an order, most often of five. A team’s score is its average answer on "
                "a scale from 0, everybody gave the least good answer, to 100, everybody gave the best. “Don’t know” "
                "is counted apart and never moves a score."
            ),
        },
        {
            "title": translate("Gaps"),
            "text": translate(
                "The gap is the score of Sales minus the score of Marketing: +17 means that Sales stands 17 points "
                "higher. From one answer to the next is 25 points."
            ),
        },
        {
            "title": translate("Likely range"),
            "text": translate(
                "The thin bar around a score is its likely range: how far chance may have moved the score, as other "
                "people in the same jobs would not have answered exactly alike. In a group of six, one person moves "
                "the score visibly, so the bar is wide. Where everybody in a team answered, there is no bar."
            ),
        },
        {
            "title": translate("Expectations"),
            "text": translate(
                "On some questions people also said what they think the other team answers. Beside the true answer "
                "this shows gaps that nobody sees, and gaps that are only imagined."
            ),
        },
    ]


def meanings(translate: Translate = untranslated) -> list[tuple[Label, str]]:
    """What each verdict claims and does not claim, the strongest first."""
    return [(label, label_meaning(label, translate)) for label in LABELS]


def seal_words(translate: Translate = untranslated) -> str:
    """Over the digest of a release."""
    return translate("Seal of the release (SHA-256): the same seal means the same counts.")


def method(mode: Mode, minimum: int, notice: Notice, translate: Translate = untranslated) -> list[dict[str, Any]]:
    """Privacy terms and statistics, in words that a client can check. `notice` is what respondents were promised."""
    return [_promised(notice, translate), _protection(mode, minimum, translate), _figures(translate)]


def _promised(notice: Notice, translate: Translate) -> dict[str, Any]:
    """Privacy terms as everybody read them before the first answer."""
    return {
        "title": translate("What everybody read before answering"),
        "paragraphs": [
            translate("“{title}.” The words were frozen at launch.").format(title=notice.title),
            *(f"{lead} {text}" for lead, text in notice.promises),
        ],
    }


def _protection(mode: Mode, minimum: int, translate: Translate) -> dict[str, Any]:
    return {
        "title": translate("What protects the people who answered"),
        "paragraphs": [
            _mode_words(mode, translate),
            translate(
                "A team’s answers to a question are shown only if at least {minimum} of its people answered it. "
                "The minimum was fixed at launch and shown to everyone who answered."
            ).format(minimum=minimum),
            translate(
                "When the round closed, the answers were counted once, groups below the minimum were dropped, and "
                "every single answer was destroyed. What is not in this report no longer exists anywhere."
            ),
            translate(
                "What cannot be promised: if all of a team gave the same answer, everyone knows it; and "
                "{others} colleagues who compare notes can work out the answer of one more."
            ).format(others=minimum - 1),
        ],
    }


def _mode_words(mode: Mode, translate: Translate) -> str:
    if mode is Mode.ANONYMOUS:
        return translate(
            "The round was anonymous: one link per team, no list of persons, no account, no address, no time stored "
            "with an answer."
        )
    return translate("The round was confidential: each person had a personal link, and answers were never tied to it.")


def _figures(translate: Translate) -> dict[str, Any]:
    return {
        "title": translate("How the figures are made"),
        "paragraphs": [
            translate(
                "Scores are means of the five points, put on 0 to 100. Ranges are 95% intervals (Student’s t, "
                "with a variance that is never below one person answering one step differently). A gap is called "
                "clear only if two tests agree, Welch’s t and the exact Mann–Whitney test, after the "
                "Benjamini–Hochberg adjustment for the number of questions, and if it is 10 points or more."
            ),
            translate(
                "“The teams see this alike” needs evidence too: the 90% interval of the gap must lie within half "
                "a step. Where neither can be shown, the report says so."
            ),
        ],
    }
