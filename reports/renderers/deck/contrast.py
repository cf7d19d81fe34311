"""Which words can be read on a color, and which color as words on white. ★ No Django."""

from __future__ import annotations

from accounts.branding import READABLE
from accounts.colors import contrast
from reports.renderers.look import COLORS


def words_on(color: str) -> str:
    """White or ink, whichever stands out more."""
    return max((COLORS["surface"], COLORS["ink"]), key=lambda words: contrast(words, color))


def legible(color: str) -> str:
    """The color for words on white, or ink where they could not be read."""
    return color if contrast(color, COLORS["surface"]) >= READABLE else COLORS["ink"]
