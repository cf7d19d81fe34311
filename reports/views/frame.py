"""What pages of results share: the frame around a closed round, a question as a row of a table."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext

from assessments.models import Round
from assessments.scales import Team
from assessments.tallies import RoundTally
from reports.analysis.labels import Label
from reports.document import Report
from reports.renderers import EXPORTS
from reports.series import GapRow, Order
from reports.wording import absence_words, higher_words, range_words, row_note, team_name, verdict
from reports.wording.turnout import caution_words, shortage_words, turnout_words


def chosen_order(request: HttpRequest) -> Order:
    """By gap unless the address asks for another order."""
    wanted = request.GET.get("sort", "")
    return Order(wanted) if wanted in list(Order) else Order.GAP


def frame(round: Round, report: Report) -> dict[str, Any]:
    """What every page about a closed round says."""
    released = report.released
    return {
        "round": round,
        "released": released,
        "closed_on": datetime.date.fromisoformat(released.closed_on),
        **participation_frame(released.tally),
        "seal": report.digest[:12],
        "notice": report.notice,
        "kinds": list(EXPORTS),
        "is_first_round": not report.earlier,
    }


def participation_frame(tally: RoundTally) -> dict[str, Any]:
    return {
        "turnouts": [
            {
                "code": team,
                "name": team_name(team, gettext),
                "words": turnout_words(tally.participation(team), gettext),
            }
            for team in Team
        ],
        "shortages": shortage_words(tally, gettext),
        "cautions": caution_words(tally, gettext),
    }


def table_row(row: GapRow, minimum: int) -> dict[str, Any]:
    return {
        "row": row,
        "teams": [_team_score(row, team, minimum) for team in Team],
        "higher": higher_words(row, gettext),
        "verdict": verdict(row, gettext),
        "is_sure": row.label in (Label.CLEAR, Label.POSSIBLE),
        "note": row_note(row, gettext),
    }


def _team_score(row: GapRow, team: Team, minimum: int) -> dict[str, Any]:
    mark, absence = row.mark(team), row.absence(team)
    return {
        "name": team_name(team, gettext),
        "code": team.value,
        "mark": mark,
        "range": range_words(mark, gettext) if mark else "",
        "why_absent": absence,
        "absence": absence_words(absence, minimum, gettext) if absence else "",
    }
