from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.scales import Team
from assessments.tallies import Participation
from reports.analysis.labels import Label
from reports.series import gap_series
from reports.wording import finding, gap_count_words
from reports.wording.phrases import share_words
from reports.wording.turnout import answered_words
from tests.reports.example_reports import make_report, nine_questions, row


@pytest.mark.parametrize(
    ("invited", "responded", "words"),
    [
        (14, 12, "Sales: 12 of 14 answered (86%)."),
        (None, 12, "Sales: 12 answered."),
        (0, 0, "Sales: 0 answered."),
        (9, 12, "Sales: 12 answered."),
    ],
)
def test_share_is_said_of_a_team_that_was_counted(invited: int | None, responded: int, words: str) -> None:
    assert answered_words(Team.SALES, Participation(invited=invited, responded=responded)) == words


def test_gaps_are_counted_over_all_questions() -> None:
    assert gap_count_words(gap_series(nine_questions())) == "Clear gaps: 3 of 9 questions. Possible gaps: 1."


def test_kind_of_gap_that_none_is_of_is_not_counted() -> None:
    series = gap_series(nine_questions())
    for label, words in {
        Label.POSSIBLE: "Clear gaps: 3 of 8 questions.",
        Label.CLEAR: "Possible gaps: 1 of 6 questions.",
    }.items():
        rows = tuple(row for row in series.rows if row.label is not label)
        assert gap_count_words(replace(series, rows=rows)) == words


def test_without_a_gap_it_says_what_the_headline_says() -> None:
    series = gap_series(make_report([row("S7", (0, 0, 1, 6, 5), (0, 1, 2, 0, 0))]))
    assert gap_count_words(series) == finding(series)


def test_share_is_written_as_the_language_does() -> None:
    def german(words: str) -> str:
        return {"{number}%": "{number}\N{NO-BREAK SPACE}%"}.get(words, words)

    counts = Participation(invited=14, responded=12)
    assert answered_words(Team.SALES, counts, german) == "Sales: 12 of 14 answered (86\N{NO-BREAK SPACE}%)."
    few = share_words("<1%", german)
    assert few == "<1\N{NO-BREAK SPACE}%"
