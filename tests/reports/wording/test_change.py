from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.scales import Team
from assessments.tallies import Histogram, ItemTally
from reports.analysis.index import Reason
from reports.analysis.labels import Label
from reports.analysis.turnout import Caution
from reports.document import Report
from reports.series import Absence, GapShift, TeamShift, change_series, trend_series
from reports.wording import (
    break_words,
    caution_change_words,
    change_words,
    gap_shift_verdict,
    gap_shift_words,
    index_shift_words,
    index_trend_notes,
    no_index_shift_words,
    shift_words,
    trend_notes,
)
from tests.reports.example_reports import compared, make_report, row

LOW: Histogram = (6, 5, 1, 0, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)
FEW: Histogram = (0, 1, 2, 1, 0)


def rounds(*asked: list[ItemTally]) -> Report:
    """The report of the last of these rounds, called One, Two, …"""
    report = make_report([])
    for place, (name, rows) in enumerate(zip(("One", "Two", "Three"), asked, strict=False)):
        made = make_report(rows)
        made = replace(made, released=replace(made.released, title=name))
        report = compared(made, report) if place else made
    return report


def shift(
    label: Label, change: str | None, absences: tuple[Absence | None, Absence | None] = (None, None)
) -> TeamShift:
    return TeamShift(
        team=Team.SALES,
        before="23" if absences[0] is None else None,
        now="35" if absences[1] is None else None,
        before_absence=absences[0],
        now_absence=absences[1],
        change=None,
        printed_change=change,
        printed_range=None,
        label=label,
    )


@pytest.mark.parametrize(
    ("label", "up", "down"),
    [
        (
            Label.CLEAR,
            "Sales moved up by 12 points, from 23 to 35: a clear change.",
            "Sales moved down by 12 points, from 23 to 35: a clear change.",
        ),
        (
            Label.POSSIBLE,
            "Sales may have moved up by 12 points, from 23 to 35: worth a question, not a conclusion.",
            "Sales may have moved down by 12 points, from 23 to 35: worth a question, not a conclusion.",
        ),
        (
            Label.SLIGHT,
            "Sales moved up by 12 points, from 23 to 35: a real but small change.",
            "Sales moved down by 12 points, from 23 to 35: a real but small change.",
        ),
        *(
            (label, f"Sales 23 before, 35 now: {words}.", f"Sales 23 before, 35 now: {words}.")
            for label, words in (
                (Label.SIMILAR, "about as before"),
                (Label.NOISE, "may be chance"),
                (Label.FEW, "too few answers to compare"),
            )
        ),
    ],
)
def test_shift_says_that_a_team_moved_only_where_it_did(label: Label, up: str, down: str) -> None:
    assert shift_words(shift(label, "+12")) == up
    assert shift_words(shift(label, "−12")) == down


def test_shift_of_nothing_is_no_move() -> None:
    assert shift_words(shift(Label.SLIGHT, "0")) == "Sales 23 before, 35 now: the same to the nearest point."
    assert shift_words(shift(Label.NOISE, "0")) == "Sales 23 before, 35 now: too few answers to be sure."


@pytest.mark.parametrize(
    ("absences", "words"),
    [
        ((Absence.MINIMUM, None), "Sales was hidden before, to protect anonymity."),
        ((None, Absence.MINIMUM), "Sales is hidden now, to protect anonymity."),
        ((Absence.MINIMUM, Absence.MINIMUM), "Sales is hidden in both rounds, to protect anonymity."),
        ((Absence.MINIMUM, Absence.DONT_KNOW), "Sales was hidden before, to protect anonymity."),
        ((Absence.DONT_KNOW, None), "Nobody in Sales could say before."),
        ((None, Absence.DONT_KNOW), "Nobody in Sales can say now."),
        ((Absence.DONT_KNOW, Absence.DONT_KNOW), "Nobody in Sales could say in either round."),
    ],
)
def test_shift_that_cannot_be_shown_says_why(absences: tuple[Absence | None, Absence | None], words: str) -> None:
    label = Label.HIDDEN if Absence.MINIMUM in absences else Label.FEW
    assert shift_words(shift(label, None, absences)) == words


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("is_real", "The gap was 58 and is 31 (Sales higher both times): a small change, but more than chance."),
        ("narrowed", "The gap narrowed from 58 to 31 (Sales higher both times), by more than chance."),
        ("widened", "The gap widened from 58 to 31 (Sales higher both times), by more than chance."),
        ("", "The gap was 58 and is 31 (Sales higher both times): the change may be chance."),
    ],
)
def test_gap_moves_in_words_only_beyond_chance(verdict: str, words: str) -> None:
    flags = {name: name == verdict for name in ("narrowed", "widened", "turned", "is_real")}
    moved = GapShift(before="+58", now="+31", change=-27.0, printed_change="−27", printed_range=None, **flags)
    assert gap_shift_words(moved) == words
    assert "chance" in gap_shift_verdict(moved)
    unmoved = replace(moved, before="+31", narrowed=False, widened=False, turned=False)
    assert (
        gap_shift_words(unmoved)
        == "The gap was 31 and is 31 (Sales higher both times): the same to the nearest point."
    )
    assert gap_shift_verdict(unmoved) == "the same to the nearest point"


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ("−47", "−36", "The gap was 47 and is 36 (Marketing higher both times): the change may be chance."),
        ("−3", "+3", "The gap was 3 and is 3 (Marketing higher before, Sales now): the change may be chance."),
        ("−9", "0", "The gap was 9 and is 0 (Marketing higher before): the change may be chance."),
        ("0", "+9", "The gap was 0 and is 9 (Sales higher now): the change may be chance."),
        ("0", "0", "The gap was 0 and is 0: the same to the nearest point."),
    ],
)
def test_gap_is_told_without_signs_by_who_stands_higher(before: str, now: str, words: str) -> None:
    assert gap_shift_words(gap_shift(before, now)) == words


def test_gap_that_turned_says_who_stood_higher_and_who_does() -> None:
    turned = replace(gap_shift("+58", "−31"), turned=True, is_real=True)
    assert gap_shift_words(turned) == (
        "The gap turned round, by more than chance: Sales stood higher by 58, now Marketing does by 31."
    )
    assert gap_shift_verdict(turned) == "turned round by more than chance"


def gap_shift(before: str, now: str) -> GapShift:
    return GapShift(
        before=before,
        now=now,
        change=0.0,
        printed_change="0",
        printed_range=None,
        narrowed=False,
        widened=False,
        turned=False,
        is_real=False,
    )


def test_change_of_a_question_is_told_for_both_teams_and_the_gap() -> None:
    series = change_series(rounds([row("S7", LOW, LOW)], [row("S7", HIGH, LOW)]))
    assert series is not None
    assert change_words(series.rows[0]) == (
        "Sales moved up by 70 points, from 15 to 85: a clear change. Marketing 15 before, 15 now: about as before. "
        "The gap widened from 0 to 70 (Sales higher now), by more than chance."
    )


def test_broken_question_says_why() -> None:
    now = row("S7", HIGH, LOW)
    other = replace(now, item=replace(now.item, text="Are leads called?"))
    labels = replace(now, item=replace(now.item, labels=("a", "b", "c", "d", "e")))
    said = []
    for before in (row("S1", LOW, LOW), other, labels, now):
        series = change_series(rounds([before], [now]))
        assert series is not None
        said.append(break_words(series.rows[0]))
    assert said == [
        "Not asked in the round before.",
        "Asked in other words before, so the two cannot be compared: “Are leads called?”",
        "Asked with other answers to choose from before, so the two cannot be compared.",
        "",
    ]


def test_index_of_two_rounds_is_told_without_a_verdict() -> None:
    codes = ("S1", "S2", "S5")
    series = change_series(rounds([row(code, LOW, LOW) for code in codes], [row(code, HIGH, HIGH) for code in codes]))
    assert series is not None
    assert series.index is not None
    assert index_shift_words(series.index) == (
        "Index 15 before, 85 now (+70), from the 3 scored questions that both rounds can use."
    )
    assert [no_index_shift_words(reason) for reason in Reason] == [
        "The two rounds share no scored question, so there is no index to compare.",
        "Too few scored questions can be used in both rounds, so there is no index to compare.",
        "Too few scored questions can be used in both rounds, so there is no index to compare.",
    ]


def test_cautions_name_who_may_be_others_now() -> None:
    cautions = [
        Caution(team=Team.SALES, rate_moved=True, size_moved=True),
        Caution(team=Team.MARKETING, rate_moved=True, size_moved=False),
    ]
    assert caution_change_words(cautions) == [
        "Sales has grown or shrunk by a quarter or more: partly other people speak now.",
        "Sales took part very differently than before: partly other people may speak now.",
        "Marketing took part very differently than before: partly other people may speak now.",
    ]
    assert caution_change_words([]) == []


def test_trend_names_every_break_of_a_line() -> None:
    now = row("S7", HIGH, LOW)
    other = replace(now, item=replace(now.item, text="Are leads called?"))
    nobody: Histogram = (0, 0, 0, 0, 0)
    found = [
        rounds([other], [now]),
        rounds([now], [row("S1", LOW, LOW)], [now]),
        rounds([now], [row("S7", FEW, LOW)]),
        rounds([now], [row("S7", FEW, nobody, dk=(0, 6))]),
        rounds([now], [now], [now]),
    ]
    trends = [trend_series(report) for report in found]
    assert [trend_notes(trend.lines[0], trend.rounds) for trend in trends] == [
        ["Asked differently from “Two” on, so the line is broken there."],
        ["Not asked in “Two”."],
        ["Sales is hidden in “Two”, to protect anonymity."],
        ["Sales is hidden in “Two”, to protect anonymity.", "Nobody in Marketing could say in “Two”."],
        [],
    ]


def test_index_trend_names_every_break() -> None:
    codes = ("S1", "S2", "S5")
    low, high = [row(code, LOW, LOW) for code in codes], [row(code, HIGH, HIGH) for code in codes]
    others = [replace(one, item=replace(one.item, text="Other words?")) for one in low]
    found = [rounds(low, high), rounds([row("S1", LOW, LOW)], low, high), rounds(others, high)]
    trends = [trend_series(report) for report in found]
    assert [index_trend_notes(trend.index, trend.rounds) for trend in trends] == [
        [],
        ["“One” has no index."],
        ["The index of “Two” counts other questions than the one before."],
    ]
