"""What must never happen to the index, whatever is answered."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.tallies import Cell, Histogram
from reports.analysis.index import (
    index,
)
from reports.analysis.pairs import Pair, pair
from tests.reports.analysis.rows import (
    asked,
    index_of,
    pairs_of,
    row,
)
from tests.reports.analysis.strategies import histograms, multiplied, whole

Views: TypeAlias = list[tuple[Histogram, Histogram]]

views = st.lists(st.tuples(histograms(5), histograms(5)), min_size=3, max_size=6)


@whole
@given(views)
def test_index_lies_on_the_scale_and_decomposes(counts: Views) -> None:
    figures = index_of(pairs_of(counts, weights=(3, 0.5)))
    assert -1e-9 <= figures.index <= 100 + 1e-9
    assert figures.index == pytest.approx(figures.level - figures.mean_abs_gap / 4, abs=1e-9)
    assert figures.range[0] - 1e-9 <= figures.index <= figures.range[1] + 1e-9
    assert 0 <= figures.range[0] <= figures.range[1] <= 100


@whole
@given(st.lists(histograms(5), min_size=3, max_size=6))
def test_index_is_the_level_when_the_teams_agree(counts: list[Histogram]) -> None:
    figures = index_of(pairs_of([(h, multiplied(h, 2)) for h in counts]))
    assert figures.index == pytest.approx(figures.level, abs=1e-9)


@whole
@given(views)
def test_index_does_not_care_which_team_is_which(counts: Views) -> None:
    assert index(pairs_of(counts)) == index(pairs_of([both[::-1] for both in counts]))


@whole
@given(views, st.integers(2, 9))
def test_index_does_not_depend_on_team_sizes(counts: Views, times: int) -> None:
    larger = index_of(pairs_of([(multiplied(a, times), b) for a, b in counts]))
    assert larger.index == pytest.approx(index_of(pairs_of(counts)).index, abs=1e-9)


@whole
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
    assert index_of(pairs_of(raised)).index > index_of(pairs_of(counts)).index


def with_dont_knows(counts: Views, dk: list[tuple[int, int]]) -> list[Pair]:
    return [
        pair(row(Cell(hist=a, dk=dk_a), Cell(hist=b, dk=dk_b), asked(f"Q{place}")))
        for place, ((a, b), (dk_a, dk_b)) in enumerate(zip(counts, dk, strict=True))
    ]


dont_knows = st.tuples(st.integers(0, 6), st.integers(0, 6))
views_with_dont_knows = views.flatmap(
    lambda counts: st.tuples(st.just(counts), st.lists(dont_knows, min_size=len(counts), max_size=len(counts)))
)


@whole
@given(views_with_dont_knows)
def test_dont_knows_bound_the_index_as_lowest_and_highest_answers(given_: tuple[Views, list[tuple[int, int]]]) -> None:
    counts, dk = given_
    figures = index_of(with_dont_knows(counts, dk))
    assert figures.index_if_dk_lowest <= figures.index + 1e-9
    assert figures.index <= figures.index_if_dk_highest + 1e-9

    def added(h: Histogram, ones: int, fives: int) -> Histogram:
        return (h[0] + ones, h[1], h[2], h[3], h[4] + fives)

    low = [(added(a, da, 0), added(b, db, 0)) for (a, b), (da, db) in zip(counts, dk, strict=True)]
    high = [(added(a, 0, da), added(b, 0, db)) for (a, b), (da, db) in zip(counts, dk, strict=True)]
    assert figures.index_if_dk_lowest == pytest.approx(index_of(pairs_of(low)).index, abs=1e-9)
    assert figures.index_if_dk_highest == pytest.approx(index_of(pairs_of(high)).index, abs=1e-9)


@whole
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
    before, after = index_of(with_dont_knows(counts, dk)), index_of(with_dont_knows(silenced, more))
    assert after.items_used == before.items_used
    assert after.index_if_dk_lowest <= before.index_if_dk_lowest + 1e-9
