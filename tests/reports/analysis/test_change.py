"""Two rounds side by side: what may be compared, the arithmetic by hand, and what swapping the rounds does."""

from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import Direction, FrozenItem, Scale, Team
from assessments.tallies import Cell, Histogram, ItemTally, suppress
from reports.analysis.change import (
    GapChange,
    ItemChange,
    TeamChange,
    change,
    is_same_question,
)
from reports.analysis.figures import Interval
from reports.analysis.gaps import gap
from reports.analysis.labels import Label, bh
from reports.analysis.numerics import t_survival
from reports.analysis.turnout import Caution
from tests.reports.analysis.rows import FIVE, FOUR, HIGH, LOW, NOBODY, THREE, TWO, asked, row, tally
from tests.reports.analysis.strategies import histograms

FEW: Histogram = (0, 0, 0, 4, 0)

T_14 = 2.144786687917804
"""R: qt(0.975, 14)."""

T_28 = 2.048407141795244
"""R: qt(0.975, 28)."""


def only(now: ItemTally, before: ItemTally) -> ItemChange:
    (one,) = change(tally(now), tally(before)).items
    return one


def team(now: Histogram | Cell | None, before: Histogram | Cell | None) -> TeamChange:
    """Sales' change, Marketing answering as before."""
    moved = only(row(now, THREE), row(before, THREE)).sales
    assert moved is not None
    return moved


def gaps(now: tuple[Histogram, Histogram], before: tuple[Histogram, Histogram]) -> GapChange:
    moved = only(row(*now), row(*before)).gap_change
    assert moved is not None
    return moved


def mirrored(interval: Interval | None) -> Interval | None:
    return interval and (-interval[1], -interval[0])


def test_team_change_by_hand() -> None:
    """Eight people at 4, before at 3: floored variance 1/8, error 25·√(2/64), df 14; 2 of C(16, 8) draws."""
    moved = team(FOUR, THREE)
    se = 25 * sqrt(2 / 64)
    assert moved.change == 25
    assert moved.ci == pytest.approx((25 - T_14 * se, 25 + T_14 * se))
    assert moved.p_label == pytest.approx(max(2 / 12870, 2 * t_survival(25 / se, 14)))
    assert moved.label is Label.CLEAR


def test_team_change_is_now_minus_before() -> None:
    assert (team(HIGH, LOW).change > 0, team(LOW, HIGH).change < 0) == (True, True)
    assert only(row(THREE, FIVE), row(THREE, TWO)).marketing == team(FIVE, TWO)


def test_gap_change_by_hand() -> None:
    """50 points before, 25 now; four groups of eight alike: error 25·√(4/64) = 6.25, df 28, t = 4."""
    moved = gaps((FOUR, THREE), (FOUR, TWO))
    assert moved.change == -25
    assert moved.ci == pytest.approx((-25 - 6.25 * T_28, -25 + 6.25 * T_28))
    assert moved.p == pytest.approx(2 * t_survival(4, 28))
    assert moved.narrowed


def test_gap_change_weighs_unequal_groups() -> None:
    """By hand: v = s²/n, df = (Σv)²/Σ(v²/(n − 1)).

    Sales now 3,3,3,3,4,4 (s² = 4/15), Marketing now all 3 of five (floor 1/5); before 4,4,4,4,4,5,5,5 (s² = 15/56) and
    1,2,3,4,5 (s² = 5/2).
    """
    now: tuple[Histogram, Histogram] = ((0, 0, 4, 2, 0), (0, 0, 5, 0, 0))
    before: tuple[Histogram, Histogram] = ((0, 0, 0, 5, 3), (1, 1, 1, 1, 1))
    vs = [4 / 15 / 6, 1 / 5 / 5, 15 / 56 / 8, 5 / 2 / 5]
    df = sum(vs) ** 2 / sum(v**2 / (n - 1) for v, n in zip(vs, (6, 5, 8, 5), strict=True))
    moved = gaps(now, before)
    assert moved.change == pytest.approx(25 / 3 - 25 * 1.375)
    assert moved.p == pytest.approx(2 * t_survival(abs(moved.change) / (25 * sqrt(sum(vs))), df))


@pytest.mark.parametrize(
    ("now", "before", "narrowed"),
    [
        ((FOUR, THREE), (FOUR, TWO), True),
        ((THREE, FOUR), (TWO, FOUR), True),
        ((FOUR, TWO), (FOUR, THREE), False),
        ((FOUR, TWO), (FOUR, TWO), False),
        ((TWO, FOUR), (FOUR, TWO), False),
        (((0, 1, 2, 4, 1), (0, 2, 4, 2, 0)), ((0, 0, 2, 4, 2), (0, 3, 3, 2, 0)), False),
    ],
)
def test_gap_narrowed_only_when_smaller_and_not_by_chance(
    now: tuple[Histogram, Histogram], before: tuple[Histogram, Histogram], narrowed: bool
) -> None:
    assert gaps(now, before).narrowed is narrowed


def test_gap_change_ends_where_the_scales_end() -> None:
    lowest: Histogram = (8, 0, 0, 0, 0)
    assert gaps((FIVE, lowest), (lowest, FIVE)).change == 200
    assert gaps((FIVE, lowest), (lowest, FIVE)).ci == pytest.approx((200 - 6.25 * T_28, 200), abs=1e-9)
    assert gaps((lowest, FIVE), (FIVE, lowest)).ci == pytest.approx((-200, -200 + 6.25 * T_28), abs=1e-9)


@given(histograms(1), histograms(1), histograms(1), histograms(1))
def test_swapped_rounds_mirror_every_change(a: Histogram, b: Histogram, c: Histogram, d: Histogram) -> None:
    one, other = only(row(a, b), row(c, d)), only(row(c, d), row(a, b))
    for there, back in ((one.sales, other.sales), (one.marketing, other.marketing)):
        assert there is not None
        assert back is not None
        assert back == replace(there, change=-there.change, ci=mirrored(there.ci))
    assert one.gap_change is not None
    assert other.gap_change is not None
    assert other.gap_change.change == pytest.approx(-one.gap_change.change, abs=1e-9)
    assert other.gap_change.p == pytest.approx(one.gap_change.p)
    assert not (one.gap_change.narrowed and other.gap_change.narrowed)


@given(histograms(1), histograms(1), histograms(1), histograms(1))
def test_gap_change_is_the_difference_of_the_team_changes(
    a: Histogram, b: Histogram, c: Histogram, d: Histogram
) -> None:
    one = only(row(a, b), row(c, d))
    assert one.sales is not None
    assert one.marketing is not None
    assert one.gap_change is not None
    assert one.gap_change.change == pytest.approx(one.sales.change - one.marketing.change, abs=1e-9)


@given(histograms(5), histograms(5))
def test_round_compared_with_itself_has_not_changed(a: Histogram, b: Histogram) -> None:
    one = only(row(a, b), row(a, b))
    assert one.sales is not None
    assert one.gap_change is not None
    assert (one.sales.change, one.sales.p_label, one.gap_change.change, one.gap_change.narrowed) == (0, 1, 0, False)
    assert one.sales.label in (Label.SIMILAR, Label.NOISE)


def test_reversed_item_improves_when_its_answers_fall() -> None:
    question = asked(direction=Direction.NEGATIVE)
    one = only(row(LOW, HIGH, question), row(HIGH, HIGH, question))
    assert one.sales is not None
    assert one.sales == only(row(LOW[::-1], HIGH[::-1]), row(HIGH[::-1], HIGH[::-1])).sales
    assert one.sales.change > 0


ASKED = asked()


@pytest.mark.parametrize(
    "other",
    [
        replace(ASKED, code="Q2"),
        replace(ASKED, text="Other words?"),
        replace(ASKED, labels=("a", "b", "c", "d", "E")),
        replace(ASKED, scale=Scale.YESNO),
        replace(ASKED, direction=Direction.NEGATIVE),
    ],
)
def test_question_in_other_words_is_another_question(other: FrozenItem) -> None:
    assert not is_same_question(ASKED, other)
    assert change(tally(row(HIGH, LOW)), tally(row(HIGH, LOW, other))).items == ()


def test_same_words_are_the_same_question_whatever_else_changed() -> None:
    other = replace(ASKED, version=3, prompt="New prompt", dimension="FLOW", weight=2.0)
    assert is_same_question(ASKED, other)
    assert [one.code for one in change(tally(row(HIGH, LOW)), tally(row(HIGH, LOW, other))).items] == ["Q1"]


def test_changes_come_in_the_order_of_this_round() -> None:
    now = tally(*(row(HIGH, LOW, asked(code)) for code in ("C", "A", "N", "B")))
    before = tally(*(row(HIGH, LOW, asked(code)) for code in ("A", "B", "C", "O")))
    assert [one.code for one in change(now, before).items] == ["C", "A", "B"]


def test_open_question_is_not_compared() -> None:
    rows = tally(row(HIGH, LOW, asked(scale=Scale.TEXT)))
    assert change(rows, rows).items == ()


@pytest.mark.parametrize("gone", [None, Cell(hist=NOBODY, dk=9)])
def test_cell_without_points_in_either_round_leaves_its_change_out(gone: Cell | None) -> None:
    for one in (only(row(gone, LOW), row(HIGH, LOW)), only(row(HIGH, LOW), row(gone, LOW))):
        assert (one.sales, one.gap_change) == (None, None)
        assert one.marketing is not None


def test_group_below_the_minimum_is_in_no_change() -> None:
    """Whatever four people answered then: nothing of it can be told from the comparison."""

    def compared(secret: Histogram) -> object:
        counted = suppress(tally(row(secret, LOW), row(HIGH, LOW, asked("Q2"))), 5)
        return change(tally(row(HIGH, LOW), row(HIGH, LOW, asked("Q2"))), counted)

    assert compared((4, 0, 0, 0, 0)) == compared((0, 0, 0, 0, 4))


def test_few_answers_have_a_change_but_no_verdict() -> None:
    for moved in (team(FEW, TWO), team(FOUR, (0, 4, 0, 0, 0))):
        assert (moved.change, moved.q, moved.label) == (50, None, Label.FEW)


def test_one_answer_has_no_interval() -> None:
    moved = only(row((0, 0, 0, 0, 1), THREE), row(TWO, THREE)).gap_change
    assert moved == GapChange(change=75, ci=None, p=None, narrowed=False)


def test_each_team_is_a_family_of_its_own() -> None:
    sales: list[tuple[Histogram, Histogram]] = [
        (HIGH, LOW), ((0, 2, 3, 4, 2), (2, 4, 3, 1, 0)), ((1, 3, 5, 4, 1), (1, 3, 5, 4, 1)), (FEW, LOW)
    ]  # fmt: skip
    codes = [f"Q{place}" for place in range(4)]
    now = tally(*(row(one, THREE, asked(code)) for code, (one, _) in zip(codes, sales, strict=True)))
    before = tally(*(row(one, FOUR, asked(code)) for code, (_, one) in zip(codes, sales, strict=True)))
    items = change(now, before).items
    ps = [figures.p_label for figures in (gap(*both) for both in sales[:3]) if figures]
    assert [one.sales.q for one in items if one.sales] == [*bh(ps), None]
    assert {one.marketing.q for one in items if one.marketing} == {items[0].marketing and items[0].marketing.p_label}


def test_cautions_come_with_the_change() -> None:
    rows = row(HIGH, LOW)
    moved = change(tally(rows, sales=(20, 14)), tally(rows, sales=(14, 14)))
    assert moved.cautions == (Caution(team=Team.SALES, rate_moved=True, size_moved=True),)
    assert change(tally(rows), tally(rows)).cautions == ()


codes = st.lists(st.sampled_from("ABCDEFG"), unique=True)


@given(codes, codes)
def test_exactly_the_common_questions_are_compared(now: list[str], before: list[str]) -> None:
    rounds = [tally(*(row(HIGH, LOW, asked(code)) for code in asked_codes)) for asked_codes in (now, before)]
    assert [one.code for one in change(*rounds).items] == [code for code in now if code in before]
