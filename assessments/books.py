"""What a consultant decides about the files of a round: which parts, in which order, with which words. ★ No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

LONGEST_SUMMARY = 2000
LONGEST_NOTE = 1000

SHARED_DAYS = (7, 30, 90)
"""How long a link to results can be good for."""


class Section(StrEnum):
    """A part of the client book. The cover comes before all of them and cannot be left out."""

    SUMMARY = "summary"
    HOW = "how"
    GAPS = "gaps"
    MIRROR = "mirror"
    QUESTIONS = "questions"
    DIMENSIONS = "dimensions"
    COMMENTS = "comments"
    TREND = "trend"
    AGENDA = "agenda"
    WORKSHEET = "worksheet"
    PLAN = "plan"
    AGREEMENT = "agreement"
    METHOD = "method"
    CONTACT = "contact"


class Audience(StrEnum):
    """Whom a book is for: leaders who have ten minutes, a workshop, or whoever wants it all."""

    LEADERS = "leaders"
    WORKSHOP = "workshop"
    FULL = "full"


SECTIONS: Mapping[Audience, tuple[Section, ...]] = {
    Audience.LEADERS: (
        Section.SUMMARY, Section.GAPS, Section.PLAN, Section.AGREEMENT, Section.METHOD, Section.CONTACT,
    ),
    Audience.WORKSHOP: (
        Section.SUMMARY, Section.HOW, Section.GAPS, Section.MIRROR, Section.QUESTIONS, Section.AGENDA,
        Section.WORKSHEET, Section.PLAN, Section.AGREEMENT, Section.METHOD, Section.CONTACT,
    ),
    Audience.FULL: tuple(Section),
}  # fmt: skip


class Paper(StrEnum):
    A4 = "a4"
    LETTER = "us-letter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The consultant's block on the last page. Empty where nobody filled it in."""

    name: str = ""
    company: str = ""
    email: str = ""
    phone: str = ""
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.name or self.company or self.email or self.phone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """The settings of a round's files. `summary` is the consultant's own, `notes` are by question code.

    `language` is a code, as in `de`; "" is that of whoever makes a file.
    """

    sections: tuple[Section, ...] = SECTIONS[Audience.FULL]
    paper: Paper = Paper.A4
    summary: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    contact: Contact = Contact()
    language: str = ""


def dump_book(book: Book) -> dict[str, Any]:
    """Plain JSON values."""
    return {
        "sections": [section.value for section in book.sections],
        "paper": book.paper.value,
        "summary": book.summary,
        "notes": dict(book.notes),
        "contact": {name: getattr(book.contact, name) for name in Contact.__slots__},
        "language": book.language,
    }


def load_book(document: Mapping[str, Any]) -> Book:
    """The inverse of `dump_book`. A section that there is no more is left out."""
    return Book(
        sections=tuple(Section(one) for one in document["sections"] if one in list(Section)),
        paper=Paper(document["paper"]),
        summary=document["summary"],
        notes=dict(document["notes"]),
        contact=Contact(**document["contact"]),
        language=document.get("language", "en"),
    )


def arranged(sections: tuple[Section, ...], act: str, subject: str) -> tuple[Section, ...]:
    """The sections after a button: "up", "down", "remove" or "add" one of them, or take those of an audience.

    Anything else changes nothing. What is added comes after whatever usually stands before it.
    """
    if act == "audience":
        return SECTIONS[Audience(subject)] if subject in list(Audience) else sections
    if subject not in list(Section):
        return sections
    section = Section(subject)
    if act == "add" and section not in sections:
        usual = list(Section)
        before = [place for place, one in enumerate(sections) if usual.index(one) < usual.index(section)]
        return _with(sections, section, before[-1] + 1 if before else 0)
    if section not in sections:
        return sections
    others, place = tuple(one for one in sections if one is not section), sections.index(section)
    moved = {"up": max(place - 1, 0), "down": place + 1}
    return others if act == "remove" else _with(others, section, moved.get(act, place))


def _with(sections: tuple[Section, ...], section: Section, place: int) -> tuple[Section, ...]:
    return (*sections[:place], section, *sections[place:])


def audience_of(sections: tuple[Section, ...]) -> Audience | None:
    """Whose sections these are, in the usual order; None where somebody arranged them."""
    return next((audience for audience, usual in SECTIONS.items() if usual == sections), None)
