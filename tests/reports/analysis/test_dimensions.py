from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt

import pytest

from assessments.scales import Direction, Scale
from assessments.tallies import Histogram, ItemTally
from reports.analysis.index import (
    Dimension,
    DimensionFigures,
    Lacking,
    Reason,
    dimensions,
)
from reports.analysis.pairs import Pair, pair
from tests.reports.analysis.examples import EXAMPLES, matches
from tests.reports.analysis.rows import (
    FIVE,
    FOUR,
    HIGH,
    LOW,
    THREE,
    TWO,
    asked,
    assessment_tally,
    index_of,
    row,
)


def dimension_of(rows: Sequence[ItemTally]) -> DimensionFigures:
    (one,) = dimensions([pair(row) for row in rows])
    assert isinstance(one.figures, DimensionFigures)
    return one.figures


def test_team_means_match_the_example() -> None:
    expected = EXAMPLES["assessment"]["spec_arithmetic"]
    rows = [replace(row, item=replace(row.item, dimension="FLOW")) for row in assessment_tally().items]
    figures = dimension_of(rows)
    assert matches([figures.sales, figures.marketing], [expected["sales_mean"], expected["marketing_mean"]])
    assert matches(figures.gap, expected["sales_mean"] - expected["marketing_mean"])
    assert figures.whole == index_of([pair(row) for row in rows])


def in_dimension(
    code: str | None, *questions: str, cells: tuple[Histogram | None, Histogram] = (HIGH, LOW)
) -> list[Pair]:
    return [pair(row(*cells, asked(question, dimension=code))) for question in questions]


def test_dimensions_come_in_the_order_asked_each_from_its_own_items() -> None:
    pairs = [
        *in_dimension("FLOW", "Q1", cells=(FOUR, TWO)),
        *in_dimension(None, "Q2", cells=(FIVE, FIVE)),
        *in_dimension("CUST", "Q3"),
        *in_dimension("FLOW", "Q4", cells=(FOUR, THREE)),
    ]
    flow, cust = dimensions(pairs)
    assert (flow.code, cust.code) == ("FLOW", "CUST")
    assert isinstance(flow.figures, DimensionFigures)
    assert isinstance(cust.figures, DimensionFigures)
    assert (flow.figures.sales, flow.figures.marketing, flow.figures.gap) == (75, 37.5, 37.5)
    assert flow.figures.whole.items_used == ("Q1", "Q4")
    assert flow.figures.whole.index == pytest.approx((37.5 + 56.25) / 2)
    assert cust.figures.whole.items_used == ("Q3",)


def test_dimension_says_what_is_lacking() -> None:
    pairs = [
        *in_dimension("FLOW", "Q1"),
        *in_dimension("FLOW", "Q2", cells=(None, LOW)),
        pair(row(HIGH, LOW, asked("V1", Direction.NEUTRAL, dimension="VIEW"))),
    ]
    assert dimensions(pairs) == (
        Dimension(code="FLOW", figures=Lacking(reason=Reason.LITTLE_WEIGHT)),
        Dimension(code="VIEW", figures=Lacking(reason=Reason.UNSCORED)),
    )


def test_dimension_ranges_are_the_means_of_the_errors() -> None:
    """By hand: constant answers of eight people, error 25/8 each, √2 times that for their difference."""
    figures = dimension_of([row(FOUR, THREE, asked(f"Q{place}", dimension="FLOW")) for place in range(2)])
    half = 1.959963984540054 * 25 / 8
    assert figures.sales_range == pytest.approx((75 - half, 75 + half))
    assert figures.marketing_range == pytest.approx((50 - half, 50 + half))
    assert figures.gap_range == pytest.approx((25 - half * sqrt(2), 25 + half * sqrt(2)))


def test_dimension_gap_range_may_be_below_zero_and_ends_with_the_scale() -> None:
    lowest: Histogram = (6, 2, 0, 0, 0)
    figures = dimension_of([row(lowest, FIVE, asked("Q1", dimension="FLOW"))])
    assert figures.gap_range[0] == -100
    assert -100 < figures.gap_range[1] < 0


def test_dimension_agreement_is_the_mean_inside_each_team() -> None:
    question = asked("Q1", dimension="FLOW")
    yes_or_no = asked("Q2", scale=Scale.YESNO, dimension="FLOW")
    rows = [row(FOUR, (4, 0, 0, 0, 4), question), row((4, 0, 0, 0, 4), FIVE, yes_or_no)]
    figures = dimension_of(rows)
    assert figures.sales_agreement == 1
    assert figures.marketing_agreement == pytest.approx(1 - 32 / 7 / 2)
    assert dimension_of(rows[1:]).sales_agreement is None
