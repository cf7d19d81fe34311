"""The deck as a whole: slides of the sections, titles, notes, alternatives, bytes that depend on the report alone."""

from __future__ import annotations

import datetime
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
import time_machine

from accounts.branding import Brand
from assessments.books import SECTIONS, Audience, Book, Section
from assessments.releases import ReleasedRound
from assessments.scales import Team
from reports.document import Report
from reports.renderers.deck import render
from reports.renderers.look import COLORS
from reports.series import dimension_rows, round_overview, still_unplanned, talks
from reports.wording import (
    discussion_prompts,
    headline,
    index_sentence,
    lead,
    mirror_finding,
    reveal_words,
    summary_sentences,
)
from tests.accounts.logo_files import picture
from tests.reports import decks
from tests.reports.example_reports import make_report, nine_questions, row, two_rounds, whole_book

WHOLE = render(whole_book())


def eyebrows(content: bytes) -> list[str]:
    """The line over each title, without the cover."""
    _cover, *slides = decks.opened(content).slides
    return [slide.placeholders[13].text_frame.text for slide in slides]


def of(sections: tuple[Section, ...], report: Report | None = None) -> bytes:
    report = report or whole_book()
    return render(replace(report, book=replace(report.book, sections=sections)))


# --- The file -------------------------------------------------------------------------------------------------------
def test_same_report_gives_the_same_bytes_at_any_time() -> None:
    with time_machine.travel(datetime.datetime(2031, 5, 17, 12, 30, 59, tzinfo=datetime.UTC)):
        assert render(whole_book()) == WHOLE


def test_every_part_of_the_file_is_well_formed_and_named() -> None:
    parts = decks.parts(WHOLE)
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(part)
    assert next(iter(parts)) == "[Content_Types].xml"
    assert not [name for name in parts if "thumbnail" in name or "printerSettings" in name]
    assert len([name for name in parts if name.startswith("ppt/slideLayouts/slideLayout")]) == 2


def test_slides_are_wide_and_of_our_own_theme() -> None:
    deck = decks.opened(WHOLE)
    assert (deck.slide_width / decks.EMU, deck.slide_height / decks.EMU) == (960, 540)
    theme = decks.parts(WHOLE)["ppt/theme/theme1.xml"].decode()
    assert 'typeface="Arial"' in theme
    assert "Calibri" not in theme
    assert COLORS[Team.SALES][1:].upper() in theme


def test_dates_of_the_file_are_those_of_the_round() -> None:
    properties = decks.opened(WHOLE).core_properties
    assert properties.created == properties.modified == datetime.datetime(2026, 10, 30)  # noqa: DTZ001
    assert properties.author == "Berg & Partners"
    assert properties.title.startswith("Northwind Instruments: ")


@pytest.mark.parametrize(
    "text", ["\x00\x07\x1b", "\ud800", "\ufffe\uffff", "\u200f\u202e", "]]>&<x/>", "e\u0301" * 40]
)
def test_no_character_breaks_a_file(text: str) -> None:
    report = whole_book()
    released: ReleasedRound = replace(report.released, organization=f"A{text}B", title=f"C{text}D")
    comments = tuple(replace(each, text=f"E{text}F", is_pinned=True) for each in report.comments)
    content = render(replace(report, released=released, comments=comments, brand=Brand(name=f"G{text}H")))
    for name, part in decks.parts(content).items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(part)
    assert "E" in decks.words(content)


# --- Sections -------------------------------------------------------------------------------------------------------
def test_cover_names_the_organization_the_round_and_the_day() -> None:
    cover = decks.texts_of(decks.opened(WHOLE).slides[0])
    assert cover[0] == "How Sales and Marketing see their work together"
    assert cover[1].split("\n") == [
        "Northwind Instruments",
        "Sales and Marketing · Autumn",
        "Closed on October 30, 2026",
    ]
    assert "Berg & Partners" in cover


def test_slides_stand_in_the_order_of_the_sections() -> None:
    content = of((Section.METHOD, Section.AGENDA, Section.SUMMARY))
    assert list(dict.fromkeys(eyebrows(content))) == [
        "Method and privacy", "Workshop agenda", "In one sentence", "Summary", "Index and findings",
    ]  # fmt: skip


@cache
def alone(section: Section) -> list[str]:
    found = eyebrows(of((section,)))
    return found[:1] if section is Section.GAPS else found


@pytest.mark.parametrize("digit", range(4))
def test_sections_that_are_left_out_leave_no_slide(digit: int) -> None:
    """Those with the same binary digit in their number at once: so each is left out beside each other one, once."""
    for bit in (0, 1):
        left_out = [each for number, each in enumerate(Section) if number >> digit & 1 == bit]
        rest = set(eyebrows(of(tuple(each for each in Section if each not in left_out))))
        for section in left_out:
            if section is not Section.CONTACT:
                shared = {"Working agreement"} if section is Section.COMMENTS else set()
                own = {each for each in alone(section) if not each.startswith("Question ")} - shared
                assert alone(section)
                assert not own & rest, section


def test_summary_says_the_sentences_of_every_other_book() -> None:
    report = whole_book()
    content = of((Section.SUMMARY,))
    sentence, own, few, cards = list(decks.opened(content).slides)[1:]
    assert sentence.shapes.title.text_frame.text == headline(report)
    assert lead(report) in decks.texts_of(sentence)
    assert report.book.summary in decks.texts_of(own)
    assert [text for text in decks.texts_of(few) if text in summary_sentences(report)] == list(
        summary_sentences(report)
    )
    assert cards.shapes.title.text_frame.text == index_sentence(report)


def test_book_of_single_questions_has_a_slide_for_each() -> None:
    report = nine_questions()
    found = [text for text in eyebrows(of((Section.QUESTIONS,), report)) if text.startswith("Question ")]
    assert [text.split(" · ")[0] for text in found] == [f"Question {place}" for place in range(1, 10)]


def test_leaders_see_the_proposed_questions_after_the_gaps() -> None:
    report = nine_questions()
    content = of(SECTIONS[Audience.LEADERS], report)
    found = [text.split(" · ")[0] for text in eyebrows(content) if text.startswith("Question ")]
    assert found == [f"Question {one.row.position}" for one in round_overview(report).proposed]
    assert eyebrows(content).index(
        next(text for text in eyebrows(content) if text.startswith("Question "))
    ) == 1 + max(place for place, text in enumerate(eyebrows(content)) if text == "All questions at a glance")


def test_question_slide_says_finding_and_expectation_and_its_notes_the_prompts() -> None:
    report = whole_book()
    talk = next(each for each in talks(report) if each.item.code == "S7")
    slide = next(
        slide
        for slide in decks.opened(of((Section.QUESTIONS,))).slides
        if slide.shapes.title.text_frame.text == f"7. {reveal_words(talk.mirror)}"
    )
    said, notes = "\n".join(decks.texts_of(slide)), decks.notes_of(slide)
    assert f"Question 7 · {talk.item.short_name} · about Sales" in said
    for words in (report.book.notes["S7"], talk.item.text):
        assert words in said
        assert words in notes
    for words in discussion_prompts(talk.mirror, talk.item):
        assert words in notes
        assert words not in said
    assert {"57", "Sales higher"} <= set(decks.texts_of(slide))
    assert "Sales 79, Marketing 22. 57 points apart, Sales higher. Clear gap." in said


def test_only_chosen_comments_are_shown() -> None:
    text = decks.words(WHOLE)
    assert "Nobody tells us what became of a lead." in text
    assert "We were asked once, two years ago." not in text


def test_first_round_has_no_trend_and_a_book_without_contact_no_last_slide() -> None:
    assert eyebrows(of((Section.TREND, Section.CONTACT), nine_questions())) == []


def test_plan_and_agreement_that_are_not_there_yet_are_blanks() -> None:
    content = of((Section.PLAN, Section.AGREEMENT), nine_questions())
    plan, agreement = list(decks.opened(content).slides)[1:]
    (table,) = [shape.table for shape in plan.shapes if shape.has_table]
    assert [[cell.text_frame.text for cell in row.cells] for row in table.rows][1:] == [[""] * 6] * 3
    assert plan.shapes.title.text_frame.text == "Nothing is planned yet: fill it in together"
    assert "to be filled in" in agreement.placeholders[13].text_frame.text
    assert len([shape for shape in agreement.shapes if shape.name == "Line to write on"]) == 12


def test_agreement_holds_promises_and_room_for_signatures() -> None:
    text = "\n".join(decks.texts_of(list(decks.opened(of((Section.AGREEMENT,))).slides)[1]))
    assert "Sales makes first contact with each lead within 24 hours." in text
    assert "For Marketing: Mara Lind, Head of Marketing" in text
    assert "Version 2 of November 6, 2026 · signed on November 9, 2026" in text


def test_mirror_says_how_often_teams_are_mistaken() -> None:
    report = two_rounds()
    title = decks.titles(of((Section.MIRROR,), report))[1]
    assert title == mirror_finding([talk.mirror for talk in talks(report)])


def test_topics_say_their_scores_gap_and_index() -> None:
    report = nine_questions()
    slide = list(decks.opened(of((Section.DIMENSIONS,), report)).slides)[1]
    said = decks.texts_of(slide)
    for topic in dimension_rows(report):
        assert topic.reading
        numbers = {topic.reading.printed_sales, topic.reading.printed_marketing, topic.reading.printed_apart}
        assert {topic.name, *numbers, topic.reading.whole.printed} <= set(said)


def test_seal_is_short_on_the_slide_and_whole_in_its_notes() -> None:
    report = whole_book()
    slide = list(decks.opened(of((Section.METHOD,), report)).slides)[-1]
    assert f"{report.digest[:12]} …" in "\n".join(decks.texts_of(slide))
    assert report.digest not in "\n".join(decks.texts_of(slide))
    assert report.digest in decks.notes_of(slide)


def test_worksheet_begins_with_the_questions_that_are_proposed() -> None:
    report = nine_questions()
    slide = list(decks.opened(of((Section.WORKSHEET,), report)).slides)[1]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    first, *others = zip(*[[cell.text_frame.text for cell in row.cells] for row in list(table.rows)[1:]], strict=True)
    assert list(first) == [f"{one.row.position}. {one.row.name}" for one in round_overview(report).proposed][:3]
    assert set(others) == {("", "", "")}


def test_worksheet_leaves_out_what_is_planned() -> None:
    report = whole_book()
    planned = {focus.code for focus in report.plan if focus.actions}
    wanted = [f"{one.row.position}. {one.row.name}" for one in round_overview(report).proposed]
    left = [f"{one.row.position}. {one.row.name}" for one in still_unplanned(report)]
    slide = list(decks.opened(of((Section.WORKSHEET,), report)).slides)[1]
    assert planned
    assert set(left) < set(wanted)
    assert [name for name in wanted if name in decks.texts_of(slide)] == left[:3]


# --- Everybody ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("report", [whole_book(), nine_questions(), two_rounds(), make_report([])])
def test_every_slide_has_a_title_of_its_own_and_notes(report: Report) -> None:
    content = render(report)
    assert all(decks.titles(content))
    places = zip(["", *eyebrows(content)], decks.titles(content), strict=True)
    assert [place for place, count in Counter(places).items() if count > 1] == []
    assert all(decks.notes_of(slide) for slide in decks.opened(content).slides)


def test_what_speaks_has_an_alternative_and_the_rest_is_decoration() -> None:
    for slide in decks.opened(WHOLE).slides:
        for shape in slide.shapes:
            is_text = shape.has_text_frame and shape.text_frame.text
            assert is_text or decks.alternative(shape) or decks.is_decoration(shape), shape.name
            assert not (decks.alternative(shape) and decks.is_decoration(shape))


def test_shapes_have_ids_of_their_own() -> None:
    for slide in decks.opened(WHOLE).slides:
        ids = [shape.shape_id for shape in decks.shapes_of(slide)]
        assert len(set(ids)) == len(ids)


def test_foot_is_read_last() -> None:
    for slide in list(decks.opened(WHOLE).slides)[1:]:
        assert [shape.name for shape in slide.shapes][-2:] == ["Footer", "Slide number"]
        assert slide.shapes[-2].text_frame.text == "Berg & Partners · Northwind Instruments · Autumn"


# --- The brand ------------------------------------------------------------------------------------------------------
def test_deck_wears_accent_and_logo() -> None:
    logo = picture()
    content = render(replace(nine_questions(), brand=Brand(name="Berg", logo=logo, accent="#7a1f3d")))
    assert b'<a:accent1><a:srgbClr val="7A1F3D"/>' in decks.parts(content)["ppt/theme/theme1.xml"]
    (shape,) = [each for each in decks.opened(content).slides[0].shapes if hasattr(each, "image")]
    assert shape.image.blob == logo
    assert decks.alternative(shape) == "Berg"
    assert round(shape.width / shape.height, 2) == 3


def test_logo_stands_on_cover_and_contact_and_once_in_the_file() -> None:
    report = replace(whole_book(), brand=Brand(name="Berg", logo=picture()))
    content = of((Section.CONTACT,), report)
    pictures = [shape for slide in decks.opened(content).slides for shape in slide.shapes if hasattr(shape, "image")]
    assert [shape.image.blob for shape in pictures] == [picture()] * 2
    assert [name for name in decks.parts(content) if "media" in name] == ["ppt/media/image1.png"]


@pytest.mark.parametrize(("accent", "words"), [("#0f6164", "FFFFFF"), ("#ffd400", "17232B")])
def test_words_on_the_cover_can_be_read_on_any_accent(accent: str, words: str) -> None:
    content = render(replace(make_report([row("S7", (0, 0, 1, 6, 5), (5, 6, 1, 0, 0))]), brand=Brand(accent=accent)))
    layout = next(part for name, part in decks.parts(content).items() if b'name="Cover"' in part)
    assert f'<a:srgbClr val="{words}"/>'.encode() in layout


def test_book_may_hold_nothing_but_its_cover() -> None:
    assert len(decks.opened(render(replace(nine_questions(), book=Book(sections=())))).slides) == 1
