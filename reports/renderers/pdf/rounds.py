"""The rounds of an assessment, side by side. ★ No Django."""

from __future__ import annotations

from typing import Any

from reports.document import Report
from reports.renderers.svg import index_chart, trend_chart
from reports.series import ChangeRow, ChangeSeries, Order, TeamShift, Trend, TrendLine, change_series, trend_series
from reports.wording import (
    Translate,
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
    no_index_shift_words,
    shift_verdict,
    trend_notes,
    trend_summary,
)


def trend(report: Report, translate: Translate) -> dict[str, Any] | None:
    """All rounds up to this one; None for the first, which has nothing beside it."""
    change = change_series(report, Order.QUESTIONNAIRE)
    if change is None:
        return None
    series = trend_series(report)
    title = translate("Index from round to round")
    return {
        "title": translate("Over time"),
        "intro": [*_index_words(change, translate), *index_trend_notes(series.index, series.rounds, translate)],
        "index_title": title,
        "index": _index_chart(series, title, translate),
        "cautions": caution_change_words(change.cautions, translate),
        "change_title": translate("“{before}” and “{now}” side by side").format(
            before=change.before.title, now=change.now.title
        ),
        "columns": [translate("Question"), translate("Sales"), translate("Marketing"), translate("Gap")],
        "changes": [_change(row, translate) for row in change.rows],
        "notes": f"{independence_words(translate)} {like_before_words(translate)}",
        "lines_title": translate("Each question from round to round"),
        "lines_note": translate(
            "A line is broken where a question was not asked, was asked in other words, or is hidden to protect "
            "anonymity."
        ),
        "lines": [_line(line, series, translate) for line in series.lines],
    }


def _index_words(change: ChangeSeries, translate: Translate) -> list[str]:
    if change.index:
        return [index_shift_words(change.index, translate)]
    return [no_index_shift_words(change.lacking, translate)] if change.lacking else []


def _index_chart(series: Trend, title: str, translate: Translate) -> dict[str, str]:
    told = index_trend_summary(series.index, series.rounds, translate)
    return {"svg": index_chart(series.index, series.rounds, title, told, "trend-index"), "alt": f"{title}. {told}"}


def _change(row: ChangeRow, translate: Translate) -> dict[str, Any]:
    """A row of the table: three cells, or why the two rounds cannot be compared."""
    broken = break_words(row, translate)
    cells = [] if broken else [*(_shift(shift, translate) for shift in row.shifts), _gap(row, translate)]
    return {"text": f"{row.row.position}  {row.row.text}", "broken": broken, "cells": cells}


def _shift(shift: TeamShift, translate: Translate) -> dict[str, str]:
    said = capitalized(shift_verdict(shift, translate))
    if shift.printed_change is None:
        return {"printed": "–", "words": said}
    words = translate("{before} → {now}").format(before=shift.before, now=shift.now)
    return {"printed": words, "words": said}


def _gap(row: ChangeRow, translate: Translate) -> dict[str, str]:
    if row.gap is None:
        return {"printed": "–", "words": ""}
    before, now = row.gap.sizes
    said = (gap_sides(row.gap, translate), capitalized(gap_shift_verdict(row.gap, translate)))
    printed = translate("{before} → {now}").format(before=before, now=now)
    return {"printed": printed, "words": "\n".join(filter(None, said))}


def _line(line: TrendLine, series: Trend, translate: Translate) -> dict[str, Any]:
    told = trend_summary(line, series.rounds, translate)
    title = f"{line.row.position}  {line.row.name}"
    drawn = trend_chart(line, series.rounds, title, told, f"trend-{line.row.position}")
    return {"text": title, "chart": {"svg": drawn, "alt": told}, "notes": trend_notes(line, series.rounds, translate)}
