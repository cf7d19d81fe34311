"""The survey's form: a plain parser of what a page posts. Django's form widgets would be its slowest part."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import MAX_COMMENT_LENGTH
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, FrozenItem, GivenAnswer

NONCE_FIELD = "nonce"
SEGMENT_FIELD = "segment"
NAMES_FIELD = "names"
"""Posted by a page that has warned of names in comments; whoever sends it again means them to stand there."""

_SHORTEST_NAME = 3

_NONCE = re.compile(r"[A-Za-z0-9_-]{16,64}")
_WORD = re.compile(r"\w+")
_NOT_A_NAME = re.compile(r"nonce|segment|names|item-.*|.*-(guess|comment)|.*[\x00-\x1f\x7f].*", re.DOTALL)
"""Codes that would be mistaken for a field of ours or of another item; only imported headers can look like this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyField:
    """One item as the page of one team asks it."""

    item_id: int
    position: int
    item: FrozenItem
    asks_guess: bool

    @property
    def name(self) -> str:
        """The field of the own answer: the item's code, where that can stand for itself."""
        return f"item-{self.position}" if _NOT_A_NAME.fullmatch(self.item.code) else self.item.code

    @property
    def guess_name(self) -> str:
        return f"{self.name}-guess"

    @property
    def comment_name(self) -> str:
        return f"{self.name}-comment"

    @property
    def anchor(self) -> str:
        """The id of the first element of the own answer."""
        return f"q{self.position}"

    @property
    def guess_anchor(self) -> str:
        return f"{self.anchor}-guess"

    @property
    def comment_anchor(self) -> str:
        return f"{self.anchor}-comment"

    @property
    def names(self) -> tuple[str, ...]:
        """All fields that a page may post for this item. An open item has a text only."""
        if self.item.is_open:
            return (self.comment_name,)
        guess = (self.guess_name,) if self.asks_guess else ()
        return (self.name, *guess, self.comment_name)

    @property
    def guess_choices(self) -> dict[str, int]:
        """What is posted → what is stored."""
        return {**{str(point): point for point, _label in self.item.points}, "dk": DONT_KNOW}

    @property
    def own_choices(self) -> dict[str, int]:
        extra = {"na": NOT_APPLICABLE} if self.item.not_applicable else {}
        return {**self.guess_choices, **extra}


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyError:
    """A sentence for the respondent, and the item it is about: None for the group or the page as a whole.

    `name` is that of the posted field, "" for the page.
    """

    message: str
    field: SurveyField | None = None
    name: str = ""

    @property
    def target(self) -> str:
        """The id of the element that it is about."""
        return self.field.anchor + self.name.removeprefix(self.field.name) if self.field else self.name


class SurveyForm:
    """What was posted for `fields`, read. Store `answers` (by item id, skipped items left out) only if `is_valid`.

    `data` are all values by field name. `problem` says why nothing could be read from the request at all. `segments`
    are the names of the groups that the page asks for; `segment` is the place, from 1, of the one that was chosen.
    """

    def __init__(
        self,
        fields: Sequence[SurveyField],
        data: Mapping[str, Sequence[str]],
        problem: str | None = None,
        *,
        segments: Sequence[str] = (),
    ) -> None:
        self.data = data
        self.segments = segments
        self.errors: list[SurveyError] = []
        self.nonce = self._nonce()
        if problem is not None:
            self.errors.append(SurveyError(message=problem))
        else:
            self._check_page(fields)
        self.segment = self._segment()
        given = {field.item_id: self._given(field) for field in fields}
        self.answers = {item_id: answer for item_id, answer in given.items() if answer != GivenAnswer()}

    @property
    def is_valid(self) -> bool:
        return not self.errors

    def names_unasked(self, listed: Iterable[str]) -> list[str]:
        """Words of the `listed` names that stand in comments, unless the page has warned of them already.

        Words of one or two letters are no help: too many comments hold them.
        """
        if NAMES_FIELD in self.data:
            return []
        written = {word.casefold() for answer in self.answers.values() for word in _WORD.findall(answer.comment)}
        words = {word for name in listed for word in _WORD.findall(name) if len(word) >= _SHORTEST_NAME}
        return sorted(word for word in words if word.casefold() in written)

    @property
    def has_comments(self) -> bool:
        return any(answer.comment for answer in self.answers.values())

    def typed(self, name: str) -> str:
        """The value to show again; for text with line ends as in "a\\nb"."""
        values = self.data.get(name) or [""]
        return values[0].replace("\r\n", "\n").replace("\r", "\n")

    def _nonce(self) -> str | None:
        values = self.data.get(NONCE_FIELD, ())
        return values[0] if len(values) == 1 and _NONCE.fullmatch(values[0]) else None

    def _check_page(self, fields: Iterable[SurveyField]) -> None:
        if self.nonce is None:
            self.errors.append(
                SurveyError(message=_("This page did not arrive completely. Please look it over and submit it again."))
            )
        page = {NONCE_FIELD, NAMES_FIELD, SEGMENT_FIELD} if self.segments else {NONCE_FIELD, NAMES_FIELD}
        known = page.union(*(field.names for field in fields))
        if not self.data.keys() <= known:
            self.errors.append(
                SurveyError(
                    message=_(
                        "Some answers do not belong to this survey and were left out. "
                        "Please look over the ones below and submit them again."
                    )
                )
            )

    def _segment(self) -> int | None:
        places = {str(place): place for place in range(1, len(self.segments) + 1)}
        values = self.data.get(SEGMENT_FIELD, ()) if places else ()
        if not values or values == [""]:
            return None
        if len(values) > 1 or values[0] not in places:
            message = _("Please choose one of the groups shown, or none.")
            self.errors.append(SurveyError(message=message, name=SEGMENT_FIELD))
            return None
        return places[values[0]]

    def _given(self, field: SurveyField) -> GivenAnswer:
        if field.item.is_open:
            return GivenAnswer(comment=self._comment(field))
        return GivenAnswer(
            own=self._choice(field, field.name, field.own_choices),
            guess=self._choice(field, field.guess_name, field.guess_choices) if field.asks_guess else None,
            comment=self._comment(field),
        )

    def _choice(self, field: SurveyField, name: str, choices: Mapping[str, int]) -> int | None:
        """The posted choice; an empty value is a skipped question, as in a file of responses."""
        values = self.data.get(name, ())
        if len(values) > 1:
            self._refuse(field, name, _("Question %(number)s has two answers. Please choose one."))
            return None
        if not values or values[0] == "":
            return None
        if values[0] not in choices:
            self._refuse(field, name, _("Question %(number)s: please choose one of the answers shown."))
        return choices.get(values[0])

    def _comment(self, field: SurveyField) -> str:
        name = field.comment_name
        text = self.typed(name).strip()
        if len(self.data.get(name, ())) > 1:
            self._refuse(field, name, _("Question %(number)s has two texts. Please keep one."))
        elif "\x00" in text:
            self._refuse(field, name, _("Question %(number)s: the text holds a character that cannot be stored."))
        elif len(text) > MAX_COMMENT_LENGTH:
            message = _("Question %(number)s: the text has %(length)s characters; at most %(most)s fit.")
            self._refuse(field, name, message, length=len(text), most=MAX_COMMENT_LENGTH)
        return text

    def _refuse(self, field: SurveyField, name: str, message: str, **numbers: int) -> None:
        words = message % {"number": field.position, **numbers}
        self.errors.append(SurveyError(message=words, field=field, name=name))
