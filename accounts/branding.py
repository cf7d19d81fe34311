"""How an organization, or the consultant who works for it, looks in print and on screen. ★ No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from accounts.colors import (
    BLACK,
    WHITE,
    brightened,
    contrast,
    darkened,
    lightened,
    luminance,
    printed_contrast,
    read_color,
)

ACCENT = "#0f6164"
"""The product's own accent: on white and under white words at more than 4.5:1."""

READABLE = 4.5
"""What WCAG AA asks of words of ordinary size."""

LIGHT_PAPER, LIGHT_FILL = "#f6f7f5", "#eef2f1"
DARK_PAPER, DARK_SURFACE, DARK_FILL = "#10171b", "#182126", "#212c32"
"""Grounds of the pages, as in app.css."""

_SOFT_LIGHT, _SOFT_DARK = luminance("#e1efed"), luminance("#17383a")
"""How light the quiet fills are that have a little of the accent in them."""

_CLEAR = 7
"""Contrast of the light sibling with the surface of dark pages."""

_STRONG = 1.4
"""How many times stronger the accent gets under the pointer."""

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """`logo` is a PNG that we wrote ourselves, or b"". `accent` is #rrggbb. Colors of data are never part of it."""

    name: str = ""
    logo: bytes = b""
    accent: str = ACCENT


@dataclass(frozen=True, slots=True)
class AccentProblem:
    """Why a color cannot be the accent, and the nearest one that can, where there is one."""

    words: str
    offer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shades:
    """The accent as a page uses it: for words and fills, stronger under the pointer, as a quiet fill; words on it."""

    accent: str
    strong: str
    soft: str
    words_on: str


def lowest_contrast(accent: str) -> float:
    """Of white words on the accent, and of the accent's words on white and on a page's light paper."""
    return min(contrast(accent, WHITE), contrast(accent, LIGHT_PAPER))


def is_allowed(accent: str) -> bool:
    return lowest_contrast(accent) >= READABLE


def nearest_allowed(color: str) -> str:
    """The lightest color of the same hue that is dark enough; `color` itself where it is."""
    return darkened(color, is_allowed)


def accent_problem(text: str, translate: Translate = str) -> AccentProblem | None:
    """What is wrong with an accent that somebody typed; None for one that can be read everywhere."""
    color = read_color(text)
    if color is None:
        return AccentProblem(translate("Write the color as # and six digits or letters from a to f, such as #0f6164."))
    if is_allowed(color):
        return None
    words = translate(
        "Words in %(color)s on white, or white words on it, are hard to read: their contrast is %(ratio)s : 1, and it "
        "takes 4.5 : 1."
    )
    ratio = _printed(lowest_contrast(color), translate)
    return AccentProblem(words % {"color": color, "ratio": ratio}, offer=nearest_allowed(color))


def contrast_words(color: str, translate: Translate = str) -> str:
    """The reading of the contrast meter: "5.6 : 1, fine"."""
    ratio = lowest_contrast(color)
    words = translate("%(ratio)s : 1, fine") if ratio >= READABLE else translate("%(ratio)s : 1, too light")
    return words % {"ratio": _printed(ratio, translate)}


def _printed(ratio: float, translate: Translate) -> str:
    """With the decimal mark of the language."""
    whole, tenth = printed_contrast(ratio).split(".")
    return translate("{whole}.{tenth}").format(whole=whole, tenth=tenth)


def light_shades(accent: str) -> Shades:
    """On light pages: a hair darker than chosen where that is needed on the quiet fills, too."""
    soft = lightened(accent, lambda tint: luminance(tint) >= _SOFT_LIGHT)
    own = darkened(accent, _reads_on(WHITE, LIGHT_PAPER, LIGHT_FILL, soft))
    enough = min(contrast(own, WHITE) * _STRONG, contrast(BLACK, WHITE))
    strong = darkened(own, lambda shade: contrast(shade, WHITE) >= enough)
    return Shades(accent=own, strong=strong, soft=soft, words_on=WHITE)


def dark_shades(accent: str) -> Shades:
    """On dark pages: a light sibling of the same hue, with dark words on it."""
    clear = brightened(accent, lambda tint: contrast(tint, DARK_SURFACE) >= _CLEAR)
    soft = darkened(clear, lambda shade: luminance(shade) <= _SOFT_DARK)
    own = lightened(clear, _reads_on(DARK_PAPER, DARK_SURFACE, DARK_FILL, soft))
    strong = lightened(own, lambda tint: contrast(tint, DARK_SURFACE) >= contrast(own, DARK_SURFACE) * _STRONG)
    return Shades(accent=own, strong=strong, soft=soft, words_on=DARK_PAPER)


def _reads_on(*grounds: str) -> Callable[[str], bool]:
    return lambda color: all(contrast(color, ground) >= READABLE for ground in grounds)


# --- The stylesheet ------------------------------------------------------------------------------------------------
def accent_styles(accent: str) -> str:
    """Rules that give pages this accent: they come after a stylesheet that has the product's own."""
    light, dark = light_shades(accent), dark_shades(accent)
    return (
        f":root{{{_rules(_tokens(light))}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_rules(_tokens(dark))}}}}}\n"
    )


def _tokens(shades: Shades) -> Mapping[str, str]:
    return {
        "--accent": shades.accent,
        "--accent-strong": shades.strong,
        "--accent-soft": shades.soft,
        "--on-accent": shades.words_on,
        "--focus": shades.accent,
        "--bs-link-color-rgb": _triple(shades.accent),
        "--bs-link-hover-color-rgb": _triple(shades.strong),
    }


def _triple(color: str) -> str:
    return ",".join(str(int(color[place : place + 2], 16)) for place in (1, 3, 5))


def _rules(tokens: Mapping[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in tokens.items())
