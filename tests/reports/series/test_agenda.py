from __future__ import annotations

from hypothesis import given

from assessments.tallies import Histogram, ItemTally
from reports.document import Report
from reports.series import MOMENTS, Moment, Part, proposed_agenda, round_overview, talks
from tests.reports.example_reports import make_report, nine_questions, row, with_guesses
from tests.reports.strategies import reports, some

HIGH: Histogram = (0, 0, 1, 6, 5)
LOW: Histogram = (5, 6, 1, 0, 0)


def apart_and_known(code: str) -> ItemTally:
    """Sales high, Marketing low, and both expect just that."""
    return with_guesses(row(code, HIGH, LOW), LOW, HIGH)


def apart_and_unseen(code: str) -> ItemTally:
    return with_guesses(row(code, HIGH, LOW), HIGH, LOW)


def imagined(code: str) -> ItemTally:
    """Both high, and both expect the other to be low."""
    return with_guesses(row(code, HIGH, HIGH), LOW, LOW)


def test_agenda_begins_with_relief_and_ends_with_what_both_know() -> None:
    report = make_report([apart_and_known("S1"), apart_and_unseen("S2"), apart_and_unseen("S7"), imagined("S9")])
    found = proposed_agenda(report)
    assert [(talk.item.code, talk.part) for talk in found] == [
        ("S9", Part.RELIEF),
        ("S2", Part.TALK),
        ("S7", Part.TALK),
        ("S1", Part.LAST),
    ]
    assert [talk.minutes for talk in found] == [8, 15, 15, 20]


def test_one_imagined_gap_is_relief_enough() -> None:
    report = make_report([imagined("S1"), imagined("S2"), *(apart_and_unseen(f"S{n}") for n in (5, 7, 9))])
    assert [talk.part for talk in proposed_agenda(report)] == [Part.RELIEF, Part.TALK, Part.TALK, Part.TALK]


def test_gap_that_one_team_overlooks_is_not_known_to_both() -> None:
    report = make_report([with_guesses(row("S7", HIGH, LOW), LOW, LOW)])
    assert [talk.part for talk in talks(report)] == [Part.TALK]


def test_round_without_anything_to_compare_proposes_nothing() -> None:
    report = make_report([row("S1", (0, 2, 1, 0, 0), (0, 1, 1, 0, 0))])
    assert proposed_agenda(report) == ()
    assert [talk.item.code for talk in talks(report)] == ["S1"]


def test_questions_keep_their_place_in_the_round() -> None:
    assert [talk.position for talk in talks(nine_questions())] == list(range(1, 10))


@some
@given(reports())
def test_agenda_holds_the_priorities_once_each(report: Report) -> None:
    found = [talk.position for talk in proposed_agenda(report)]
    assert len(set(found)) == len(found) <= 4
    assert {one.row.position for one in round_overview(report).proposed} <= set(found)


def test_moments_around_the_questions_leave_room_for_them() -> None:
    assert list(MOMENTS) == [Moment.WELCOME, Moment.CHOOSE, Moment.PROMISE]
    assert sum(MOMENTS.values()) == 35
