"""What is handed out of a closed round, as it is read: the settings of its files, what was made, and links."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from accounts.models import Branding, Organization, Role, User
from assessments.books import Audience, Book, Contact, Section, load_book
from assessments.models import ClientBook, Export, Item, Round, ScaleChoice, ShareLink

SHOWN_EXPORTS = 30


@dataclass(frozen=True, slots=True)
class SavedBook:
    """The settings of a round's files, and how often they were saved: 0 where nobody did yet."""

    book: Book
    edited: int


def saved_book(round: Round) -> SavedBook:
    """What was saved; else everything, with the contact block of whoever in the organization has one."""
    stored = ClientBook.objects.filter(round=round).first()
    if stored is None:
        return SavedBook(Book(contact=_contact_in(round.organization)), 0)
    return SavedBook(load_book(stored.settings), stored.edited)


def first_book(round: Round, user: User) -> SavedBook:
    """As saved_book; before anything was saved, with the contact block of the one who is about to."""
    saved = saved_book(round)
    own = _contact(Branding.objects.filter(user=user).select_related("user").first())
    return saved if saved.edited or own.is_empty else replace(saved, book=replace(saved.book, contact=own))


def asked_items(round: Round) -> list[Item]:
    """The questions that a note can be about: all that were answered on a scale, as asked."""
    return list(round.items.exclude(scale=ScaleChoice.TEXT).order_by("position"))


def note_on(round: Round, code: str) -> str:
    """What somebody noted on a question for whoever reads the files."""
    settings = ClientBook.objects.filter(round=round).values_list("settings", flat=True).first()
    return load_book(settings).notes.get(code, "") if settings else ""


def own_summary(round: Round) -> str:
    """What somebody wrote above the results, for whoever reads them."""
    settings = ClientBook.objects.filter(round=round).values_list("settings", flat=True).first()
    return load_book(settings).summary if settings else ""


def _contact_in(organization: Organization) -> Contact:
    """That of an owner, or else of an editor; of several the one who filled it in last."""
    able = organization.memberships.filter(role__in=[Role.OWNER, Role.EDITOR])
    members = able.select_related("user__branding").defer("user__branding__logo")
    found = [(member.role, branding) for member in members if (branding := getattr(member.user, "branding", None))]
    found.sort(key=lambda one: (one[0] != Role.OWNER, -one[1].pk))
    contacts = (_contact(branding) for _role, branding in found)
    return next((contact for contact in contacts if not contact.is_empty), Contact())


def _contact(branding: Branding | None) -> Contact:
    """Empty where nobody wrote anything of a contact block: a name alone is none."""
    if branding is None or branding.user is None or not (branding.company or branding.email or branding.phone):
        return Contact()
    return Contact(
        name=branding.user.name,
        company=branding.company,
        email=branding.email,
        phone=branding.phone,
        words=branding.words,
    )


def contact_logo(organization: Organization, book: Book) -> bytes:
    """The logo of the one whose contact block stands in the book: an owner or editor with its address, or company."""
    contact = book.contact
    if Section.CONTACT not in book.sections or not (contact.email or contact.company):
        return b""
    theirs = {"email__iexact": contact.email} if contact.email else {"company": contact.company}
    able = organization.memberships.filter(role__in=[Role.OWNER, Role.EDITOR]).values("user")
    found = Branding.objects.filter(user__in=able, **theirs).exclude(logo_digest="").order_by("-pk").first()
    return bytes(found.logo) if found else b""


# --- Which files were made -------------------------------------------------------------------------------------------
def exports(round: Round) -> list[Export]:
    """The latest, newest first. One query."""
    return list(Export.objects.filter(round=round).select_related("made_by")[:SHOWN_EXPORTS])


def export(round: Round, pk: int) -> Export | None:
    return Export.objects.filter(round=round, pk=pk).first()


def exported_book(export: Export) -> Book:
    return load_book(export.settings["book"])


def exported_parts(export: Export) -> Mapping[str, str]:
    """A digest of everything that the file was made from, by its name."""
    parts: dict[str, str] = export.settings["parts"]
    return parts


# --- Links for people without an account -----------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Shared:
    """What somebody with a link may see: `book` is what a file is made with."""

    audience: Audience
    book: Book


def share_links(round: Round, now: datetime.datetime) -> list[ShareLink]:
    """Those that still open something, the first to expire first. One query."""
    return list(ShareLink.objects.filter(round=round, expires_at__gt=now).select_related("made_by"))


def share_link(round: Round, pk: int) -> ShareLink | None:
    return ShareLink.objects.filter(round=round, pk=pk).first()


def open_share(token_hash: str, now: datetime.datetime) -> ShareLink | None:
    """The link behind a secret address, with its round, as long as it is open."""
    links = ShareLink.objects.filter(token_hash=token_hash, expires_at__gt=now, round__closed_at__isnull=False)
    branded = links.select_related("round__assessment__organization__branding")
    return branded.defer("round__assessment__organization__branding__logo").first()


def shared(link: ShareLink) -> Shared:
    settings: dict[str, Any] = link.settings
    return Shared(Audience(settings["audience"]), load_book(settings["book"]))
