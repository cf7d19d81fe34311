"""How high a row must be for all its words: not every program works that out when it opens a file. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from reports.renderers.svg.measure import text_width, wrapped

LINE = 13.0
"""Points of a line of 10-point type."""

HIGHEST = 409.0
"""Points that a row can have."""

PIXELS = 7.0
"""Of one character of a column's width."""

_SIZE = 13.33 * 0.87
"""Pixels of 10-point type, and how much narrower it is than the face that is measured."""

_AIR = 12.0
_LONG_TEXT = 4000


def row_height(cells: Iterable[tuple[str, float]], scale: float = 1.0) -> float:
    """Points of a row with these texts in columns of so many characters; `scale` is that of the type."""
    return min(HIGHEST, scale * LINE * max((_lines(text, width, scale) for text, width in cells), default=1) + 3)


def _lines(text: str, width: float, scale: float) -> int:
    room = width * PIXELS - _AIR
    if len(text) > _LONG_TEXT:
        return ceil(text_width(text[:_LONG_TEXT], _SIZE * scale) / room)
    return sum(max(1, len(wrapped(line, room, _SIZE * scale))) for line in text.split("\n")) or 1
