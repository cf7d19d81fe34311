"""Reading colors, WCAG's contrast, and the nearest color that is dark or light enough."""

from __future__ import annotations

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.colors import (
    BLACK,
    WHITE,
    brightened,
    channels,
    contrast,
    darkened,
    lightened,
    luminance,
    printed_contrast,
    read_color,
)

COLORS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("#0f6164", "#0f6164"),
        (" #0F6164 ", "#0f6164"),
        ("0f6164", "#0f6164"),
        ("#fa0", "#ffaa00"),
        ("FA0", "#ffaa00"),
        ("", None),
        ("#12345", None),
        ("#1234567", None),
        ("#12345g", None),
        ("##123456", None),
        ("teal", None),
        ("#٠٠٠", None),
        ("#fff;}body{display:none", None),
        ("#ffffff\n", "#ffffff"),
        ("#fff\nfff", None),
    ],
)
def test_read_color(typed: str, read: str | None) -> None:
    assert read_color(typed) == read


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        (BLACK, WHITE, 21.0),
        (WHITE, WHITE, 1.0),
        ("#767676", WHITE, 4.54),
        ("#777777", WHITE, 4.48),
        ("#0000ff", WHITE, 8.59),
        ("#ff0000", WHITE, 4.0),
        ("#00ff00", BLACK, 15.3),
    ],
)
def test_contrast_is_that_of_the_guidelines(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def wcag_luminance(color: str) -> float:
    """As the guidelines write it, channel by channel."""
    linear = []
    for channel in channels(color):
        share = channel / 255
        linear.append(share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@given(COLORS)
def test_luminance_is_that_of_the_guidelines(color: str) -> None:
    assert luminance(color) == pytest.approx(wcag_luminance(color))


@pytest.mark.parametrize(("ratio", "printed"), [(4.4999, "4.4"), (4.5, "4.5"), (21.0, "21.0"), (1.0, "1.0")])
def test_printed_contrast_is_never_rounded_up(ratio: float, printed: str) -> None:
    assert printed_contrast(ratio) == printed


@given(COLORS, st.floats(0, 1))
def test_darkened_is_the_lightest_of_its_kind(color: str, most: float) -> None:
    """The same color with any higher channel is too light: there is none nearer."""
    found = darkened(color, lambda shade: luminance(shade) <= most)
    assert luminance(found) <= most
    if found == color:
        return
    now, highest = max(channels(found)), max(channels(color))
    nearer = [round(channel * (now + 1) / highest) for channel in channels(color)]
    assert luminance("#{:02x}{:02x}{:02x}".format(*nearer)) > most


@given(COLORS)
def test_darkened_keeps_the_hue(color: str) -> None:
    found = darkened(color, lambda shade: luminance(shade) <= 0.1)
    if min(max(channels(each)) - min(channels(each)) for each in (color, found)) < 60:
        return  # next to gray, a step of a channel is a large turn
    turned = abs(hue(color) - hue(found))
    assert min(turned, 1 - turned) < 0.02


def hue(color: str) -> float:
    return colorsys.rgb_to_hsv(*(channel / 255 for channel in channels(color)))[0]


@given(COLORS, st.floats(0, 1))
def test_lightened_and_brightened_are_light_enough(color: str, least: float) -> None:
    for lighter in (lightened, brightened):
        assert luminance(lighter(color, lambda tint: luminance(tint) >= least)) >= least


@given(COLORS)
def test_what_is_enough_stays_as_it_is(color: str) -> None:
    assert darkened(color, lambda _shade: True) == color
    assert lightened(color, lambda _tint: True) == color
