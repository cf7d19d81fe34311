from __future__ import annotations

from assessments.scales import GuessRule, Team
from reports.series.guesses import guess_series
from tests.reports.example_reports import bank_item, make_report, row, two_rounds, with_guesses


def test_guesses_are_counted_as_asked() -> None:
    sales, marketing = guess_series(two_rounds())[:2]
    assert (sales.team, marketing.team) == (Team.SALES, Team.MARKETING)
    assert [(one.count, one.printed) for one in sales.segments] == [
        *((0, "0%"), (0, "0%"), (1, "9%"), (7, "64%"), (3, "27%")),
    ]
    assert [one.label for one in marketing.segments] == list(bank_item("S7").labels)
    assert [one.count for one in marketing.segments] == [0, 2, 5, 2, 0]


def test_reversed_question_keeps_its_answers() -> None:
    tally = with_guesses(row("L22", (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)), (0, 0, 0, 6, 1), (6, 1, 0, 0, 0))
    assert [one.count for one in guess_series(make_report([tally]))[0].segments] == [0, 0, 0, 6, 1]


def test_no_guesses_beside_a_hidden_team() -> None:
    """The guesses of the team that is shown would stand beside nothing."""
    tally = with_guesses(row("S7", (0, 0, 1, 4, 1), (2, 2, 0, 0, 0)), (0, 0, 0, 6, 1), (6, 1, 0, 0, 0))
    assert [one.segments for one in guess_series(make_report([tally]))] == [(), ()]


def test_answer_that_stands_for_a_guess_is_not_told_twice() -> None:
    codes = [code for code in ("L30", "S3", "S4", "S5", "S6") if bank_item(code).guess_rule is GuessRule.SUBJECT_ONLY]
    tally = row(codes[0], (0, 0, 1, 4, 1), (2, 4, 1, 0, 0))
    assert [one.segments for one in guess_series(make_report([tally]))] == [(), ()]
    assert any(one.side.guess and one.side.guess.is_answer for one in guess_series(make_report([tally])))
