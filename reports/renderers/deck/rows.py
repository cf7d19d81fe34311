"""Rows spread over slides: as few slides as hold them, none much emptier than another. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")


def spread(rows: Sequence[Row], heights: Sequence[float], room: float, most: int = 1000) -> list[list[Row]]:
    """Rows on as few slides as hold them, about as full as one another."""
    count = len(_filled(rows, heights, room, most))
    limit = max([sum(heights) / count if count else 0, *heights])
    while limit < room and len(_filled(rows, heights, limit, most)) > count:
        limit += 5
    return _filled(rows, heights, min(limit, room), most)


def stretched(heights: Sequence[float], room: float, highest: float) -> list[float]:
    """The rows a little higher where a slide has room for that; none gets higher than `highest` by it."""
    more = max(0.0, (room - sum(heights)) / max(len(heights), 1))
    return [max(height, min(height + more, highest)) for height in heights]


def _filled(rows: Sequence[Row], heights: Sequence[float], room: float, most: int) -> list[list[Row]]:
    parts: list[list[Row]] = []
    used = 0.0
    for row, height in zip(rows, heights, strict=True):
        if not parts or len(parts[-1]) == most or used + height > room + 1e-6:
            parts.append([])
            used = 0.0
        parts[-1].append(row)
        used += height
    return parts
