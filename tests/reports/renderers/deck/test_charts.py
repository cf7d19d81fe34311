"""Native charts read back: the same counts as the report, in the chart and in the workbook behind it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assessments.books import Book, Section
from assessments.scales import Scale, Team
from reports.document import Report
from reports.renderers.deck import render
from reports.series import distribution, gap_series, trend_series
from tests.reports import decks
from tests.reports.example_reports import compared, make_report, nine_questions, row, whole_book


def charts(report: Report, *sections: Section) -> list[Any]:
    return decks.charts(render(replace(report, book=Book(sections=sections))))


def test_chart_of_a_question_holds_the_counts_of_the_report() -> None:
    report = nine_questions()
    found = charts(report, Section.QUESTIONS)
    assert len(found) == 9
    for gap, chart in zip(gap_series(report).rows, found, strict=True):
        question = distribution(report, gap.position)
        teams = [question.distribution(team).segments for team in Team]
        counts = [[segments[place].count if segments else None for segments in teams] for place in range(5)]
        plot = chart.plots[0]
        assert [series.name for series in plot.series] == list(question.labels)
        assert [list(series.values) for series in plot.series] == counts
        names, sales, marketing = decks.sheet_of(chart)
        assert names[1:] == list(question.labels)
        assert [[sales[place + 1], marketing[place + 1]] for place in range(5)] == counts
        assert (sales[0], marketing[0]) == ("Sales", "Marketing")


def test_hidden_team_is_empty_in_chart_and_workbook() -> None:
    (chart,) = charts(make_report([row("S7", (0, 0, 1, 6, 5), (1, 2, 1, 0, 0))]), Section.QUESTIONS)
    assert [list(series.values)[1] for series in chart.plots[0].series] == [None] * 5
    assert decks.sheet_of(chart)[2] == ["Marketing", None, None, None, None, None]


def test_yes_or_no_has_two_answers() -> None:
    tally = row("S7", (3, 0, 0, 0, 9), (5, 0, 0, 0, 4))
    asked = replace(tally.item, scale=Scale.YESNO, labels=("No", "", "", "", "Yes"))
    (chart,) = charts(make_report([replace(tally, item=asked)]), Section.QUESTIONS)
    assert [(series.name, tuple(series.values)) for series in chart.plots[0].series] == [
        ("No", (3, 5)),
        ("Yes", (9, 4)),
    ]


def test_trend_holds_printed_scores_of_all_rounds() -> None:
    report = whole_book()
    lines = {line.row.code: line for line in trend_series(report).lines if line.is_comparable}
    found = charts(report, Section.TREND)
    assert len(found) == len(lines) == 2
    for line, chart in zip(lines.values(), found, strict=True):
        for team, series in zip(Team, chart.plots[0].series, strict=True):
            assert [str(int(value)) for value in series.values] == [point.printed for point in line.points(team)]


def test_line_is_broken_where_a_question_was_reworded() -> None:
    first = make_report([row("S7", (0, 1, 3, 6, 2), (4, 4, 1, 0, 0)), row("S9", (3, 4, 4, 1, 0), (4, 4, 1, 0, 0))])
    (asked, other) = first.released.tally.items
    again = make_report([asked, other])
    reworded = make_report([replace(asked, item=replace(asked.item, text="Other words", version=2)), other])
    third = compared(reworded, compared(again, first))
    chart = charts(third, Section.TREND)[0]
    values = [tuple(series.values) for series in chart.plots[0].series]
    assert [len([value for value in each if value is not None]) for each in values] == [2, 1, 2, 1]
    assert [series.name for series in chart.plots[0].series] == ["Sales", "Sales", "Marketing", "Marketing"]


@pytest.mark.parametrize("text", ["=1+1", "=cmd|' /C calc'!A0", "{=2+2}", "@SUM(1)", "+1", "-1", "http://example.com"])
def test_no_words_are_a_formula_in_a_workbook(text: str) -> None:
    tally = row("S7", (0, 0, 1, 6, 5), (5, 6, 1, 0, 0))
    labels = tuple(f"{text}{mark}" for mark in ("", " 2", " 3", " 4", " 5"))
    now = make_report([replace(tally, item=replace(tally.item, text=text, labels=labels))])
    report = replace(now, released=replace(now.released, organization=text, title=text))
    content = render(compared(report, report))
    assert len(decks.embedded(content)) == 2
    assert decks.formulas(content) == []
    assert text in decks.words(content)
