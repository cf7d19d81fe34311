"""A color as the form of an accent shows it: its contrast in words, and what is offered instead."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from accounts.branding import ACCENT, accent_problem, contrast_words, dark_shades, light_shades
from accounts.colors import read_color


@dataclass(frozen=True, slots=True, kw_only=True)
class Swatch:
    """`color` is what was typed, "" where that is none; `worn` the allowed color that pages would show, with `soft` as
    its quiet fill, and `dark` on dark ones. `offer` is empty unless `color` is refused.
    """

    color: str
    words: str
    offer: str
    worn: str
    soft: str
    dark: str


def swatch(typed: str) -> Swatch:
    color, problem = read_color(typed) or "", accent_problem(typed, gettext)
    offer = problem.offer if problem else ""
    worn = (offer if problem else color) or ACCENT
    words = contrast_words(color, gettext) if color else ""
    soft, dark = light_shades(worn).soft, dark_shades(worn).accent
    return Swatch(color=color, words=words, offer=offer, worn=worn, soft=soft, dark=dark)
