"""The fixed texts of the client report. ★ No Django."""

from __future__ import annotations

from typing import Any

from assessments.releases import Notice
from assessments.scales import Mode, Team
from reports.analysis.labels import Label
from reports.wording import LABELS, Translate, label_meaning, team_name


def words(translate: Translate) -> dict[str, str]:
    """The fixed words of the pages."""
    return {
        "product": "OneTeam",
        "subtitle": translate("How Sales and Marketing see their work together"),
        "finding": translate("In one sentence"),
        "cover_privacy": translate(
            "Answers were counted once when the round closed, and destroyed. Nobody can see who said what."
        ),
        "how_title": translate("How to read this report"),
        "how_intro": translate(
            "People in Sales and people in Marketing answered the same questions, separately. This report sets the "
            "two pictures side by side. A difference is not a fault: it is a reason to talk."
        ),
        "labels_title": translate("What is said about a difference"),
        "label": translate("In the report"),
        "meaning": translate("What it means"),
        "gaps_title": translate("All questions at a glance"),
        "prompt": translate("To talk about"),
        "action": translate("A first step"),
        "sales": team_name(Team.SALES, translate),
        "marketing": team_name(Team.MARKETING, translate),
        "questions_title": translate("Question by question"),
        "method_title": translate("Method and privacy"),
        "seal": translate("Seal of the release (SHA-256): the same seal means the same counts."),
    }


def how_to_read(translate: Translate) -> list[dict[str, str]]:
    """What a score, a gap and a range are, before the first number."""
    return [
        {
            "title": translate("Scores"),
            "text": translate(
                "The answers to a question have an order, most often of five. A team's score is its average answer on "
                "a scale from 0, everybody gave the least good answer, to 100, everybody gave the best. “Don't know” "
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
    ]


def meanings(translate: Translate) -> list[tuple[Label, str]]:
    """What each verdict claims and does not claim, the strongest first."""
    return [(label, label_meaning(label, translate)) for label in LABELS]


def method(mode: Mode, minimum: int, notice: Notice, translate: Translate) -> list[dict[str, Any]]:
    """Privacy terms and statistics, in words that a client can check. `notice` is what respondents were promised."""
    return [
        {
            "title": translate("What everybody read before answering"),
            "paragraphs": [
                translate("“{title}.” The words were frozen at launch.").format(title=notice.title),
                *(f"{lead} {text}" for lead, text in notice.promises),
            ],
        },
        {
            "title": translate("What protects the people who answered"),
            "paragraphs": [
                _mode_words(mode, translate),
                translate(
                    "A team's answers to a question are shown only if at least {minimum} of its people answered it. "
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
        },
        {
            "title": translate("How the figures are made"),
            "paragraphs": [
                translate(
                    "Scores are means of the five points, put on 0 to 100. Ranges are 95% intervals (Student's t, "
                    "with a variance that is never below one person answering one step differently). A gap is called "
                    "clear only if two tests agree, Welch's t and the exact Mann–Whitney test, after the "
                    "Benjamini–Hochberg adjustment for the number of questions, and if it is 10 points or more."
                ),
                translate(
                    "“The teams see this alike” needs evidence too: the 90% interval of the gap must lie within half "
                    "a step. Where neither can be shown, the report says so."
                ),
            ],
        },
    ]


def _mode_words(mode: Mode, translate: Translate) -> str:
    if mode is Mode.ANONYMOUS:
        return translate(
            "The round was anonymous: one link per team, no list of persons, no account, no address, no time stored "
            "with an answer."
        )
    return translate("The round was confidential: each person had a personal link, and answers were never tied to it.")
