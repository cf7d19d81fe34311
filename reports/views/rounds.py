"""The rounds of an assessment: their lines where they can be compared, and the last two side by side."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from assessments.access import closed_round_or_404
from assessments.scales import Team
from reports.analysis.labels import Label
from reports.build import build_report
from reports.document import Report
from reports.renderers.svg import index_chart, trend_chart
from reports.series import (
    ChangeRow,
    ChangeSeries,
    RoundName,
    TeamShift,
    Trend,
    TrendLine,
    change_series,
    movement,
    trend_series,
)
from reports.views.frame import chosen_order, frame
from reports.wording import (
    break_words,
    capitalized,
    caution_change_words,
    gap_shift_verdict,
    gap_sides,
    independence_words,
    index_shift_words,
    index_trend_notes,
    index_trend_summary,
    like_before_words,
    movement_headline,
    no_index_shift_words,
    point_words,
    shift_verdict,
    team_name,
    trend_notes,
    trend_summary,
    unmoved_words,
)


@login_required
@gzip_page
@require_safe
def trend(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All rounds up to this one. The first round has nothing beside it, and says so."""
    round = closed_round_or_404(request, slug, code)
    report = build_report(round)
    change = change_series(report, chosen_order(request))
    shown = {} if change is None else _rounds(report, change)
    return render(request, "reports/trend.html", {**frame(round, report), "headline": _headline(change), **shown})


def _headline(change: ChangeSeries | None) -> str:
    """What moved since the round before; the page's name where no question can be compared."""
    moved = movement(change)
    if moved is None:
        return gettext("Over time")
    return movement_headline(moved, gettext) or unmoved_words(moved, gettext, with_index=False)


def _rounds(report: Report, change: ChangeSeries) -> dict[str, Any]:
    series = trend_series(report)
    lines = {line.row.position: line for line in series.lines}
    return {
        "rounds": series.rounds,
        "order": change.order.value,
        "index": _index(series, change),
        "multiples": [trend_lines(lines[row.row.position], series.rounds) for row in change.rows],
        "change": change,
        "changes": [change_line(row) for row in change.rows],
        "cautions_since": caution_change_words(change.cautions, gettext),
        "independence": independence_words(gettext),
        "like_before": like_before_words(gettext) if _is_any_like_before(change) else "",
    }


def _is_any_like_before(change: ChangeSeries) -> bool:
    return any(shift.label is Label.SIMILAR for row in change.rows for shift in row.shifts)


def _index(series: Trend, change: ChangeSeries) -> dict[str, Any]:
    title = gettext("Index from round to round")
    summary = index_trend_summary(series.index, series.rounds, gettext)
    since = (
        index_shift_words(change.index, gettext)
        if change.index
        else no_index_shift_words(change.lacking, gettext)
        if change.lacking
        else ""
    )
    return {
        "chart": SafeString(index_chart(series.index, series.rounds, title, summary, "trend-index")),
        "table": [
            (name, point.printed or gettext("no index"))
            for name, point in zip(series.rounds, series.index, strict=True)
        ],
        "notes": [since, *index_trend_notes(series.index, series.rounds, gettext)],
    }


def trend_lines(line: TrendLine, rounds: tuple[RoundName, ...]) -> dict[str, Any]:
    """A question over all rounds: picture, table, and a note for each break."""
    row = line.row
    title, summary = f"{row.position}. {row.text}", trend_summary(line, rounds, gettext)
    chart = trend_chart(line, rounds, title, summary, f"trend-{row.position}")
    return {
        "row": row,
        "chart": SafeString(chart),
        "notes": trend_notes(line, rounds, gettext),
        "lines": [{"code": team.value, "name": team_name(team, gettext)} for team in Team],
        "table": [
            (name, [point_words(line.points(team)[place], gettext) for team in Team])
            for place, name in enumerate(rounds)
        ],
    }


def change_line(row: ChangeRow) -> dict[str, Any]:
    """A question of two rounds as a row of a table."""
    return {
        "row": row.row,
        "broken": break_words(row, gettext),
        "shifts": [_shift(shift) for shift in row.shifts],
        "gap": row.gap,
        "gap_sides": gap_sides(row.gap, gettext) if row.gap else "",
        "gap_words": capitalized(gap_shift_verdict(row.gap, gettext)) if row.gap else "",
    }


def _shift(shift: TeamShift) -> dict[str, Any]:
    return {
        "code": shift.team.value,
        "name": team_name(shift.team, gettext),
        "shift": shift,
        "words": capitalized(shift_verdict(shift, gettext)),
    }
