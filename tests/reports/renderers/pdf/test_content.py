"""The whole book: what it is made of, in which order, on which paper, and how it is tagged."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pikepdf
import pytest

from accounts.branding import Brand
from assessments.books import SECTIONS, Audience, Book, Paper, Section
from reports.document import Report
from reports.renderers.look import COLORS
from reports.renderers.pdf import render
from reports.renderers.pdf.content import content
from reports.series import Order, distribution, gap_series, mirror_series
from reports.wording import chart_summary, distribution_summary, mirror_summary, untranslated
from tests.reports.example_reports import NINE, make_report, nine_questions, row, whole_book
from tests.reports.renderers.pdf.reading import folded, only, pages, tags, text

SIZES = {Paper.A4: (595.28, 841.89), Paper.LETTER: (612, 792)}

TITLES = {
    Section.SUMMARY: "In short",
    Section.HOW: "How to read this book",
    Section.GAPS: "All questions at a glance",
    Section.MIRROR: "What each team expects of the other",
    Section.QUESTIONS: "Question by question",
    Section.DIMENSIONS: "By topic",
    Section.COMMENTS: "In their words",
    Section.TREND: "Over time",
    Section.AGENDA: "Proposed agenda of a workshop",
    Section.WORKSHEET: "Worksheet",
    Section.PLAN: "Action plan",
    Section.AGREEMENT: "Working agreement between Marketing and Sales",
    Section.METHOD: "Method and privacy",
    Section.CONTACT: "Contact",
}


def headings(report: Report) -> list[str]:
    """The titles of the sections as the PDF's own list of contents has them."""
    with pikepdf.open(io.BytesIO(render(report))) as document, document.open_outline() as outline:
        return [folded(str(one.title)) for one in outline.root]


@pytest.mark.parametrize("paper", Paper)
def test_pdf_is_tagged_on_its_paper_with_title_and_language(paper: Paper) -> None:
    report = whole_book()
    report = replace(report, book=replace(report.book, paper=paper))
    with pikepdf.open(io.BytesIO(render(report))) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == "en"
        assert str(document.docinfo["/Title"]) == (
            "Northwind Instruments: how Sales and Marketing see their work together"
        )
        assert {tuple(round(float(side), 2) for side in page.mediabox[2:]) for page in document.pages} == {
            SIZES[paper]
        }


def test_book_has_every_section_in_the_usual_order() -> None:
    assert headings(whole_book()) == list(TITLES.values())


def test_sections_stand_in_the_order_that_was_chosen() -> None:
    chosen = (Section.METHOD, Section.PLAN, Section.SUMMARY)
    assert headings(only(whole_book(), *chosen)) == [TITLES[one] for one in chosen]


@pytest.mark.parametrize("audience", Audience)
def test_cover_lists_the_sections_with_their_pages(audience: Audience) -> None:
    found = pages(only(whole_book(), *SECTIONS[audience]))
    listed = dict(re.findall(r"(.+?) (\d+)(?: |$)", found[0].split("In this book ")[1]))
    titles = [TITLES[section] for section in SECTIONS[audience]]
    assert list(listed) == titles
    assert [title in found[int(page) - 1] for title, page in listed.items()] == [True] * len(titles)


def test_book_of_nothing_is_its_cover() -> None:
    (cover,) = pages(only(whole_book()))
    assert "Northwind Instruments" in cover
    assert "In this book" not in cover


def test_first_round_has_no_trend_and_an_empty_contact_no_page() -> None:
    titles = headings(nine_questions())
    assert TITLES[Section.TREND] not in titles
    assert TITLES[Section.CONTACT] not in titles
    assert len(titles) == len(Section) - 2


def test_every_chart_is_a_figure_with_its_numbers_in_words() -> None:
    report = nine_questions()
    series, mirrored = gap_series(report, Order.GAP), mirror_series(report)
    gaps, *others = tags(render(report), "/Figure")
    assert gaps == chart_summary(series)
    assert {distribution_summary(distribution(report, row.position)) for row in series.rows} < set(others)
    assert {mirror_summary([row]) for row in mirrored.rows if any(one.is_guess for one in row.readings)} < set(others)
    assert all(others)


def test_tables_have_headers_and_headings_do_not_skip_a_level() -> None:
    content = render(whole_book())
    tables = tags(content, "/Table")
    assert tables
    assert len(tags(content, "/THead")) == len(tables)
    assert len(tags(content, "/H1")) == len(TITLES)
    assert len(tags(content, "/H2")) > len(NINE)


def test_comments_go_on_below_the_topics() -> None:
    report = whole_book()
    chapters = [[page["kind"] for page in chapter] for chapter in content(report, untranslated)["chapters"]]
    assert ["dimensions", "comments"] in chapters


def test_pages_are_numbered_and_say_whose_they_are() -> None:
    cover, *others = pages(whole_book())
    total = len(others) + 1
    assert not re.search(rf"\d+ / {total}", cover)
    assert [f"{number} / {total}" in page for number, page in enumerate(others, start=2)] == [True] * len(others)
    assert all(page.startswith("Northwind Instruments · Autumn ") for page in others)
    assert others[0].startswith("Northwind Instruments · Autumn In short In short")


def test_cover_says_a_name_once_even_where_it_is_the_brand() -> None:
    report = only(nine_questions())
    client, other = (replace(report, brand=Brand(name=name)) for name in ("Northwind Instruments", "Berg & Partners"))
    assert text(client).count("Northwind Instruments") == 1
    assert text(other).startswith("Berg & Partners Northwind Instruments")


def test_section_that_only_says_why_it_is_empty_takes_no_page() -> None:
    report = make_report([row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0))])
    _cover, page = pages(only(report, Section.GAPS, Section.MIRROR, Section.COMMENTS))
    assert "No guess can be shown" in page
    assert "Nobody wrote a comment that can be shown." in page


def test_round_with_open_questions_only_has_a_book() -> None:
    printed = text(make_report([]))
    assert "This round asked no question that can be compared." in printed
    assert "Method and privacy" in printed


@pytest.mark.parametrize(
    ("accent", "on_accent", "ink"),
    [
        ("#0f6164", "#ffffff", "#0f6164"),
        ("#ffd400", COLORS["ink"], COLORS["ink"]),
        ("#ffffff", COLORS["ink"], COLORS["ink"]),
        ("#000000", "#ffffff", "#000000"),
    ],
)
def test_words_on_and_in_the_accent_can_be_read(accent: str, on_accent: str, ink: str) -> None:
    look = content(replace(nine_questions(), brand=Brand(accent=accent)), untranslated)["look"]
    assert (look["on_accent"], look["accent_ink"]) == (on_accent, ink)
    assert look["sales"] == COLORS["sales"]


def test_settings_are_those_of_the_book() -> None:
    assert content(nine_questions(), untranslated)["paper"] == Book().paper == "a4"
