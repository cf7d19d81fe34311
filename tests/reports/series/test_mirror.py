from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assessments.scales import GuessRule, Team
from assessments.tallies import Cell, Histogram, ItemTally
from reports.analysis.coorientation import ConfidenceWord, State
from reports.analysis.estimates import Estimate
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import GuessAbsence, Level, MirrorRow, Order, Split, gap_series, mirror_row, mirror_series
from tests.reports.example_reports import bank_item, make_report, nine_questions, row, with_guesses
from tests.reports.strategies import some, whole_reports

SALES: Histogram = (0, 0, 1, 8, 4)
MARKETING: Histogram = (2, 6, 2, 0, 0)
BY_SALES: Histogram = (0, 0, 4, 6, 1)
BY_MARKETING: Histogram = (1, 4, 2, 1, 0)


def mirrored(
    sales: Histogram = SALES,
    marketing: Histogram = MARKETING,
    guesses: tuple[Histogram | None, Histogram | None] = (BY_SALES, BY_MARKETING),
    *,
    code: str = "S7",
    minimum: int = 5,
    dk: tuple[int, int] = (0, 0),
) -> MirrorRow:
    tally = row(code, sales, marketing, dk)
    assert tally.sales is not None
    assert tally.marketing is not None
    cells = replace(tally.sales, guess=guesses[0]), replace(tally.marketing, guess=guesses[1])
    return mirror_row(make_report([replace(tally, sales=cells[0], marketing=cells[1])], minimum=minimum), 1)


def test_mirror_holds_four_readings_of_one_question() -> None:
    one = mirrored()
    assert [(each.team.value, each.about.value, each.printed, each.n, each.step) for each in one.readings] == [
        ("sales", "sales", "81", 13, None),
        ("marketing", "sales", "34", 8, "3"),
        ("marketing", "marketing", "25", 10, "3"),
        ("sales", "marketing", "68", 11, "2"),
    ]
    assert [each.is_guess for each in one.readings] == [False, True, False, True]


def test_side_says_what_it_expects_and_how_wrong_that_is() -> None:
    side = mirrored().marketing
    assert (side.printed_accuracy, side.printed_expected_gap, side.estimate) == ("−47", "+9", Estimate.UNDER)
    assert side.printed_accuracy_range == ("−66", "−26")
    assert (side.printed_error, side.state, side.is_misjudged) == ("46", State.FALSE_CONSENSUS, True)
    assert mirrored().sales.printed_expected_gap == "+13"


@pytest.mark.parametrize(
    ("guesses", "minimum", "absence"),
    [
        ((None, BY_MARKETING), 5, GuessAbsence.FEW),
        (((1, 1, 1, 1, 0), BY_MARKETING), 5, GuessAbsence.FEW),
        (((1, 1, 1, 1, 0), BY_MARKETING), 4, None),
    ],
)
def test_guess_needs_the_minimum(
    guesses: tuple[Histogram | None, Histogram | None], minimum: int, absence: GuessAbsence | None
) -> None:
    side = mirrored(guesses=guesses, minimum=minimum).sales
    assert side.guess_absence is absence
    assert (side.guess is None) is (absence is not None)
    assert (side.printed_accuracy is None) is (absence is not None)


def test_guess_of_a_hidden_team_is_hidden_and_so_is_the_guess_about_it() -> None:
    """Nothing may stand beside a hidden cell from which it could be guessed."""
    one = mirrored(marketing=(1, 2, 1, 0, 0))
    assert [side.guess_absence for side in one.sides] == [GuessAbsence.HIDDEN] * 2
    assert [reading.team for reading in one.readings] == [Team.SALES]
    assert (one.sales.accuracy, one.sales.expected_gap, one.level) == (None, None, None)


def test_guess_about_those_who_could_not_say_has_nothing_beside_it() -> None:
    one = mirrored(marketing=(0, 0, 0, 0, 0), dk=(0, 7))
    assert [side.guess_absence for side in one.sides] == [GuessAbsence.DONT_KNOW] * 2


def test_team_that_was_not_asked_has_no_guess_for_that_reason() -> None:
    item = replace(bank_item("S7"), guess_rule=GuessRule.NONE)
    report = make_report([ItemTally(item=item, sales=Cell(hist=SALES), marketing=Cell(hist=MARKETING))])
    assert [side.guess_absence for side in mirror_row(report, 1).sides] == [GuessAbsence.NOT_ASKED] * 2


def test_answer_to_the_other_teams_attitude_is_a_guess() -> None:
    """S3 asks what Sales values: Marketing's answer stands for its guess, and no state follows from it."""
    one = mirrored(code="S3", guesses=(BY_SALES, None))
    assert one.is_attitude
    assert one.marketing.own is not None
    assert one.marketing.guess is not None
    assert (one.marketing.guess.printed, one.marketing.guess.is_answer) == (one.marketing.own.printed, True)
    assert (one.marketing.guess.about, one.marketing.guess.n) == (Team.SALES, 10)
    assert (one.marketing.printed_accuracy, one.marketing.estimate) == ("−56", Estimate.UNDER)
    assert (one.marketing.state, one.marketing.confidence, one.marketing.printed_expected_gap) == (None, None, None)
    assert one.sales.guess is not None
    assert (one.sales.guess.is_answer, one.sales.state) == (False, State.DISSENSUS)
    assert not mirrored().is_attitude


def test_reversed_question_is_mirrored_with_high_as_good() -> None:
    readings = mirrored(code="L22").readings
    assert [each.printed for each in readings] == ["19", "66", "75", "32"]


@pytest.mark.parametrize(
    ("sales", "marketing", "level"),
    [
        ((0, 0, 5, 5, 0), (0, 0, 5, 5, 0), Level.HIGH),
        ((0, 0, 5, 5, 0), (0, 0, 6, 4, 0), Level.MIDDLE),
        ((0, 0, 9, 0, 0), (0, 9, 0, 0, 0), Level.MIDDLE),
        ((0, 1, 9, 0, 0), (0, 9, 0, 0, 0), Level.LOW),
    ],
)
def test_level_is_where_both_stand(sales: Histogram, marketing: Histogram, level: Level) -> None:
    assert mirrored(sales, marketing).level is level


def test_neutral_question_has_no_level() -> None:
    assert mirrored((0, 0, 0, 5, 5), (0, 0, 0, 5, 5), code="S8").level is None


def test_split_counts_people_as_asked() -> None:
    one = mirrored(sales=(3, 1, 0, 2, 4), code="L22")
    assert one.splits == (
        Split(
            team=Team.SALES,
            n=10,
            low=4,
            high=6,
            low_labels=("Almost none", "Few"),
            high_labels=("Most", "Almost all"),
        ),
    )


def test_team_that_does_not_know_is_named() -> None:
    assert mirrored(dk=(3, 4)).unseen == (Team.MARKETING,)


def test_state_is_never_surer_than_the_label_beside_it() -> None:
    """A gap that is clear and below half a step leaves undecided what follows from half a step."""
    one = mirrored((0, 6, 7, 0, 0), (0, 0, 10, 0, 0), ((0, 3, 8, 0, 0), (0, 1, 7, 0, 0)))
    assert (one.row.label, one.sales.state, one.sales.confidence) == (
        *(Label.CLEAR, State.CONSENSUS, ConfidenceWord.UNCLEAR),
    )
    assert not one.sales.is_decided


def test_three_answers_have_no_state() -> None:
    one = mirrored((0, 0, 0, 0, 4), (3, 0, 0, 0, 0), ((3, 1, 0, 0, 0), (0, 0, 0, 0, 3)), minimum=3)
    assert (one.row.label, one.sales.state, one.sales.confidence, one.sales.estimate) == (Label.FEW, None, None, None)
    assert one.sales.printed_accuracy == "+6"


def test_mirror_stands_in_the_order_of_the_gaps() -> None:
    report = nine_questions()
    for order in Order:
        rows = mirror_series(report, order).rows
        assert [one.row for one in rows] == list(gap_series(report, order).rows)


def test_series_by_priority_puts_first_what_to_discuss_first() -> None:
    report = nine_questions()
    rows = gap_series(report, Order.PRIORITY).rows
    assert [one.code for one in rows] == [*report.analysis.priorities, "S8"]
    assert [one.rank for one in rows] == [1, 2, 3, 4, 5, 6, 7, 8, None]


def test_round_without_guesses_says_so() -> None:
    assert not mirror_series(make_report([row("S7", SALES, MARKETING)])).has_guesses
    guessed = with_guesses(row("S7", SALES, MARKETING), BY_SALES, BY_MARKETING)
    assert mirror_series(make_report([guessed])).has_guesses


def test_mirror_of_no_such_place_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        mirror_row(nine_questions(), 10)


@some
@given(whole_reports())
def test_every_reading_is_there_or_has_its_reason(report: Report) -> None:
    for one in mirror_series(report).rows:
        for side in one.sides:
            assert (side.own is None) is (side.own_absence is not None)
            assert (side.guess is None) is (side.guess_absence is not None)
            assert (side.guess is None) is (side.accuracy is None)
            assert (side.state is None) is (side.confidence is None)
            assert all(0 <= int(reading.printed) <= 100 for reading in one.readings)
