"""Numbers as printed: whole points, half away from zero. ★ No Django."""

from __future__ import annotations

from math import copysign, floor

from reports.analysis.constants import STAGE_CUTS, TOLERANCE

MINUS = "\u2212"


def whole(value: float) -> int:
    """The nearest whole number, half away from zero; a hair below a half counts as the half."""
    return int(copysign(floor(abs(value) + 0.5 + TOLERANCE), value))


def apart(first: float, second: float) -> int:
    """First minus second as a reader works it out from the printed numbers: 56.4 and 39.6 are 16 apart.

    Points that differ by 10 or more in truth do so in print; equal numbers in print are 0 apart.
    """
    return whole(first) - whole(second)


def around(low: float, high: float, points: int) -> tuple[str, str]:
    """A printed range that holds the printed difference, which may lie a point beside the true one."""
    return signed(min(low, points)), signed(max(high, points))


def span(low: float, high: float) -> str:
    """`52–58`, or one number where both ends print alike."""
    return f"{whole(low)}–{whole(high)}" if whole(low) != whole(high) else str(whole(low))


def signed(value: float) -> str:
    """`+17`, `−17`, `0`: whole points with a real minus sign."""
    points = whole(value)
    return f"+{points}" if points > 0 else f"{MINUS}{-points}" if points else "0"


def percent(share: float) -> str:
    """`39%` of a share 0–1. A few are never printed as nobody, nor almost all as all: `<1%`, `>99%`."""
    points = whole(100 * share)
    if points == 0 and share > 0:
        return "<1%"
    return ">99%" if points == 100 and share < 1 else f"{points}%"


def staged(points: float) -> int:
    """An index in whole points, never rounded up into the next stage: 74.6 is no 75 while the stage begins there."""
    rounded = whole(points)
    return rounded - 1 if any(points < cut - TOLERANCE and rounded >= cut for cut in STAGE_CUTS) else rounded
