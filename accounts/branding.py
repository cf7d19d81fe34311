"""How an organization, or the consultant who works for it, looks in print and on screen. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

ACCENT = "#0f6164"
"""The product's own accent: on white and under white words at more than 4.5:1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """`logo` is a PNG that we wrote ourselves, or b"". `accent` is #rrggbb. Colors of data are never part of it."""

    name: str = ""
    logo: bytes = b""
    accent: str = ACCENT
