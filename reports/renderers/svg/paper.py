"""Long charts cut into sheets of paper, between two questions and never inside one. ★ No Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from reports.renderers.look import Layout
from reports.renderers.svg.gaps import gap_chart
from reports.renderers.svg.mirror import mirror_chart
from reports.series import GapSeries, MirrorRow
from reports.wording import Translate, untranslated

UNDER_HEADING = 930.0
"""Units of a chart, 700 across, that fit on a sheet under a heading."""

UNDER_HEAD = 800.0
"""The same under the head of a page."""

SHEET = 990.0
"""The same on a sheet of its own."""

_HEIGHT = re.compile(r'viewBox="0 0 [\d.]+ ([\d.]+)"')

Row = TypeVar("Row")


def gap_parts(series: GapSeries, layout: Layout = "page", translate: Translate = untranslated) -> list[GapSeries]:
    """The rows of as many gap charts as sheets are needed, each under a heading."""
    sheets = _sheets(
        series.rows, lambda rows: gap_chart(replace(series, rows=tuple(rows)), layout, translate), UNDER_HEADING
    )
    return [replace(series, rows=tuple(rows)) for rows in sheets]


def paper_gap_charts(series: GapSeries, translate: Translate = untranslated) -> list[str]:
    """The gap chart for the printer, a chart a sheet."""
    parts = gap_parts(series, "paper", translate)
    return [
        gap_chart(part, "paper", translate, prefix=f"gaps-paper-{number}")
        for number, part in enumerate(parts, start=1)
    ]


def paper_mirror_charts(rows: Sequence[MirrorRow], minimum: int, translate: Translate = untranslated) -> list[str]:
    """The double mirror for the printer, a chart a sheet, the first of them under the head of the page."""
    sheets = _sheets(rows, lambda part: mirror_chart(part, minimum, "paper", translate), UNDER_HEAD)
    return [
        mirror_chart(part, minimum, "paper", translate, prefix=f"mirror-paper-{number}")
        for number, part in enumerate(sheets, start=1)
    ]


def _sheets(rows: Sequence[Row], draw: Callable[[Sequence[Row]], str], first: float) -> list[list[Row]]:
    """Rows in their order, as many to a sheet as fit: rows of a chart stack, so their heights add up.

    `first` is the room on the first sheet. The last two sheets share their rows evenly: a page of two rows after a
    full one looks like a mistake.
    """
    frame = _height(draw([]))
    sheets: list[list[tuple[float, Row]]] = []
    for row in rows:
        need = _height(draw([row])) - frame
        room = (SHEET if len(sheets) > 1 else first) - frame
        if not sheets or _used(sheets[-1]) + need > room:
            sheets.append([])
        sheets[-1].append((need, row))
    while len(sheets) > 1 and _used(sheets[-1]) + sheets[-2][-1][0] <= _used(sheets[-2]) - sheets[-2][-1][0]:
        sheets[-1].insert(0, sheets[-2].pop())
    return [[row for _need, row in sheet] for sheet in sheets]


def _used(sheet: Sequence[tuple[float, Row]]) -> float:
    return sum(need for need, _row in sheet)


def _height(drawn: str) -> float:
    found = _HEIGHT.search(drawn)
    return float(found[1]) if found else 0.0
