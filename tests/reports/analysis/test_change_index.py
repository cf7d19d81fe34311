"""Index and dimensions of two rounds, on the questions that both can use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.tallies import Histogram, ItemTally
from reports.analysis.change import (
    DimensionChange,
    IndexChange,
    change,
)
from reports.analysis.index import IndexFigures, Lacking, Reason, index
from reports.analysis.pairs import pair
from tests.reports.analysis.rows import FIVE, FOUR, HIGH, LOW, NOBODY, THREE, TWO, asked, row, tally

FEW: Histogram = (0, 0, 0, 4, 0)


def four(*cells: tuple[Histogram | None, Histogram], weights: tuple[float, ...] = (1, 1, 1, 1)) -> list[ItemTally]:
    return [
        row(sales, marketing, asked(f"Q{place}", weight=weight))
        for place, ((sales, marketing), weight) in enumerate(zip(cells, weights, strict=True), start=1)
    ]


def index_change(now: list[ItemTally], before: list[ItemTally]) -> IndexChange:
    moved = change(tally(*now), tally(*before)).index
    assert isinstance(moved, IndexChange)
    return moved


def test_index_change_by_hand() -> None:
    """Items of index 37.5, 50, 75 before; 56.25, 75, 75 now."""
    before = [*four((FOUR, TWO), (THREE, THREE), (FOUR, FOUR), (FIVE, FIVE))[:3], row(FIVE, FIVE, asked("OLD"))]
    now = [*four((FOUR, THREE), (FOUR, FOUR), (FOUR, FOUR), (TWO, TWO))[:3], row(TWO, TWO, asked("NEW"))]
    moved = index_change(now, before)
    assert (moved.previous, moved.current, moved.change) == pytest.approx((162.5 / 3, 206.25 / 3, 43.75 / 3))
    assert moved.items_used == ("Q1", "Q2", "Q3")


@pytest.mark.parametrize("gone", [(None, FIVE), (FEW, FIVE), (NOBODY, FIVE)])
def test_item_that_one_round_cannot_use_is_out_of_both(gone: tuple[Histogram | None, Histogram]) -> None:
    usable: list[tuple[Histogram | None, Histogram]] = [(FOUR, TWO), (THREE, THREE), (FOUR, FOUR)]
    whole, broken = four(*usable, (FIVE, FIVE)), four(*usable, gone)
    for now, before in ((whole, broken), (broken, whole)):
        moved = index_change(now, before)
        assert moved.items_used == ("Q1", "Q2", "Q3")
        assert (moved.previous, moved.change) == pytest.approx((162.5 / 3, 0))


def test_index_change_uses_the_weights_of_this_round() -> None:
    cells: list[tuple[Histogram | None, Histogram]] = [(TWO, TWO), (THREE, THREE), (FOUR, FOUR), (FIVE, FIVE)]
    moved = index_change(four(*cells, weights=(3, 1, 1, 1)), four(*cells, weights=(1, 1, 1, 3)))
    assert (moved.current, moved.change) == pytest.approx(((75 + 50 + 75 + 100) / 6, 0))


def test_index_of_the_same_questions_is_the_index_of_each_round() -> None:
    now = four((HIGH, LOW), (LOW, THREE), (FOUR, HIGH), (THREE, FIVE))
    before = four((LOW, LOW), (LOW, THREE), (TWO, HIGH), (THREE, HIGH))
    moved = index_change(now, before)
    own, old = index([pair(one) for one in now]), index([pair(one) for one in before])
    assert isinstance(own, IndexFigures)
    assert isinstance(old, IndexFigures)
    assert (moved.current, moved.previous, moved.change) == (own.index, old.index, own.index - old.index)


@pytest.mark.parametrize(
    ("before", "reason"),
    [
        ([row(HIGH, LOW, asked("OLD"))], Reason.UNSCORED),
        (four((HIGH, LOW), (HIGH, LOW), (None, LOW), (None, LOW)), Reason.LITTLE_WEIGHT),
        (four((HIGH, LOW), (HIGH, LOW), (None, LOW), (None, LOW))[:2], Reason.FEW_ITEMS),
    ],
)
def test_index_change_says_what_is_lacking(before: list[ItemTally], reason: Reason) -> None:
    now = four((HIGH, LOW), (HIGH, LOW), (HIGH, LOW), (HIGH, LOW))
    assert change(tally(*now), tally(*before)).index == Lacking(reason=reason)


def test_dimensions_are_compared_on_their_own_questions() -> None:
    def rows(*cells: tuple[Histogram | None, Histogram]) -> list[ItemTally]:
        dimensions = ("FLOW", "CUST", "FLOW", "LDR")
        return [
            replace(one, item=replace(one.item, dimension=code))
            for one, code in zip(four(*cells), dimensions, strict=True)
        ]

    moved = change(
        tally(*rows((FOUR, THREE), (FIVE, FIVE), (FOUR, FOUR), (FOUR, FOUR))),
        tally(*rows((FOUR, TWO), (THREE, FIVE), (FOUR, FOUR), (None, FOUR))),
    )
    assert moved.dimensions == (
        DimensionChange(
            code="FLOW", index=IndexChange(previous=56.25, current=65.625, change=9.375, items_used=("Q1", "Q3"))
        ),
        DimensionChange(code="CUST", index=IndexChange(previous=62.5, current=100, change=37.5, items_used=("Q2",))),
        DimensionChange(code="LDR", index=Lacking(reason=Reason.LITTLE_WEIGHT)),
    )
