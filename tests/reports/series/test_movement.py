from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assessments.tallies import Histogram, ItemTally
from reports.document import Report
from reports.series import Movement, change_series, movement
from tests.reports.example_reports import compared, make_report, nine_questions, row
from tests.reports.strategies import some, whole_reports

LOW: Histogram = (6, 5, 1, 0, 0)
MIDDLE: Histogram = (1, 3, 5, 3, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)
FEW: Histogram = (0, 1, 2, 1, 0)
NOBODY: Histogram = (0, 0, 0, 0, 0)


def moved(now: list[ItemTally], before: list[ItemTally]) -> Movement | None:
    return movement(change_series(compared(make_report(now), make_report(before))))


def found(now: list[ItemTally], before: list[ItemTally]) -> Movement:
    shown = moved(now, before)
    assert shown is not None
    return shown


def test_first_round_has_no_movement() -> None:
    assert movement(change_series(nine_questions())) is None


@pytest.mark.parametrize(
    "before",
    [
        row("S1", HIGH, LOW),
        row("S7", FEW, FEW),
        row("S7", NOBODY, NOBODY, dk=(7, 7)),
        replace(row("S7", HIGH, LOW), item=replace(row("S7", HIGH, LOW).item, text="Other words?")),
    ],
)
def test_round_without_a_question_to_compare_has_no_movement(before: ItemTally) -> None:
    assert moved([row("S7", HIGH, LOW)], [before]) is None


def test_gap_that_moved_most_is_named_however_it_moved() -> None:
    before = [row("S7", HIGH, LOW), row("S1", HIGH, HIGH), row("S2", HIGH, MIDDLE), row("S9", MIDDLE, MIDDLE)]
    now = [row("S7", HIGH, MIDDLE), row("S1", HIGH, LOW), row("S2", MIDDLE, HIGH), row("S9", MIDDLE, MIDDLE)]
    shown = found(now, before)
    assert (shown.narrowed, shown.widened, shown.turned, shown.gaps) == (1, 1, 1, 3)
    assert (shown.up, shown.down, shown.scores) == (2, 2, 4)
    assert shown.most is not None
    assert shown.most.row.code == "S2"


def test_equal_changes_leave_the_place_to_the_first_question() -> None:
    shown = found([row("S1", HIGH, HIGH), row("S7", HIGH, HIGH)], [row("S1", HIGH, LOW), row("S7", HIGH, LOW)])
    assert (shown.narrowed, shown.most and shown.most.row.code) == (2, "S1")


def test_score_is_named_where_no_gap_moved() -> None:
    shown = found([row("S1", LOW, LOW), row("S7", HIGH, HIGH)], [row("S1", LOW, LOW), row("S7", LOW, LOW)])
    assert (shown.gaps, shown.up, shown.down) == (0, 2, 0)
    assert shown.most is not None
    assert shown.most is shown.most_score
    assert shown.most.row.code == "S7"


def test_nothing_proven_names_nothing() -> None:
    shown = found([row("S7", MIDDLE, LOW)], [row("S7", MIDDLE, LOW)])
    assert (shown.gaps, shown.scores, shown.is_slight, shown.most, shown.most_score) == (0, 0, False, None, None)


def test_what_is_real_but_small_is_slight_and_not_named() -> None:
    before, now = (10, 50, 70, 18, 2), (5, 30, 70, 40, 5)
    shown = found([row("S7", now, now)], [row("S7", before, before)])
    assert (shown.scores, shown.is_slight, shown.most) == (0, True, None)


def test_index_stands_beside_what_moved() -> None:
    codes = ("S1", "S2", "S5")
    shown = found([row(code, HIGH, HIGH) for code in codes], [row(code, LOW, LOW) for code in codes])
    assert shown.index is not None
    assert (shown.index.before, shown.index.now) == ("15", "85")


@some
@given(whole_reports())
def test_what_is_named_is_proven_and_the_largest(report: Report) -> None:
    series = change_series(report)
    shown = movement(series)
    if series is None or shown is None:
        return
    gaps = [row for row in series.rows if row.gap and row.gap.has_moved]
    clear = [shift for row in series.rows for shift in row.shifts if shift.is_clear]
    assert (shown.gaps, shown.scores) == (len(gaps), len(clear))
    assert (shown.most is None) is (not gaps and not clear)
    if gaps:
        assert shown.most in gaps
        assert shown.most is not None
        assert shown.most.gap is not None
        assert all(abs(row.gap.change) <= abs(shown.most.gap.change) + 1 for row in gaps if row.gap)


def test_among_many_gaps_one_that_chance_may_have_moved_is_not_named() -> None:
    before, now = row("S7", (0, 0, 3, 6, 3), (2, 6, 3, 1, 0)), row("S7", (0, 0, 3, 6, 3), (0, 2, 5, 4, 1))
    still = [row(code, MIDDLE, MIDDLE) for code in ("S1", "S2", "S5", "S6", "S9", "O1")]
    assert found([now], [before]).narrowed == 1
    assert found([now, *still], [before, *still]).narrowed == 0
