from __future__ import annotations

from math import isfinite, sqrt
from statistics import mean, variance

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.tallies import Histogram
from reports.analysis.figures import Band, GapFigures
from reports.analysis.gaps import band, difference, gap, newcombe, welch
from reports.analysis.items import item
from reports.analysis.numerics import t_survival
from tests.reports.analysis.costs import seconds
from tests.reports.analysis.strategies import histograms, multiplied, spelled_out


def figures_of(
    a: Histogram,
    b: Histogram,
    dk: tuple[int, int] = (0, 0),
    N: tuple[int | None, int | None] = (None, None),
) -> GapFigures:
    figures = gap(a, b, dk=dk, N=N)
    assert figures is not None
    return figures


def mirrored(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return interval and (-interval[1], -interval[0])


answered = histograms(fewest=1)
with_spread = histograms(fewest=2)
dont_knows = st.tuples(st.integers(0, 6), st.integers(0, 6))


@given(answered, answered, dont_knows)
def test_swapped_teams_mirror_the_gap(a: Histogram, b: Histogram, dk: tuple[int, int]) -> None:
    one = figures_of(a, b, dk, (99, 88))
    other = figures_of(b, a, dk[::-1], (88, 99))
    assert (other.gap, other.delta) == (-one.gap, -one.delta)
    assert other.theta == pytest.approx(1 - one.theta, abs=1e-15)
    assert (other.gap_se, other.gap_df) == (one.gap_se, one.gap_df)
    assert (other.p, other.p_exact, other.p_asym) == (one.p, one.p_exact, one.p_asym)
    assert (other.p_welch, other.p_label) == (one.p_welch, one.p_label)
    assert other.band == one.band
    assert other.n_eff == pytest.approx(one.n_eff)
    assert (other.gap_ci, other.gap_ci90) == (mirrored(one.gap_ci), mirrored(one.gap_ci90))
    assert other.gap_bounds_points == mirrored(one.gap_bounds_points)
    assert other.delta_ci == pytest.approx(mirrored(one.delta_ci), abs=1e-12)
    assert other.fav_diff_ci == pytest.approx(mirrored(one.fav_diff_ci), abs=1e-12)
    assert other.dk_diff_ci == pytest.approx(mirrored(one.dk_diff_ci), abs=1e-12)


@given(answered, answered)
def test_reversed_histograms_mirror_the_gap(a: Histogram, b: Histogram) -> None:
    one, other = figures_of(a, b), figures_of(a[::-1], b[::-1])
    assert (other.gap, other.delta) == (-one.gap, -one.delta)
    assert other.gap_ci == mirrored(one.gap_ci)
    assert (other.p, other.p_label) == (one.p, one.p_label)


@given(with_spread, with_spread, st.integers(2, 4))
def test_multiplied_counts_keep_gap_delta_and_favorable_difference(a: Histogram, b: Histogram, times: int) -> None:
    one = figures_of(a, b)
    other = figures_of(multiplied(a, times), multiplied(b, times))
    assert other.gap == pytest.approx(one.gap)
    assert other.delta == pytest.approx(one.delta)
    assert other.fav_diff == pytest.approx(one.fav_diff)


@given(answered, answered)
def test_u_of_both_teams_adds_up_to_all_pairs(a: Histogram, b: Histogram) -> None:
    one, other = figures_of(a, b), figures_of(b, a)
    assert sum((one.U, other.U)) == sum(a) * sum(b)


@given(with_spread, with_spread)
def test_gap_test_is_welchs_wherever_answers_differ(a: Histogram, b: Histogram) -> None:
    """Against the library's means and variances of the answers, one by one."""
    one, other = spelled_out(a), spelled_out(b)
    assume(min(len(set(one)), len(set(other))) > 1)
    v, w = variance(one) / len(one), variance(other) / len(other)
    df = (v + w) ** 2 / (v * v / (len(one) - 1) + w * w / (len(other) - 1))
    figures = figures_of(a, b)
    assert figures.gap_df == pytest.approx(df)
    assert figures.gap_se == pytest.approx(25 * sqrt(v + w))
    assert figures.p_welch == pytest.approx(2 * t_survival(abs(mean(one) - mean(other)) / sqrt(v + w), df), abs=1e-12)


@given(with_spread, with_spread)
def test_intervals_contain_their_figures(a: Histogram, b: Histogram) -> None:
    one = figures_of(a, b)
    for interval, figure, end in (
        (one.gap_ci, one.gap, 100),
        (one.gap_ci90, one.gap, 100),
        (one.delta_ci, one.delta, 1),
        (one.fav_diff_ci, one.fav_diff, 1),
    ):
        assert interval is not None
        assert figure is not None
        assert -end <= interval[0] <= figure + 1e-12
        assert figure - 1e-12 <= interval[1] <= end


@given(with_spread, with_spread)
def test_narrower_interval_lies_inside_and_p_agrees_with_it(a: Histogram, b: Histogram) -> None:
    one = figures_of(a, b)
    assert one.gap_ci is not None
    assert one.gap_ci90 is not None
    assert one.p_welch is not None
    assert one.gap_ci[0] <= one.gap_ci90[0] <= one.gap_ci90[1] <= one.gap_ci[1]
    excludes_zero = one.gap_ci[0] > 1e-9 or one.gap_ci[1] < -1e-9
    assert not excludes_zero or one.p_welch < 0.05


@given(answered, answered)
def test_gap_is_the_difference_of_the_scores(a: Histogram, b: Histogram) -> None:
    scores = item(a, 0).score, item(b, 0).score
    assert scores[0] is not None
    assert scores[1] is not None
    assert difference(a, b) == pytest.approx(scores[0] - scores[1], abs=1e-9)


@given(answered, answered)
def test_p_label_is_the_larger_p(a: Histogram, b: Histogram) -> None:
    one = figures_of(a, b)
    assert one.p_label == (1 if one.p_welch is None else max(one.p, one.p_welch))
    assert 0 <= one.p <= 1


@pytest.mark.parametrize(("a", "b"), [((0,) * 5, (1, 2, 0, 0, 0)), ((1, 2, 0, 0, 0), (0,) * 5), ((0,) * 5, (0,) * 5)])
def test_gap_with_an_empty_side_is_none(a: Histogram, b: Histogram) -> None:
    assert gap(a, b, dk=(9, 9)) is None


def test_gap_of_one_answer_has_no_interval_and_no_verdict() -> None:
    one = figures_of((0, 1, 0, 0, 0), (0, 1, 2, 2, 1))
    assert (one.gap, one.gap_se, one.gap_df, one.gap_ci, one.gap_ci90, one.p_welch) == (-37.5, *[None] * 5)
    assert (one.delta_ci, one.n_eff, one.p_label) == (None, None, 1)
    assert one.p == one.p_exact == pytest.approx(3 / 7)


def test_gap_of_two_against_two_is_defined() -> None:
    one = figures_of((2, 0, 0, 0, 0), (0, 0, 0, 0, 2))
    assert (one.gap, one.theta, one.delta, one.band) == (-100, 0, -1, Band.LARGE)
    assert one.p_exact == pytest.approx(1 / 3)
    assert one.n_eff == pytest.approx(16 / 6)
    assert one.delta_ci is not None
    assert one.delta_ci[0] == -1


def test_gap_of_equal_answers_is_nothing_with_p_one() -> None:
    one = figures_of((0, 0, 6, 0, 0), (0, 0, 7, 0, 0))
    assert (one.gap, one.theta, one.delta, one.band) == (0, 0.5, 0, Band.NEGLIGIBLE)
    assert (one.p, one.p_exact, one.p_asym, one.p_welch, one.p_label) == (1, 1, 1, 1, 1)
    assert one.n_eff == pytest.approx(11.2)


def test_gap_of_constant_teams_apart_is_certain_but_not_infinite() -> None:
    one = figures_of((0, 0, 0, 9, 0), (0, 8, 0, 0, 0))
    assert one.gap == 50
    assert one.gap_se == pytest.approx(25 * (1 / 81 + 1 / 64) ** 0.5)
    assert one.delta_ci is not None
    assert one.delta_ci[1] == 1
    assert one.p_exact == pytest.approx(1 / 24310)


def test_gap_bounds_combine_the_worst_cases() -> None:
    one = figures_of((0, 0, 0, 4, 0), (0, 4, 0, 0, 0), dk=(1, 0), N=(6, 5))
    assert one.gap_bounds_points == (60 - 40, 80 - 20)


@pytest.mark.parametrize("sizes", [(None, 9), (9, None), (3, 9)])
def test_gap_bounds_need_both_team_sizes(sizes: tuple[int | None, int | None]) -> None:
    assert figures_of((0, 0, 0, 4, 0), (0, 4, 0, 0, 0), N=sizes).gap_bounds_points is None


def test_exact_p_stops_above_a_hundred_answers() -> None:
    at_limit = figures_of((10, 10, 10, 10, 10), (20, 10, 10, 5, 5))
    beyond = figures_of((10, 10, 10, 10, 10), (20, 10, 10, 5, 6))
    assert at_limit.p == at_limit.p_exact != at_limit.p_asym
    assert beyond.p_exact is None
    assert beyond.p == beyond.p_asym


@pytest.mark.parametrize(
    ("delta", "expected"),
    [
        (0.0, Band.NEGLIGIBLE),
        (-0.146, Band.NEGLIGIBLE),
        (0.147, Band.SMALL),
        (0.147 - 1e-12, Band.SMALL),
        (-0.33, Band.MEDIUM),
        (0.4739, Band.MEDIUM),
        (0.474, Band.LARGE),
        (-1.0, Band.LARGE),
    ],
)
def test_band_begins_at_its_threshold(delta: float, expected: Band) -> None:
    assert band(delta) is expected


def test_newcombe_interval_of_a_published_example() -> None:
    """56 of 70 against 48 of 80: Newcombe 1998, table II, method 10."""
    assert newcombe(56, 70, 48, 80) == pytest.approx((0.0524, 0.3339), abs=5e-5)


@pytest.mark.parametrize(
    ("dk", "expected"),
    [((12, 0), True), ((0, 12), True), ((3, 0), False), ((12, 12), False), ((1, 0), False)],
)
def test_one_side_cannot_see_it_when_dont_knows_differ_beyond_chance(dk: tuple[int, int], *, expected: bool) -> None:
    answers = (0, 0, 12, 0, 0) if max(dk) > 3 else (0, 0, 3, 0, 0)
    assert figures_of(answers, answers, dk=dk).is_out_of_sight_for_one is expected


def test_welch_with_one_answer_is_undefined() -> None:
    assert welch((0, 1, 0, 0, 0), (0, 3, 1, 0, 0)).se is None


def test_gap_of_two_hundred_thousand_answers_costs_less_than_an_exact_one() -> None:
    a: Histogram = (10_000, 20_000, 30_000, 25_000, 15_000)
    b: Histogram = (9_000, 22_000, 30_000, 24_000, 15_000)
    one = figures_of(a, b)
    assert (one.gap, one.p_exact) == (0.25, None)
    assert seconds(lambda: gap(a, b)) < 0.01


def test_gap_of_a_hundred_thousand_equal_answers_stays_finite() -> None:
    one = figures_of((100_000, 0, 0, 0, 0), (0, 0, 0, 0, 100_000))
    assert (one.gap, one.p_welch, one.p_asym) == (-100, 0, 0)
    assert one.gap_ci == pytest.approx((-100, -100), abs=0.01)
    assert one.n_eff is not None
    assert isfinite(one.n_eff)
