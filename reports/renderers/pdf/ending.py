"""How it was all made, and whom to ask. ★ No Django."""

from __future__ import annotations

from typing import Any

from assessments.scales import Team
from reports.analysis.turnout import response_rate
from reports.document import Report
from reports.renderers.pdf.words import team_words
from reports.series import percent
from reports.wording import Translate, explaining
from reports.wording.phrases import share_words
from reports.wording.turnout import caution_words, shortage_words


def method(report: Report, translate: Translate) -> dict[str, Any]:
    released = report.released
    return {
        "title": translate("Method and privacy"),
        "turnout_title": translate("Who answered"),
        "columns": [translate("Team"), translate("Answered"), translate("Invited"), translate("Share")],
        "turnout": [_turnout(report, team, translate) for team in Team],
        "cautions": [*shortage_words(released.tally, translate), *caution_words(released.tally, translate)],
        "parts": explaining.method(released.mode, released.tally.minimum, report.notice, translate),
        "seal": explaining.seal_words(translate),
    }


def _turnout(report: Report, team: Team, translate: Translate) -> dict[str, str]:
    counts = report.released.tally.participation(team)
    rate = response_rate(counts)
    return {
        **team_words(team, translate),
        "responded": str(counts.responded),
        "invited": "–" if counts.invited is None else str(counts.invited),
        "note": translate("not known: nobody counted the team")
        if rate is None
        else share_words(percent(rate), translate),
    }


def contact(report: Report, translate: Translate) -> dict[str, Any] | None:
    """The consultant's block, under a line of his or her own; None where nobody filled it in."""
    block = report.book.contact
    if block.is_empty:
        return None
    return {
        "title": translate("Contact"),
        "words": block.words or translate("Do strategic planning and team work need more thought?"),
        "name": block.name,
        "company": block.company,
        "reach": [line for line in (block.email, block.phone) if line],
    }
