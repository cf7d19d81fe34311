"""Elements of a picture, as text. ★ No Django. Lengths are user units: pixels at 1:1, y downward."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from assessments.scales import Team
from reports.renderers.look import COLORS, FONT, RAMP_INK
from reports.renderers.svg.measure import text_width

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that may not stand in an XML document, escaped or not."""

MARK_RADIUS = 7.5
BESIDE, SMALL = 7.0, 12.5
"""Distance and size of small words after a figure."""


def escaped(text: str) -> str:
    """Text for an element or an attribute."""
    clean = NOT_XML.sub("", text)
    return clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def element(name: str, /, *children: str, **attributes: str | float | None) -> str:
    """One element; children are written as they are. `class_` is class, `font_size` is font-size; None is left out."""
    written = "".join([f' {_key(key)}="{_value(value)}"' for key, value in attributes.items() if value is not None])
    return f"<{name}{written}>{''.join(children)}</{name}>" if children else f"<{name}{written}/>"


@cache
def _key(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: str | float) -> str:
    return _words(value) if isinstance(value, str) else f"{round(value, 1):g}"


_words = lru_cache(maxsize=512)(escaped)
"""Of attributes, which are few and never what a person wrote."""


def picture(width: float, height: float, prefix: str, title: str, description: str, children: Iterable[str]) -> str:
    """The whole image. `prefix` makes its ids its own, so that several can stand on one page."""
    return element(
        "svg",
        element("title", escaped(title), id=f"{prefix}-title"),
        element("desc", escaped(description), id=f"{prefix}-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        aria_labelledby=f"{prefix}-title",
        aria_describedby=f"{prefix}-desc",
        class_="chart-picture",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        font_family=FONT,
    )


def words(
    text: str,
    x: float,
    y: float,
    *,
    size: float = 14,
    role: str = "ink",
    weight: int = 400,
    anchor: str = "start",
    step: int | None = None,
    beside: str = "",
) -> str:
    """One line of text with its baseline at y, in the color of its role or of a step of the ramp that it stands on.

    `beside` are small quiet words after it: in the same element, for only the reader's font knows where it ends.
    """
    return element(
        "text",
        escaped(text),
        _beside(beside) if beside else "",
        x=x,
        y=y,
        class_=f"chart-{role}" if step is None else f"chart-on-step-{step + 1}",
        fill=COLORS[role] if step is None else RAMP_INK[step],
        font_size=size,
        font_weight=None if weight == 400 else str(weight),
        text_anchor=None if anchor == "start" else anchor,
    )


def _beside(text: str) -> str:
    return element(
        "tspan",
        escaped(text),
        dx=BESIDE,
        class_="chart-quiet",
        fill=COLORS["quiet"],
        font_size=SMALL,
        font_weight="400",
    )


def line(x1: float, y1: float, x2: float, y2: float, *, role: str = "line", width: float = 1, **more: str) -> str:
    return element(
        "line",
        x1=x1,
        y1=y1,
        x2=x2,
        y2=y2,
        class_=f"chart-{role}-line",
        stroke=COLORS[role],
        stroke_width=width,
        **more,
    )


def mark(team: Team, x: float, y: float) -> str:
    """A circle for Sales, a diamond of the same area for Marketing, each with a rim of the surface's color."""
    return _shape(team, x, y, class_=f"chart-{team} chart-rim", fill=COLORS[team], stroke=COLORS["surface"])


def hollow(team: Team, x: float, y: float) -> str:
    """The shape of a team as an outline: what it expects, not what it answers."""
    return _shape(team, x, y, class_=f"chart-surface chart-{team}-line", fill=COLORS["surface"], stroke=COLORS[team])


def _shape(team: Team, x: float, y: float, **look: str) -> str:
    if team is Team.SALES:
        return element("circle", cx=x, cy=y, r=MARK_RADIUS, stroke_width=2, **look)
    reach = MARK_RADIUS * 1.25
    sides = f"l{reach:g} {reach:g}l-{reach:g} {reach:g}l-{reach:g}-{reach:g}z"
    path = f"M{x:.1f} {y - reach:.1f}{sides}"
    return element("path", d=path, stroke_width=2, **look)


def strip(
    text: str, x: float, y: float, width: float, height: float, hatching: str | None, size: float = 12
) -> Iterator[str]:
    """A place without answers, and why, on clear ground: hatched where they are hidden (`hatching` is the id)."""
    ground = text_width(text, size) + 14
    yield element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        rx=5,
        class_="chart-hidden" if hatching else "chart-hatch-line",
        fill=f"url(#{hatching})" if hatching else "none",
        stroke=None if hatching else COLORS["hatch"],
    )
    yield element(
        "rect",
        x=x + (width - ground) / 2,
        y=y + height / 2 - 0.75 * size,
        width=ground,
        height=1.5 * size,
        rx=4,
        class_="chart-surface",
        fill=COLORS["surface"],
    )
    yield words(text, x + width / 2, y + height / 2 + size / 3, size=size, role="quiet", anchor="middle")


def hatch(prefix: str) -> str:
    """The pattern of what is hidden."""
    stripe = line(0, 0, 0, 7, role="hatch", width=2.5)
    return element(
        "defs",
        element(
            "pattern",
            stripe,
            id=f"{prefix}-hatch",
            width=7,
            height=7,
            patternUnits="userSpaceOnUse",
            patternTransform="rotate(45)",
        ),
    )
