"""What to talk about first: the worked example, every component and reason, and what may never lower a priority."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.scales import Direction, FrozenItem
from assessments.tallies import Cell, Histogram, suppress
from reports.analysis import analyse
from reports.analysis.coorientation import ConfidenceWord, CoOrientation, SideFigures, State, coorient
from reports.analysis.figures import GapFigures
from reports.analysis.gaps import gap
from reports.analysis.items import item
from reports.analysis.labels import Label
from reports.analysis.pairs import Pair, pair
from reports.analysis.priorities import Reason, Weighed, ranked, weigh
from tests.reports.analysis.examples import EXAMPLES, matches
from tests.reports.analysis.rows import HIGH, LOW, asked, assessment_tally, row

FOUR_AND_TWO = pair(row((0, 0, 0, 8, 0), (0, 8, 0, 0, 0)))
_GAP = gap((0, 0, 0, 8, 0), (0, 8, 0, 0, 0))
assert _GAP is not None
GAP: GapFigures = _GAP

SPLIT: Histogram = (4, 0, 0, 0, 4)


def weighed(
    one: Pair = FOUR_AND_TWO,
    *,
    label: Label = Label.CLEAR,
    points: float = 50.0,
    views: CoOrientation | None = None,
    question: FrozenItem | None = None,
) -> Weighed:
    result = weigh(replace(one, item=question or one.item), replace(GAP, gap=points), label, views)
    assert result is not None
    return result


def at(sales: float, marketing: float) -> Pair:
    """FOUR_AND_TWO with other scores."""
    assert FOUR_AND_TWO.sales is not None
    assert FOUR_AND_TWO.marketing is not None
    return replace(
        FOUR_AND_TWO,
        sales=replace(FOUR_AND_TWO.sales, score=sales),
        marketing=replace(FOUR_AND_TWO.marketing, score=marketing),
    )


def side(state: State | None, word: ConfidenceWord | None) -> SideFigures:
    figures = coorient(HIGH, LOW, LOW, None).sales
    assert figures is not None
    return replace(figures, state=state, confidence_word=word)


def test_priorities_match_their_example() -> None:
    tally = suppress(assessment_tally(), 5)
    one_by_one = [
        weigh(pair(row), analysed.gap, analysed.label, None)
        for row, analysed in zip(tally.items, analyse(tally).items, strict=True)
    ]
    for row_, one in zip(tally.items, one_by_one, strict=True):
        expected = EXAMPLES["assessment"]["items"][row_.item.code]["spec_priority"]
        assert one is not None
        assert matches(
            [one.G, one.L, one.P, one.B, one.value], [expected[key] for key in ("G", "L", "P", "B", "priority")]
        )
        assert one.M == 0
    ranks = [one.rank for one in ranked(one_by_one) if one]
    order = [row_.item.code for _, row_ in sorted(zip(ranks, tally.items, strict=True), key=lambda both: both[0])]
    assert order == EXAMPLES["assessment"]["spec_arithmetic"]["priority_order"]


@pytest.mark.parametrize(
    ("label", "points", "expected"),
    [
        (Label.CLEAR, 30.0, 60.0),
        (Label.CLEAR, -30.0, 60.0),
        (Label.CLEAR, 50.0, 100.0),
        (Label.CLEAR, 80.0, 100.0),
        (Label.POSSIBLE, 30.0, 30.0),
        (Label.NOISE, 30.0, 15.0),
        (Label.NOISE, 80.0, 25.0),
        (Label.SLIGHT, 8.0, 4.0),
        (Label.SIMILAR, 11.0, 0.0),
    ],
)
def test_gap_counts_by_its_label(label: Label, points: float, expected: float) -> None:
    counted = weighed(label=label, points=points).G
    assert counted == pytest.approx(expected)


@pytest.mark.parametrize("label", [Label.FEW, Label.HIDDEN])
def test_few_and_hidden_have_no_priority(label: Label) -> None:
    assert weigh(FOUR_AND_TWO, GAP, label, None) is None


def test_every_other_label_has_a_priority() -> None:
    assert all(weigh(FOUR_AND_TWO, GAP, label, None) for label in set(Label) - {Label.FEW, Label.HIDDEN})


def test_hidden_team_has_no_priority() -> None:
    assert weigh(pair(row(None, LOW)), None, Label.HIDDEN, None) is None
    assert weigh(pair(row(None, LOW)), GAP, Label.CLEAR, None) is None


def test_low_level_counts_but_not_on_a_diagnostic() -> None:
    assert weighed(at(40, 20)).L == 70
    assert weighed(at(40, 20), question=asked(direction=Direction.NEUTRAL)).L == 0


@pytest.mark.parametrize(("sales", "marketing", "is_low"), [(49.9, 0, True), (50, 0, False), (0, 50 - 1e-10, False)])
def test_low_for_both_means_both_below_the_middle(sales: float, marketing: float, is_low: bool) -> None:
    assert (Reason.LOW_FOR_BOTH in weighed(at(sales, marketing)).reasons) is is_low
    assert Reason.LOW_FOR_BOTH not in weighed(at(0, 0), question=asked(direction=Direction.NEUTRAL)).reasons


@pytest.mark.parametrize("both", [(SPLIT, LOW), (LOW, SPLIT)])
def test_split_team_counts_by_its_disagreement(both: tuple[Histogram, Histogram]) -> None:
    result = weighed(pair(row(*both)))
    assert result.P == 100
    assert Reason.SPLIT_TEAM in result.reasons


def test_mild_split_counts_less() -> None:
    mild: Histogram = (0, 4, 0, 4, 0)
    counted = weighed(pair(row(mild, LOW))).P
    assert counted == pytest.approx(100 * 8 / 7 / 2)


def test_disagreement_without_two_camps_counts_nothing() -> None:
    assert weighed(pair(row((2, 0, 6, 0, 2), HIGH))).P == 0
    assert weighed(pair(row(HIGH, HIGH))).reasons == (Reason.CLEAR_GAP,)


@pytest.mark.parametrize(("dk", "expected"), [((2, 0), 0), ((0, 3), 300 / 11), ((8, 3), 50)])
def test_blindness_counts_from_a_quarter_of_dont_knows(dk: tuple[int, int], expected: float) -> None:
    eight: Histogram = (0, 0, 0, 8, 0)
    result = weighed(pair(row(Cell(hist=eight, dk=dk[0]), Cell(hist=eight, dk=dk[1]))))
    counted = result.B
    assert counted == pytest.approx(expected)
    assert (Reason.NOT_VISIBLE in result.reasons) is (expected > 0)


MISJUDGMENT = {
    State.FALSE_CONSENSUS: (100, (Reason.HIDDEN_DISAGREEMENT,)),
    State.DISSENSUS_REVERSED: (100, (Reason.HIDDEN_DISAGREEMENT,)),
    State.FALSE_CONFLICT: (50, (Reason.IMAGINED_GAP,)),
    State.CONSENSUS: (0, ()),
    State.DISSENSUS: (0, ()),
}


@pytest.mark.parametrize("word", ConfidenceWord)
@pytest.mark.parametrize("state", State)
def test_misjudgment_counts_by_clear_or_likely_states(state: State, word: ConfidenceWord) -> None:
    expected = (0, ()) if word is ConfidenceWord.UNCLEAR else MISJUDGMENT[state]
    for views in (
        CoOrientation(sales=side(state, word), marketing=None),
        CoOrientation(sales=None, marketing=side(state, word)),
    ):
        result = weighed(label=Label.SIMILAR, views=views)
        assert (result.M, result.reasons) == expected


def test_worse_misjudgment_of_the_two_sides_counts() -> None:
    mild, grave = side(State.FALSE_CONFLICT, ConfidenceWord.LIKELY), side(State.FALSE_CONSENSUS, ConfidenceWord.CLEAR)
    assert weighed(views=CoOrientation(sales=mild, marketing=grave)).M == 100
    assert weighed(views=CoOrientation(sales=mild, marketing=side(None, None))).M == 50


def test_value_is_the_weighted_sum_times_the_weight_of_the_item() -> None:
    """By hand: G 60, L 30, P 0, B 50, M 100."""
    one = pair(row(Cell(hist=(0, 0, 0, 8, 0), dk=8), (0, 0, 0, 8, 0)))
    views = CoOrientation(sales=side(State.FALSE_CONSENSUS, ConfidenceWord.CLEAR), marketing=None)
    assert one.sales is not None
    one = replace(one, sales=replace(one.sales, score=65.0))
    expected = 0.4 * 60 + 0.35 * 30 + 0.1 * 50 + 0.05 * 100
    assert weighed(one, points=30, views=views).value == pytest.approx(expected)
    assert weighed(one, points=30, views=views, question=asked(weight=2.5)).value == pytest.approx(2.5 * expected)


def test_reasons_come_in_their_order() -> None:
    one = pair(row(Cell(hist=(4, 1, 0, 0, 3), dk=8), (4, 1, 0, 0, 3)))
    views = CoOrientation(sales=side(State.FALSE_CONSENSUS, ConfidenceWord.CLEAR), marketing=None)
    assert weighed(one, label=Label.POSSIBLE, views=views).reasons == (
        Reason.CLEAR_GAP, Reason.LOW_FOR_BOTH, Reason.SPLIT_TEAM, Reason.NOT_VISIBLE, Reason.HIDDEN_DISAGREEMENT
    )  # fmt: skip
    assert weighed(label=Label.NOISE).reasons == ()


BASE = weighed()


def ranks(*values: Weighed | None) -> list[int | None]:
    return [None if one is None else one.rank for one in ranked(values)]


def test_ranks_follow_the_value_and_leave_out_what_has_none() -> None:
    assert ranks(replace(BASE, value=1.0), None, replace(BASE, value=3.0), replace(BASE, value=2.0)) == [3, None, 1, 2]
    assert ranks(None) == [None]
    assert ranks() == []


def test_ties_go_to_the_larger_gap_then_the_lower_level_then_the_earlier_question() -> None:
    assert ranks(replace(BASE, abs_gap=10.0, level=10.0), replace(BASE, abs_gap=20.0, level=90.0)) == [2, 1]
    assert ranks(replace(BASE, level=60.0), replace(BASE, level=40.0)) == [2, 1]
    assert ranks(BASE, BASE, BASE) == [1, 2, 3]


def test_ranks_ignore_noise_in_the_last_digits() -> None:
    later = replace(BASE, value=BASE.value + 1e-12, abs_gap=BASE.abs_gap - 1e-12, level=BASE.level - 1e-12)
    assert ranks(BASE, later) == [1, 2]
    assert ranks(BASE, replace(BASE, value=BASE.value + 1e-8)) == [2, 1]


def test_priority_carries_what_was_weighed() -> None:
    (one,) = ranked([BASE])
    assert one is not None
    assert (one.value, one.rank, one.G, one.L, one.P, one.B, one.M, one.reasons) == (
        BASE.value, 1, BASE.G, BASE.L, BASE.P, BASE.B, BASE.M, BASE.reasons
    )  # fmt: skip


judged = st.sampled_from([Label.CLEAR, Label.POSSIBLE, Label.NOISE, Label.SLIGHT, Label.SIMILAR])
gaps = st.floats(-100, 100)
points = st.floats(0, 100)


@given(judged, gaps, gaps)
def test_larger_gap_never_lowers_a_priority(label: Label, one: float, other: float) -> None:
    small, large = sorted((one, other), key=abs)
    assert weighed(label=label, points=large).value >= weighed(label=label, points=small).value


@given(judged, gaps, points, points, points, points)
def test_lower_level_never_lowers_a_priority(
    label: Label, distance: float, s1: float, m1: float, s2: float, m2: float
) -> None:
    low, high = sorted(((s1, m1), (s2, m2)), key=sum)
    assert (
        weighed(at(*low), label=label, points=distance).value >= weighed(at(*high), label=label, points=distance).value
    )


@given(judged, gaps, st.integers(0, 4), st.integers(0, 4), st.integers(0, 4))
def test_split_never_lowers_a_priority(label: Label, distance: float, a: int, b: int, c: int) -> None:
    assume(a + b + c > 1)
    whole = item((a, b, c, b, a), 0)
    one = replace(FOUR_AND_TWO, sales=replace(whole, split=False))
    divided = replace(FOUR_AND_TWO, sales=replace(whole, split=True))
    assert weighed(divided, label=label, points=distance).value >= weighed(one, label=label, points=distance).value
