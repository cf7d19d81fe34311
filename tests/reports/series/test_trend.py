from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from assessments.scales import Team
from assessments.tallies import Histogram, ItemTally
from reports.analysis.index import Reason, Stage
from reports.document import Report
from reports.series import PointAbsence, TrendLine, gap_series, trend_line, trend_series
from tests.reports.example_reports import compared, make_report, nine_questions, row
from tests.reports.strategies import some, whole_reports

LOW: Histogram = (6, 5, 1, 0, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)
FEW: Histogram = (0, 1, 2, 1, 0)


def rounds(*asked: list[ItemTally]) -> Report:
    """The report of the last of these rounds."""
    report = make_report(asked[0])
    for rows in asked[1:]:
        report = compared(make_report(rows), report)
    return report


def other_words(tally: ItemTally) -> ItemTally:
    return replace(tally, item=replace(tally.item, text="Are leads called?"))


def points(line: TrendLine, team: Team = Team.SALES) -> list[tuple[str | None, bool]]:
    return [(point.printed, point.joins) for point in line.points(team)]


def test_trend_has_a_point_a_round_oldest_first() -> None:
    report = rounds([row("S7", LOW, LOW)], [row("S7", HIGH, LOW)], [row("S7", HIGH, LOW)])
    line = trend_line(report, 1)
    assert points(line) == [("15", False), ("85", True), ("85", True)]
    assert [name.code for name in trend_series(report).rounds] == ["EARLIER2", "EARLIER3", "R7K2M9"]
    assert line.is_comparable


def test_trend_of_one_round_is_none() -> None:
    trend = trend_series(nine_questions())
    assert trend.is_one_round
    assert [line.is_comparable for line in trend.lines] == [False] * 9


def test_line_is_broken_where_the_words_changed() -> None:
    line = trend_line(rounds([other_words(row("S7", LOW, LOW))], [row("S7", HIGH, LOW)]), 1)
    assert points(line) == [("15", False), ("85", False)]
    assert [point.is_reworded for point in line.sales] == [False, True]


def test_line_is_broken_where_a_team_is_hidden_and_only_there() -> None:
    line = trend_line(rounds([row("S7", LOW, LOW)], [row("S7", FEW, LOW)], [row("S7", HIGH, LOW)]), 1)
    assert points(line) == [("15", False), (None, False), ("85", False)]
    assert line.sales[1].absence is PointAbsence.MINIMUM
    assert points(line, Team.MARKETING) == [("15", False), ("15", True), ("15", True)]


def test_line_is_broken_by_a_round_that_did_not_ask() -> None:
    line = trend_line(rounds([row("S7", LOW, LOW)], [row("S9", LOW, LOW)], [row("S7", HIGH, LOW)]), 1)
    assert points(line) == [("15", False), (None, False), ("85", False)]
    assert [point.absence for point in line.sales] == [None, PointAbsence.NOT_ASKED, None]
    assert not any(point.is_reworded for point in line.sales)


def test_words_that_changed_while_not_asked_are_still_other_words() -> None:
    line = trend_line(rounds([other_words(row("S7", LOW, LOW))], [row("S9", LOW, LOW)], [row("S7", HIGH, LOW)]), 1)
    assert [point.is_reworded for point in line.sales] == [False, False, True]


def test_team_that_could_not_say_has_its_own_reason() -> None:
    line = trend_line(rounds([row("S7", (0, 0, 0, 0, 0), LOW, dk=(6, 0))], [row("S7", HIGH, LOW)]), 1)
    assert [point.absence for point in line.sales] == [PointAbsence.DONT_KNOW, None]


def test_trend_of_a_reversed_question_has_high_as_good() -> None:
    assert points(trend_line(rounds([row("L22", LOW, LOW)], [row("L22", HIGH, LOW)]), 1)) == [
        *(("85", False), ("15", True)),
    ]


def test_index_points_say_on_how_many_questions_they_rest() -> None:
    codes = ("S1", "S2", "S5")
    report = rounds(
        [row("S1", LOW, LOW)], [row(code, LOW, LOW) for code in codes], [row(c, HIGH, HIGH) for c in codes]
    )
    assert [(one.printed, one.stage, one.lacking, one.used, one.joins) for one in trend_series(report).index] == [
        (None, None, Reason.FEW_ITEMS, 0, False),
        ("15", Stage.TWO_WORLDS, None, 3, False),
        ("85", Stage.ONE_TEAM, None, 3, True),
    ]


def test_trend_of_no_such_place_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        trend_line(nine_questions(), 10)


@some
@given(whole_reports())
def test_newest_point_is_the_mark_of_the_gap_chart(report: Report) -> None:
    for line, shown in zip(trend_series(report).lines, gap_series(report).rows, strict=True):
        for team in Team:
            mark, newest = shown.mark(team), line.points(team)[-1]
            assert newest.printed == (mark.printed if mark else None)
            assert len(line.points(team)) == len(report.rounds)
            assert all((point.printed is None) is (point.absence is not None) for point in line.points(team))
            assert not any(point.joins for point in line.points(team) if point.printed is None or point.is_reworded)
