"""One number for the round and one for each dimension, from questions that are scored and shown. ★ No Django.

The index of a question is ¾ of the lower team's score and ¼ of the higher's: level − ¼·|gap|. A practice counts as far
as the side that sees less of it sees it. Raising an answer never lowers it, team sizes do not enter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import hypot

from assessments.scales import Direction, FrozenItem
from reports.analysis.agreement import mean_agreement
from reports.analysis.constants import (
    DK_BOUNDS_SHOWN,
    HEADLINE_CODE,
    HIGHER_TEAM_WEIGHT,
    ITEMS_NEEDED,
    LOWER_TEAM_WEIGHT,
    N_LABEL,
    STAGE_CUTS,
    TOLERANCE,
    WEIGHT_NEEDED,
)
from reports.analysis.figures import Interval, TeamFigures
from reports.analysis.numerics import Z975
from reports.analysis.pairs import Pair


class Stage(StrEnum):
    """Where the two teams stand together. The cuts are those of Kotler, Rackham & Krishnaswamy 2006."""

    TWO_WORLDS = "two_worlds"
    NEIGHBORS = "neighbors"
    PARTNERS = "partners"
    ONE_TEAM = "one_team"


class Reason(StrEnum):
    """Why there is no number: nothing is scored, too little of it may be used, or too few questions."""

    UNSCORED = "unscored"
    LITTLE_WEIGHT = "little_weight"
    FEW_ITEMS = "few_items"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """In place of figures that cannot be given."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexFigures:
    """Points 0–100; index = level − ¼·mean_abs_gap, the three are shown together.

    `index_if_dk_lowest` and `…_highest` count every don't-know as the lowest and highest answer. `range` is at most
    this wide: how the errors of questions go together is not known.
    """

    index: float
    level: float
    mean_abs_gap: float
    index_if_dk_lowest: float
    index_if_dk_highest: float
    stage: Stage
    range: Interval
    items_used: tuple[str, ...]

    @property
    def close_to(self) -> Stage | None:
        """The neighboring stage that the range reaches into, the nearer one of two; None where it reaches none."""
        stages, place = list(Stage), list(Stage).index(self.stage)
        lowest, highest = (stage(end) for end in self.range)
        reached = []
        if lowest is not self.stage:
            reached.append((self.index - STAGE_CUTS[place - 1], stages[place - 1]))
        if highest is not self.stage:
            reached.append((STAGE_CUTS[place] - self.index, stages[place + 1]))
        return min(reached)[1] if reached else None

    @property
    def depends_on_dont_knows(self) -> bool:
        """Whether it makes a difference worth showing what the don't-knows would have said."""
        return self.index_if_dk_highest - self.index_if_dk_lowest > DK_BOUNDS_SHOWN + TOLERANCE


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionFigures:
    """A dimension: both teams' scores, the signed gap between them, ranges that are at most this wide, and agreement.

    Agreement is the mean raw r_wg inside each team; None where yes or no was asked only.
    """

    sales: float
    marketing: float
    gap: float
    sales_range: Interval
    marketing_range: Interval
    gap_range: Interval
    sales_agreement: float | None
    marketing_agreement: float | None
    whole: IndexFigures


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension:
    """A dimension of the round by its code, and its figures or why there are none."""

    code: str
    figures: DimensionFigures | Lacking


def index(pairs: Sequence[Pair]) -> IndexFigures | Lacking:
    """The index of a round from its items, the open ones left out.

    Items enter that are scored, and shown with N_LABEL answers in both teams. They must carry WEIGHT_NEEDED of the
    weight of all scored items, and be ITEMS_NEEDED at least.
    """
    used = _used(pairs)
    reason = _reason(pairs, used, ITEMS_NEEDED)
    return _whole(used) if reason is None else Lacking(reason=reason)


def dimensions(pairs: Sequence[Pair]) -> tuple[Dimension, ...]:
    """The dimensions of a round in the order in which they were first asked, each from its own items."""
    codes = dict.fromkeys(one.item.dimension for one in pairs if one.item.dimension)
    return tuple(
        Dimension(code=code, figures=_dimension([one for one in pairs if one.item.dimension == code]))
        for code in codes
    )


def is_scored(item: FrozenItem) -> bool:
    """Whether high is good or bad on this item, and it is not the headline question."""
    return item.direction is not Direction.NEUTRAL and item.code != HEADLINE_CODE


def is_usable(one: Pair) -> bool:
    """Whether an item may enter an index: scored, and enough shown answers in both teams."""
    return bool(_used([one]))


def stage(points: float) -> Stage:
    return list(Stage)[sum(points >= cut - TOLERANCE for cut in STAGE_CUTS)]


@dataclass(frozen=True, slots=True)
class _View:
    """What one team says about a usable item."""

    score: float
    se: float
    dk_share: float
    rwg_raw: float | None

    @property
    def if_dk_lowest(self) -> float:
        """The score with every don't-know counted as point 1: (n·score + dk·0)/(n + dk)."""
        return self.score * (1 - self.dk_share)

    @property
    def if_dk_highest(self) -> float:
        return self.score + (100 - self.score) * self.dk_share


@dataclass(frozen=True, slots=True)
class _Used:
    """A usable item with both views."""

    item: FrozenItem
    sales: _View
    marketing: _View

    @property
    def gap(self) -> float:
        return self.sales.score - self.marketing.score

    @property
    def se(self) -> float:
        """Error of the item's index, √((¾·SE_low)² + (¼·SE_high)²); of equal scores the less certain is the lower."""
        lower, higher = sorted((self.sales, self.marketing), key=lambda view: (view.score, -view.se))
        return hypot(LOWER_TEAM_WEIGHT * lower.se, HIGHER_TEAM_WEIGHT * higher.se)


def _used(pairs: Sequence[Pair]) -> list[_Used]:
    viewed = ((one.item, _view(one.sales), _view(one.marketing)) for one in pairs if is_scored(one.item))
    return [_Used(item, sales, marketing) for item, sales, marketing in viewed if sales and marketing]


def _view(team: TeamFigures | None) -> _View | None:
    if team is None or team.n < N_LABEL or team.score is None or team.se_points is None:
        return None
    return _View(team.score, team.se_points, team.dk_share or 0.0, team.rwg_raw)


def _reason(pairs: Sequence[Pair], used: Sequence[_Used], fewest: int) -> Reason | None:
    """Why these items give no figures, or None when they do."""
    asked = sum(one.item.weight for one in pairs if is_scored(one.item))
    if not asked:
        return Reason.UNSCORED
    if sum(one.item.weight for one in used) < WEIGHT_NEEDED * asked - TOLERANCE:
        return Reason.LITTLE_WEIGHT
    return Reason.FEW_ITEMS if len(used) < fewest else None


def _whole(used: Sequence[_Used]) -> IndexFigures:
    points = _mean(used, lambda one: _combined(one.sales.score, one.marketing.score))
    return IndexFigures(
        index=points,
        level=_mean(used, lambda one: (one.sales.score + one.marketing.score) / 2),
        mean_abs_gap=_mean(used, lambda one: abs(one.gap)),
        index_if_dk_lowest=_mean(used, lambda one: _combined(one.sales.if_dk_lowest, one.marketing.if_dk_lowest)),
        index_if_dk_highest=_mean(used, lambda one: _combined(one.sales.if_dk_highest, one.marketing.if_dk_highest)),
        stage=stage(points),
        range=_range(points, _mean(used, lambda one: one.se)),
        items_used=tuple(one.item.code for one in used),
    )


def _dimension(pairs: Sequence[Pair]) -> DimensionFigures | Lacking:
    used = _used(pairs)
    reason = _reason(pairs, used, fewest=1)
    if reason is not None:
        return Lacking(reason=reason)
    sales, marketing = (_mean(used, lambda one: one.sales.score), _mean(used, lambda one: one.marketing.score))
    return DimensionFigures(
        sales=sales,
        marketing=marketing,
        gap=sales - marketing,
        sales_range=_range(sales, _mean(used, lambda one: one.sales.se)),
        marketing_range=_range(marketing, _mean(used, lambda one: one.marketing.se)),
        gap_range=_range(sales - marketing, _mean(used, lambda one: hypot(one.sales.se, one.marketing.se)), -100.0),
        sales_agreement=mean_agreement(one.sales.rwg_raw for one in used),
        marketing_agreement=mean_agreement(one.marketing.rwg_raw for one in used),
        whole=_whole(used),
    )


def _combined(sales: float, marketing: float) -> float:
    return LOWER_TEAM_WEIGHT * min(sales, marketing) + HIGHER_TEAM_WEIGHT * max(sales, marketing)


def _mean(used: Sequence[_Used], figure: Callable[[_Used], float]) -> float:
    """Weighted mean over the items, which is at least one."""
    return sum(one.item.weight * figure(one) for one in used) / sum(one.item.weight for one in used)


def _range(center: float, se: float, lowest: float = 0.0) -> Interval:
    """±1.96 of the mean of the items' errors: the mean of correlated figures cannot err more (Cauchy–Schwarz)."""
    return max(center - Z975 * se, lowest), min(center + Z975 * se, 100.0)
