"""The words that stand on pages of every book. ★ No Django."""

from __future__ import annotations

from typing import Any

from assessments.scales import FrozenItem, Team
from reports.series import GapRow
from reports.wording import Translate, capitalized, explaining, label_words, team_name


def page_words(translate: Translate) -> dict[str, Any]:
    """The fixed words of pages that repeat."""
    return {
        "columns": [
            translate("Team"),
            translate("Score"),
            translate("Likely range"),
            translate("Answers"),
            translate("Don’t know"),
        ],
        "reading": translate("What it says"),
        "prompts": translate("To talk about"),
        "remark": translate("A note on this"),
        "writing": translate("Your notes"),
        "focus": translate("What we take on"),
        "does": {
            Team.SALES.value: translate("What Sales does"),
            Team.MARKETING.value: translate("What Marketing does"),
        },
        "owner": {
            Team.SALES.value: translate("Owner in Sales"),
            Team.MARKETING.value: translate("Owner in Marketing"),
        },
        "due": translate("Done by"),
        "measure": translate("How we will know"),
        "nothing": translate("Nothing agreed for this team."),
        "open": translate("still open"),
    }


def signs(translate: Translate) -> list[dict[str, str]]:
    """What the marks of the charts mean."""
    return [
        {"key": "says", "text": translate("What a team says: a circle is Sales, a diamond is Marketing.")},
        {
            "key": "expects",
            "text": translate("What a team expects the other to say: its own shape, hollow."),
        },
        {"key": "range", "text": translate("The likely range of a score.")},
        {"key": "hidden", "text": translate("Hidden, to protect the people who answered.")},
    ]


def labels(translate: Translate) -> list[dict[str, str]]:
    """What each verdict claims and does not claim, the strongest first."""
    return [
        {"name": capitalized(label_words(label, translate)), "meaning": meaning}
        for label, meaning in explaining.meanings(translate)
    ]


def team_words(team: Team, translate: Translate) -> dict[str, str]:
    return {"team": team.value, "name": team_name(team, translate)}


def asked_as(question: FrozenItem | GapRow) -> str:
    """The question as it was asked, to stand under its short name; "" where that is its heading already."""
    return question.text if question.name != question.text else ""
