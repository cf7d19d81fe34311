"""How well one team guessed the other: what may be said of an accuracy. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from reports.analysis.constants import ALPHA, GAP_MIN, N_LABEL, T_CO, TOLERANCE
from reports.analysis.coorientation import SideFigures
from reports.analysis.labels import q_values


class Estimate(StrEnum):
    """OVER and UNDER are proven and worth talking about, SLIGHT is proven and small, CLOSE is within half a step.

    OPEN is none of these: it cannot be told from chance.
    """

    OVER = "over"
    UNDER = "under"
    CLOSE = "close"
    SLIGHT = "slight"
    OPEN = "open"


def estimates(sides: Sequence[tuple[SideFigures, int]]) -> list[Estimate | None]:
    """What may be said of each side of a round; with each comes the smaller number of answers that it compares.

    As for gaps, the rank test (q adjusted over the round) and the interval of the means must agree, and the difference
    must be worth talking about. None for fewer than N_LABEL answers.
    """
    qs = q_values([side.accuracy_p if fewest >= N_LABEL else None for side, fewest in sides])
    return [None if q is None else _estimate(side, q) for (side, _), q in zip(sides, qs, strict=True)]


def _estimate(side: SideFigures, q: float) -> Estimate:
    points, ci = side.accuracy_guess_minus_other, side.accuracy_ci
    if ci is None:
        return Estimate.OPEN
    is_real = q <= ALPHA + TOLERANCE and (ci[0] > 0 or ci[1] < 0)
    if is_real and abs(points) >= GAP_MIN - TOLERANCE:
        return Estimate.OVER if points > 0 else Estimate.UNDER
    if max(map(abs, ci)) <= T_CO + TOLERANCE:
        return Estimate.CLOSE
    return Estimate.SLIGHT if is_real else Estimate.OPEN
