"""How far two histograms are apart: a (sales) minus b (marketing), high = good on both. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from assessments.tallies import Histogram
from reports.analysis.constants import BANDS, EXACT_LIMIT, POINTS_PER_STEP, TOLERANCE
from reports.analysis.figures import Band, GapFigures, Interval
from reports.analysis.items import bounds, favorable, floored_variance, total
from reports.analysis.numerics import (
    asymptotic_p,
    below,
    doubled_u,
    exact_p,
    t_quantile,
    t_survival,
    wilson,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Welch:
    """Difference of two means in points, with its t interval and test; all None when a side has one answer."""

    se: float | None = None
    df: float | None = None
    ci: Interval | None = None
    ci90: Interval | None = None
    p: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranks:
    """The rank test and its effect size; the interval is None when a side has one answer."""

    u: float
    theta: float
    delta: float
    delta_ci: Interval | None
    n_eff: float | None
    p: float
    p_exact: float | None
    p_asym: float


def gap(
    a: Histogram,
    b: Histogram,
    *,
    dk: tuple[int, int] = (0, 0),
    N: tuple[int | None, int | None] = (None, None),  # noqa: N803
) -> GapFigures | None:
    """All figures of a minus b; don't-knows `dk` and team sizes `N` in the same order. None unless both answered.

    p_label is the larger of the two p: the rank test alone calls a gap when one team is split, Welch alone is
    liberal at very unequal n. One answer on a side has no spread: no interval, no Welch test, p_label 1.
    q belongs to the whole round and is None here.
    """
    n_a, n_b = sum(a), sum(b)
    if not (n_a and n_b):
        return None
    means, ranks = welch(a, b), mann_whitney(a, b)
    return GapFigures(
        gap=difference(a, b),
        gap_se=means.se,
        gap_df=means.df,
        gap_ci=means.ci,
        gap_ci90=means.ci90,
        gap_bounds_points=_gap_bounds(bounds(a, dk[0], N[0]), bounds(b, dk[1], N[1])),
        p_welch=means.p,
        U=ranks.u,
        theta=ranks.theta,
        delta=ranks.delta,
        delta_ci=ranks.delta_ci,
        n_eff=ranks.n_eff,
        band=band(ranks.delta),
        p=ranks.p,
        p_exact=ranks.p_exact,
        p_asym=ranks.p_asym,
        p_label=1.0 if means.p is None else max(ranks.p, means.p),
        q=None,
        fav_diff=favorable(a) / n_a - favorable(b) / n_b,
        fav_diff_ci=newcombe(favorable(a), n_a, favorable(b), n_b),
        dk_diff=dk[0] / (n_a + dk[0]) - dk[1] / (n_b + dk[1]),
        dk_diff_ci=newcombe(dk[0], n_a + dk[0], dk[1], n_b + dk[1]),
    )


def difference(a: Histogram, b: Histogram) -> float:
    """Score of a minus score of b in points, −100 to 100, divided once so that its sign is exact. Both n ≥ 1."""
    n_a, n_b = sum(a), sum(b)
    return POINTS_PER_STEP * (total(a) * n_b - total(b) * n_a) / (n_a * n_b)


def welch(a: Histogram, b: Histogram) -> Welch:
    """Welch's t on the floored variances: SE = 25·√(v_a + v_b), v = s²/n; intervals clipped to ±100.

    df = (v_a + v_b)²/(v_a²/(n_a − 1) + v_b²/(n_b − 1)); p = 2·P(T > |gap|/SE). All None if a side has n < 2.
    Source: Welch 1947; R t.test where the floor does not bind.
    """
    n_a, n_b = sum(a), sum(b)
    if n_a < 2 or n_b < 2:
        return Welch()
    v_a, v_b = floored_variance(a) / n_a, floored_variance(b) / n_b
    df = (v_a + v_b) ** 2 / (v_a**2 / (n_a - 1) + v_b**2 / (n_b - 1))
    se = POINTS_PER_STEP * sqrt(v_a + v_b)
    center = difference(a, b)
    return Welch(
        se=se,
        df=df,
        ci=_clipped(center, t_quantile(0.025, df) * se),
        ci90=_clipped(center, t_quantile(0.05, df) * se),
        p=2 * t_survival(abs(center) / se, df),
    )


def _clipped(center: float, half: float) -> Interval:
    return max(center - half, -100.0), min(center + half, 100.0)


def mann_whitney(a: Histogram, b: Histogram) -> Ranks:
    """U (pairs in which a is higher, ties half), θ = U/(n_a·n_b), Cliff's δ = 2θ − 1, and p. Both n ≥ 1.

    p is exact and conditional on ties up to EXACT_LIMIT answers in all, asymptotic beyond. The interval of δ is
    Wilson's for θ at the effective sample size.
    """
    pairs, u2 = sum(a) * sum(b), doubled_u(a, b)
    theta = u2 / (2 * pairs)
    n_eff = effective_n(a, b)
    low, high = (None, None) if n_eff is None else wilson(theta, n_eff)
    p_asym = asymptotic_p(a, b)
    p_exact = exact_p(a, b) if sum(a) + sum(b) <= EXACT_LIMIT else None
    return Ranks(
        u=u2 / 2,
        theta=theta,
        delta=(u2 - pairs) / pairs,
        delta_ci=None if low is None or high is None else (2 * low - 1, 2 * high - 1),
        n_eff=n_eff,
        p=p_asym if p_exact is None else p_exact,
        p_exact=p_exact,
        p_asym=p_asym,
    )


def effective_n(a: Histogram, b: Histogram) -> float | None:
    """How many independent pairs the interval of θ is worth: min(θ(1 − θ)/v, 4·n_a·n_b/(N + 2)).

    v is the variance of θ; the second term stands alone where v vanishes, as it does for θ = 0 and θ = 1. None if a
    side has n < 2.
    """
    n_a, n_b = sum(a), sum(b)
    if n_a < 2 or n_b < 2:
        return None
    most = 4 * n_a * n_b / (n_a + n_b + 2)
    theta, v = doubled_u(a, b) / (2 * n_a * n_b), _theta_variance(a, b)
    return most if v < 1e-12 else min(theta * (1 - theta) / v, most)


def _theta_variance(a: Histogram, b: Histogram) -> float:
    """v = S_a/n_a + S_b/n_b, S the variance of each answer's share of the other team below it (ties half).

    Source: DeLong et al. 1988, which is Brunner & Munzel 2000.
    """
    n_a, n_b = sum(a), sum(b)
    scale = 4 * (n_a * n_b) ** 2
    return (_placement_spread(a, b) / (n_a - 1) / n_a + _placement_spread(b, a) / (n_b - 1) / n_b) / scale


def _placement_spread(own: Histogram, other: Histogram) -> int:
    """Σ own·(placement − mean placement)², placements times 2·n_own·n_other: an integer."""
    n, u2 = sum(own), doubled_u(own, other)
    placed = zip(own, below(other), other, strict=True)
    return sum(count * (n * (2 * lower + same) - u2) ** 2 for count, lower, same in placed)


def newcombe(count_a: int, n_a: int, count_b: int, n_b: int) -> Interval:
    """95 % interval of the difference of two shares, from their two Wilson intervals. Both n ≥ 1.

    Source: Newcombe 1998, method 10.
    """
    p, q = count_a / n_a, count_b / n_b
    (low_a, high_a), (low_b, high_b) = wilson(p, n_a), wilson(q, n_b)
    return (
        p - q - sqrt((p - low_a) ** 2 + (high_b - q) ** 2),
        p - q + sqrt((high_a - p) ** 2 + (q - low_b) ** 2),
    )


def band(delta: float) -> Band:
    """Size of Cliff's δ in words. Source: Romano et al. 2006, as in R effsize."""
    names = (Band(name) for end, name in BANDS if abs(delta) < end - TOLERANCE)
    return next(names, Band.LARGE)


def _gap_bounds(a: Interval | None, b: Interval | None) -> Interval | None:
    """[low_a − high_b, high_a − low_b]: the gap whatever those who gave no answer think."""
    return None if a is None or b is None else (a[0] - b[1], a[1] - b[0])
