"""Colors and layouts that every chart shares. ★ No Django.

A page gives the roles its own colors by their classes (`chart-sales`, …); these are the light ones, written into the
picture as well, so that it is right on paper and in a file. Teams differ by shape too, never by color alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

from assessments.scales import Team
from reports.analysis.labels import Label

Layout: TypeAlias = Literal["wide", "page", "paper", "narrow"]
"""For a desktop's screen, a page of the report, a page printed in the reader's own typeface, or a phone."""

FONT = "Source Sans Pro, system-ui, sans-serif"
"""The report's typeface, where it is there; pages overrule it."""

COLORS: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#17232b",
        "quiet": "#4c5a63",
        "surface": "#ffffff",
        "line": "#dde3e2",
        "edge": "#7f8c93",
        "hatch": "#c9d0d0",
        Team.SALES: "#1f62b5",
        Team.MARKETING: "#ac500a",
    }
)

RAMP = ("#e6ecf1", "#c3d0db", "#93a9bc", "#5c7a94", "#2f4c66")
"""Lowest to highest answer: lightness alone, so that it stays in order without color; no end looks like alarm."""

RAMP_INK = ("#17232b", "#17232b", "#17232b", "#ffffff", "#ffffff")
"""Words on each step of RAMP, at 4.5:1 or more. The ramp keeps its colors on dark pages too."""

BRIDGE: Mapping[Label, tuple[float, str]] = MappingProxyType({Label.CLEAR: (7, "edge"), Label.POSSIBLE: (4, "edge")})
"""Width and color of the line between the two marks: the surer the gap, the heavier."""

THIN_BRIDGE = (2, "edge")
