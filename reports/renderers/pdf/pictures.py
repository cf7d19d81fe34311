"""The round in pictures: all gaps, the double mirror, the topics, and the rounds before. ★ No Django."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from reports.document import Report
from reports.renderers.pdf.layout import ROOMS, spread
from reports.renderers.svg import cut, gap_chart, gap_heights, mirror_chart, mirror_heights
from reports.series import DimensionReading, DimensionRow, Order, dimension_rows, gap_series, mirror_series
from reports.wording import (
    Translate,
    capitalized,
    chart_summary,
    finding,
    gap_range_words,
    higher_words,
    mirror_finding,
    mirror_summary,
    no_dimension_words,
    verdict,
)

INSET = 4.0
"""Per cent of a small picture that stay free on either side."""


def gaps(report: Report, translate: Translate) -> dict[str, Any]:
    """The gap chart as on the screen, the largest gap first, cut into as many charts as pages are needed."""
    series = gap_series(report, Order.GAP)
    sizes, air = spread(*gap_heights(series, translate), ROOMS[report.book.paper])
    parts = [replace(series, rows=tuple(rows)) for rows in cut(series.rows, sizes)]
    return {
        "title": translate("All questions at a glance"),
        "intro": [finding(series, translate)],
        "charts": [
            {"svg": gap_chart(part, translate, air=air), "alt": chart_summary(part, translate)} for part in parts
        ],
    }


def mirror(report: Report, translate: Translate) -> dict[str, Any]:
    """The questions with an expectation to show, cut like the gap chart; without any, why there is none."""
    series, minimum = mirror_series(report), report.released.tally.minimum
    rows = [row for row in series.rows if any(reading.is_guess for reading in row.readings)]
    sizes, air = spread(*mirror_heights(rows, "page", translate), ROOMS[report.book.paper])
    return {
        "title": translate("What each team expects of the other"),
        "is_short": not rows,
        "intro": [
            mirror_finding(series.rows, translate),
            *([_mirror_lead(len(rows), len(series.rows), translate)] if rows else []),
        ],
        "charts": [
            {"svg": mirror_chart(part, minimum, "page", translate, air=air), "alt": mirror_summary(part, translate)}
            for part in cut(rows, sizes)
        ],
    }


def _mirror_lead(shown: int, total: int, translate: Translate) -> str:
    lead = translate("A solid mark is what a team says. A hollow one is what the other team expected it to say.")
    if shown == total:
        return lead
    words = translate("{shown} of {total} questions have an expectation to show.").format(shown=shown, total=total)
    return f"{lead} {words}"


def dimensions(report: Report, translate: Translate) -> dict[str, Any]:
    rows = dimension_rows(report)
    return {
        "title": translate("By topic"),
        "is_short": not rows,
        "intro": [_dimension_intro(rows, translate)],
        "columns": [
            translate("Topic"),
            translate("From 0 to 100"),
            translate("Sales"),
            translate("Marketing"),
            translate("Gap"),
            translate("Together"),
        ],
        "rows": [_dimension(row, translate) for row in rows],
        "notes": _dimension_notes(rows, translate),
    }


def _dimension_intro(rows: tuple[DimensionRow, ...], translate: Translate) -> str:
    if not any(row.reading for row in rows):
        return translate("No topic has enough answers to show from both teams.")
    return translate("“Together” is one number for both teams: their average, less a little where they differ.")


def _dimension_notes(rows: tuple[DimensionRow, ...], translate: Translate) -> list[str]:
    notes = []
    if any(row.reading and row.only is None for row in rows):
        notes.append(
            translate("The small figures are likely ranges. Whether a gap is clear is said of single questions only.")
        )
    if any(row.reading and row.only for row in rows):
        notes.append(translate("A topic with only one question to count repeats that question."))
    return notes


def _dimension(row: DimensionRow, translate: Translate) -> dict[str, Any]:
    asked = ", ".join(map(str, row.positions))
    words = translate("Question {number}") if len(row.positions) == 1 else translate("Questions {number}")
    named = {"name": row.name, "questions": words.format(number=asked)}
    if row.reading is None:
        return {**named, "absence": no_dimension_words(row, translate)}
    return {**named, "absence": "", **_dimension_figures(row, row.reading, translate)}


def _dimension_figures(row: DimensionRow, reading: DimensionReading, translate: Translate) -> dict[str, Any]:
    """Each figure with what stands below it: its range, or the verdict where a single question says it all."""
    about = gap_range_words(reading.printed_gap_range, translate)
    ranges = (reading.printed_sales_range, reading.printed_marketing_range, about)
    if row.only is not None:
        ranges = ("", "", capitalized(verdict(row.only, translate)))
    return {
        "sales_at": _inset(reading.sales),
        "marketing_at": _inset(reading.marketing),
        "sales": [reading.printed_sales, ranges[0]],
        "marketing": [reading.printed_marketing, ranges[1]],
        "gap": [reading.printed_apart, f"{capitalized(higher_words(reading, translate))}\n{ranges[2]}"],
        "together": reading.whole.printed,
    }


def _inset(points: float) -> float:
    """Where points lie in a small picture, in per cent of its width: marks at 0 and 100 stay inside."""
    return INSET + points * (100 - 2 * INSET) / 100
