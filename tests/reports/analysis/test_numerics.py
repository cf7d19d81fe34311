from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import atan, comb, cos, pi, sin, sqrt
from statistics import NormalDist

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from assessments.tallies import Histogram
from reports.analysis.numerics import (
    asymptotic_p,
    doubled_u,
    exact_p,
    normal_survival,
    t_quantile,
    t_survival,
    wilson,
)
from tests.reports.analysis.costs import seconds
from tests.reports.analysis.strategies import counted, few_answers, histograms, spelled_out, two_small_teams


def enumerated_p(a: Histogram, b: Histogram) -> Fraction:
    """The exact p by listing every way to draw the answers of `a` from all answers."""
    pooled = spelled_out(a) + spelled_out(b)
    ranks = [sum(y < x for y in pooled) + Fraction(sum(y == x for y in pooled) + 1, 2) for x in pooled]
    expected = Fraction(sum(a) * (len(pooled) + 1), 2)
    observed = abs(sum(ranks[: sum(a)]) - expected)
    far = Counter(abs(sum(drawn) - expected) >= observed for drawn in combinations(ranks, sum(a)))
    return Fraction(far[True], far.total())


def p_point_by_point(a: Histogram, b: Histogram) -> Fraction:
    """The exact p by drawing from one point after the other: {(drawn, centered rank sum): ways}."""
    drawn, below, ways = sum(a), 0, Counter({(0, 0): 1})
    for tied in (x + y for x, y in zip(a, b, strict=True)):
        rank = 2 * below + tied - sum(a) - sum(b)
        below, before, ways = below + tied, ways, Counter()
        for (count, rank_sum), known in before.items():
            for more in range(min(tied, drawn - count) + 1):
                ways[count + more, rank_sum + more * rank] += known * comb(tied, more)
    distance = abs(doubled_u(a, b) - sum(a) * sum(b))
    far = sum(known for (count, rank_sum), known in ways.items() if count == drawn and abs(rank_sum) >= distance)
    return Fraction(far, comb(sum(a) + sum(b), drawn))


def t_survival_by_sum(t: float, df: int) -> float:
    """P(T > t) for whole degrees of freedom as a finite sum of cosines (Abramowitz & Stegun 26.7.3 and 26.7.4)."""
    angle = atan(t / sqrt(df))
    term, total = (cos(angle), cos(angle)) if df % 2 else (1.0, 1.0)
    for k in range(2 if df % 2 else 1, df - 1, 2):
        term *= k / (k + 1) * cos(angle) ** 2
        total += term
    if df == 1:
        return 0.5 - angle / pi
    if df % 2:
        return 0.5 - (angle + sin(angle) * total) / pi
    return 0.5 - sin(angle) * total / 2


@given(two_small_teams(10))
@example(((0, 0, 5, 0, 0), (0, 0, 5, 0, 0)))
@example(((0, 0, 0, 0, 5), (5, 0, 0, 0, 0)))
@example(((1, 0, 0, 0, 0), (0, 3, 3, 3, 0)))
def test_exact_p_equals_enumeration(both: tuple[Histogram, Histogram]) -> None:
    assert exact_p(*both) == float(enumerated_p(*both))


@pytest.mark.parametrize("n", range(1, 10))
def test_exact_p_equals_enumeration_for_unequal_teams(n: int) -> None:
    places = [0, 0, 1, 2, 2, 2, 3, 4, 4, 1]
    a, b = counted(places[:n]), counted(places[n:])
    assert exact_p(a, b) == float(enumerated_p(a, b))


def test_exact_p_smallest_of_three_and_three_is_a_tenth() -> None:
    assert exact_p((3, 0, 0, 0, 0), (0, 0, 0, 0, 3)) == 0.1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((10, 10, 10, 9, 11), (13, 13, 12, 6, 6)),
        ((12, 8, 11, 9, 10), (5, 13, 12, 11, 9)),
        ((2, 3, 40, 0, 5), (10, 20, 9, 1, 10)),
        ((1, 0, 0, 0, 4), (35, 20, 9, 1, 30)),
    ],
)
def test_exact_p_of_a_hundred_answers_is_exact_and_cheap(a: Histogram, b: Histogram) -> None:
    assert exact_p(a, b) == float(p_point_by_point(a, b))
    assert seconds(lambda: exact_p(a, b)) < 0.06


def test_asymptotic_p_of_equal_answers_is_one() -> None:
    assert asymptotic_p((0, 60, 0, 0, 0), (0, 70, 0, 0, 0)) == 1.0


def test_asymptotic_p_of_mirrored_teams_is_one() -> None:
    assert asymptotic_p((30, 0, 0, 0, 30), (30, 0, 0, 0, 30)) == 1.0


@given(histograms(), histograms())
def test_doubled_u_of_both_teams_adds_up_to_all_pairs(a: Histogram, b: Histogram) -> None:
    assert doubled_u(a, b) + doubled_u(b, a) == 2 * sum(a) * sum(b)


@given(few_answers(5), few_answers(5))
def test_doubled_u_counts_pairs(a: Histogram, b: Histogram) -> None:
    pairs = [(x, y) for x in spelled_out(a) for y in spelled_out(b)]
    assert doubled_u(a, b) == sum(2 * (x > y) + (x == y) for x, y in pairs)


@given(st.floats(0, 6), st.integers(1, 300))
def test_t_survival_equals_its_finite_sum(t: float, df: int) -> None:
    assert t_survival(t, df) == pytest.approx(t_survival_by_sum(t, df), rel=1e-9, abs=1e-13)


@given(st.floats(-40, 40), st.floats(1, 1e6))
def test_t_survival_is_symmetric(t: float, df: float) -> None:
    assert t_survival(t, df) + t_survival(-t, df) == pytest.approx(1, abs=1e-12)


@given(st.floats(0.001, 0.4), st.floats(1, 1e8))
@example(0.0390625, 925305.0)
def test_t_quantile_inverts_survival(tail: float, df: float) -> None:
    assert t_survival(t_quantile(tail, df), df) == pytest.approx(tail, rel=2e-11 if df < 200_000 else 1e-9)


def test_t_survival_far_out_is_small_but_not_zero() -> None:
    assert t_survival(1e6, 2) == pytest.approx(2.5e-13, rel=1e-9)
    assert t_survival(50, 1464.3) > 0


def test_t_survival_of_zero_is_half() -> None:
    assert t_survival(0, 7) == 0.5


@pytest.mark.parametrize("df", [0.9e7, 1.1e7, float("inf")])
def test_t_is_normal_for_very_many_degrees_of_freedom(df: float) -> None:
    assert t_survival(2, df) == pytest.approx(normal_survival(2), rel=1e-6)
    assert t_quantile(0.025, df) == pytest.approx(1.959963984540054, rel=1e-6)


@given(st.floats(-5, 5))
def test_normal_survival_equals_the_library_where_that_is_exact(z: float) -> None:
    assert normal_survival(z) == pytest.approx(1 - NormalDist().cdf(z), rel=1e-9, abs=1e-15)


def test_normal_survival_keeps_its_tail() -> None:
    assert normal_survival(10) == pytest.approx(7.619853024160527e-24, rel=1e-9)


@given(st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_contains_the_share_and_mirrors(count_of: tuple[int, int]) -> None:
    count, n = count_of
    (low, high), (mirrored_low, mirrored_high) = wilson(count / n, n), wilson(1 - count / n, n)
    assert 0 <= low <= count / n <= high <= 1
    assert (low, high) == pytest.approx((1 - mirrored_high, 1 - mirrored_low), abs=1e-12)


def test_wilson_interval_ends_exactly_at_none_and_all() -> None:
    assert wilson(0.0, 7.3)[0] == 0.0
    assert wilson(1.0, 7.3)[1] == 1.0
