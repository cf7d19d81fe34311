from __future__ import annotations

from dataclasses import replace

from assessments.books import LONGEST_SUMMARY, Section
from reports.document import Report
from reports.renderers.pdf import opening
from reports.series import round_overview
from reports.wording import headline, lead, summary_sentences, told_cards, untranslated
from tests.reports.example_reports import make_report, nine_questions, row, two_rounds, whole_book
from tests.reports.renderers.pdf.reading import only, pages


def with_summary(words: str) -> Report:
    report = nine_questions()
    return only(replace(report, book=replace(report.book, summary=words)), Section.SUMMARY)


def test_cover_says_whose_book_it_is_and_how_many_answered() -> None:
    (cover, *_others) = pages(nine_questions())
    for words in (
        "Northwind Instruments", "Autumn", "Closed on October 30, 2026", headline(nine_questions()),
        "12 of 14", "86% answered", "9 of 9",
    ):  # fmt: skip
        assert words in cover


def test_cover_of_a_second_round_says_how_things_stand_too() -> None:
    (cover, *_others) = pages(only(two_rounds()))
    assert headline(two_rounds()) in cover
    assert lead(two_rounds()) in cover


def test_cover_of_an_uncounted_team_gives_no_share() -> None:
    (cover, *_others) = pages(only(nine_questions((None, None))))
    assert "12 answered" in cover
    assert "%" not in cover


def test_summary_is_one_page_with_sentences_index_and_cards() -> None:
    report = whole_book()
    _cover, page = pages(only(report, Section.SUMMARY))
    index = round_overview(report).index
    assert index is not None
    for words in (
        "How we read it", report.book.summary, *summary_sentences(report), f"Alignment index {index.printed} of 100",
        *(card.title for card in told_cards(report)),
    ):  # fmt: skip
        assert words in page


def test_longest_summary_leaves_the_page_whole() -> None:
    _cover, page = pages(with_summary(("Words of their own. " * 200)[:LONGEST_SUMMARY]))
    assert "Largest misjudgment" in page


def test_summary_without_own_words_or_index_says_why() -> None:
    few = only(make_report([row("S1", (0, 1, 1, 0, 0), (0, 1, 0, 0, 0))]), Section.SUMMARY)
    _cover, page = pages(few)
    assert "How we read it" not in page
    assert "No index" in page


def test_expectations_are_explained_only_where_there_are_some() -> None:
    without = make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))])
    titles = [[step["title"] for step in opening.how(one, untranslated)["steps"]] for one in (whole_book(), without)]
    assert titles == [["Scores", "Gaps", "Likely range", "Expectations"], ["Scores", "Gaps", "Likely range"]]
