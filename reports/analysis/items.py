"""What one team says about one item. Histograms are oriented: high = good. ★ No Django."""

from __future__ import annotations

from math import sqrt

from assessments.tallies import Histogram
from reports.analysis.constants import POINTS_PER_STEP, RWG_NULL_VARIANCE, SPLIT_PEOPLE, SPLIT_TENTHS
from reports.analysis.figures import Interval, TeamFigures
from reports.analysis.numerics import t_quantile, wilson


def item(h: Histogram, dk: int, N: int | None = None, na: int | None = None) -> TeamFigures:  # noqa: N803
    """All figures of one item and team: `h` answers per point, `dk` don't-knows, `N` people in the team.

    n = 0 leaves only counts and the share of don't-knows (None too when nobody pressed it); n = 1 has no spread.
    An N that is unknown, or below n + dk, leaves the bounds and the corrected error None.
    """
    n = sum(h)
    se = standard_error(h)
    return TeamFigures(
        hist=h,
        n=n,
        dk=dk,
        na=na,
        mean=total(h) / n if n else None,
        score=score(h),
        var=variance(h),
        se_points=se,
        ci_points=score_interval(h),
        fav=favorable(h) / n if n else None,
        fav_ci=share_interval(favorable(h), n),
        dk_share=dk / (n + dk) if n + dk else None,
        dk_ci=share_interval(dk, n + dk),
        rwg_raw=rwg(h),
        split=is_split(h) if n else None,
        bounds_points=bounds(h, dk, N),
        se_fpc_points=None if se is None or N is None or n + dk > N else se * sqrt(1 - (n + dk) / N),
    )


def total(h: Histogram) -> int:
    """Σx, an integer."""
    return sum(point * count for point, count in enumerate(h, start=1))


def score(h: Histogram) -> float | None:
    """Mean answer in points, 25·(Σx/n − 1): 0–100. None without answers."""
    return _points(total(h), sum(h)) if sum(h) else None


def variance(h: Histogram) -> float | None:
    """Unbiased variance in steps², (nΣx² − (Σx)²)/(n(n − 1)). None for n < 2."""
    n = sum(h)
    return _spread(h) / (n * (n - 1)) if n >= 2 else None


def floored_variance(h: Histogram) -> float:
    """max(s², 1/n) in steps², n ≥ 2.

    1/n is the variance when one person answers one step differently, so an error never falls below one such step.
    It binds only when all answers are equal.
    """
    n = sum(h)
    return max(_spread(h), n - 1) / (n * (n - 1))


def standard_error(h: Histogram) -> float | None:
    """25·√(s²/n) in points, with the floored variance. None for n < 2."""
    n = sum(h)
    return POINTS_PER_STEP * sqrt(floored_variance(h) / n) if n >= 2 else None


def score_interval(h: Histogram) -> Interval | None:
    """Student's 95 % interval of the score with the floored variance, clipped to 0–100. None for n < 2."""
    center, se = score(h), standard_error(h)
    if center is None or se is None:
        return None
    half = t_quantile(0.025, sum(h) - 1) * se
    return max(center - half, 0.0), min(center + half, 100.0)


def favorable(h: Histogram) -> int:
    """Answers on the two upper points."""
    return h[3] + h[4]


def share_interval(count: int, n: int) -> Interval | None:
    """Wilson's 95 % interval of count/n; None for n = 0."""
    return wilson(count / n, n) if n else None


def rwg(h: Histogram) -> float | None:
    """Agreement in a team, r_wg = 1 − s²/2: 1 = all alike, 0 = scatter over five points, −3 = two people at the ends.

    Raw, not cut at 0. None for n < 2. Source: James, Demaree & Wolf 1984; R multilevel::rwg.
    """
    spread = variance(h)
    return None if spread is None else 1 - spread / RWG_NULL_VARIANCE


def is_split(h: Histogram) -> bool:
    """Whether a team falls into two camps: at least 30 % and two people on either side of the middle."""
    return all(side >= SPLIT_PEOPLE and 10 * side >= SPLIT_TENTHS * sum(h) for side in (h[0] + h[1], favorable(h)))


def bounds(h: Histogram, dk: int, team_size: int | None) -> Interval | None:
    """Lowest and highest score in points, whatever those of the team who gave no answer think.

    miss = N − n − dk people are set to 1, then to 5. None without answers or for an unknown or too small N.
    Source: Manski 2005.
    """
    n = sum(h)
    if not n or team_size is None or team_size < n + dk:
        return None
    missing, answered = team_size - n - dk, total(h)
    return _points(answered + missing, n + missing), _points(answered + 5 * missing, n + missing)


def _spread(h: Histogram) -> int:
    """nΣx² − (Σx)², an integer."""
    return sum(h) * sum(point * point * count for point, count in enumerate(h, start=1)) - total(h) ** 2


def _points(steps: int, n: int) -> float:
    return POINTS_PER_STEP * (steps - n) / n
