"""How much fits on a page, and text in paragraphs. ★ No Django."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from assessments.books import Paper
from reports.renderers.svg import Room

ROOMS: Mapping[Paper, Room] = MappingProxyType({Paper.A4: Room(880, 990), Paper.LETTER: Room(775, 895)})
"""What fits of a chart, 700 units across: under a heading with its words, and on a page of its own."""


def paragraphs(text: str) -> list[str]:
    """What a person wrote, by lines; empty ones are air that a page cannot spare."""
    return [line.strip() for line in text.splitlines() if line.strip()]
