"""Long charts cut into sheets of paper, between two questions and never inside one. ★ No Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reports.renderers.look import Layout
from reports.renderers.svg.gaps import gap_chart
from reports.renderers.svg.mirror import mirror_chart
from reports.series import GapSeries, MirrorRow
from reports.wording import Translate, untranslated

SHEET = 990.0
"""Units of a chart, 700 across, that fit on a sheet of its own."""

UNDER_HEADING = 930.0
"""The same under a heading."""

UNDER_HEAD = 800.0
"""The same under the head of a page."""


@dataclass(frozen=True, slots=True)
class Room:
    """What fits on the first sheet and on the others."""

    first: float
    other: float = SHEET


_HEIGHT = re.compile(r'viewBox="0 0 [\d.]+ ([\d.]+)"')

Row = TypeVar("Row")


def gap_parts(
    series: GapSeries,
    layout: Layout = "page",
    translate: Translate = untranslated,
    *,
    room: Room = Room(UNDER_HEADING),
) -> list[GapSeries]:
    """The rows of as many gap charts as sheets are needed."""
    sheets = _sheets(series.rows, lambda rows: gap_chart(replace(series, rows=tuple(rows)), layout, translate), room)
    return [replace(series, rows=tuple(rows)) for rows in sheets]


def paper_gap_charts(series: GapSeries, translate: Translate = untranslated) -> list[str]:
    """The gap chart for the printer, a chart a sheet."""
    parts = gap_parts(series, "paper", translate)
    return [
        gap_chart(part, "paper", translate, prefix=f"gaps-paper-{number}")
        for number, part in enumerate(parts, start=1)
    ]


def mirror_parts(
    rows: Sequence[MirrorRow],
    minimum: int,
    layout: Layout,
    translate: Translate = untranslated,
    *,
    room: Room = Room(UNDER_HEAD),
) -> list[list[MirrorRow]]:
    """The rows of as many double mirrors as sheets are needed."""
    return _sheets(rows, lambda part: mirror_chart(part, minimum, layout, translate), room)


def paper_mirror_charts(rows: Sequence[MirrorRow], minimum: int, translate: Translate = untranslated) -> list[str]:
    """The double mirror for the printer, a chart a sheet, the first of them under the head of the page."""
    sheets = mirror_parts(rows, minimum, "paper", translate)
    return [
        mirror_chart(part, minimum, "paper", translate, prefix=f"mirror-paper-{number}")
        for number, part in enumerate(sheets, start=1)
    ]


def _sheets(rows: Sequence[Row], draw: Callable[[Sequence[Row]], str], room: Room) -> list[list[Row]]:
    """Rows in their order, as many to a sheet as fit: rows of a chart stack, so their heights add up.

    The last two sheets share their rows evenly: a page of two rows after a full one looks like a mistake.
    """
    frame = height_of(draw([]))
    sheets: list[list[tuple[float, Row]]] = []
    for row in rows:
        need = height_of(draw([row])) - frame
        fitting = (room.other if len(sheets) > 1 else room.first) - frame
        if not sheets or _used(sheets[-1]) + need > fitting:
            sheets.append([])
        sheets[-1].append((need, row))
    while len(sheets) > 1 and _used(sheets[-1]) + sheets[-2][-1][0] <= _used(sheets[-2]) - sheets[-2][-1][0]:
        sheets[-1].insert(0, sheets[-2].pop())
    return [[row for _need, row in sheet] for sheet in sheets]


def _used(sheet: Sequence[tuple[float, Row]]) -> float:
    return sum(need for need, _row in sheet)


def height_of(drawn: str) -> float:
    """The height of a chart in its own units."""
    found = _HEIGHT.search(drawn)
    return float(found[1]) if found else 0.0
