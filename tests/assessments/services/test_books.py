from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from django.utils import timezone

from accounts.models import Branding, Organization, Role, User
from assessments import handouts
from assessments.books import LONGEST_NOTE, LONGEST_SUMMARY, Book, Contact, Section
from assessments.models import Export, Round
from assessments.services.books import record_export, save_book
from assessments.services.errors import EditConflict
from tests.builders import make_closed_round, make_member, make_user

pytestmark = pytest.mark.django_db

SHORT = Book(sections=(Section.GAPS,), summary="In short.", notes={"Q1": "Ask Petra."})


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round([], [], organization=organization)


def exported(round: Round, user: User, content: bytes = b"%PDF") -> Export:
    parts = {"results": "a" * 64}
    return record_export(
        round=round, kind="pdf", book=SHORT, parts=parts, content=content, user=user, now=timezone.now()
    )


def test_nothing_saved_is_everything_without_a_contact(round: Round) -> None:
    assert handouts.saved_book(round) == handouts.SavedBook(Book(), 0)
    assert handouts.note_on(round, "Q1") == ""


def test_saved_settings_are_read_back_and_counted(round: Round) -> None:
    save_book(round=round, book=SHORT, edited=0)
    assert handouts.saved_book(round) == handouts.SavedBook(SHORT, 1)
    assert [handouts.note_on(round, code) for code in ("Q1", "Q2")] == ["Ask Petra.", ""]
    save_book(round=round, book=Book(), edited=1)
    assert handouts.saved_book(round) == handouts.SavedBook(Book(), 2)


def test_longest_words_are_kept(round: Round) -> None:
    longest = Book(summary="ü" * LONGEST_SUMMARY, notes={f"Q{n}": "🙂" * LONGEST_NOTE for n in range(57)})
    save_book(round=round, book=longest, edited=0)
    assert handouts.saved_book(round).book == longest


@pytest.mark.parametrize("edited", [0, 2, -1])
def test_second_of_two_savers_is_refused_and_nothing_is_lost(round: Round, edited: int) -> None:
    save_book(round=round, book=SHORT, edited=0)
    with pytest.raises(EditConflict):
        save_book(round=round, book=Book(), edited=edited)
    assert handouts.saved_book(round) == handouts.SavedBook(SHORT, 1)


def test_saving_the_same_again_is_no_conflict_and_changes_nothing(round: Round) -> None:
    for _ in range(2):
        save_book(round=round, book=SHORT, edited=0)
    assert handouts.saved_book(round).edited == 1


def test_export_keeps_what_it_was_made_of(round: Round, editor: User) -> None:
    export = exported(round, editor)
    assert export.digest == hashlib.sha256(b"%PDF").hexdigest()
    assert handouts.exports(round) == [export]
    assert handouts.exported_book(export) == SHORT
    assert handouts.exported_parts(export) == {"results": "a" * 64}
    assert handouts.export(round, export.pk) == export


def test_exports_are_listed_newest_first_and_stay_without_their_maker(round: Round) -> None:
    user = make_user("gone@example.com")
    first, second = exported(round, user), exported(round, user)
    user.delete()
    assert [(one.pk, one.made_by) for one in handouts.exports(round)] == [(second.pk, None), (first.pk, None)]


def test_export_of_another_round_is_none(round: Round, editor: User, organization: Organization) -> None:
    other = make_closed_round([], [], assessment=round.assessment)
    assert handouts.export(other, exported(round, editor).pk) is None


# --- The contact block before anything was saved ---------------------------------------------------------------------
def test_contact_is_that_of_an_owner_before_that_of_an_editor(round: Round, consultant: User, editor: User) -> None:
    Branding.objects.create(user=editor, company="Editors Ltd")
    assert handouts.saved_book(round).book.contact.company == "Editors Ltd"
    Branding.objects.create(user=consultant, company="Common Ground", email="casey@example.com", words="Call us.")
    assert handouts.saved_book(round).book.contact == Contact(
        name=consultant.name, company="Common Ground", email="casey@example.com", words="Call us."
    )


def test_contact_of_a_viewer_or_a_stranger_is_nobody_s(round: Round, leader: User, outsider: User) -> None:
    for user in (leader, outsider):
        Branding.objects.create(user=user, company="Elsewhere Inc")
    assert handouts.saved_book(round).book.contact == Contact()


def test_branding_without_a_way_to_reach_is_no_contact(round: Round, consultant: User) -> None:
    Branding.objects.create(user=consultant, words="We are nice.")
    assert handouts.saved_book(round).book.contact == Contact()


def test_who_saves_first_is_offered_their_own_contact(
    round: Round, consultant: User, organization: Organization
) -> None:
    second = make_member(organization, Role.EDITOR, "second@example.com")
    Branding.objects.create(user=consultant, company="First")
    assert handouts.first_book(round, second).book.contact.company == "First"
    Branding.objects.create(user=second, company="Second")
    assert handouts.first_book(round, second).book.contact.company == "Second"
    saved = replace(Book(), contact=Contact(company="Third"))
    save_book(round=round, book=saved, edited=0)
    assert handouts.first_book(round, second) == handouts.SavedBook(saved, 1)
