"""An analysis seen from the other side: what every figure becomes when the teams, or the ends of the scale, swap."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, is_dataclass, replace
from typing import Any

from assessments.scales import Direction, FrozenItem, Subject, Team
from assessments.tallies import Cell, Histogram, ItemTally, RoundTally
from reports.analysis import Analysis, ItemAnalysis
from reports.analysis.change import Change, GapChange, ItemChange, TeamChange
from reports.analysis.coorientation import CoOrientation, SideFigures
from reports.analysis.figures import GapFigures, Interval
from reports.analysis.index import Dimension, DimensionFigures, Lacking
from reports.analysis.turnout import Caution

OTHER_SUBJECT = {Subject.SALES: Subject.MARKETING, Subject.MARKETING: Subject.SALES, Subject.BOTH: Subject.BOTH}
OTHER_END = {Direction.POSITIVE: Direction.NEGATIVE, Direction.NEGATIVE: Direction.POSITIVE}


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two analyses are not the same: numbers to 1e-9, everything else exactly."""
    one, other = (asdict(side) if is_dataclass(side) and not isinstance(side, type) else side for side in (one, other))
    if isinstance(one, Mapping) and isinstance(other, Mapping) and one.keys() == other.keys():
        for key in one:
            yield from differences(one[key], other[key], f"{path}.{key}")
    elif isinstance(one, tuple | list) and isinstance(other, tuple | list) and len(one) == len(other):
        for place, pair in enumerate(zip(one, other, strict=True)):
            yield from differences(*pair, f"{path}.{place}")
    elif not _is_same(one, other):
        yield f"{path}: {one!r}, {other!r}"


def _is_same(one: object, other: object) -> bool:
    if type(one) is type(other) is float:
        return abs(one - other) <= 1e-9 * max(1, abs(one))
    return type(one) is type(other) and one == other


# --- The teams swap ------------------------------------------------------------------------------------------------
def swapped_tally(tally: RoundTally) -> RoundTally:
    """The round as if Sales were Marketing."""
    return replace(
        tally,
        sales=tally.marketing,
        marketing=tally.sales,
        items=tuple(
            ItemTally(item=_swapped_item(row.item), sales=row.marketing, marketing=row.sales) for row in tally.items
        ),
    )


def swapped(analysis: Analysis) -> Analysis:
    """What the analysis of the swapped round must be."""
    return replace(
        analysis,
        items=tuple(_swapped(one) for one in analysis.items),
        dimensions=tuple(_swapped_dimension(one) for one in analysis.dimensions),
        change=analysis.change and _swapped_change(analysis.change),
    )


def _swapped_item(item: FrozenItem) -> FrozenItem:
    return replace(item, subject=OTHER_SUBJECT[item.subject])


def _swapped(one: ItemAnalysis) -> ItemAnalysis:
    views = one.coorientation
    return replace(
        one,
        item=_swapped_item(one.item),
        sales=one.marketing,
        marketing=one.sales,
        gap=swapped_gap(one),
        coorientation=views
        and CoOrientation(sales=_swapped_side(views.marketing), marketing=_swapped_side(views.sales)),
    )


def swapped_gap(item: ItemAnalysis) -> GapFigures | None:
    """The gap as Marketing minus Sales."""
    gap = item.gap
    if gap is None or item.sales is None or item.marketing is None:
        return None
    return replace(
        gap,
        gap=-gap.gap,
        gap_ci=negative(gap.gap_ci),
        gap_ci90=negative(gap.gap_ci90),
        gap_bounds_points=negative(gap.gap_bounds_points),
        U=item.sales.n * item.marketing.n - gap.U,
        theta=1 - gap.theta,
        delta=-gap.delta,
        delta_ci=negative(gap.delta_ci),
        fav_diff=None if gap.fav_diff is None else -gap.fav_diff,
        fav_diff_ci=negative(gap.fav_diff_ci),
        dk_diff=-gap.dk_diff,
        dk_diff_ci=(-gap.dk_diff_ci[1], -gap.dk_diff_ci[0]),
    )


def _swapped_side(side: SideFigures | None) -> SideFigures | None:
    """The perceived gap is oriented as Sales minus Marketing, the accuracy as guess minus truth."""
    if side is None or side.perceived_gap_sales_minus_marketing is None:
        return side
    return replace(
        side,
        perceived_gap_sales_minus_marketing=-side.perceived_gap_sales_minus_marketing,
        perceived_gap_ci=negative(side.perceived_gap_ci),
    )


def _swapped_dimension(dimension: Dimension) -> Dimension:
    figures = dimension.figures
    if isinstance(figures, Lacking):
        return dimension
    whole = DimensionFigures(
        sales=figures.marketing,
        marketing=figures.sales,
        gap=-figures.gap,
        sales_range=figures.marketing_range,
        marketing_range=figures.sales_range,
        gap_range=(-figures.gap_range[1], -figures.gap_range[0]),
        sales_agreement=figures.marketing_agreement,
        marketing_agreement=figures.sales_agreement,
        whole=figures.whole,
    )
    return replace(dimension, figures=whole)


def _swapped_change(change: Change) -> Change:
    cautions = {caution.team.other: replace(caution, team=caution.team.other) for caution in change.cautions}
    return replace(
        change,
        items=tuple(
            replace(one, sales=one.marketing, marketing=one.sales, gap_change=_negative_gap_change(one.gap_change))
            for one in change.items
        ),
        cautions=_in_order(cautions),
    )


def _in_order(cautions: Mapping[Team, Caution]) -> tuple[Caution, ...]:
    return tuple(cautions[team] for team in Team if team in cautions)


def negative(interval: Interval | None) -> Interval | None:
    return interval and (-interval[1], -interval[0])


def _negative_gap_change(change: GapChange | None) -> GapChange | None:
    return change and replace(change, change=-change.change, ci=negative(change.ci))


# --- The ends of the scale swap ------------------------------------------------------------------------------------
def reversed_tally(tally: RoundTally) -> RoundTally:
    """The round with every answer and guess at the other end of the scale."""
    items = (
        replace(row, sales=_reversed_cell(row.sales), marketing=_reversed_cell(row.marketing)) for row in tally.items
    )
    return replace(tally, items=tuple(items))


def asked_the_other_way(tally: RoundTally) -> RoundTally:
    """The round with its questions put the other way round, and answered accordingly; diagnostics as they were."""
    rows = reversed_tally(tally).items
    turned = [
        replace(new, item=replace(new.item, direction=OTHER_END[new.item.direction]))
        if new.item.direction in OTHER_END
        else old
        for old, new in zip(tally.items, rows, strict=True)
    ]
    return replace(tally, items=tuple(turned))


def _reversed_cell(cell: Cell | None) -> Cell | None:
    return cell and replace(cell, hist=_reversed(cell.hist), guess=cell.guess and _reversed(cell.guess))


def _reversed(h: Histogram) -> Histogram:
    return (h[4], h[3], h[2], h[1], h[0])


def without_ends(analysis: Analysis) -> dict[str, Any]:
    """What may differ for questions put the other way round is left out: the direction and the counts as asked."""
    plain = asdict(analysis)
    for one in plain["items"]:
        del one["item"]["direction"]
        for team in ("sales", "marketing"):
            if one[team]:
                del one[team]["hist"]
    return plain


def negative_change(change: ItemChange) -> ItemChange:
    """A change with every answer of both rounds at the other end of the scale."""
    return replace(
        change,
        sales=_negative_team_change(change.sales),
        marketing=_negative_team_change(change.marketing),
        gap_change=_negative_gap_change(change.gap_change),
    )


def _negative_team_change(change: TeamChange | None) -> TeamChange | None:
    return change and replace(change, change=-change.change, ci=negative(change.ci))
