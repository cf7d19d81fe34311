"""Distributions, Wilson's interval and the rank test, on counts and with the standard library alone. ★ No Django."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import accumulate, pairwise
from math import comb, erfc, exp, lgamma, log, log1p, pi, sqrt
from statistics import NormalDist

from assessments.tallies import Histogram
from reports.analysis.constants import NORMAL_DF
from reports.analysis.figures import Interval

Z975 = NormalDist().inv_cdf(0.975)
"""1.959964: two-sided 95 % of the normal curve."""


def normal_survival(z: float) -> float:
    """P(Z > z) of the standard normal, by erfc: accurate far into the tail, 0.0 beyond z ≈ 38."""
    return erfc(z / sqrt(2)) / 2


def t_survival(t: float, df: float) -> float:
    """P(T > t) of Student's t.

    ½·I_x(df/2, ½) with x = df/(df + t²), from the end where the continued fraction converges quickly; 1 − x is formed
    by itself, not by subtraction. Relative error below 2e-11 for df up to 200,000 and 1e-9 above; the normal curve for
    df > NORMAL_DF (infinity included). df > 0, t of either sign.
    Source: Abramowitz & Stegun 26.7.1, 26.5.2 and 26.5.8.
    """
    if t < 0:
        return 1 - t_survival(-t, df)
    if df > NORMAL_DF:
        return normal_survival(t)
    a, x, y = df / 2, df / (df + t * t), t * t / (df + t * t)
    front = exp(_gamma_step(a) - a * log1p(t * t / df)) * sqrt(y / pi)
    if x < (a + 1) / (a + 2.5):
        return front * _beta_fraction(x, a, 0.5) / df
    return 0.5 - front * _beta_fraction(y, 0.5, a)


def t_quantile(tail: float, df: float) -> float:
    """The t with P(T > t) = tail, for 0 < tail < ½.

    Newton's method from the normal quantile, as precise as t_survival. The survival function is convex right of 0 and
    Student's tail the heavier one, so every step goes right and none goes too far: no bracket is needed.
    """
    t = NormalDist().inv_cdf(1 - tail)
    if df > NORMAL_DF:
        return t
    for _ in range(60):
        step = (t_survival(t, df) - tail) / _t_density(t, df)
        t += step
        if step <= 1e-14 * t:
            break
    return t


def _t_density(t: float, df: float) -> float:
    return exp(_gamma_step(df / 2) - (df + 1) / 2 * log1p(t * t / df)) / sqrt(pi * df)


def _gamma_step(a: float) -> float:
    """log Γ(a + ½) − log Γ(a), by its asymptotic series where the difference of two large logarithms loses digits."""
    if a < 100:
        return lgamma(a + 0.5) - lgamma(a)
    return log(a) / 2 - 1 / (8 * a) + 1 / (192 * a**3)


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of the incomplete beta function by Lentz's method. A&S 26.5.8."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    fraction = d
    for m in range(1, 10_000):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        c, d = 1 + even / c, 1 / (1 + even * d)
        fraction *= c * d
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        c, d = 1 + odd / c, 1 / (1 + odd * d)
        fraction *= c * d
        if abs(c * d - 1) < 1e-15:
            break
    return fraction


def wilson(share: float, n: float) -> Interval:
    """Wilson's 95 % score interval of a share; n > 0 may be an effective number. Bounds at 0 and 1 are exact.

    Source: Wilson 1927; R prop.test(correct = FALSE).
    """
    z2 = Z975 * Z975
    center = share + z2 / (2 * n)
    half = Z975 * sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    low = 0.0 if share == 0 else (center - half) / (1 + z2 / n)
    high = 1.0 if share == 1 else (center + half) / (1 + z2 / n)
    return low, high


def doubled_u(a: Histogram, b: Histogram) -> int:
    """2U, an integer: over all pairs, 2 for each in which a's answer is the higher, 1 for each tie."""
    return sum(count * (2 * below + same) for count, below, same in zip(a, below(b), b, strict=True))


def below(h: Histogram) -> list[int]:
    """Answers below each point."""
    return list(accumulate(h, initial=0))[:-1]


def exact_p(a: Histogram, b: Histogram) -> float:
    """The share, among all ways to draw the smaller team from the pooled answers, of rank sums as far out or farther.

    Conditional on ties. Ranks are mid-ranks, doubled and centered: integers around an expected sum of 0, and the
    observed sum is 2U − n_a·n_b. Draws from the two lower points meet draws from the two upper ones, the middle
    point takes the rest; what falls nearer to 0 than the observed sum is counted, everything in integers, with one
    division at the end. 1 when all answers are equal. Same as R coin::wilcox_test(distribution = "exact").
    """
    n_a, n_b = sum(a), sum(b)
    distance = abs(doubled_u(a, b) - n_a * n_b)
    if distance == 0:
        return 1.0
    drawn, total = min(n_a, n_b), n_a + n_b
    pooled = [x + y for x, y in zip(a, b, strict=True)]
    ranks = [high + low - total for low, high in pairwise(accumulate(pooled, initial=0))]
    lower, upper = _draws(pooled[:2], ranks[:2], drawn), _draws(pooled[3:], ranks[3:], drawn)
    nearer = 0
    for low_count, lows in lower.items():
        for high_count, highs in upper.items():
            middle = drawn - low_count - high_count
            if 0 <= middle <= pooled[2]:
                ways = _ways_within(lows, highs, middle * ranks[2], distance)
                nearer += comb(pooled[2], middle) * ways
    every = comb(total, drawn)
    return (every - nearer) / every


def _draws(pooled: list[int], ranks: list[int], most: int) -> dict[int, list[tuple[int, int]]]:
    """All draws of at most `most` answers from two points: number drawn → sorted (rank sum, ways)."""
    draws = defaultdict(list)
    for i in range(min(pooled[0], most) + 1):
        for j in range(min(pooled[1], most - i) + 1):
            ways = comb(pooled[0], i) * comb(pooled[1], j)
            draws[i + j].append((i * ranks[0] + j * ranks[1], ways))
    return {count: sorted(sums) for count, sums in draws.items()}


def _ways_within(lows: list[tuple[int, int]], highs: list[tuple[int, int]], offset: int, distance: int) -> int:
    """Ways to pair a low with a high draw so that |low + high + offset| < distance."""
    sums = [rank_sum for rank_sum, _ in highs]
    ways_before = list(accumulate((ways for _, ways in highs), initial=0))
    return sum(
        ways
        * (
            ways_before[bisect_left(sums, distance - offset - low)]
            - ways_before[bisect_right(sums, -distance - offset - low)]
        )
        for low, ways in lows
    )


def asymptotic_p(a: Histogram, b: Histogram) -> float:
    """Two-sided normal p of U, corrected for ties and continuity; 1 when all answers are equal. Both n ≥ 1.

    σ² = n_a·n_b/12·((N + 1) − Σ(t³ − t)/(N(N − 1))). Same as R wilcox.test(exact = FALSE).
    """
    n_a, n_b = sum(a), sum(b)
    total = n_a + n_b
    ties = sum(t**3 - t for t in (x + y for x, y in zip(a, b, strict=True)))
    free = total**3 - total - ties
    if free == 0:
        return 1.0
    variance = n_a * n_b * free / (12 * total * (total - 1))
    distance = abs(doubled_u(a, b) - n_a * n_b) / 2
    return 2 * normal_survival(max(distance - 0.5, 0) / sqrt(variance))
