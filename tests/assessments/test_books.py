from __future__ import annotations

import json

import pytest

from assessments.books import (
    SECTIONS,
    Audience,
    Book,
    Contact,
    Paper,
    Section,
    arranged,
    audience_of,
    dump_book,
    load_book,
)


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


def test_workshop_gets_what_each_team_expects_of_the_other_but_leaders_do_not() -> None:
    assert Section.MIRROR in SECTIONS[Audience.WORKSHOP]
    assert Section.MIRROR not in SECTIONS[Audience.LEADERS]


def test_presets_keep_the_usual_order() -> None:
    usual = list(Section)
    for audience in Audience:
        assert list(SECTIONS[audience]) == sorted(SECTIONS[audience], key=usual.index)


def test_contact_is_empty_without_a_name_or_a_way_to_reach() -> None:
    assert Contact(words="Call us.").is_empty
    assert not Contact(phone="+1 555 0100").is_empty


THREE = (Section.SUMMARY, Section.GAPS, Section.PLAN)


@pytest.mark.parametrize(
    ("act", "subject", "sections"),
    [
        ("up", "gaps", (Section.GAPS, Section.SUMMARY, Section.PLAN)),
        ("down", "gaps", (Section.SUMMARY, Section.PLAN, Section.GAPS)),
        ("up", "summary", THREE),
        ("down", "plan", THREE),
        ("remove", "gaps", (Section.SUMMARY, Section.PLAN)),
        ("add", "mirror", (Section.SUMMARY, Section.GAPS, Section.MIRROR, Section.PLAN)),
        ("add", "contact", (*THREE, Section.CONTACT)),
        ("add", "gaps", THREE),
        ("audience", "leaders", SECTIONS[Audience.LEADERS]),
        ("audience", "everybody", THREE),
        ("up", "mirror", THREE),
        ("remove", "horoscope", THREE),
        ("save", "", THREE),
        ("<b>", "gaps", THREE),
    ],
)
def test_button_arranges_the_sections(act: str, subject: str, sections: tuple[Section, ...]) -> None:
    assert arranged(THREE, act, subject) == sections


def test_what_usually_comes_first_is_added_first() -> None:
    assert arranged((Section.GAPS,), "add", "summary") == (Section.SUMMARY, Section.GAPS)
    assert arranged((), "add", "plan") == (Section.PLAN,)


def test_audience_is_recognized_until_somebody_arranges() -> None:
    for audience in Audience:
        assert audience_of(SECTIONS[audience]) is audience
        assert audience_of(arranged(SECTIONS[audience], "down", "summary")) is None
