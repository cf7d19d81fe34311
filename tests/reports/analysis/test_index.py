"""The index, its stage and its dimensions: the worked example, rules of what enters, and what must never happen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import Direction, Scale
from assessments.tallies import Cell, Histogram, ItemTally, suppress
from reports.analysis.figures import Interval
from reports.analysis.index import (
    Dimension,
    DimensionFigures,
    IndexFigures,
    Lacking,
    Reason,
    Stage,
    dimensions,
    index,
    is_usable,
    stage,
)
from reports.analysis.pairs import Pair, pair
from tests.reports.analysis.examples import EXAMPLES, matches
from tests.reports.analysis.rows import HIGH, LOW, NOBODY, asked, assessment_tally, row, tally
from tests.reports.analysis.strategies import histograms, multiplied, often

Views: TypeAlias = list[tuple[Histogram, Histogram]]

TWO: Histogram = (0, 8, 0, 0, 0)
THREE: Histogram = (0, 0, 8, 0, 0)
FOUR: Histogram = (0, 0, 0, 8, 0)
FIVE: Histogram = (0, 0, 0, 0, 8)

views = st.lists(st.tuples(histograms(5), histograms(5)), min_size=3, max_size=6)


def pairs_of(counts: Views, weights: Sequence[float] = ()) -> list[Pair]:
    weighed = [*weights, *[1.0] * (len(counts) - len(weights))]
    return [
        pair(row(sales, marketing, asked(f"Q{place}", weight=weight)))
        for place, ((sales, marketing), weight) in enumerate(zip(counts, weighed, strict=True), start=1)
    ]


def figures_of(pairs: Sequence[Pair]) -> IndexFigures:
    figures = index(pairs)
    assert isinstance(figures, IndexFigures)
    return figures


def dimension_of(rows: Sequence[ItemTally]) -> DimensionFigures:
    (one,) = dimensions([pair(row) for row in rows])
    assert isinstance(one.figures, DimensionFigures)
    return one.figures


def test_index_matches_its_example() -> None:
    expected = EXAMPLES["assessment"]["spec_arithmetic"]
    figures = figures_of([pair(row) for row in suppress(assessment_tally(), 5).items])
    for key in ("level", "mean_abs_gap", "index", "index_if_dk_lowest", "index_if_dk_highest", "stage"):
        assert matches(getattr(figures, key), expected[key])
    assert list(figures.items_used) == expected["items_used"]


def test_team_means_match_the_example() -> None:
    expected = EXAMPLES["assessment"]["spec_arithmetic"]
    rows = [replace(row, item=replace(row.item, dimension="FLOW")) for row in assessment_tally().items]
    figures = dimension_of(rows)
    assert matches([figures.sales, figures.marketing], [expected["sales_mean"], expected["marketing_mean"]])
    assert matches(figures.gap, expected["sales_mean"] - expected["marketing_mean"])
    assert figures.whole == figures_of([pair(row) for row in rows])


def test_index_weighs_its_items() -> None:
    """By hand: 25/75 → 37.5, twice; 100/100 → 100; 50/75 → 56.25."""
    figures = figures_of(pairs_of([(TWO, FOUR), (FIVE, FIVE), (THREE, FOUR)], weights=(2, 1, 1)))
    assert figures.index == pytest.approx((2 * 37.5 + 100 + 56.25) / 4)
    assert figures.level == pytest.approx((2 * 50 + 100 + 62.5) / 4)
    assert figures.mean_abs_gap == pytest.approx((2 * 50 + 0 + 25) / 4)


@often
@given(views)
def test_index_lies_on_the_scale_and_decomposes(counts: Views) -> None:
    figures = figures_of(pairs_of(counts, weights=(3, 0.5)))
    assert -1e-9 <= figures.index <= 100 + 1e-9
    assert figures.index == pytest.approx(figures.level - figures.mean_abs_gap / 4, abs=1e-9)
    assert figures.range[0] - 1e-9 <= figures.index <= figures.range[1] + 1e-9
    assert 0 <= figures.range[0] <= figures.range[1] <= 100


@often
@given(st.lists(histograms(5), min_size=3, max_size=6))
def test_index_is_the_level_when_the_teams_agree(counts: list[Histogram]) -> None:
    figures = figures_of(pairs_of([(h, multiplied(h, 2)) for h in counts]))
    assert figures.index == pytest.approx(figures.level, abs=1e-9)


@often
@given(views)
def test_index_does_not_care_which_team_is_which(counts: Views) -> None:
    assert index(pairs_of(counts)) == index(pairs_of([both[::-1] for both in counts]))


@often
@given(views, st.integers(2, 9))
def test_index_does_not_depend_on_team_sizes(counts: Views, times: int) -> None:
    larger = figures_of(pairs_of([(multiplied(a, times), b) for a, b in counts]))
    assert larger.index == pytest.approx(figures_of(pairs_of(counts)).index, abs=1e-9)


@often
@given(views, st.data())
def test_raised_answer_always_raises_the_index(counts: Views, data: st.DataObject) -> None:
    """So a lowered one never raises it: nobody gains by pretending to be worse, or by hiding the better side."""
    place, team = data.draw(st.integers(0, len(counts) - 1)), data.draw(st.integers(0, 1))
    h = list(counts[place][team])
    points = [point for point in range(4) if h[point]]
    if not points:
        return
    point = data.draw(st.sampled_from(points))
    h[point], h[point + 1] = h[point] - 1, h[point + 1] + 1
    both = list(counts[place])
    both[team] = (h[0], h[1], h[2], h[3], h[4])
    raised = [*counts[:place], (both[0], both[1]), *counts[place + 1 :]]
    assert figures_of(pairs_of(raised)).index > figures_of(pairs_of(counts)).index


def with_dont_knows(counts: Views, dk: list[tuple[int, int]]) -> list[Pair]:
    return [
        pair(row(Cell(hist=a, dk=dk_a), Cell(hist=b, dk=dk_b), asked(f"Q{place}")))
        for place, ((a, b), (dk_a, dk_b)) in enumerate(zip(counts, dk, strict=True))
    ]


dont_knows = st.tuples(st.integers(0, 6), st.integers(0, 6))
views_with_dont_knows = views.flatmap(
    lambda counts: st.tuples(st.just(counts), st.lists(dont_knows, min_size=len(counts), max_size=len(counts)))
)


@often
@given(views_with_dont_knows)
def test_dont_knows_bound_the_index_as_lowest_and_highest_answers(given_: tuple[Views, list[tuple[int, int]]]) -> None:
    counts, dk = given_
    figures = figures_of(with_dont_knows(counts, dk))
    assert figures.index_if_dk_lowest <= figures.index + 1e-9
    assert figures.index <= figures.index_if_dk_highest + 1e-9

    def added(h: Histogram, ones: int, fives: int) -> Histogram:
        return (h[0] + ones, h[1], h[2], h[3], h[4] + fives)

    low = [(added(a, da, 0), added(b, db, 0)) for (a, b), (da, db) in zip(counts, dk, strict=True)]
    high = [(added(a, 0, da), added(b, 0, db)) for (a, b), (da, db) in zip(counts, dk, strict=True)]
    assert figures.index_if_dk_lowest == pytest.approx(figures_of(pairs_of(low)).index, abs=1e-9)
    assert figures.index_if_dk_highest == pytest.approx(figures_of(pairs_of(high)).index, abs=1e-9)


@often
@given(views_with_dont_knows, st.data())
def test_silence_never_raises_the_lower_bound(
    given_: tuple[Views, list[tuple[int, int]]], data: st.DataObject
) -> None:
    """An answer switched to don't know, while the item stays in use."""
    counts, dk = given_
    place = data.draw(st.integers(0, len(counts) - 1))
    h = list(counts[place][0])
    if sum(h) < 6:
        return
    point = data.draw(st.sampled_from([point for point in range(5) if h[point]]))
    h[point] -= 1
    silenced = [*counts[:place], ((h[0], h[1], h[2], h[3], h[4]), counts[place][1]), *counts[place + 1 :]]
    more = [*dk[:place], (dk[place][0] + 1, dk[place][1]), *dk[place + 1 :]]
    before, after = figures_of(with_dont_knows(counts, dk)), figures_of(with_dont_knows(silenced, more))
    assert after.items_used == before.items_used
    assert after.index_if_dk_lowest <= before.index_if_dk_lowest + 1e-9


def test_dont_knows_are_worth_showing_beyond_five_points() -> None:
    figures = figures_of(pairs_of([(THREE, THREE)] * 3))
    assert not figures.depends_on_dont_knows
    assert not replace(figures, index_if_dk_lowest=47.0, index_if_dk_highest=52.0).depends_on_dont_knows
    assert replace(figures, index_if_dk_lowest=47.0, index_if_dk_highest=52.1).depends_on_dont_knows


def test_range_is_at_most_the_mean_of_the_errors() -> None:
    """By hand: THREE is constant, error 25/8; the lower team weighs ¾, the higher ¼."""
    figures = figures_of(pairs_of([(THREE, FOUR)] * 3))
    half = 1.959963984540054 * 25 / 8 * sqrt(0.5625 + 0.0625)
    assert figures.range == pytest.approx((56.25 - half, 56.25 + half))


def test_range_takes_the_larger_error_at_equal_scores() -> None:
    spread: Histogram = (1, 0, 6, 0, 1)
    figures = figures_of(pairs_of([(THREE, spread)] * 3))
    error = pair(row(THREE, spread)).marketing
    assert error is not None
    assert error.se_points is not None
    half = 1.959963984540054 * sqrt(0.5625 * error.se_points**2 + 0.0625 * (25 / 8) ** 2)
    assert figures.range == pytest.approx((50 - half, 50 + half))
    assert figures == figures_of(pairs_of([(spread, THREE)] * 3))


def test_range_ends_where_the_scale_ends() -> None:
    assert figures_of(pairs_of([(FIVE, FIVE)] * 3)).range[1] == 100
    assert figures_of(pairs_of([((8, 0, 0, 0, 0), (8, 0, 0, 0, 0))] * 3)).range[0] == 0


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        (0.0, Stage.TWO_WORLDS),
        (24.999, Stage.TWO_WORLDS),
        (25 - 1e-10, Stage.NEIGHBORS),
        (49.999, Stage.NEIGHBORS),
        (50 - 1e-10, Stage.PARTNERS),
        (74.999, Stage.PARTNERS),
        (75 - 1e-10, Stage.ONE_TEAM),
        (100.0, Stage.ONE_TEAM),
    ],
)
def test_stage_begins_at_its_cut(points: float, expected: Stage) -> None:
    assert stage(points) is expected


@pytest.mark.parametrize(
    ("points", "within", "expected"),
    [
        (40.0, (30.0, 49.9), None),
        (40.0, (30.0, 50.0), Stage.PARTNERS),
        (40.0, (25.0, 49.0), None),
        (40.0, (24.9, 49.0), Stage.TWO_WORLDS),
        (40.0, (20.0, 60.0), Stage.PARTNERS),
        (35.0, (20.0, 52.0), Stage.TWO_WORLDS),
        (10.0, (0.0, 80.0), Stage.NEIGHBORS),
        (90.0, (60.0, 100.0), Stage.PARTNERS),
        (90.0, (80.0, 100.0), None),
    ],
)
def test_stage_is_close_to_the_nearest_one_that_the_range_reaches(
    points: float, within: Interval, expected: Stage | None
) -> None:
    figures = figures_of(pairs_of([(THREE, THREE)] * 3))
    assert replace(figures, index=points, stage=stage(points), range=within).close_to is expected


NEUTRAL = asked("N", Direction.NEUTRAL)
HEADLINE = asked("O1")


@pytest.mark.parametrize(
    "unused",
    [
        row(HIGH, LOW, NEUTRAL),
        row(HIGH, LOW, HEADLINE),
        row(None, LOW, asked("H")),
        row(HIGH, None, asked("H")),
        row((0, 0, 4, 0, 0), LOW, asked("F")),
        row(HIGH, (0, 0, 4, 0, 0), asked("F")),
        row(Cell(hist=NOBODY, dk=9), LOW, asked("D")),
    ],
)
def test_index_uses_only_what_is_scored_shown_and_answered_by_five(unused: ItemTally) -> None:
    used = [row(HIGH, LOW, asked(f"Q{place}")) for place in range(4)]
    assert index([pair(one) for one in [*used, unused]]) == index([pair(one) for one in used])
    assert not is_usable(pair(unused))
    assert all(is_usable(pair(one)) for one in used)


def test_hidden_item_cannot_be_solved_for() -> None:
    """Index and dimensions are the same whatever a hidden cell held."""

    def shown(secret: Histogram) -> tuple[object, object]:
        rows = [row(HIGH, LOW, asked(f"Q{place}", dimension="FLOW")) for place in range(3)]
        counted = suppress(tally(*rows, row(HIGH, secret, asked("S", dimension="FLOW"))), 5)
        pairs = [pair(one) for one in counted.items]
        return index(pairs), dimensions(pairs)

    assert shown((4, 0, 0, 0, 0)) == shown((0, 0, 0, 0, 4))


def test_reversed_item_counts_as_if_asked_straight() -> None:
    straight = [row(HIGH, LOW, asked(f"Q{place}")) for place in range(3)]
    turned = [row(HIGH[::-1], LOW[::-1], asked(f"Q{place}", Direction.NEGATIVE)) for place in range(3)]
    assert index([pair(one) for one in turned]) == index([pair(one) for one in straight])


def enough(count: int) -> list[ItemTally]:
    return [row(HIGH, LOW, asked(f"Q{place}")) for place in range(count)]


def hidden(count: int, weight: float = 1.0) -> list[ItemTally]:
    return [row(None, LOW, asked(f"H{place}", weight=weight)) for place in range(count)]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([], Reason.UNSCORED),
        ([row(HIGH, LOW, NEUTRAL), row(HIGH, LOW, HEADLINE)], Reason.UNSCORED),
        (enough(2), Reason.FEW_ITEMS),
        ([*enough(3), *hidden(3)], Reason.LITTLE_WEIGHT),
        ([*enough(4), *hidden(1, weight=3.0)], Reason.LITTLE_WEIGHT),
        (hidden(5), Reason.LITTLE_WEIGHT),
    ],
)
def test_index_says_what_is_lacking(rows: list[ItemTally], reason: Reason) -> None:
    assert index([pair(one) for one in rows]) == Lacking(reason=reason)


@pytest.mark.parametrize("rows", [enough(3), [*enough(3), *hidden(2)], [*enough(3), *hidden(1, weight=2.0)]])
def test_index_needs_three_items_and_sixty_percent_of_the_weight(rows: list[ItemTally]) -> None:
    assert figures_of([pair(one) for one in rows]).items_used == ("Q0", "Q1", "Q2")


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
        pair(row(HIGH, LOW, replace(NEUTRAL, dimension="VIEW"))),
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
