from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assessments.scales import Team
from assessments.tallies import Histogram, ItemTally
from reports.analysis.index import Reason
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import Absence, Break, ChangeRow, ChangeSeries, Order, change_series, gap_series
from tests.reports.example_reports import compared, make_report, nine_questions, row
from tests.reports.strategies import some, whole_reports

LOW: Histogram = (6, 5, 1, 0, 0)
MIDDLE: Histogram = (1, 3, 5, 3, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)
FEW: Histogram = (0, 1, 2, 1, 0)


def changed(now: list[ItemTally], before: list[ItemTally]) -> ChangeSeries:
    series = change_series(compared(make_report(now), make_report(before)))
    assert series is not None
    return series


def reworded(tally: ItemTally, **parts: object) -> ItemTally:
    return replace(tally, item=replace(tally.item, **parts))  # type: ignore[arg-type]


def only_row(now: ItemTally, before: ItemTally) -> ChangeRow:
    (shown,) = changed([now], [before]).rows
    return shown


def test_first_round_has_no_change() -> None:
    assert change_series(nine_questions()) is None


def test_change_names_both_rounds() -> None:
    series = changed([row("S7", HIGH, LOW)], [row("S7", HIGH, LOW)])
    assert (series.before.code, series.now.code, series.now.title, series.now.closed_on) == (
        *("EARLIER2", "R7K2M9", "Autumn", "2026-10-30"),
    )


def test_shift_holds_both_scores_and_the_verdict_on_the_change() -> None:
    shown = only_row(row("S7", HIGH, LOW), row("S7", LOW, LOW))
    assert shown.sales is not None
    assert shown.marketing is not None
    assert (shown.sales.before, shown.sales.now, shown.sales.printed_change, shown.sales.label) == (
        *("15", "85", "+70", Label.CLEAR),
    )
    assert shown.sales.printed_range == ("+57", "+85")
    assert (shown.marketing.printed_change, shown.marketing.label) == ("0", Label.SIMILAR)
    assert shown.gap is not None
    assert (shown.gap.before, shown.gap.now, shown.gap.printed_change) == ("0", "+70", "+70")


@pytest.mark.parametrize(
    ("now", "before", "verdict"),
    [
        ((HIGH, MIDDLE), (HIGH, LOW), (True, False, False)),
        ((HIGH, LOW), (HIGH, MIDDLE), (False, True, False)),
        ((HIGH, LOW), (LOW, HIGH), (False, False, True)),
        ((HIGH, LOW), (HIGH, LOW), (False, False, False)),
        ((MIDDLE, MIDDLE), (MIDDLE, (1, 4, 5, 2, 0)), (False, False, False)),
    ],
)
def test_gap_is_said_to_move_only_beyond_chance(
    now: tuple[Histogram, Histogram], before: tuple[Histogram, Histogram], verdict: tuple[bool, bool, bool]
) -> None:
    gap = only_row(row("S7", *now), row("S7", *before)).gap
    assert gap is not None
    assert (gap.narrowed, gap.widened, gap.turned) == verdict


@pytest.mark.parametrize(
    ("now", "before", "absences", "label"),
    [
        (FEW, HIGH, (None, Absence.MINIMUM), Label.HIDDEN),
        (HIGH, FEW, (Absence.MINIMUM, None), Label.HIDDEN),
        (FEW, FEW, (Absence.MINIMUM, Absence.MINIMUM), Label.HIDDEN),
    ],
)
def test_hidden_side_of_a_shift_has_its_reason_and_no_number(
    now: Histogram, before: Histogram, absences: tuple[Absence | None, Absence | None], label: Label
) -> None:
    shown = only_row(row("S7", now, LOW), row("S7", before, LOW))
    assert shown.sales is not None
    assert (shown.sales.before_absence, shown.sales.now_absence, shown.sales.label) == (*absences, label)
    assert (shown.sales.before is None, shown.sales.now is None) == tuple(one is not None for one in absences)
    assert (shown.sales.printed_change, shown.sales.printed_range, shown.gap) == (None, None, None)
    assert shown.marketing is not None
    assert shown.marketing.printed_change == "0"


def test_team_that_could_not_say_is_not_hidden() -> None:
    shown = only_row(row("S7", HIGH, LOW), row("S7", (0, 0, 0, 0, 0), LOW, dk=(7, 0)))
    assert shown.sales is not None
    assert (shown.sales.before_absence, shown.sales.label, shown.sales.now) == (*(Absence.DONT_KNOW, Label.FEW, "85"),)


def test_new_question_has_nothing_beside_it_and_a_dropped_one_is_named() -> None:
    series = changed([row("S7", HIGH, LOW), row("S9", HIGH, LOW)], [row("S7", HIGH, LOW), row("S1", HIGH, LOW)])
    assert [(one.row.code, one.broken) for one in series.rows] == [("S7", None), ("S9", Break.NEW)]
    assert series.dropped == ("Do Marketing people meet with the customers during the sales process?",)


def test_question_in_other_words_is_broken_with_its_old_words() -> None:
    now = row("S7", HIGH, LOW)
    shown = only_row(now, reworded(now, text="Are leads called?"))
    assert (shown.broken, shown.text_before, shown.shifts, shown.gap) == (
        Break.REWORDED,
        "Are leads called?",
        (),
        None,
    )


def test_question_with_other_answers_is_broken_without_old_words() -> None:
    now = row("S7", HIGH, LOW)
    shown = only_row(now, reworded(now, labels=("a", "b", "c", "d", "e")))
    assert (shown.broken, shown.text_before) == (Break.REWORDED, None)


def test_change_stands_in_the_order_asked_for() -> None:
    report = compared(nine_questions(), nine_questions())
    for order in Order:
        series = change_series(report, order)
        assert series is not None
        assert [one.row for one in series.rows] == list(gap_series(report, order).rows)


def test_index_is_compared_on_what_both_rounds_can_use() -> None:
    codes = ("S1", "S2", "S5")
    now = [*(row(code, HIGH, HIGH) for code in codes), row("S9", LOW, LOW)]
    series = changed(now, [row(code, LOW, LOW) for code in codes])
    assert series.index is not None
    assert (series.index.before, series.index.now, series.index.printed_change, series.index.used) == (
        *("15", "85", "+70", 3),
    )
    assert [(one.code, one.index is not None, one.lacking) for one in series.dimensions] == [
        ("CUST", True, None),
        ("PLAN", True, None),
        ("LDR", True, None),
    ]


def test_index_that_cannot_be_compared_has_its_reason() -> None:
    series = changed([row("S7", HIGH, LOW)], [row("S7", HIGH, LOW)])
    assert (series.index, series.lacking) == (None, Reason.FEW_ITEMS)


def test_change_cautions_when_other_people_may_speak() -> None:
    before = make_report([row("S7", HIGH, LOW)], sales=(12, 12), marketing=(9, 9))
    now = make_report([row("S7", HIGH, LOW)], sales=(24, 12), marketing=(9, 9))
    series = change_series(compared(now, before))
    assert series is not None
    assert [(one.team, one.rate_moved, one.size_moved) for one in series.cautions] == [(Team.SALES, True, True)]


@some
@given(whole_reports())
def test_every_question_is_compared_or_has_its_reason(report: Report) -> None:
    series = change_series(report)
    if series is None:
        return
    for one in series.rows:
        assert (one.broken is None) is (len(one.shifts) == 2)
        for shift in one.shifts:
            is_whole = (shift.before_absence, shift.now_absence) == (None, None)
            assert is_whole is (shift.printed_change is not None) is (shift.before is not None is not shift.now)
            assert (shift.label is Label.HIDDEN) is (Absence.MINIMUM in (shift.before_absence, shift.now_absence))
        assert one.gap is None or one.gap.narrowed + one.gap.widened + one.gap.turned <= 1
