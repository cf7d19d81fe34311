"""Histograms for properties."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st

from assessments.tallies import Histogram

whole = settings(max_examples=settings().max_examples // 5)
"""For what analyzes a whole round, which takes as long as a hundred figures: a fifth as often as those."""


def histograms(fewest: int = 0, per_point: int = 8) -> st.SearchStrategy[Histogram]:
    """Histograms of at least `fewest` answers, up to `per_point` on each of the five points."""
    count = st.integers(0, per_point)
    return st.tuples(count, count, count, count, count).filter(lambda h: sum(h) >= fewest)


def few_answers(most: int) -> st.SearchStrategy[Histogram]:
    """Histograms of 1 to `most` answers: few enough to list every way to draw them."""
    return st.lists(st.integers(0, 4), min_size=1, max_size=most).map(counted)


def two_small_teams(most: int) -> st.SearchStrategy[tuple[Histogram, Histogram]]:
    """Two histograms of 2 to `most` answers in all, at least one each."""
    answers = st.lists(st.integers(0, 4), min_size=2, max_size=most)
    cut = answers.flatmap(lambda places: st.tuples(st.just(places), st.integers(1, len(places) - 1)))
    return cut.map(lambda both: (counted(both[0][: both[1]]), counted(both[0][both[1] :])))


def spelled_out(h: Histogram) -> list[int]:
    """The answers one by one, lowest first."""
    return [point for point, count in enumerate(h, start=1) for _ in range(count)]


def counted(places: list[int]) -> Histogram:
    """The histogram of answers given as places 0..4."""
    return (places.count(0), places.count(1), places.count(2), places.count(3), places.count(4))


def added(a: Histogram, b: Histogram) -> Histogram:
    return (a[0] + b[0], a[1] + b[1], a[2] + b[2], a[3] + b[3], a[4] + b[4])


def multiplied(h: Histogram, times: int) -> Histogram:
    return (times * h[0], times * h[1], times * h[2], times * h[3], times * h[4])
