from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from assessments.bank import load_bank
from assessments.books import LONGEST_NOTE, Paper, Section
from reports.document import Report
from reports.series import distribution, gap_series, talks
from reports.wording import discussion_prompts, question_sentence, sides_words
from tests.reports.example_reports import NINE, make_report, nine_questions, row, whole_book, with_groups
from tests.reports.renderers.pdf.reading import every_question, folded, only, pages

QUESTION = ("Do both teams look at the same list of customers, and decide in writing who speaks to whom? " * 4)[
    :299
] + "?"


def question_pages(report: Report) -> list[str]:
    return pages(only(report, Section.QUESTIONS))[1:]


@pytest.mark.parametrize("make", [nine_questions, whole_book])
def test_a_page_a_question_holds_all_about_it(make: Callable[[], Report]) -> None:
    report = make()
    found = question_pages(report)
    assert len(found) == len(NINE)
    for page, talk in zip(found, talks(report), strict=True):
        mirrored = talk.mirror
        assert f"{talk.position}. {talk.item.name} {talk.item.text}" in page
        assert question_sentence(distribution(report, talk.position)) in page
        assert all(folded(prompt) in page for prompt in discussion_prompts(mirrored, talk.item))
        assert not mirrored.is_asked or " ".join(sides_words(mirrored)) in page
        assert "Your notes" in page


def test_page_prints_the_numbers_of_the_series() -> None:
    report = nine_questions()
    for page, gap_row in zip(question_pages(report), gap_series(report).rows, strict=True):
        for mark in gap_row.marks:
            assert f"{mark.printed} {mark.printed_range}" in page or f"{mark.printed} everybody answered" in page
        if gap_row.printed_gap is not None:
            assert f"{gap_row.printed_apart} points apart," in page


@pytest.mark.parametrize("paper", Paper)
def test_every_question_of_the_bank_has_one_page(paper: Paper) -> None:
    report = every_question()
    found = question_pages(replace(report, book=replace(report.book, paper=paper)))
    rows = gap_series(report).rows
    assert len(found) == len(rows) == sum(not item.is_open for item in load_bank().questions)
    headed = [f"{one.position}. {one.name} {one.text}" in page for page, one in zip(found, rows, strict=True)]
    assert headed == [True] * len(rows)


@pytest.mark.parametrize("paper", Paper)
def test_longest_question_and_note_stay_on_one_page(paper: Paper) -> None:
    report = whole_book()
    asked = [replace(each, item=replace(each.item, text=QUESTION)) for each in report.released.tally.items]
    notes = {each.item.code: ("A note. " * 200)[:LONGEST_NOTE].strip() for each in asked}
    longest = make_report(asked, sales=(14, 12), marketing=(9, 9))
    found = question_pages(replace(longest, book=replace(longest.book, notes=notes, paper=paper)))
    assert [QUESTION in page and page.count("A note.") == 125 for page in found] == [True] * len(NINE)


def test_note_of_many_lines_goes_on_and_loses_no_line() -> None:
    report = make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))])
    note = "\n".join(f"line{number}" for number in range(120))
    found = question_pages(replace(report, book=replace(report.book, notes={"S7": note})))
    assert "Team Score Likely range" in found[0]
    assert [f"line{number}" in " ".join(found) for number in range(120)] == [True] * 120


def test_groups_stand_on_the_page_of_their_question() -> None:
    assert "By Region" in question_pages(with_groups())[0]


def test_guesses_are_drawn_only_where_some_may_be_shown() -> None:
    first, *_others, seventh, _eighth, _ninth = question_pages(whole_book())
    assert "Sales expects" in seventh
    assert "Sales expects" not in first
