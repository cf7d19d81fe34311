"""The design language keeps its word: contrast, one set of tokens, layouts that mirror."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from django.conf import settings

from accounts.colors import channels, contrast
from assessments.scales import Team
from reports.renderers.look import COLORS

STYLES = Path(settings.BASE_DIR) / "static/css"
TEXT, MARK = 4.5, 3.0  # WCAG 1.4.3 and 1.4.11

VISIONS: Mapping[str, tuple[tuple[float, float, float], ...]] = {
    "trichromat": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanope": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranope": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanope": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""Linear RGB as each kind of color vision has it; Machado, Oliveira and Fernandes (2009), severity 1."""


def tokens(sheet: str, scheme: str) -> dict[str, str]:
    """The colors that a style sheet names for light or dark pages, as #rrggbb."""
    light, _, dark = (STYLES / sheet).read_text().partition("prefers-color-scheme: dark")
    block = re.search(r":root \{(.*?)\n *\}", light if scheme == "light" else dark, re.DOTALL)
    assert block is not None
    found = re.findall(r"--([\w-]+): #([0-9a-f]{3,6});", block[1])
    return {name: f"#{value if len(value) == 6 else ''.join(each * 2 for each in value)}" for name, value in found}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_marks_stand_out(scheme: str) -> None:
    color = tokens("tokens.css", scheme)
    grounds = ("paper", "surface", "surface-2")
    texts = [(ink, ground) for ink in ("ink", "ink-2", "accent", "sales", "marketing") for ground in grounds]
    texts += [(f"{name}", f"{name}-soft") for name in ("danger", "warning", "success", "sales", "marketing")]
    texts += [("accent-strong", "accent-soft"), ("on-accent", "accent"), ("on-accent", "accent-strong")]
    marks = [(mark, ground) for mark in ("line-strong", "focus", "index") for ground in ("paper", "surface")]
    too_faint = [
        (one, other, round(contrast(color[one], color[other]), 2))
        for pairs, least in ((texts, TEXT), (marks, MARK))
        for one, other in pairs
        if contrast(color[one], color[other]) < least
    ]
    assert too_faint == []


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_teams_differ_for_every_kind_of_color_vision(scheme: str, vision: str) -> None:
    """By hue or, where that is lost, by lightness: 20 steps of CIELAB are seen at a glance. Shape differs as well."""
    color = tokens("tokens.css", scheme)
    one, other = (_lab(color[team], VISIONS[vision]) for team in ("sales", "marketing"))
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 20


def _lab(color: str, vision: tuple[tuple[float, float, float], ...]) -> tuple[float, float, float]:
    """CIELAB (D65) of a color as a vision has it."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in channels(color))]
    r, g, b = (sum(w * c for w, c in zip(row, linear, strict=True)) for row in vision)
    x, y, z = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (max(0.0, v) for v in (x, y, z)))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_survey_has_the_tokens_of_every_page(scheme: str) -> None:
    """It is one small style sheet of its own, so it repeats them."""
    ours, its = tokens("tokens.css", scheme), tokens("survey.css", scheme)
    its["line-strong"] = its.pop("edge")
    assert its.items() <= ours.items()


def test_charts_have_the_tokens_of_light_pages() -> None:
    names = {
        "ink": "ink",
        "quiet": "ink-2",
        "surface": "surface",
        "line": "line",
        "edge": "line-strong",
        "hatch": "hatch",
        Team.SALES: "sales",
        Team.MARKETING: "marketing",
    }
    ours = tokens("tokens.css", "light")
    assert dict(COLORS) == {role: ours[name] for role, name in names.items()}


@pytest.mark.parametrize("sheet", sorted(path.name for path in STYLES.glob("*.css")))
def test_layout_mirrors_for_scripts_from_right_to_left(sheet: str) -> None:
    one_sided = r"(?:margin|padding|border)-(?:left|right)\b|text-align: (?:left|right)|[ {;](?:left|right): "
    assert re.findall(one_sided, (STYLES / sheet).read_text()) == []
