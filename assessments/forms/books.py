"""What stands in the files of a round, as organizers choose and type it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.books import (
    LONGEST_NOTE,
    LONGEST_SUMMARY,
    Audience,
    Book,
    Contact,
    Paper,
    Section,
    arranged,
    audience_of,
)
from assessments.forms.fields import LineField, LinesField
from assessments.handouts import SavedBook
from assessments.models import Item

SECTION_NAMES: Mapping[Section, tuple[Any, Any]] = {
    Section.SUMMARY: (_("Summary"), _("One page: the answer in a few sentences, the index, the findings.")),
    Section.HOW: (_("How to read it"), _("What a score, a gap and a likely range are.")),
    Section.GAPS: (_("Gap overview"), _("Every question with both teams, largest gap first.")),
    Section.MIRROR: (_("Expectations"), _("What each team expected of the other, beside what it said.")),
    Section.QUESTIONS: (_("Question by question"), _("All answers, what to talk about, and room to write.")),
    Section.DIMENSIONS: (_("Topics"), _("The questions together, topic by topic.")),
    Section.COMMENTS: (_("Comments"), _("In their own words, as far as the rules allow.")),
    Section.TREND: (_("Over time"), _("The rounds before, where there are any.")),
    Section.AGENDA: (_("Workshop agenda"), _("What to talk about first, and for how long.")),
    Section.WORKSHEET: (_("Worksheet"), _("Empty lines for what the room decides.")),
    Section.PLAN: (_("Action plan"), _("As it stands; blank while there is none.")),
    Section.AGREEMENT: (_("Working agreement"), _("What the teams promise each other, with lines to sign.")),
    Section.METHOD: (_("Method and privacy"), _("How it was asked and counted, who answered, what was promised.")),
    Section.CONTACT: (_("Your contact"), _("The last page: how to reach you.")),
}

AUDIENCES = [
    (Audience.LEADERS.value, _("For leaders")),
    (Audience.WORKSHOP.value, _("For a workshop")),
    (Audience.FULL.value, _("Everything")),
]

PAPERS = [(Paper.A4.value, _("A4")), (Paper.LETTER.value, _("US Letter"))]

_UNDONE_BY = {"add": "remove", "remove": "add"}

_CONTACT = {"name": 120, "company": 120, "email": 254, "phone": 40, "words": 300}


def section_rows(sections: Iterable[Section]) -> list[dict[str, Any]]:
    """Sections with their names and what they are."""
    return [
        {"code": section.value, "name": SECTION_NAMES[section][0], "words": SECTION_NAMES[section][1]}
        for section in sections
    ]


class BookForm(forms.Form):
    """`edited` is how often the settings had been saved when the page was made, `base` what was read then.

    There is a field for a note on each of `items`.
    """

    sections = forms.CharField(
        label=_("What stands in it"),
        required=False,
        widget=forms.HiddenInput,
    )
    edited = forms.CharField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)
    paper = forms.ChoiceField(label=_("Paper"), choices=PAPERS, widget=forms.RadioSelect)
    language = forms.ChoiceField(
        label=_("Language"),
        choices=settings.LANGUAGES,
        required=False,
        widget=forms.RadioSelect,
    )
    summary = LinesField(
        label=_("Your own summary (optional)"),
        max_length=LONGEST_SUMMARY,
        rows=6,
        help_text=_("It comes first on the summary page. Up to 2,000 characters."),
    )
    contact_name = LineField(label=_("Your name"), max_length=_CONTACT["name"])
    contact_company = LineField(label=_("Company"), max_length=_CONTACT["company"])
    contact_email = forms.EmailField(label=_("E-mail"), required=False, max_length=_CONTACT["email"])
    contact_phone = LineField(label=_("Phone"), max_length=_CONTACT["phone"])
    contact_words = LineField(
        label=_("A sentence to the reader"),
        max_length=_CONTACT["words"],
        help_text=_("Such as “Strategic planning and team work need more thought? Let us talk.”"),
    )

    def __init__(self, items: Sequence[Item], data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.items = items
        for item in items:
            label = f"{item.position}. {Truncator(item.said.text).chars(120)}"
            self.fields[_note(item)] = LinesField(label=label, max_length=LONGEST_NOTE, rows=2)

    def clean_sections(self) -> tuple[Section, ...]:
        sections = _sections(self.cleaned_data["sections"])
        if not sections:
            raise forms.ValidationError(_("Leave at least one part in: a file needs more than a cover."))
        return sections

    @property
    def book(self) -> Book:
        """What a valid form says."""
        given = self.cleaned_data
        notes = {item.code: given[_note(item)] for item in self.items}
        return Book(
            sections=given["sections"],
            paper=Paper(given["paper"]),
            language=given["language"],
            summary=given["summary"],
            notes={code: note for code, note in notes.items() if note},
            contact=Contact(**{name: given[f"contact_{name}"] for name in _CONTACT}),
        )

    @property
    def seen(self) -> int:
        """How often the settings had been saved; -1, which nothing has, where the page does not say it."""
        text = self.cleaned_data.get("edited", "")
        return int(text) if text.isdecimal() and len(text) < 10 else -1

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The sections that are in, in order."""
        return section_rows(_sections(self["sections"].value() or ""))

    @property
    def others(self) -> list[dict[str, Any]]:
        chosen = _sections(self["sections"].value() or "")
        return section_rows(section for section in Section if section not in chosen)

    @property
    def audience(self) -> str:
        """Whose usual sections these are; "" where somebody arranged them."""
        return audience_of(_sections(self["sections"].value() or "")) or ""

    @property
    def note_fields(self) -> list[forms.BoundField]:
        return [self[_note(item)] for item in self.items]

    @property
    def notes_count(self) -> int:
        return sum(bool(field.value()) for field in self.note_fields)

    @property
    def has_note_errors(self) -> bool:
        return any(name.startswith("note_") for name in self.errors)

    @property
    def has_contact_errors(self) -> bool:
        return any(name.startswith("contact_") for name in self.errors)

    def merged(self, saved: SavedBook) -> BookForm:
        """The form with what was changed on this page, and for all else what is stored now."""
        base, stored, typed = _base(self.data.get("base", "")), texts(saved.book, self.items), self._typed
        kept = {name: stored[name] if base.get(name) == _short(typed[name]) else typed[name] for name in stored}
        return BookForm(self.items, {**kept, **_marks(saved, self.items)})

    def differences(self, saved: SavedBook) -> list[tuple[str, str, str]]:
        """Where the form differs from what is stored now: label, stored, typed."""
        stored, typed = texts(saved.book, self.items), self._typed
        return [
            (str(self.fields[name].label), _shown(name, stored[name]), _shown(name, typed[name]))
            for name in stored
            if typed[name] != stored[name]
        ]

    @property
    def _typed(self) -> dict[str, str]:
        return {name: str(self.data.get(name, "")) for name in texts(Book(), self.items)}


def posted_form(items: Sequence[Item], posted: QueryDict) -> BookForm:
    """The form as it was sent, once its button has arranged the sections: "up gaps", "audience full" or "save"."""
    act, _space, subject = posted.get("act", "save").partition(" ")
    sections = arranged(_sections(posted.get("sections", "")), act, subject)
    data = {name: str(value).replace("\r\n", "\n") for name, value in posted.items()}
    return BookForm(items, {**data, "sections": _joined(sections)})


def next_button(act: str) -> str:
    """The button to go on with after one that arranged the sections: itself, or the one that undoes it."""
    verb, _space, subject = act.partition(" ")
    if subject not in {*Section, *Audience}:
        return "parts"
    return f"{_UNDONE_BY.get(verb, verb)}-{subject}"


def book_initial(shown: SavedBook, items: Sequence[Item]) -> dict[str, str]:
    """The form's values for settings that are saved, or proposed: files speak as their maker does."""
    language = shown.book.language or get_language() or ""
    return {**texts(shown.book, items), **_marks(shown, items), "language": language}


def texts(book: Book, items: Sequence[Item]) -> dict[str, str]:
    """Settings as they are posted, by the names of the fields."""
    return {
        "sections": _joined(book.sections),
        "paper": book.paper.value,
        "language": book.language,
        "summary": book.summary,
        **{f"contact_{name}": getattr(book.contact, name) for name in _CONTACT},
        **{_note(item): book.notes.get(item.code, "") for item in items},
    }


def _marks(shown: SavedBook, items: Sequence[Item]) -> dict[str, str]:
    base = {name: _short(text) for name, text in texts(shown.book, items).items()}
    return {"edited": str(shown.edited), "base": json.dumps(base)}


def _base(text: str) -> Mapping[str, Any]:
    try:
        base = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return base if isinstance(base, dict) else {}


def _short(text: str) -> str:
    """Enough of a text to see that it was not touched."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:12]


def _note(item: Item) -> str:
    return f"note_{item.position}"


def _joined(sections: Iterable[Section]) -> str:
    return ",".join(section.value for section in sections)


def _sections(text: str) -> tuple[Section, ...]:
    """Known ones, each once."""
    return tuple(dict.fromkeys(Section(one) for one in text.split(",") if one in list(Section)))


def _shown(name: str, text: str) -> str:
    if name == "sections":
        return ", ".join(str(SECTION_NAMES[section][0]) for section in _sections(text))
    return str({**dict(PAPERS), **dict(settings.LANGUAGES)}.get(text, text)) if name in {"paper", "language"} else text
