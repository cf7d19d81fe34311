"""Which accents are allowed, what is offered instead of others, and how pages wear them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from accounts.branding import (
    ACCENT,
    READABLE,
    accent_problem,
    accent_styles,
    contrast_words,
    dark_shades,
    is_allowed,
    light_shades,
    lowest_contrast,
    nearest_allowed,
)
from accounts.colors import WHITE, channels, contrast, luminance

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
ALLOWED = COLORS.map(nearest_allowed)


def own_tokens(scheme: str) -> dict[str, str]:
    """The colors of app.css in light or dark pages."""
    css = (Path(settings.BASE_DIR) / "static/css/tokens.css").read_text()
    light, dark = re.findall(r":root \{\s*color-scheme: (?:light|dark);(.*?)\}", css, re.DOTALL)
    found = re.findall(r"(--[\w-]+): (#[0-9a-f]{3,6});", light if scheme == "light" else dark)
    return {name: value if len(value) == 7 else "#" + "".join(each * 2 for each in value[1:]) for name, value in found}


@pytest.mark.parametrize("color", [ACCENT, "#1f62b5", "#000000", "#717171"])
def test_readable_accent_is_allowed(color: str) -> None:
    assert accent_problem(color) is None
    assert nearest_allowed(color) == color


def test_yellow_is_refused_and_a_dark_yellow_offered() -> None:
    problem = accent_problem("#fd0")
    assert problem is not None
    assert problem.offer == "#827100"
    assert "#ffdd00" in problem.words
    assert "1.2 : 1" in problem.words


@pytest.mark.parametrize("text", ["", "yellow", "#12", "#12345", "url(x)", "#1234567", "\0"])
def test_what_is_no_color_is_refused_without_an_offer(text: str) -> None:
    problem = accent_problem(text)
    assert problem is not None
    assert problem.offer == ""
    assert "#0f6164" in problem.words


@given(COLORS)
def test_offer_is_allowed_and_nothing_allowed_is_refused(color: str) -> None:
    problem = accent_problem(color)
    assert (problem is None) == is_allowed(color)
    assert is_allowed(problem.offer if problem else color)


@given(COLORS)
def test_offer_is_as_near_as_can_be(color: str) -> None:
    """The same color, its highest channel one higher, is too light."""
    if is_allowed(color):
        return
    now, highest = max(channels(nearest_allowed(color))), max(channels(color))
    nearer = [round(channel * (now + 1) / highest) for channel in channels(color)]
    assert not is_allowed("#{:02x}{:02x}{:02x}".format(*nearer))


@pytest.mark.parametrize(
    ("color", "words"),
    [(ACCENT, "6.7 : 1, fine"), ("#ffdd00", "1.2 : 1, too light"), ("#727272", "4.4 : 1, too light")],
)
def test_contrast_in_words(color: str, words: str) -> None:
    assert contrast_words(color) == words


@given(ALLOWED)
def test_light_pages_stay_readable_with_any_accent(accent: str) -> None:
    tokens, shades = own_tokens("light"), light_shades(accent)
    for ground in (WHITE, tokens["--paper"], tokens["--surface-2"], shades.soft):
        assert contrast(shades.accent, ground) >= READABLE
        assert contrast(shades.strong, ground) >= READABLE
    for words in (tokens["--ink"], tokens["--ink-2"]):
        assert contrast(words, shades.soft) >= READABLE
    for fill in (shades.accent, shades.strong):
        assert contrast(shades.words_on, fill) >= READABLE


@given(ALLOWED)
def test_dark_pages_stay_readable_with_any_accent(accent: str) -> None:
    tokens, shades = own_tokens("dark"), dark_shades(accent)
    for ground in (tokens["--paper"], tokens["--surface"], tokens["--surface-2"], shades.soft):
        assert contrast(shades.accent, ground) >= READABLE
        assert contrast(shades.strong, ground) >= READABLE
    for words in (tokens["--ink"], tokens["--ink-2"]):
        assert contrast(words, shades.soft) >= READABLE
    for fill in (shades.accent, shades.strong):
        assert contrast(shades.words_on, fill) >= READABLE


@given(ALLOWED)
def test_accent_of_light_pages_is_all_but_the_chosen_one(accent: str) -> None:
    assert abs(luminance(light_shades(accent).accent) - luminance(accent)) < 0.03
    assert lowest_contrast(light_shades(accent).accent) >= lowest_contrast(accent)


@given(ALLOWED)
def test_styles_set_colors_of_the_accent_and_nothing_else(accent: str) -> None:
    styles = accent_styles(accent)
    rule = r":root\{(--[\w-]+:(#[0-9a-f]{6}|\d+,\d+,\d+);?)+\}"
    assert re.fullmatch(rf"{rule}\n@media screen and \(prefers-color-scheme:dark\)\{{{rule}\}}\n", styles)
    assert {*re.findall(r"(--[\w-]+):", styles)} == {
        "--accent",
        "--accent-strong",
        "--accent-soft",
        "--on-accent",
        "--focus",
        "--bs-link-color-rgb",
        "--bs-link-hover-color-rgb",
    }
