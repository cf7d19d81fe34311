from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import Scale, Team
from assessments.tallies import Cell, Histogram, ItemTally
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import (
    Absence,
    GapRow,
    Order,
    Segment,
    distribution,
    gap_series,
    percent,
    signed,
    whole,
)
from reports.series.printing import apart, around, span
from tests.reports.example_reports import bank_item, make_report, nine_questions, row
from tests.reports.strategies import reports, some

CLEAR: tuple[Histogram, Histogram] = (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)


def only_row(report: Report) -> GapRow:
    (shown,) = gap_series(report).rows
    return shown


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (0.4, "0"), (-0.4, "0"), (-0.0, "0"), (0.5, "+1"), (-0.5, "−1"), (12.5, "+13"), (-12.5, "−13"),
        (16.666, "+17"), (-16.666, "−17"), (9.999999999, "+10"), (12.4999999999, "+13"), (100.0, "+100"),
    ],
)  # fmt: skip
def test_signed_rounds_half_away_from_zero(value: float, printed: str) -> None:
    assert signed(value) == printed


@given(st.floats(-100, 100))
def test_whole_mirrors_its_sign_and_stays_within_half(value: float) -> None:
    assert whole(-value) == -whole(value)
    assert abs(whole(value) - value) <= 0.5 + 1e-9


def test_percent_of_people_rounds_true_halves_up() -> None:
    """29 of 200 is 14.5 % and no float says so exactly."""
    assert [percent(29 / 200), percent(7 / 18), percent(0), percent(1)] == ["15%", "39%", "0%", "100%"]


def test_percent_never_prints_a_few_as_nobody() -> None:
    assert [percent(1 / 410), percent(409 / 410), percent(2 / 400)] == ["<1%", ">99%", "1%"]


def test_series_stands_in_questionnaire_order() -> None:
    assert [shown.position for shown in gap_series(nine_questions()).rows] == list(range(1, 10))


def test_series_by_gap_puts_clear_before_possible_before_others_and_hidden_last() -> None:
    series = gap_series(nine_questions(), Order.GAP)
    assert [(shown.code, shown.label.value, shown.printed_gap) for shown in series.rows] == [
        ("S7", "clear", "+57"),
        ("S1", "clear", "−46"),
        ("S3", "clear", "−28"),
        ("S4", "possible", "+23"),
        ("S6", "noise", "−5"),
        ("S2", "noise", "−4"),
        ("S5", "noise", "+3"),
        ("S9", "noise", "0"),
        ("S8", "hidden", None),
    ]


def test_series_by_gap_puts_a_possible_gap_before_larger_noise() -> None:
    noise, possible = ((1, 1, 0, 0, 3), (3, 1, 0, 0, 1)), ((0, 3, 10, 10, 2), (1, 6, 11, 6, 1))
    series = gap_series(make_report([row("S1", *noise), row("S7", *possible)]), Order.GAP)
    assert [(shown.label.value, shown.printed_gap) for shown in series.rows] == [("possible", "+11"), ("noise", "+40")]


def test_series_by_gap_keeps_questionnaire_order_among_equals() -> None:
    series = gap_series(make_report([row(code, *CLEAR) for code in ("S9", "S7", "S1")]), Order.GAP)
    assert [shown.code for shown in series.rows] == ["S9", "S7", "S1"]


@some
@given(reports())
def test_orders_hold_the_same_rows(report: Report) -> None:
    asked, sorted_rows = gap_series(report).rows, gap_series(report, Order.GAP).rows
    assert sorted(sorted_rows, key=lambda shown: shown.position) == list(asked)


def test_printed_gap_is_the_difference_of_the_printed_scores() -> None:
    shown = only_row(make_report([row("S7", (1, 8, 13, 9, 5), (4, 14, 13, 3, 2))]))
    assert shown.sales is not None
    assert shown.marketing is not None
    assert (shown.sales.printed, shown.marketing.printed, shown.printed_gap) == ("56", "40", "+16")
    assert shown.printed_gap_range == ("+5", "+29")
    assert (shown.sales.printed_range, shown.marketing.printed_range) == ("47–65", "31–48")


@some
@given(reports())
def test_printed_numbers_add_up(report: Report) -> None:
    for shown in gap_series(report).rows:
        if shown.sales is not None and shown.marketing is not None:
            printed = int(shown.sales.printed) - int(shown.marketing.printed)
            assert (shown.points, shown.printed_gap) == (
                printed,
                f"{printed:+d}".replace("-", "−") if printed else "0",
            )
            assert shown.higher == (None if not printed else Team.SALES if printed > 0 else Team.MARKETING)


@some
@given(st.floats(0, 90), st.floats(10, 100))
def test_ten_points_apart_are_printed_so(low: float, distance: float) -> None:
    assert apart(low + distance, low) >= 10
    assert apart(low, low) == 0


def test_range_of_one_number_is_printed_once() -> None:
    assert (span(51.6, 52.4), span(51.4, 52.4)) == ("52", "51–52")


def test_printed_range_holds_the_printed_difference() -> None:
    assert around(2.6, 2.9, 2) == ("+2", "+3")
    assert around(-68.2, -25.4, -46) == ("−68", "−25")


def test_higher_team_is_decided_by_the_printed_gap() -> None:
    """A gap of a hair is printed 0, so nobody stands higher."""
    hair = only_row(make_report([row("S7", (5, 20, 50, 20, 5), (5, 20, 49, 21, 5))]))
    assert (hair.printed_gap, hair.higher) == ("0", None)
    assert hair.gap == pytest.approx(-0.25)
    assert only_row(make_report([row("S7", *CLEAR)])).higher is Team.SALES
    assert only_row(make_report([row("S7", CLEAR[1], CLEAR[0])])).higher is Team.MARKETING


def test_mark_says_what_one_person_weighs_only_where_few_answered() -> None:
    shown = only_row(make_report([row("S7", (0, 0, 2, 6, 3), (0, 4, 4, 4, 0))]))
    assert [mark.step for mark in shown.marks] == ["2", None]


def test_mark_has_no_range_where_everybody_answered() -> None:
    full, some, unknown = (
        only_row(make_report([row("S7", *CLEAR, dk=(1, 0))], sales=(invited, 7))).sales for invited in (7, 9, None)
    )
    assert full is not None
    assert some is not None
    assert unknown is not None
    assert (full.is_everyone, full.low, full.printed_range, full.silent) == (True, None, None, 0)
    assert (some.is_everyone, some.printed_range, some.silent) == (False, "58–92", 2)
    assert (unknown.is_everyone, unknown.printed_range, unknown.silent) == (False, "58–92", None)


def test_mark_ignores_a_head_count_below_the_answers() -> None:
    shown = only_row(make_report([row("S7", *CLEAR)], sales=(4, 6)))
    assert shown.sales is not None
    assert (shown.sales.silent, shown.sales.is_everyone) == (None, False)


def test_row_is_silence_proof_where_the_silent_cannot_turn_it() -> None:
    found = [
        only_row(make_report([row("S7", *CLEAR)], sales=(invited, 6), marketing=(7, 7))).is_silence_proof
        for invited in (6, 7, 60, None)
    ]
    assert found == [False, True, False, False]


def test_hidden_team_has_its_reason_and_nothing_else() -> None:
    shown = only_row(make_report([row("S7", (0, 1, 2, 1, 0), (2, 4, 1, 0, 0), dk=(3, 1))]))
    assert (shown.label, shown.sales, shown.sales_absence) == (Label.HIDDEN, None, Absence.MINIMUM)
    assert shown.marketing is not None
    assert (shown.marketing.printed, shown.marketing_absence, shown.gap, shown.printed_gap) == ("21", None, None, None)


def test_team_that_could_not_say_is_not_hidden() -> None:
    tally = ItemTally(item=bank_item("S7"), sales=Cell(hist=CLEAR[0]), marketing=Cell(hist=(0, 0, 0, 0, 0), dk=7))
    report = make_report([tally])
    assert (only_row(report).label, only_row(report).marketing_absence) == (Label.FEW, Absence.DONT_KNOW)
    answers = distribution(report, 1).marketing
    assert (answers.absence, answers.segments, answers.n, answers.dk) == (Absence.DONT_KNOW, (), 0, 7)
    assert answers.printed_dk == "100%"


def test_row_of_a_reversed_question_scores_high_as_good() -> None:
    shown = only_row(make_report([row("L22", *CLEAR)]))
    assert shown.sales is not None
    assert (shown.is_reversed, shown.sales.printed, shown.printed_gap) == (True, "25", "−54")
    assert shown.ends == ("Almost all", "Almost none")


def test_distribution_of_a_reversed_question_stands_as_asked() -> None:
    question = distribution(make_report([row("L22", *CLEAR)]), 1)
    assert question.labels == bank_item("L22").labels
    assert [segment.count for segment in question.sales.segments] == [0, 0, 1, 4, 1]


def test_row_of_a_diagnostic_question_is_neutral() -> None:
    assert [shown.code for shown in gap_series(nine_questions()).rows if shown.is_neutral] == ["S8"]


def test_distribution_counts_people_and_prints_shares() -> None:
    question = distribution(nine_questions(), 6)
    assert question.sales.segments[:2] == (
        Segment(label="No input", count=3, share=0.3, printed="30%"),
        Segment(label="Asked once, long ago", count=4, share=0.4, printed="40%"),
    )
    assert (question.sales.n, question.sales.dk, question.sales.na) == (10, 0, 2)
    assert question.not_applicable == "We have no such criteria"


def test_distribution_shares_leave_out_those_who_do_not_know() -> None:
    answers = distribution(make_report([row("S7", (0, 0, 2, 2, 0), (1, 2, 1, 0, 0), dk=(4, 0))], minimum=3), 1).sales
    assert [segment.printed for segment in answers.segments] == ["0%", "0%", "50%", "50%", "0%"]
    assert (answers.n, answers.dk, answers.printed_dk) == (4, 4, "50%")


def test_distribution_of_a_hidden_team_is_empty() -> None:
    answers = distribution(nine_questions(), 8).distribution(Team.MARKETING)
    assert (answers.absence, answers.segments, answers.n, answers.dk, answers.na, answers.printed_dk) == (
        *(Absence.MINIMUM, (), 0, 0, None, None),
    )


def test_distribution_flags_what_is_out_of_sight() -> None:
    question = distribution(make_report([row("S7", (0, 0, 1, 4, 1), (2, 4, 1, 0, 0), dk=(1, 3))]), 1)
    assert (question.sales.is_out_of_sight, question.marketing.is_out_of_sight) == (False, True)


def test_distribution_of_yes_or_no_has_two_segments() -> None:
    asked = replace(bank_item("S7"), scale=Scale.YESNO, labels=("No", "Rather no", "Partly", "Rather yes", "Yes"))
    tally = ItemTally(item=asked, sales=Cell(hist=(2, 0, 0, 0, 6)), marketing=Cell(hist=(5, 0, 0, 0, 1)))
    question = distribution(make_report([tally]), 1)
    assert question.labels == ("No", "Yes")
    assert [(each.label, each.count, each.printed) for each in question.sales.segments] == [
        ("No", 2, "25%"),
        ("Yes", 6, "75%"),
    ]


def test_distribution_of_no_such_place_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        distribution(nine_questions(), 10)


@some
@given(reports())
def test_segments_are_all_people_of_a_shown_team(report: Report) -> None:
    for shown in gap_series(report).rows:
        question = distribution(report, shown.position)
        for team in Team:
            answers, mark = question.distribution(team), shown.mark(team)
            assert sum(segment.count for segment in answers.segments) == answers.n == (mark.n if mark else 0)
            assert (mark is None) is (shown.absence(team) is not None) is (answers.absence is not None)
