"""The survey's pages as bytes. The empty page of a link is the same for everyone but for its nonce: it is kept."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.languages import language_query
from accounts.worn import accent_of, style_address
from assessments import plans
from assessments.forms.survey import SEGMENT_FIELD, SurveyError, SurveyField, SurveyForm
from assessments.models import GRACE, MAX_COMMENT_LENGTH, Item, TeamChoice
from assessments.promises import notice_of
from assessments.queries import SurveyLink
from assessments.releases import Notice
from assessments.scales import Team, estimated_minutes
from assessments.services.publishing import published_path
from assessments.views.shelf import Shelf
from assessments.wordings import said_in

_NONCE_PLACE = secrets.token_hex(16)
"""Stands where a kept page's nonce goes. Random, so that no text of an organizer can be it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a survey's pages say about the round. An organization may still rename itself while the round is open."""

    organization: str
    title: str
    team: Team
    minimum: int
    comment_minimum: int
    closes_at: datetime.datetime
    time_zone: str
    notice: Notice
    is_confidential: bool
    segment_title: str
    segments: tuple[str, ...]
    accent: str

    @property
    def styles(self) -> str:
        """The address of the survey's stylesheet in the organization's color; empty in the product's own."""
        return style_address(self.accent, "survey")

    @property
    def team_name(self) -> str:
        return str(TeamChoice(self.team.value).label)

    @property
    def other_name(self) -> str:
        return str(TeamChoice(self.team.other.value).label)

    @property
    def takes_answers_until(self) -> datetime.datetime:
        return self.closes_at + GRACE


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """All that a link's pages need, so that a process that has it asks the database nothing.

    It speaks one language. `page` holds the empty page, cut where the nonce goes.
    """

    heading: Heading
    fields: tuple[SurveyField, ...]
    page: list[bytes] = field(default_factory=list, compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: what is posted, its words, whether it stands apart from the scale."""

    value: str
    words: str
    is_apart: bool
    is_checked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A card of the page. `own` is empty for an open question, `guess` where none is asked."""

    field: SurveyField
    own: Sequence[Choice]
    guess: Sequence[Choice]
    comment: str
    errors: Sequence[SurveyError]

    @property
    def is_guess_open(self) -> bool:
        """Folded, unless something in it has to be seen."""
        return any(choice.is_checked for choice in self.guess) or self._has_error(self.field.guess_name)

    @property
    def is_comment_open(self) -> bool:
        return bool(self.comment) or self._has_error(self.field.comment_name)

    def _has_error(self, name: str) -> bool:
        return any(error.name == name for error in self.errors)


_kept: Shelf[Survey] = Shelf(128)
"""By language, by whether that was chosen, and by the link's hash: 40 KB for nine questions, 200 KB for the bank."""


def kept_survey(token_hash: str) -> Survey | None:
    """The survey if this process has shown it before: its questions were frozen at launch, so they still hold."""
    return _kept.get(_key(token_hash))


def _key(token_hash: str) -> str:
    return f"{get_language()}{language_query()} {token_hash}"


def survey_of(token_hash: str, link: SurveyLink) -> Survey:
    """The survey behind a link that was just looked up; loads the items unless they are kept."""
    kept, heading = kept_survey(token_hash), heading_of(link)
    if kept is not None and kept.heading == heading:
        return kept
    fields = kept.fields if kept else _fields(link)
    survey = Survey(heading=heading, fields=fields)
    _kept.put(_key(token_hash), survey)
    return survey


def heading_of(link: SurveyLink) -> Heading:
    round = link.round
    return Heading(
        organization=round.organization.name,
        title=round.title,
        team=link.team,
        minimum=round.minimum,
        comment_minimum=round.comment_minimum,
        closes_at=cast(datetime.datetime, round.closes_at),  # the database refuses a launched round without one
        time_zone=round.time_zone,
        notice=notice_of(round),
        is_confidential=round.is_confidential,
        segment_title=round.segment_title,
        segments=tuple(round.segments),
        accent=accent_of(round.organization),
    )


def _fields(link: SurveyLink) -> tuple[SurveyField, ...]:
    return tuple(_field(item, link.team) for item in link.round.items.all())


def _field(item: Item, team: Team) -> SurveyField:
    frozen = said_in(item.frozen, _)
    asks_guess = item.has_guess and frozen.may_guess(team) and not frozen.is_open
    return SurveyField(item_id=item.pk, position=item.position, item=frozen, asks_guess=asks_guess)


def empty_page(survey: Survey, nonce: str) -> bytes:
    if not survey.page:
        survey.page[:] = form_page(survey, _NONCE_PLACE).split(_NONCE_PLACE.encode())
    before, after = survey.page
    return before + nonce.encode() + after


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Where a preview leads: back to its round, and to what the other team gets."""

    back: str
    other: str


def preview_page(link: SurveyLink, items: Sequence[Item], preview: Preview) -> bytes:
    """The page as the link's team gets it, or will get it; nothing can be sent from it."""
    fields = tuple(_field(item, link.team) for item in items)
    return form_page(Survey(heading=heading_of(link), fields=fields), nonce="", preview=preview)


def form_page(
    survey: Survey,
    nonce: str,
    form: SurveyForm | None = None,
    notice: str = "",
    *,
    named: Sequence[str] = (),
    preview: Preview | None = None,
) -> bytes:
    """The page with what was typed and what is wrong with it.

    `notice` is "sent" when the page was submitted before with other answers, "failed" when storing did not work,
    "names" when comments hold words of names on the list: `named`.
    """
    questions = [_question(field, form) for field in survey.fields]
    scored = [question for question in questions if question.own]
    guesses = sum(bool(question.guess) for question in questions)
    texts = len(questions) - len(scored)
    context = {
        "heading": survey.heading,
        "questions": questions,
        "first_guess": next((question for question in questions if question.guess), None),
        "total": len(questions),
        "scored": len(scored),
        "minutes": estimated_minutes(questions=len(scored), guesses=guesses, texts=texts),
        "longest": MAX_COMMENT_LENGTH,
        "nonce": nonce,
        "segments": _segments(survey.heading.segments, form),
        "segment_errors": [error for error in form.errors if error.name == SEGMENT_FIELD] if form else [],
        "notice": notice,
        "named": named,
        "is_preview": preview is not None,
        "preview": preview,
        "errors": form.errors if form else [],
    }
    return render_to_string("assessments/survey.html", context).encode()


def thanks_page(survey: Survey, receipt: str, path: str) -> bytes:
    context = {"heading": survey.heading, "receipt": receipt, "receipts": receipts_at(path)}
    return render_to_string("assessments/survey_thanks.html", context).encode()


def receipts_at(path: str) -> str:
    """Where the receipts of the survey at `path` are checked; the last stroke of an address may have got lost."""
    return f"{path.rstrip('/')}/receipt/"


def closed_page(link: SurveyLink) -> bytes:
    """`closed_at` is when the organizer closed early, or the planned time if that has passed.

    Where the results are shown to the people who answered, the page leads there.
    """
    heading = heading_of(link)
    closed_at = min(link.round.closed_at or heading.closes_at, heading.closes_at)
    publication = plans.publication(link.round)
    results = published_path(publication) if publication else ""
    context = {"heading": heading, "closed_at": closed_at, "results": results}
    return render_to_string("assessments/survey_closed.html", context).encode()


def used_page(link: SurveyLink, path: str) -> bytes:
    context = {"heading": heading_of(link), "receipts": receipts_at(path)}
    return render_to_string("assessments/survey_used.html", context).encode()


def unknown_page(*, is_limited: bool) -> bytes:
    return render_to_string(f"assessments/survey_{'wait' if is_limited else 'unknown'}.html").encode()


def unavailable_page() -> bytes:
    return render_to_string("assessments/survey_unavailable.html").encode()


def _question(field: SurveyField, form: SurveyForm | None) -> Question:
    typed = {name: form.typed(name) if form else "" for name in field.names}
    points = [(str(point), words, False) for point, words in field.item.points]
    apart = [("dk", _("Don’t know"), True)]
    extra = [("na", field.item.not_applicable, True)] if field.item.not_applicable else []
    own = [] if field.item.is_open else points + apart + extra
    guess = points + apart if field.asks_guess else []
    return Question(
        field=field,
        own=[Choice(*choice, is_checked=choice[0] == typed.get(field.name)) for choice in own],
        guess=[Choice(*choice, is_checked=choice[0] == typed.get(field.guess_name)) for choice in guess],
        comment=typed[field.comment_name],
        errors=[error for error in form.errors if error.field is field] if form else [],
    )


def _segments(names: Sequence[str], form: SurveyForm | None) -> Sequence[Choice]:
    typed = form.typed(SEGMENT_FIELD) if form else ""
    return [Choice(str(place), name, False, str(place) == typed) for place, name in enumerate(names, start=1)]
