from __future__ import annotations

import json

from assessments.books import SECTIONS, Audience, Book, Contact, Paper, Section, dump_book, load_book


def test_book_survives_storing() -> None:
    book = Book(
        sections=(Section.GAPS, Section.SUMMARY),
        paper=Paper.LETTER,
        summary="Two sentences.\nIn two lines.",
        notes={"S1": "Ask Petra."},
        contact=Contact(name="Casey", company="Common Ground", email="casey@example.com"),
    )
    assert load_book(json.loads(json.dumps(dump_book(book)))) == book


def test_section_that_is_no_more_is_left_out() -> None:
    assert load_book({**dump_book(Book()), "sections": ["gaps", "horoscope"]}).sections == (Section.GAPS,)


def test_every_audience_has_its_sections_once() -> None:
    for audience in Audience:
        assert len(set(SECTIONS[audience])) == len(SECTIONS[audience])
    assert SECTIONS[Audience.FULL] == tuple(Section)


def test_contact_is_empty_without_a_name_or_a_way_to_reach() -> None:
    assert Contact(words="Call us.").is_empty
    assert not Contact(phone="+1 555 0100").is_empty
