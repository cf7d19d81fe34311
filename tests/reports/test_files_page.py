"""The page of a round's files: what it says to whom, files made and made again."""

from __future__ import annotations

import hashlib
import html
import io
import re
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Branding, Organization, Role, User
from assessments import handouts
from assessments.books import SECTIONS, Audience, Book, Contact, Section
from assessments.forms.books import book_initial
from assessments.models import Export, Round
from assessments.services.books import save_book
from reports.renderers import EXPORTS
from reports.views import books, making
from tests.builders import (
    make_action,
    make_closed_round,
    make_export,
    make_member,
    make_organization,
    make_round,
    make_share,
)
from tests.reports import pdfs

pytestmark = pytest.mark.django_db

BRIEF = Book(sections=(Section.METHOD,), language="en")


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round([4, 5] * 5, [1, 2] * 5, organization=organization)


@pytest.fixture
def here(round: Round) -> str:
    return f"/o/acme/rounds/{round.code}/book/"


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def taken(client: Client, address: str, **sent: str) -> Any:
    """The file that a button makes, downloaded as its page does it."""
    page = client.post(address, sent, follow=True).content.decode()
    found = re.search(r'href="([^"]*)" data-file data-ready', page)
    assert found is not None
    return client.get(found[1])


# --- The page --------------------------------------------------------------------------------------------------------
def test_page_proposes_everything_before_anybody_chose(as_editor: Client, here: str) -> None:
    page = shown(as_editor, here)
    assert 'value="audience full" aria-pressed="true"' in page
    assert len(re.findall(r'value="remove \w+"', page)) == len(Section)
    assert "Nothing was made on this page yet." in words(page)
    assert page.count("btn btn-primary") == 1
    assert [part for part in (" style=", "<style", " onclick=") if part in page] == []


def test_page_shows_what_was_saved(as_editor: Client, round: Round, here: str) -> None:
    contact = Contact(company="Common <b>Ground")
    book = Book(sections=(Section.GAPS, Section.SUMMARY), summary="Mine.", notes={"Q2": "Ask Petra."}, contact=contact)
    save_book(round=round, book=book, edited=0)
    page = shown(as_editor, here)
    assert re.findall(r'value="remove (\w+)"', page) == ["gaps", "summary"]
    assert 'aria-pressed="true"' not in page
    for word in ("Mine.", "Ask Petra.", "Common &lt;b&gt;Ground", "Notes on questions (1 written)"):
        assert word in page


def test_contact_is_filled_in_from_the_branding_of_who_looks(as_editor: Client, editor: User, here: str) -> None:
    Branding.objects.create(user=editor, company="Common Ground", phone="555 0100")
    page = shown(as_editor, here)
    assert 'value="Common Ground"' in page
    assert 'value="555 0100"' in page


def test_viewer_reads_and_takes_files_and_can_change_nothing(
    as_leader: Client, round: Round, consultant: User, here: str
) -> None:
    make_share(round, consultant, label="For Petra")
    make_export(round, consultant, kind="pdf")
    page = shown(as_leader, here)
    assert f"/o/acme/rounds/{round.code}/report.pdf" in page
    assert "Gap overview" in page
    forms = re.findall(r'<form[^>]*action="([^"]*)"', page)
    assert forms == [address for address in forms if "/account/" in address]
    assert [word for word in ("For Petra", "/x/", "book-form") if word in page] == []


def test_round_without_results_has_no_files(as_editor: Client, organization: Organization) -> None:
    assert as_editor.get(f"/o/acme/rounds/{make_round(organization=organization).code}/book/").status_code == 404


def test_queries_do_not_grow_with_what_was_made(
    as_editor: Client, round: Round, consultant: User, here: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(number: int) -> None:
        for place in range(number):
            user = make_member(round.organization, Role.OWNER, f"u{number}-{place}@example.com")
            make_export(round, user)
            make_share(round, user)
            make_action(round)

    fill(1)
    shown(as_editor, here)
    with django_assert_num_queries(17):
        shown(as_editor, here)
    fill(6)
    with django_assert_num_queries(17):
        shown(as_editor, here)


# --- A note on a question --------------------------------------------------------------------------------------------
def test_note_stands_on_its_question_s_page(as_leader: Client, round: Round) -> None:
    save_book(round=round, book=Book(notes={"Q1": "Ask <i>Petra</i>.\nTwice."}), edited=0)
    first, second = (shown(as_leader, f"/o/acme/rounds/{round.code}/dashboard/questions/{n}/") for n in (1, 2))
    assert "Ask &lt;i&gt;Petra&lt;/i&gt;.<br>Twice." in first
    assert "A note on this question" not in second


def test_own_summary_stands_above_the_results(as_leader: Client, round: Round) -> None:
    dashboard = f"/o/acme/rounds/{round.code}/dashboard/"
    assert "In our own words" not in shown(as_leader, dashboard)
    save_book(round=round, book=Book(summary="Talk <b>first</b>.\nThen act."), edited=0)
    assert "Talk &lt;b&gt;first&lt;/b&gt;.<br>Then act." in shown(as_leader, dashboard)


# --- Making a file ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", [kind for kind in books.FILES if kind in EXPORTS])
def test_file_is_made_and_written_down(as_editor: Client, editor: User, round: Round, here: str, kind: str) -> None:
    save_book(round=round, book=BRIEF, edited=0)
    response = taken(as_editor, f"{here}make/{kind}/")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == EXPORTS[kind].media_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="acme-{round.code}.{kind}"'
    export = Export.objects.get()
    assert (export.kind, export.made_by) == (kind, editor)
    assert export.digest == hashlib.sha256(response.content).hexdigest()
    assert handouts.exported_book(export) == BRIEF
    assert as_editor.get(f"/o/acme/rounds/{round.code}/report.{kind}").content == response.content
    row = words(shown(as_editor, here))
    assert "Nothing has changed since." in row
    assert f": {export.digest[:12]}" in row.split("How to check a file")[1]


def test_settings_decide_what_stands_in_the_pdf(as_editor: Client, round: Round, here: str) -> None:
    save_book(round=round, book=Book(sections=SECTIONS[Audience.LEADERS], summary="Read this first."), edited=0)
    content = taken(as_editor, f"{here}make/pdf/").content
    text = pdfs.words(content)
    assert "Read this first." in text
    longer = Book(sections=SECTIONS[Audience.FULL], summary="Read this first.")
    save_book(round=round, book=longer, edited=1)
    more = taken(as_editor, f"{here}make/pdf/").content
    assert len(pypdf.PdfReader(io.BytesIO(more)).pages) > len(pypdf.PdfReader(io.BytesIO(content)).pages)


def test_made_again_it_has_the_same_bytes_though_the_settings_changed(
    as_editor: Client, round: Round, here: str
) -> None:
    save_book(round=round, book=BRIEF, edited=0)
    first = taken(as_editor, f"{here}make/pdf/").content
    save_book(round=round, book=Book(sections=(Section.HOW,)), edited=1)
    export = Export.objects.get()
    assert "Changed since: what stands in the files." in words(shown(as_editor, here))
    again = taken(as_editor, f"{here}again/{export.pk}/").content
    assert again == first == as_editor.get(f"{here}files/{export.pk}/").content
    assert [one.digest for one in handouts.exports(round)] == [export.digest] * 2
    assert handouts.saved_book(round).edited == 2


def test_file_is_made_of_what_is_typed_which_is_saved_with_it(as_editor: Client, round: Round, here: str) -> None:
    typed = book_initial(handouts.saved_book(round), handouts.asked_items(round))
    taken(as_editor, f"{here}make/xlsx/", **{**typed, "sections": "method", "summary": "Just typed."})
    saved = Book(sections=(Section.METHOD,), summary="Just typed.", language="en")
    assert (handouts.saved_book(round).book, handouts.exported_book(Export.objects.get())) == (saved, saved)


@pytest.mark.parametrize(
    ("changes", "status", "sentence"),
    [
        ({"sections": ""}, 200, "Leave at least one part in"),
        ({"edited": "7"}, 409, "Someone else changed the files while you were writing."),
    ],
)
def test_file_is_not_made_of_what_cannot_be_saved(
    as_editor: Client, round: Round, here: str, changes: dict[str, str], status: int, sentence: str
) -> None:
    typed = {**book_initial(handouts.saved_book(round), handouts.asked_items(round)), "summary": "Typed with care."}
    response = as_editor.post(f"{here}make/pdf/", {**typed, **changes})
    page = response.content.decode()
    assert (response.status_code, Export.objects.count()) == (status, 0)
    assert sentence in words(page)
    assert "Typed with care." in page


@pytest.mark.parametrize("made", ["", "99", "x", "²"])
def test_page_tells_of_no_file_that_there_is_not(
    as_editor: Client, as_leader: Client, round: Round, consultant: User, here: str, made: str
) -> None:
    export = make_export(round, consultant)
    assert "data-ready" not in shown(as_editor, f"{here}?made={made}")
    assert "data-ready" not in shown(as_leader, f"{here}?made={export.pk}")


def test_change_of_the_plan_is_told(as_editor: Client, round: Round, here: str) -> None:
    file = taken(as_editor, f"{here}make/xlsx/").request["PATH_INFO"]
    assert file in shown(as_editor, here)
    make_action(round)
    assert "Changed since: the plan." in words(page := shown(as_editor, here))
    assert file not in page
    assert "This file has changed since it was made." in words(as_editor.get(file, follow=True).content.decode())


def test_looking_and_downloading_by_address_change_nothing(as_editor: Client, round: Round, here: str) -> None:
    for address in (here, f"{here}preview/", f"/o/acme/rounds/{round.code}/report.xlsx"):
        assert as_editor.get(address).status_code == 200
    assert (Export.objects.count(), handouts.saved_book(round).edited) == (0, 0)


def test_too_few_answers_still_make_a_book(as_editor: Client, organization: Organization) -> None:
    few = make_closed_round([1], [], organization=organization, title="Few")
    for kind in (kind for kind in books.FILES if kind in EXPORTS):
        assert taken(as_editor, f"/o/acme/rounds/{few.code}/book/make/{kind}/").status_code == 200
    assert as_editor.get(f"/o/acme/rounds/{few.code}/book/preview/").status_code == 200


@pytest.mark.parametrize("place", ["make/csv/", "make/json/", "make/exe/", "again/1/", "again/99999999999999999999/"])
def test_what_cannot_be_made_is_not_found(as_editor: Client, here: str, place: str) -> None:
    assert as_editor.post(here + place).status_code == 404


def test_file_of_another_round_is_not_made_again(as_editor: Client, round: Round, editor: User, here: str) -> None:
    other = make_closed_round([], [], assessment=round.assessment)
    assert as_editor.post(f"{here}again/{make_export(other, editor).pk}/").status_code == 404


@pytest.mark.parametrize("place", ["make/pdf/", "again/{}/", "files/{}/"])
def test_only_editors_make_files(
    client: Client, as_leader: Client, as_outsider: Client, round: Round, consultant: User, here: str, place: str
) -> None:
    export = make_export(round, consultant)
    address = here + place.format(export.pk)
    method = "get" if place.startswith("files") else "post"
    assert getattr(as_leader, method)(address).status_code == 403
    assert getattr(as_outsider, method)(address).status_code == 404
    assert getattr(client, method)(address).headers["Location"].startswith("/account/login/")
    assert Export.objects.get() == export


# --- When it cannot be made ------------------------------------------------------------------------------------------
def test_failure_is_said_and_can_be_tried_again(
    as_editor: Client, here: str, round: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_report: object) -> bytes:
        raise ValueError("no font")

    monkeypatch.setattr(making, "EXPORTS", {**EXPORTS, "pdf": replace(EXPORTS["pdf"], render=fail)})
    save_book(round=round, book=Book(summary=f"Never made {round.code}"), edited=0)
    for response in (as_editor.post(f"{here}make/pdf/"), as_editor.get(f"{here}preview/")):
        assert response.status_code == 500
        page = response.content.decode()
        assert "The file could not be made. Nothing is lost" in page
        assert "no font" not in page
        assert "Try again" in page
    assert Export.objects.count() == 0
    assert as_editor.get(here).status_code == 200


def test_book_with_longest_words_is_made(as_editor: Client, here: str, round: Round) -> None:
    longest = Book(summary="Wörter " * 285, notes={"Q1": "Wörter " * 142}, contact=Contact(company="W" * 120))
    save_book(round=round, book=longest, edited=0)
    for kind in (kind for kind in books.FILES if kind in EXPORTS):
        assert taken(as_editor, f"{here}make/{kind}/").status_code == 200


def test_foreign_round_is_not_found(client: Client, as_outsider: Client, as_editor: Client, here: str) -> None:
    assert as_outsider.get(here).status_code == 404
    assert client.get(here).headers["Location"].startswith("/account/login/")
    foreign = make_closed_round([], [], organization=make_organization("Other"))
    assert as_editor.get(f"/o/acme/rounds/{foreign.code}/book/").status_code == 404
