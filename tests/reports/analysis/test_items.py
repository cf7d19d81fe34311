from __future__ import annotations

from dataclasses import asdict
from math import sqrt
from statistics import mean, stdev

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.tallies import Histogram
from reports.analysis.items import is_split, item
from reports.analysis.numerics import t_quantile
from tests.reports.analysis.strategies import added, counted, histograms, multiplied, spelled_out


def test_item_without_answers_has_counts_and_no_figures() -> None:
    assert asdict(item((0, 0, 0, 0, 0), 0, 7)) == {
        "hist": (0, 0, 0, 0, 0),
        "n": 0,
        "dk": 0,
        "na": None,
        "mean": None,
        "score": None,
        "var": None,
        "se_points": None,
        "ci_points": None,
        "fav": None,
        "fav_ci": None,
        "dk_share": None,
        "dk_ci": None,
        "rwg_raw": None,
        "split": None,
        "bounds_points": None,
        "se_fpc_points": None,
    }


def test_item_that_nobody_could_answer_has_a_share_of_dont_knows() -> None:
    figures = item((0, 0, 0, 0, 0), 6, 6)
    assert figures.dk_share == 1
    assert figures.dk_ci == pytest.approx((0.609665712097835, 1))
    assert (figures.score, figures.fav, figures.bounds_points) == (None, None, None)
    assert figures.is_out_of_sight


def test_item_with_one_answer_has_a_score_and_no_spread() -> None:
    figures = item((0, 0, 0, 1, 0), 0, 1)
    assert (figures.mean, figures.score, figures.fav, figures.split) == (4, 75, 1, False)
    assert figures.fav_ci is not None
    assert figures.bounds_points == (75, 75)
    assert (figures.var, figures.se_points, figures.ci_points) == (None, None, None)
    assert (figures.rwg_raw, figures.se_fpc_points) == (None, None)


def test_item_with_two_opposite_answers_has_the_least_agreement() -> None:
    figures = item((1, 0, 0, 0, 1), 0)
    assert (figures.score, figures.var, figures.rwg_raw, figures.split) == (50, 8, -3, False)
    assert figures.ci_points == (0, 100)


@pytest.mark.parametrize("n", [2, 3, 10, 1000])
def test_error_of_equal_answers_is_one_person_one_step(n: int) -> None:
    figures = item((0, 0, n, 0, 0), 0)
    assert (figures.var, figures.rwg_raw) == (0, 1)
    assert figures.se_points == pytest.approx(25 / n, rel=1e-12)


@given(histograms(fewest=2))
def test_variance_floor_binds_only_when_all_answers_are_equal(h: Histogram) -> None:
    figures = item(h, 0)
    assert figures.var is not None
    assert (figures.var < 1 / figures.n - 1e-12) == (max(h) == figures.n)


@given(histograms(fewest=2))
def test_score_interval_is_students_wherever_answers_differ(h: Histogram) -> None:
    """Against the library's mean and standard deviation of the answers, one by one."""
    answers = spelled_out(h)
    assume(len(set(answers)) > 1)
    center, error = 25 * (mean(answers) - 1), 25 * stdev(answers) / sqrt(len(answers))
    half = t_quantile(0.025, len(answers) - 1) * error
    figures = item(h, 0)
    assert figures.se_points == pytest.approx(error)
    assert figures.ci_points == pytest.approx((max(center - half, 0), min(center + half, 100)))


@given(histograms(fewest=2))
def test_score_interval_contains_the_score_on_the_scale(h: Histogram) -> None:
    figures = item(h, 0)
    assert figures.ci_points is not None
    assert figures.score is not None
    low, high = figures.ci_points
    assert 0 <= low <= figures.score <= high <= 100


@given(histograms(fewest=2), st.integers(2, 5))
def test_multiplied_counts_keep_score_and_favorable_share(h: Histogram, times: int) -> None:
    once, often_asked = item(h, 0), item(multiplied(h, times), 0)
    assert (often_asked.score, often_asked.fav) == (once.score, once.fav)


@given(histograms(fewest=2))
def test_reversed_histogram_mirrors_the_score_and_keeps_the_spread(h: Histogram) -> None:
    figures, mirrored = item(h, 0), item(h[::-1], 0)
    assert figures.score is not None
    assert mirrored.score == pytest.approx(100 - figures.score, abs=1e-12)
    assert (mirrored.var, mirrored.rwg_raw, mirrored.split) == (figures.var, figures.rwg_raw, figures.split)
    assert mirrored.se_points == figures.se_points


@pytest.mark.parametrize(
    ("h", "expected"),
    [
        ((3, 0, 4, 0, 3), True),  # exactly 30 % on each side
        ((2, 0, 4, 2, 1), False),  # 2 of 9 are 22 %
        ((1, 1, 2, 0, 2), True),
        ((1, 0, 1, 0, 1), False),  # a third, but one person is no camp
        ((0, 0, 9, 0, 0), False),
        ((5, 5, 0, 0, 0), False),
    ],
)
def test_split_needs_two_people_and_thirty_percent_on_each_side(h: Histogram, *, expected: bool) -> None:
    assert is_split(h) is expected


def test_bounds_leave_out_dont_knows() -> None:
    assert item((0, 0, 4, 0, 0), 3, 8).bounds_points == (40, 60)


def test_bounds_of_a_full_count_are_the_score() -> None:
    figures = item((0, 2, 3, 4, 1), 2, 12)
    assert figures.bounds_points == (figures.score, figures.score)
    assert figures.se_fpc_points == 0


@pytest.mark.parametrize("team_size", [None, 9])
def test_unknown_or_too_small_team_has_no_bounds(team_size: int | None) -> None:
    figures = item((0, 2, 3, 3, 1), 1, team_size)
    assert (figures.bounds_points, figures.se_fpc_points) == (None, None)
    assert figures.se_points is not None


@given(histograms(fewest=1), st.integers(0, 5), st.integers(0, 5), st.data())
def test_bounds_hold_whatever_the_missing_think(h: Histogram, dk: int, missing: int, data: st.DataObject) -> None:
    bounds = item(h, dk, sum(h) + dk + missing).bounds_points
    silent = counted(data.draw(st.lists(st.integers(0, 4), min_size=missing, max_size=missing)))
    score = item(added(h, silent), dk).score
    assert bounds is not None
    assert score is not None
    assert bounds[0] - 1e-9 <= score <= bounds[1] + 1e-9


def test_not_applicable_is_a_count_of_its_own() -> None:
    figures = item((0, 0, 4, 0, 0), 1, None, 5)
    assert (figures.n, figures.dk, figures.na, figures.dk_share) == (4, 1, 5, 0.2)


@pytest.mark.parametrize(("dk", "expected"), [(2, True), (1, False)])
def test_question_is_out_of_sight_from_a_quarter_of_dont_knows(dk: int, *, expected: bool) -> None:
    assert item((0, 0, 6, 0, 0), dk).is_out_of_sight is expected


@pytest.mark.parametrize(("h", "expected"), [((0, 0, 5, 5, 0), 2.5), ((0, 0, 0, 0, 0), None)])
def test_resolution_is_what_one_person_moves(h: Histogram, expected: float | None) -> None:
    assert item(h, 0).resolution_points == expected


def test_item_of_a_hundred_thousand_answers_is_exact() -> None:
    figures = item((20_000, 20_000, 20_000, 20_000, 20_000), 25_000)
    assert (figures.n, figures.mean, figures.score, figures.dk_share) == (100_000, 3, 50, 0.2)
    assert figures.var == pytest.approx(2 * 100_000 / 99_999, rel=1e-15)
