"""The figures of one item: what one team says, and how far the two teams are apart. ★ No Django.

Points are 0–100, high = good; shares are 0–1; intervals are 95 % unless the name says otherwise. None is
"undefined" (too few answers, unknown team size); there is no NaN.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from assessments.tallies import Histogram
from reports.analysis.constants import DK_DIFFERENCE_FLAG, DK_FLAG, POINTS_PER_STEP, TOLERANCE

Interval: TypeAlias = tuple[float, float]


class Band(StrEnum):
    """Size of Cliff's delta in words."""

    NEGLIGIBLE = "negligible"
    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFigures:
    """One item as one team answered it. `hist` is as asked, every other figure of the oriented counts.

    `mean` and `var` are in scale steps (1–5). `bounds_points` are the worst cases for the people who did not
    answer, `se_fpc_points` the standard error among the people of this team only.
    """

    hist: Histogram
    n: int
    dk: int
    na: int | None
    mean: float | None
    score: float | None
    var: float | None
    se_points: float | None
    ci_points: Interval | None
    fav: float | None
    fav_ci: Interval | None
    dk_share: float | None
    dk_ci: Interval | None
    rwg_raw: float | None
    split: bool | None
    bounds_points: Interval | None
    se_fpc_points: float | None

    @property
    def resolution_points(self) -> float | None:
        """Points the score moves when one person moves one step; None without answers."""
        return POINTS_PER_STEP / self.n if self.n else None

    @property
    def is_out_of_sight(self) -> bool:
        """Whether the question is not visible from where people sit."""
        return self.dk_share is not None and self.dk_share >= DK_FLAG - TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFigures:
    """Sales minus Marketing, signed; `p`, `U`, `theta` and `delta` of the rank test (sales higher: above ½, above 0).

    `p_label` is what labels rest on, `q` its value adjusted over the round (None outside the family).
    """

    gap: float
    gap_se: float | None
    gap_df: float | None
    gap_ci: Interval | None
    gap_ci90: Interval | None
    gap_bounds_points: Interval | None
    p_welch: float | None
    U: float
    theta: float
    delta: float
    delta_ci: Interval | None
    n_eff: float | None
    band: Band
    p: float
    p_exact: float | None
    p_asym: float
    p_label: float
    q: float | None
    fav_diff: float | None
    fav_diff_ci: Interval | None
    dk_diff: float
    dk_diff_ci: Interval

    @property
    def is_out_of_sight_for_one(self) -> bool:
        """Whether one team cannot see what the other sees: shares of don't-knows differ much, and not by chance."""
        low, high = self.dk_diff_ci
        return abs(self.dk_diff) >= DK_DIFFERENCE_FLAG - TOLERANCE and (low > 0 or high < 0)
