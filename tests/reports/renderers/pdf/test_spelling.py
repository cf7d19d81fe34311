from __future__ import annotations

from dataclasses import replace

from assessments.books import Book
from reports.renderers.pdf.spelling import spelled
from tests.reports.example_reports import nine_questions, whole_book

NAMES = {ord("京"): "[capital]", ord("都"): "[city]", ord("\u0301"): ""}


def test_all_that_people_wrote_is_spelled_and_nothing_else_changes() -> None:
    report = whole_book()
    strange = replace(report, book=Book(summary="a京b", notes={"S7": "e\u0301"}))
    assert spelled(strange, NAMES) == replace(report, book=Book(summary="a[capital]b", notes={"S7": "e"}))
    assert spelled(report, NAMES) == report


def test_questions_are_spelled_in_the_release_and_in_the_analysis() -> None:
    report = nine_questions()
    first = report.released.tally.items[0].item.text
    found = spelled(report, {ord(first[0]): "京"})
    assert found.released.tally.items[0].item.text == found.analysis.items[0].item.text == "京" + first[1:]


def test_many_in_a_row_are_counted() -> None:
    assert spelled("To 京都" + "京 都 " * 10 + "end", NAMES) == "To [22 characters, cjk] end"
    assert spelled("京都" * 9, NAMES) == "[capital][city]" * 9


def test_nothing_is_made_anew_without_a_spelling() -> None:
    report = nine_questions()
    assert spelled(report, {}) is report
