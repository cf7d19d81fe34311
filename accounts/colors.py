"""Colors as screens have them: reading what was typed, WCAG's contrast, the nearest readable sibling. ★ No Django."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

WHITE, BLACK = "#ffffff", "#000000"
STEPS = 255
_WRITTEN = re.compile(r"#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})", re.ASCII)


def read_color(text: str) -> str | None:
    """#rrggbb of what somebody typed: #0F6164, 0f6164 or #fa0; None for anything else."""
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    digits = found[1].lower()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(digit * 2 for digit in digits)


def channels(color: str) -> tuple[int, int, int]:
    """Red, green and blue of #rrggbb, 0 to 255."""
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)


@lru_cache(maxsize=4096)
def luminance(color: str) -> float:
    """WCAG's relative luminance: 0 for black, 1 for white."""
    red, green, blue = (_linear(channel / 255) for channel in channels(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, from 1 for the same color to 21 for black on white."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def printed_contrast(ratio: float) -> str:
    """Cut after a tenth, never rounded up: 4.47 is not enough, and must not be printed as 4.5."""
    return f"{int(ratio * 10 + 1e-9) / 10:.1f}"


def darkened(color: str, is_dark_enough: Callable[[str], bool]) -> str:
    """The first color on the way to black, the hue kept, that is dark enough; `color` itself where it is."""
    shades = (_with_highest(color, highest) for highest in range(max(channels(color)), -1, -1))
    return next(filter(is_dark_enough, (color, *shades)), BLACK)


def lightened(color: str, is_light_enough: Callable[[str], bool]) -> str:
    """The first color on the way to white, the hue kept, that is light enough; `color` itself where it is."""
    tints = (_toward_white(color, step) for step in range(STEPS + 1))
    return next(filter(is_light_enough, tints), WHITE)


def brightened(color: str, is_light_enough: Callable[[str], bool]) -> str:
    """As `lightened`, but as vivid as a color on a dark page can be without glaring."""
    calm = _toward_white(color, STEPS // 4)
    tints = (_with_highest(calm, highest) for highest in range(max(channels(calm)), STEPS + 1))
    vivid = next(filter(is_light_enough, tints), None)
    return vivid or lightened(_with_highest(calm, STEPS), is_light_enough)


def _with_highest(color: str, highest: int) -> str:
    """The color with all channels scaled alike, so that the highest is `highest`: hue and saturation stay."""
    now = max(channels(color)) or 1
    return _hex(round(channel * highest / now) for channel in channels(color))


def _toward_white(color: str, step: int) -> str:
    return _hex(channel + round((STEPS - channel) * step / STEPS) for channel in channels(color))


def _hex(values: Iterable[int]) -> str:
    return "#" + "".join(f"{value:02x}" for value in values)
