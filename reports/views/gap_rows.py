"""The gap chart of a page: rows of words, each with its picture, in one form for every width."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.renderers.svg import fluid_track
from reports.series import Absence, GapRow, GapSeries
from reports.wording import absence_words, beside_apart, finding, row_note, scale_ends, team_name, verdict

SURE = (Label.CLEAR, Label.POSSIBLE)


def drawn_gaps(series: GapSeries) -> dict[str, Any]:
    marks = [mark for row in series.rows for mark in row.marks]
    return {
        "finding": finding(series, gettext),
        "ends": scale_ends(series.rows, gettext),
        "has_ranges": any(mark.low is not None for mark in marks),
        "has_everyone": any(mark.is_everyone for mark in marks),
        "rows": [_row(row, series.minimum) for row in series.rows],
    }


def _row(row: GapRow, minimum: int) -> dict[str, Any]:
    return {
        "position": row.position,
        "name": row.name,
        "text": row.text,
        "note": row_note(row, gettext),
        "picture": SafeString(fluid_track(row, _spoken(row))),
        "absences": _absences(row, minimum),
        "apart": row.printed_apart,
        "beside": beside_apart(row, gettext),
        "verdict": verdict(row, gettext),
        "is_sure": row.label in SURE,
    }


def _spoken(row: GapRow) -> str:
    return ", ".join(f"{team_name(mark.team, gettext)} {mark.printed}" for mark in row.marks)


def _absences(row: GapRow, minimum: int) -> list[dict[str, Any]]:
    """Why a team has no mark; said once where it is true of both."""
    if not row.marks and row.sales_absence and row.sales_absence is row.marketing_absence:
        reason = absence_words(row.sales_absence, minimum, gettext)
        words = gettext("Both teams: {reason}").format(reason=reason)
        return [{"words": words, "is_hidden": row.sales_absence is Absence.MINIMUM}]
    return [
        {
            "words": f"{team_name(team, gettext)}: {absence_words(absence, minimum, gettext)}",
            "is_hidden": absence is Absence.MINIMUM,
        }
        for team in Team
        if (absence := row.absence(team))
    ]
