from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.tallies import Histogram
from reports.analysis.figures import GapFigures
from reports.analysis.gaps import gap
from reports.analysis.items import item
from reports.analysis.labels import Label, bh, holm, label

SIX = item((0, 1, 2, 2, 1), 0)
FOUR = item((0, 1, 2, 1, 0), 0)
NOBODY = item((0, 0, 0, 0, 0), 8)

_BASE = gap((0, 1, 2, 2, 1), (1, 3, 1, 1, 0))
assert _BASE is not None
BASE: GapFigures = _BASE


def verdict(
    points: float, *, q: float, p_label: float = 0.5, ci90: tuple[float, float] = (-40, 40), delta: float | None = None
) -> Label:
    figures = replace(
        BASE, gap=points, q=q, p_label=p_label, gap_ci90=ci90, delta=points / 100 if delta is None else delta
    )
    return label(SIX, SIX, figures)


def test_label_of_a_hidden_team_is_hidden() -> None:
    assert label(None, SIX, None) is Label.HIDDEN
    assert label(SIX, None, None) is Label.HIDDEN
    assert label(None, NOBODY, None) is Label.HIDDEN


def test_label_of_few_answers_is_few_however_strong_the_gap() -> None:
    strong = replace(BASE, gap=80.0, delta=1.0, q=0.001, p_label=0.001)
    assert label(FOUR, SIX, strong) is Label.FEW
    assert label(SIX, FOUR, strong) is Label.FEW
    assert label(SIX, SIX, strong) is Label.CLEAR


def test_label_of_what_nobody_could_say_is_few() -> None:
    assert label(NOBODY, SIX, None) is Label.FEW
    assert label(NOBODY, NOBODY, None) is Label.FEW


@pytest.mark.parametrize("points", [10.0, 10.0 - 1e-10, -10.0 + 1e-10, 63.0])
@pytest.mark.parametrize("q", [0.0, 0.05, 0.05 + 1e-10])
def test_label_is_clear_up_to_q_five_percent_from_ten_points(points: float, q: float) -> None:
    assert verdict(points, q=q, p_label=0.01) is Label.CLEAR


def test_label_needs_means_and_ranks_to_point_the_same_way() -> None:
    assert verdict(20, q=0.01, p_label=0.01, delta=-0.3) is Label.NOISE
    assert verdict(20, q=0.01, p_label=0.01, delta=0.0) is Label.NOISE
    assert verdict(-20, q=0.01, p_label=0.01, delta=0.3) is Label.NOISE


@pytest.mark.parametrize(("points", "p_label"), [(10 - 1e-10, 0.02), (-25, 0.10), (25, 0.10 + 1e-10)])
def test_label_is_possible_when_only_the_unadjusted_p_is_small(points: float, p_label: float) -> None:
    assert verdict(points, q=0.0501, p_label=p_label) is Label.POSSIBLE


def test_label_is_noise_beyond_ten_percent() -> None:
    assert verdict(25, q=0.3, p_label=0.1001) is Label.NOISE


@pytest.mark.parametrize("ci90", [(-12.5, 12.5), (-12.5 - 1e-10, 3), (-3, 12.5 + 1e-10), (1, 5)])
@pytest.mark.parametrize("q", [0.0, 1.0])
def test_label_is_similar_when_the_narrow_interval_is_within_half_a_step(ci90: tuple[float, float], q: float) -> None:
    assert verdict(3, q=q, p_label=q, ci90=ci90) is Label.SIMILAR


@pytest.mark.parametrize("ci90", [(-12.6, 3), (-3, 12.6)])
def test_label_is_not_similar_when_the_interval_reaches_out(ci90: tuple[float, float]) -> None:
    assert verdict(3, q=0.9, ci90=ci90) is Label.NOISE


def test_label_prefers_a_gap_over_similarity() -> None:
    assert verdict(11, q=0.04, p_label=0.01, ci90=(9.8, 12.2)) is Label.CLEAR
    assert verdict(11, q=0.06, p_label=0.06, ci90=(9.8, 12.2)) is Label.POSSIBLE


@pytest.mark.parametrize("points", [9.99, -9.99, 9.5])
def test_label_is_slight_when_real_but_under_ten_points(points: float) -> None:
    assert verdict(points, q=0.05, p_label=0.01, ci90=(2.0, 17.0)) is Label.SLIGHT


def test_label_is_noise_when_small_and_not_real() -> None:
    assert verdict(9, q=0.06, p_label=0.01, ci90=(2.0, 17.0)) is Label.NOISE


def test_label_of_many_answers_and_a_small_gap_is_similar() -> None:
    a: Histogram = (4000, 9000, 18000, 14000, 6000)
    b: Histogram = (8000, 12000, 13000, 12000, 5000)
    figures = gap(a, b)
    assert figures is not None
    assert figures.p_label == 0
    assert label(item(a, 0), item(b, 0), replace(figures, q=0.0)) is Label.SIMILAR


p_values = st.lists(st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.01, 0.05, 1.0])), max_size=12)


@given(p_values)
def test_holm_is_at_least_bh_is_at_least_p(ps: list[float]) -> None:
    assert all(1 >= h >= q >= p for h, q, p in zip(holm(ps), bh(ps), ps, strict=True))


@given(p_values.flatmap(lambda ps: st.tuples(st.just(ps), st.permutations(range(len(ps))))))
def test_adjusted_p_values_follow_their_items(shuffled: tuple[list[float], list[int]]) -> None:
    ps, order = shuffled
    for adjust in (bh, holm):
        assert adjust([ps[i] for i in order]) == [adjust(ps)[i] for i in order]


@given(p_values)
def test_adjusted_p_values_keep_the_order(ps: list[float]) -> None:
    for adjust in (bh, holm):
        ranked = [adjusted for _, adjusted in sorted(zip(ps, adjust(ps), strict=True))]
        assert ranked == sorted(ranked)


def test_adjusted_p_values_of_nothing_are_nothing() -> None:
    assert (bh([]), holm([])) == ([], [])


def test_adjusted_p_value_of_one_is_itself() -> None:
    assert (bh([0.03]), holm([0.03])) == ([0.03], [0.03])
