"""The index and its stage: the worked example, arithmetic by hand, and what may enter."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest

from assessments.scales import Direction
from assessments.tallies import Cell, Histogram, ItemTally, suppress
from reports.analysis.figures import Interval
from reports.analysis.index import (
    Lacking,
    Reason,
    Stage,
    dimensions,
    index,
    is_usable,
    stage,
)
from reports.analysis.pairs import pair
from tests.reports.analysis.examples import EXAMPLES, matches
from tests.reports.analysis.rows import (
    FIVE,
    FOUR,
    HIGH,
    LOW,
    NOBODY,
    THREE,
    TWO,
    asked,
    assessment_tally,
    index_of,
    pairs_of,
    row,
    tally,
)


def test_index_matches_its_example() -> None:
    expected = EXAMPLES["assessment"]["spec_arithmetic"]
    figures = index_of([pair(row) for row in suppress(assessment_tally(), 5).items])
    for key in ("level", "mean_abs_gap", "index", "index_if_dk_lowest", "index_if_dk_highest", "stage"):
        assert matches(getattr(figures, key), expected[key])
    assert list(figures.items_used) == expected["items_used"]


def test_index_weighs_its_items() -> None:
    """By hand: 25/75 → 37.5, twice; 100/100 → 100; 50/75 → 56.25."""
    figures = index_of(pairs_of([(TWO, FOUR), (FIVE, FIVE), (THREE, FOUR)], weights=(2, 1, 1)))
    assert figures.index == pytest.approx((2 * 37.5 + 100 + 56.25) / 4)
    assert figures.level == pytest.approx((2 * 50 + 100 + 62.5) / 4)
    assert figures.mean_abs_gap == pytest.approx((2 * 50 + 0 + 25) / 4)


def test_dont_knows_are_worth_showing_beyond_five_points() -> None:
    figures = index_of(pairs_of([(THREE, THREE)] * 3))
    assert not figures.depends_on_dont_knows
    assert not replace(figures, index_if_dk_lowest=47.0, index_if_dk_highest=52.0).depends_on_dont_knows
    assert replace(figures, index_if_dk_lowest=47.0, index_if_dk_highest=52.1).depends_on_dont_knows


def test_range_is_at_most_the_mean_of_the_errors() -> None:
    """By hand: THREE is constant, error 25/8; the lower team weighs ¾, the higher ¼."""
    figures = index_of(pairs_of([(THREE, FOUR)] * 3))
    half = 1.959963984540054 * 25 / 8 * sqrt(0.5625 + 0.0625)
    assert figures.range == pytest.approx((56.25 - half, 56.25 + half))


def test_range_takes_the_larger_error_at_equal_scores() -> None:
    spread: Histogram = (1, 0, 6, 0, 1)
    figures = index_of(pairs_of([(THREE, spread)] * 3))
    error = pair(row(THREE, spread)).marketing
    assert error is not None
    assert error.se_points is not None
    half = 1.959963984540054 * sqrt(0.5625 * error.se_points**2 + 0.0625 * (25 / 8) ** 2)
    assert figures.range == pytest.approx((50 - half, 50 + half))
    assert figures == index_of(pairs_of([(spread, THREE)] * 3))


def test_range_ends_where_the_scale_ends() -> None:
    assert index_of(pairs_of([(FIVE, FIVE)] * 3)).range[1] == 100
    assert index_of(pairs_of([((8, 0, 0, 0, 0), (8, 0, 0, 0, 0))] * 3)).range[0] == 0


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
    figures = index_of(pairs_of([(THREE, THREE)] * 3))
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


def enough(count: int, weight: float = 1.0) -> list[ItemTally]:
    return [row(HIGH, LOW, asked(f"Q{place}", weight=weight)) for place in range(count)]


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


@pytest.mark.parametrize(
    "rows",
    [enough(3), [*enough(3), *hidden(2)], [*enough(3), *hidden(1, weight=2.0)], [*enough(3, weight=2.5), *hidden(5)]],
)
def test_index_needs_three_items_and_sixty_percent_of_the_weight(rows: list[ItemTally]) -> None:
    assert index_of([pair(one) for one in rows]).items_used == ("Q0", "Q1", "Q2")
