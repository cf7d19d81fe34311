"""Long charts cut into sheets of paper, between two questions and never inside one. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TypeVar

from reports.renderers.svg.mirror import mirror_chart, mirror_heights
from reports.series import MirrorRow
from reports.wording import Translate, untranslated

SHEET = 990.0
"""Units of a chart, 700 across, that fit on a sheet of its own."""

UNDER_HEAD = 800.0
"""The same under the head of a page."""


@dataclass(frozen=True, slots=True)
class Room:
    """What fits on the first sheet and on the others."""

    first: float
    other: float = SHEET


Row = TypeVar("Row")


def paper_mirror_charts(rows: Sequence[MirrorRow], minimum: int, translate: Translate = untranslated) -> list[str]:
    """The double mirror for the printer, a chart a sheet, the first of them under the head of the page."""
    sheets = cut(rows, sheet_sizes(*mirror_heights(rows, "paper", translate), Room(UNDER_HEAD)))
    return [
        mirror_chart(part, minimum, "paper", translate, prefix=f"mirror-paper-{number}")
        for number, part in enumerate(sheets, start=1)
    ]


# --- Which rows go where ---------------------------------------------------------------------------------------------
def sheet_sizes(frame: float, needs: Sequence[float], room: Room) -> list[int]:
    """How many rows, each of its height, go on each sheet: on as few sheets as can hold them, equally full.

    A chart needs `frame` around its rows. A page of two rows after a full one would look like a mistake.
    """
    first, other = room.first - frame, room.other - frame
    sizes: list[int] = []
    for left in range(_fewest(needs, first, other), 0, -1):
        rest, fitting = needs[sum(sizes) :], other if sizes else first
        aim = fitting - (fitting + (left - 1) * other - sum(rest)) / left
        able = [size for size in range(1, len(rest) + 1) if _is_able(rest, size, fitting, other, left)]
        sizes.append(min(able, key=lambda size: abs(sum(rest[:size]) - aim)))
    return sizes


def cut(rows: Sequence[Row], sizes: Sequence[int]) -> list[Sequence[Row]]:
    return [rows[end - size : end] for size, end in zip(sizes, accumulate(sizes), strict=True)]


def _is_able(needs: Sequence[float], size: int, fitting: float, other: float, left: int) -> bool:
    """So many rows fit on a sheet, and those after them on the ones that are left. A row alone always does."""
    return (size == 1 or sum(needs[:size]) <= fitting) and _fewest(needs[size:], other, other) < left


def _fewest(needs: Sequence[float], first: float, other: float) -> int:
    """Sheets that it takes if each is filled before the next."""
    count, free = 0, 0.0
    for need in needs:
        if not count or need > free:
            count, free = count + 1, other if count else first
        free -= need
    return count
