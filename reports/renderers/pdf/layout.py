"""How much fits on a page, and text in paragraphs. ★ No Django."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from assessments.books import Paper
from reports.renderers.svg import Air, Room, cut, sheet_sizes

WIDTH = 700.0
"""Units of a chart across a page."""

ROOMS: Mapping[Paper, Room] = MappingProxyType({Paper.A4: Room(920, 1035), Paper.LETTER: Room(820, 930)})
"""What fits of such a chart: under a heading with its words, and on a page of its own."""

SMALLEST = 0.88
"""Beside its usual size: smaller, and its words are no longer read with ease."""

MOST_AIR = 11.0
"""Above and below a row: with more, a chart falls apart."""


def spread(frame: float, needs: Sequence[float], room: Room) -> tuple[list[int], Air]:
    """How many rows of a chart go on each page, and the air that lets them fill it.

    Drawn a little smaller if that saves a page: then there is more room across, too.
    """
    usual, smaller = sheet_sizes(frame, needs, room), sheet_sizes(frame, needs, _grown(room, SMALLEST))
    sizes = smaller if len(smaller) < len(usual) else usual
    heights = _heights(needs, sizes)
    scale = min([1.0, *(held / (height + frame) for held, height in zip(_rooms(room, sizes), heights, strict=True))])
    rooms = _rooms(_grown(room, scale), sizes)
    free = [(held - frame - height) / (2 * size) for held, height, size in zip(rooms, heights, sizes, strict=True)]
    return sizes, Air(across=WIDTH / scale - WIDTH, down=max(0.0, min([MOST_AIR, *free])))


def _grown(room: Room, scale: float) -> Room:
    return Room(room.first / scale, room.other / scale)


def _rooms(room: Room, sizes: Sequence[int]) -> list[float]:
    return [room.other if place else room.first for place in range(len(sizes))]


def _heights(needs: Sequence[float], sizes: Sequence[int]) -> list[float]:
    return [sum(part) for part in cut(needs, sizes)]


def paragraphs(text: str) -> list[str]:
    """What a person wrote, by lines; empty ones are air that a page cannot spare."""
    return [line.strip() for line in text.splitlines() if line.strip()]
