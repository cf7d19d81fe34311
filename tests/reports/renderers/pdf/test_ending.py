from __future__ import annotations

from dataclasses import replace

from accounts.branding import Brand
from assessments.books import Contact, Section
from reports.document import Report
from reports.renderers.pdf import ending, render
from reports.wording import untranslated
from tests.reports.example_reports import make_report, nine_questions, row, whole_book
from tests.reports.renderers.pdf.reading import logo, only, pages, tags, text


def reaching(**contact: str) -> Report:
    report = nine_questions()
    return only(replace(report, book=replace(report.book, contact=Contact(**contact))), Section.CONTACT)


def test_method_prints_what_was_promised_and_who_answered() -> None:
    report = nine_questions()
    (notice,) = report.released.notice.values()
    printed = text(only(report, Section.METHOD))
    assert [words for words in (notice.title, *map(" ".join, notice.promises)) if words not in printed] == []
    assert "Sales 12 14 86% Marketing 9 9 100%" in printed
    assert "at least 5 of its people" in printed
    assert "0f" * 32 in printed.replace(" ", "")


def test_uncounted_team_has_no_share_and_a_small_one_a_warning() -> None:
    few = make_report([row("S1", (4, 5, 3, 0, 0), (0, 1, 2, 0, 0))], marketing=(None, 3))
    printed = text(only(few, Section.METHOD))
    assert "Marketing 3 – not known: nobody counted the team" in printed
    assert "Marketing: 3 answered, at least 5 are needed to show anything of this team." in printed


def test_contact_stands_under_words_of_its_own() -> None:
    _cover, page = pages(reaching(name="Ada Berg", company="Berg", email="ada@example.com", words="Let us talk."))
    assert "Let us talk. Ada Berg Berg ada@example.com" in page


def test_contact_wears_the_logo_of_the_consultant_and_not_of_the_client() -> None:
    report = reaching(email="ada@example.com", company="Berg")
    client = replace(report, brand=Brand(logo=logo()))
    assert tags(render(client), "/Figure") == ["Northwind Instruments"]  # on the cover
    assert tags(render(replace(report, contact_logo=logo())), "/Figure") == ["Berg"]


def test_contact_without_words_asks_the_usual_question() -> None:
    _cover, page = pages(reaching(phone="+46 8 123 456"))
    assert "Do strategic planning and team work need more thought? +46 8 123 456" in page


def test_contact_that_nobody_filled_in_or_wants_has_no_page() -> None:
    assert ending.contact(nine_questions(), untranslated) is None
    assert "ada@example.com" not in text(only(whole_book(), Section.METHOD))
