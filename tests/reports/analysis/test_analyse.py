"""The whole round: orientation, team sizes, the family of adjusted p-values, and what the round costs."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from assessments.scales import Direction, Scale
from assessments.tallies import Cell, Histogram, suppress
from reports.analysis import Analysis, ItemAnalysis, analyse
from reports.analysis.gaps import gap
from reports.analysis.items import item
from reports.analysis.labels import Label, bh
from tests.reports.analysis.costs import seconds
from tests.reports.analysis.examples import EXAMPLES, matches
from tests.reports.analysis.rows import HIGH, LOW, asked, assessment_tally, row, tally
from tests.reports.analysis.strategies import counted


def only(analysis: Analysis) -> ItemAnalysis:
    (one,) = analysis.items
    return one


def test_assessment_has_the_q_and_labels_of_its_example() -> None:
    analysis = analyse(suppress(assessment_tally(), 5))
    for one in analysis.items:
        expected = EXAMPLES["assessment"]["items"][one.item.code]
        assert one.gap is not None
        assert matches(one.gap.q, expected["gap"]["q"])
        assert one.label == expected["spec_label"]


def test_assessment_keeps_the_order_of_its_items() -> None:
    assert [one.item.code for one in analyse(assessment_tally()).items] == [f"q{i}" for i in range(1, 10)]


def test_team_sizes_give_bounds_and_a_full_count() -> None:
    one = analyse(assessment_tally()).items[0]
    assert one.sales is not None
    assert one.marketing is not None
    assert one.gap is not None
    assert one.sales.bounds_points == pytest.approx((25 * (25 + 3 - 15) / 15, 25 * (25 + 15 - 15) / 15))
    assert one.marketing.bounds_points == (one.marketing.score, one.marketing.score)
    assert one.marketing.se_fpc_points == 0
    assert one.gap.gap_bounds_points is not None


@pytest.mark.parametrize("sales", [(None, 14), (13, 14)])
def test_unknown_or_too_small_team_size_gives_no_bounds(sales: tuple[int | None, int]) -> None:
    one = only(analyse(tally(row(HIGH, LOW), sales=sales, marketing=(20, 13))))
    assert one.sales is not None
    assert one.marketing is not None
    assert one.gap is not None
    assert (one.sales.bounds_points, one.sales.se_fpc_points) == (None, None)
    assert one.marketing.bounds_points is not None
    assert one.gap.gap_bounds_points is None


def test_size_below_the_responses_is_unknown_even_if_this_question_has_fewer() -> None:
    one = only(analyse(tally(row((0, 0, 6, 0, 0), LOW), sales=(10, 14))))
    assert one.sales is not None
    assert one.sales.bounds_points is None


def test_reversed_item_is_scored_reversed_and_shown_as_asked() -> None:
    straight = only(analyse(tally(row(HIGH, LOW))))
    reversed_ = only(analyse(tally(row(HIGH[::-1], LOW[::-1], asked(direction=Direction.NEGATIVE)))))
    assert reversed_.sales is not None
    assert straight.sales is not None
    assert reversed_.sales.hist == HIGH[::-1]
    assert replace(reversed_.sales, hist=HIGH) == straight.sales
    assert (reversed_.gap, reversed_.label) == (straight.gap, straight.label)
    assert straight.gap is not None
    assert straight.gap.gap > 0


def test_yes_or_no_has_no_agreement_and_no_camps() -> None:
    one = only(analyse(tally(row((5, 0, 0, 0, 6), (6, 0, 0, 0, 5), asked(scale=Scale.YESNO)))))
    assert one.sales is not None
    assert (one.sales.rwg_raw, one.sales.split) == (None, None)
    assert one.sales.fav == pytest.approx(6 / 11)
    assert only(analyse(tally(row((5, 0, 0, 0, 6), LOW)))).sales == item((5, 0, 0, 0, 6), 0)


def test_diagnostic_has_gap_and_label_but_nothing_favorable() -> None:
    one = only(analyse(tally(row(HIGH, LOW, asked(direction=Direction.NEUTRAL)))))
    assert one.sales is not None
    assert one.gap is not None
    assert (one.sales.fav, one.sales.fav_ci, one.gap.fav_diff, one.gap.fav_diff_ci) == (None, None, None, None)
    assert (one.label, one.gap.q) == (Label.CLEAR, one.gap.p_label)
    assert one.sales.score == item(HIGH, 0).score


def test_hidden_team_leaves_no_gap() -> None:
    one = only(analyse(tally(row(None, LOW))))
    assert (one.sales, one.gap, one.label) == (None, None, Label.HIDDEN)
    assert one.marketing == item(LOW, 0)


def test_question_nobody_in_a_team_could_answer_is_few() -> None:
    one = only(analyse(suppress(tally(row(Cell(hist=(0, 0, 0, 0, 0), dk=6), LOW)), 5)))
    assert one.sales is not None
    assert (one.sales.score, one.sales.dk_share, one.gap, one.label) == (None, 1, None, Label.FEW)


def test_not_applicable_passes_through() -> None:
    one = only(analyse(tally(row(Cell(hist=HIGH, dk=2, na=3), LOW))))
    assert one.sales is not None
    assert (one.sales.na, one.sales.dk, one.sales.n) == (3, 2, 14)


def test_open_question_never_enters() -> None:
    assert analyse(tally(row(HIGH, LOW, asked(scale=Scale.TEXT)))).items == ()


def test_family_of_q_is_what_is_shown_and_has_five_answers_on_both_sides() -> None:
    rows = (
        row(HIGH, LOW),
        row((0, 0, 2, 2, 0), LOW),  # 4 answers
        row(HIGH, (1, 3, 5, 4, 1), asked(direction=Direction.NEUTRAL)),
        row(None, LOW),
        row((1, 3, 5, 4, 1), (1, 2, 5, 5, 1)),
        row(Cell(hist=(0, 0, 0, 0, 0), dk=9), LOW),
    )
    analysis = analyse(tally(*rows))
    ps = [one.gap.p_label for one in analysis.items if one.gap]
    qs = [one.gap.q for one in analysis.items if one.gap]
    assert [one.label for one in analysis.items][1] is Label.FEW
    assert qs == [*bh([ps[0], ps[2], ps[3]])[:1], None, *bh([ps[0], ps[2], ps[3]])[1:]]


def test_multiplicity_turns_a_clear_gap_into_a_possible_one() -> None:
    a: Histogram = (0, 2, 3, 4, 2)
    b: Histogram = (2, 4, 3, 1, 0)
    quiet = row((1, 3, 5, 4, 1), (1, 3, 5, 4, 1))
    alone = analyse(tally(row(a, b)))
    among = analyse(tally(row(a, b), *[quiet] * 30))
    figures = gap(a, b)
    assert figures is not None
    assert 0.01 < figures.p_label < 0.05
    assert (alone.items[0].label, among.items[0].label) == (Label.CLEAR, Label.POSSIBLE)


def random_histogram(chance: random.Random, n: int) -> Histogram:
    return counted(chance.choices(range(5), weights=[chance.random() for _ in range(5)], k=n))


@pytest.mark.parametrize("per_team", [50, 100])
def test_forty_questions_take_less_than_half_a_second(per_team: int) -> None:
    """50 and 50 is the dearest: the last size with an exact p."""
    chance = random.Random(7)
    rows = [row(random_histogram(chance, per_team), random_histogram(chance, per_team)) for _ in range(40)]
    assert seconds(lambda: analyse(tally(*rows))) < 0.5


def test_a_hundred_thousand_answers_take_no_longer() -> None:
    rows = [row((9_000 + i, 11_000, 12_000, 9_000, 9_000), (8_000, 12_000, 11_000, 10_000, 9_000)) for i in range(40)]
    counts = tally(*rows, sales=(60_000, 50_039), marketing=(None, 50_000))
    assert {one.label for one in analyse(counts).items} == {Label.SIMILAR}
    assert seconds(lambda: analyse(counts)) < 0.5
