"""What stands in the files, saved by buttons and fields; links made and taken back."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments import handouts
from assessments.books import LONGEST_NOTE, LONGEST_SUMMARY, SECTIONS, Audience, Book, Contact, Paper, Section
from assessments.forms.books import book_initial
from assessments.models import Assessment, Round, ShareChoice, ShareLink
from assessments.services import sharing
from assessments.services.books import save_book
from tests.builders import make_closed_round, make_draft, make_question, make_round, make_share

pytestmark = pytest.mark.django_db

WHOLE = Book(
    sections=(Section.GAPS, Section.SUMMARY, Section.CONTACT),
    paper=Paper.LETTER,
    summary="First.\nSecond.",
    notes={"Q2": "Ask Petra."},
    contact=Contact(name="Casey", company="Common Ground", email="c@example.com", phone="555", words="Let us talk."),
    language="de",
)


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round([], [], organization=organization)


@pytest.fixture
def here(round: Round) -> str:
    return f"/o/acme/rounds/{round.code}/book/"


def typed(round: Round, **changes: str) -> dict[str, str]:
    """The form as a browser sends it right after it was shown, but for `changes`."""
    initial = book_initial(handouts.saved_book(round), handouts.asked_items(round))
    sent = {name: value.replace("\n", "\r\n") for name, value in initial.items()}
    return {**sent, "act": "save", **changes}


def book(round: Round) -> Book:
    return handouts.saved_book(round).book


def words(content: bytes) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", content.decode())).split())


# --- Saving ----------------------------------------------------------------------------------------------------------
def test_everything_that_is_typed_is_kept(as_editor: Client, round: Round, here: str) -> None:
    response = as_editor.post(
        f"{here}save/",
        typed(
            round,
            sections="gaps,summary,contact",
            paper="us-letter",
            language="de",
            summary="First.  \r\nSecond.",
            note_2="Ask Petra.",
            contact_name=" Casey ",
            contact_company="Common Ground",
            contact_email="c@example.com",
            contact_phone="555",
            contact_words="Let us talk.",
        ),
    )
    assert (response.status_code, response.headers["Location"]) == (302, here)
    assert handouts.saved_book(round) == handouts.SavedBook(WHOLE, 1)
    assert "Saved. Files made from now on have it." in words(as_editor.get(here).content)


def test_page_sent_back_untouched_saves_what_was_there(as_editor: Client, round: Round, here: str) -> None:
    save_book(round=round, book=WHOLE, edited=0)
    as_editor.post(f"{here}save/", typed(round))
    assert handouts.saved_book(round) == handouts.SavedBook(WHOLE, 1)


@pytest.mark.parametrize(
    ("act", "sections", "button"),
    [
        ("up summary", (Section.SUMMARY, Section.GAPS, Section.CONTACT), "up-summary"),
        ("up gaps", WHOLE.sections, "up-gaps"),
        ("remove contact", (Section.GAPS, Section.SUMMARY), "add-contact"),
        ("add mirror", (Section.GAPS, Section.SUMMARY, Section.MIRROR, Section.CONTACT), "remove-mirror"),
        ("audience workshop", SECTIONS[Audience.WORKSHOP], "audience-workshop"),
        ("nonsense", WHOLE.sections, "parts"),
        ("up \r\nX-Evil: 1", WHOLE.sections, "parts"),
    ],
)
def test_button_arranges_saves_and_comes_back_to_itself(
    as_editor: Client, round: Round, here: str, act: str, sections: tuple[Section, ...], button: str
) -> None:
    save_book(round=round, book=WHOLE, edited=0)
    response = as_editor.post(f"{here}save/", typed(round, act=act, summary="Typed meanwhile."))
    assert response.headers["Location"] == f"{here}#{button}"
    assert f' id="{button}"' in as_editor.get(here).content.decode()
    assert (book(round).sections, book(round).summary) == (sections, "Typed meanwhile.")


def test_first_button_of_the_form_saves(as_editor: Client, here: str) -> None:
    """It is the one that Enter in a field presses."""
    form = re.search(r'<form[^>]*id="book-form".*?</form>', as_editor.get(here).content.decode(), re.DOTALL)
    assert form is not None
    assert 'value="save"' in re.findall(r"<button[^>]*>", form[0])[0]


def test_contact_block_is_switched_off_with_its_part(as_editor: Client, round: Round, here: str) -> None:
    save_book(round=round, book=WHOLE, edited=0)
    as_editor.post(f"{here}save/", typed(round, act="remove contact"))
    assert Section.CONTACT not in book(round).sections
    assert book(round).contact == WHOLE.contact


def test_open_question_has_no_note(as_editor: Client, organization: Organization) -> None:
    questions = [make_question("Q1"), make_question("O1", kind="open", scale="text", labels=[], direction="0")]
    round = make_closed_round([], [], organization=organization, questions=questions)
    page = as_editor.get(f"/o/acme/rounds/{round.code}/book/").content.decode()
    assert re.findall(r'name="note_(\d+)"', page) == ["1"]


# --- What does not fit -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"act": "remove gaps", "sections": "gaps"}, "Leave at least one part in"),
        ({"sections": ""}, "Leave at least one part in"),
        ({"sections": "horoscope,,"}, "Leave at least one part in"),
        ({"summary": "x" * (LONGEST_SUMMARY + 1)}, "at most 2000 characters (it has 2001)"),
        ({"note_1": "x" * (LONGEST_NOTE + 1)}, "at most 1000 characters (it has 1001)"),
        ({"contact_email": "nobody"}, "Enter a valid email address."),
        ({"contact_words": "x" * 301}, "at most 300 characters (it has 301)"),
        ({"paper": "a3"}, "Select a valid choice."),
        ({"summary": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_lost(
    as_editor: Client, round: Round, here: str, changes: dict[str, str], sentence: str
) -> None:
    response = as_editor.post(f"{here}save/", typed(round, **{"note_2": "Typed with care.", **changes}))
    assert response.status_code == 200
    assert sentence in words(response.content)
    assert "Typed with care." in response.content.decode()
    assert handouts.saved_book(round).edited == 0


def test_longest_texts_fit(as_editor: Client, round: Round, here: str) -> None:
    lines = "x\n" * (LONGEST_SUMMARY // 2 - 1) + "xx"
    as_editor.post(f"{here}save/", typed(round, summary=lines.replace("\n", "\r\n"), note_1="ü" * LONGEST_NOTE))
    assert (book(round).summary, book(round).notes) == (lines, {"Q1": "ü" * LONGEST_NOTE})


@pytest.mark.parametrize("base", ["", "[]", "{", "[" * 100_000, '{"summary": 7}', "null"])
def test_page_whose_base_is_broken_is_saved_all_the_same(
    as_editor: Client, round: Round, here: str, base: str
) -> None:
    assert as_editor.post(f"{here}save/", typed(round, base=base, summary="Mine.")).status_code == 302
    assert as_editor.post(f"{here}save/", typed(round, base=base, edited="0", summary="Other.")).status_code == 409
    assert book(round).summary == "Mine."


@pytest.mark.parametrize("edited", ["", "-1", "1", "9" * 30, "x", "²"])
def test_page_of_another_state_is_a_conflict(as_editor: Client, round: Round, here: str, edited: str) -> None:
    response = as_editor.post(f"{here}save/", typed(round, edited=edited, summary="Mine."))
    assert response.status_code == 409
    assert handouts.saved_book(round).edited == 0


def test_round_without_results_has_nothing_to_save(as_editor: Client, organization: Organization) -> None:
    still_open = make_round(organization=organization)
    for round in (still_open, make_draft(assessment=still_open.assessment, title="Draft")):
        assert as_editor.post(f"/o/acme/rounds/{round.code}/book/save/").status_code == 404


# --- Two people at once ----------------------------------------------------------------------------------------------
def test_second_of_two_savers_sees_both_texts_and_loses_none(as_editor: Client, round: Round, here: str) -> None:
    mine = typed(round, summary="My summary.", note_1="My note.", act="remove mirror")
    theirs = typed(round, summary="Their summary.", note_2="Their note.", contact_company="Their company")
    assert as_editor.post(f"{here}save/", theirs).status_code == 302
    response = as_editor.post(f"{here}save/", mine)
    assert response.status_code == 409
    page, text = response.content.decode(), words(response.content)
    assert "Someone else changed the files while you were writing. Nothing was overwritten." in text
    for both in ("My summary.", "Their summary.", "My note."):
        assert both in text
    assert book(round).summary == "Their summary."
    # What only the other one touched is in the form already: keeping mine keeps it.
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    again = typed(round, **{**{name: html.unescape(value) for name, value in kept.items()}, "note_1": "My note."})
    again["summary"] = "My summary."
    assert 'value="Their company"' in page
    assert "Their note." in page
    assert as_editor.post(f"{here}save/", again).status_code == 302
    saved = book(round)
    assert (saved.summary, saved.notes) == ("My summary.", {"Q1": "My note.", "Q2": "Their note."})
    assert saved.contact.company == "Their company"
    assert Section.MIRROR not in saved.sections


def test_second_who_changed_nothing_is_told_so(as_editor: Client, round: Round, here: str) -> None:
    mine = typed(round)
    as_editor.post(f"{here}save/", typed(round, summary="Theirs."))
    response = as_editor.post(f"{here}save/", mine)
    assert response.status_code == 409
    assert "You changed nothing on this page" in words(response.content)


# --- Links -----------------------------------------------------------------------------------------------------------
def share(**changes: str) -> dict[str, str]:
    return {"what": "dashboard", "days": "30", "audience": "leaders", "label": "Petra, CEO", **changes}


def test_link_is_made_and_listed(as_editor: Client, editor: User, round: Round, here: str) -> None:
    save_book(round=round, book=WHOLE, edited=0)
    response = as_editor.post(f"{here}links/new/", share(what="pdf", audience="full"))
    link = ShareLink.objects.get()
    assert response.headers["Location"] == f"{here}#link-{link.pk}"
    assert (link.what, link.label, link.made_by) == ("pdf", "Petra, CEO", editor)
    assert 29 <= (link.expires_at - timezone.now()).days <= 30
    assert handouts.shared(link).book.summary == WHOLE.summary
    page = as_editor.get(here).content.decode()
    assert sharing.share_url(link) in page
    assert "Petra, CEO" in page
    assert "Report (PDF) · Everything · until" in words(page.encode())


@pytest.mark.parametrize(
    "changes",
    [
        {"what": "everything"},
        {"days": "365"},
        {"days": ""},
        {"audience": "all"},
        {"label": "x" * 121},
        {"label": "\0"},
    ],
)
def test_link_that_does_not_fit_is_not_made(
    as_editor: Client, round: Round, here: str, changes: dict[str, str]
) -> None:
    response = as_editor.post(f"{here}links/new/", share(**changes))
    assert response.status_code == 200
    assert "Something is missing or does not fit:" in words(response.content)
    assert ShareLink.objects.count() == 0


def test_one_link_too_many_is_refused_with_a_reason(
    as_editor: Client, here: str, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sharing, "MOST_LINKS", 0)
    response = as_editor.post(f"{here}links/new/", share())
    assert "This round has as many links as it can have." in words(response.content)
    assert "Petra, CEO" in response.content.decode()


def test_link_is_taken_back_once(as_editor: Client, editor: User, round: Round, here: str) -> None:
    link = make_share(round, editor)
    for sentence in ("The link is taken back", "This link was taken back already."):
        assert as_editor.post(f"{here}links/{link.pk}/end/").headers["Location"] == f"{here}#links"
        assert sentence in words(as_editor.get(here).content)
    assert ShareLink.objects.count() == 0


def test_picture_of_a_link_is_gone_with_it(as_editor: Client, editor: User, round: Round, here: str) -> None:
    link = make_share(round, editor, what=ShareChoice.PDF)
    picture = f"{here}links/{link.pk}/code.svg"
    assert as_editor.get(picture).headers["Content-Type"] == "image/svg+xml"
    sharing.take_back(round=round, pk=link.pk)
    assert as_editor.get(picture).status_code == 404


def test_saving_takes_the_same_queries_with_any_number_of_notes(
    as_editor: Client, organization: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assessment = Assessment.objects.create(organization=organization, name="Alignment")
    for number in (2, 20):
        questions = [make_question(f"N{number}-{place}") for place in range(number)]
        round = make_closed_round([], [], assessment=assessment, questions=questions, title=f"N{number}")
        sent = typed(round, **{f"note_{place + 1}": "Words." for place in range(number)})
        with django_assert_num_queries(10):
            as_editor.post(f"/o/acme/rounds/{round.code}/book/save/", sent)
