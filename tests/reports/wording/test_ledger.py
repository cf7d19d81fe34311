from __future__ import annotations

from dataclasses import replace

from assessments.tallies import Histogram, ItemTally
from reports.series import ChangeRow, change_series
from reports.wording import change_words, moved_words
from tests.reports.example_reports import compared, make_report, row

LOW: Histogram = (6, 5, 1, 0, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)
FEW: Histogram = (0, 1, 2, 1, 0)


def changed(before: ItemTally, now: ItemTally) -> ChangeRow:
    change = change_series(compared(make_report([now]), make_report([before])))
    assert change is not None
    return change.rows[0]


def test_gap_that_moved_comes_first_then_each_team() -> None:
    moved = changed(row("S7", LOW, HIGH), row("S7", HIGH, HIGH))
    assert moved_words(moved) == [
        "The gap narrowed from 70 to 0 (Marketing higher before), by more than chance.",
        "Sales moved up by 70 points, from 15 to 85: a clear change.",
        "Marketing 85 before, 85 now: about as before.",
    ]


def test_words_are_those_of_the_question_page() -> None:
    moved = changed(row("S7", LOW, HIGH), row("S7", HIGH, HIGH))
    assert sorted(moved_words(moved)) == sorted(part + "." for part in change_words(moved)[:-1].split(". "))


def test_hidden_team_is_said_and_no_number_of_it() -> None:
    moved = moved_words(changed(row("S7", LOW, FEW), row("S7", HIGH, HIGH)))
    assert moved[1] == "Marketing was hidden before, to protect anonymity."
    assert len(moved) == 2


def test_other_words_are_not_compared() -> None:
    before = row("S7", LOW, HIGH)
    reworded = replace(before, item=replace(before.item, version=before.item.version + 1, text="Do they?"))
    assert moved_words(changed(reworded, row("S7", HIGH, HIGH))) == [
        "Asked in other words before, so the two cannot be compared: “Do they?”"
    ]


def test_both_teams_that_moved_together_lead() -> None:
    """The gap is as it was, which is the lesser news."""
    moved = moved_words(changed(row("S7", LOW, LOW), row("S7", HIGH, HIGH)))
    assert [words.split()[0] for words in moved] == ["Sales", "Marketing", "The"]
    assert "a clear change" in moved[0]
