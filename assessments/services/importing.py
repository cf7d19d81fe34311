"""A whole round from a CSV file: all of it or nothing."""

from __future__ import annotations

import datetime
import uuid
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import islice
from typing import TypeAlias

from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization
from assessments import tokens
from assessments.bank import load_bank
from assessments.importing import ImportedResponse, ImportedRound, parse
from assessments.models import Answer, Comment, Question, QuestionContent, Response, Round
from assessments.records import Problem, Problems
from assessments.scales import FrozenItem, Team
from assessments.services.clients import assessment_named, organization_named
from assessments.services.closing import close_round
from assessments.services.errors import DomainError, ImportRefused
from assessments.services.questions import load_bank_into_database
from assessments.services.rounds import RoundPlan, compose_round, create_round, launch_round

BATCH = 1000
MOST_PARAMETERS = 5000
"""Of one statement, where the database sets no limit."""

_Batch: TypeAlias = Sequence[tuple[uuid.UUID, ImportedResponse]]
_Row: TypeAlias = tuple[str | int | None, ...]
OPEN_FOR = timedelta(days=14)
NOON = datetime.time(12, tzinfo=datetime.UTC)
EARLIEST_ZONE = timedelta(hours=14)
"""A day begins this long before it does in UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What a file does not say about its round. `closed_on` is the day it ended, by default today."""

    organization_name: str
    assessment_name: str
    title: str
    minimum: int = 5
    invited_sales: int | None = None
    invited_marketing: int | None = None
    closed_on: datetime.date | None = None
    stays_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    round: Round
    responded: Mapping[Team, int]


def import_round(
    *, content: bytes, plan: ImportPlan, now: datetime.datetime, report_progress: Callable[[int, int], None]
) -> ImportResult:
    """A round with the responses in `content`, closed unless it stays open.

    `report_progress` is told how many of how many responses are stored. Raises ImportRefused, with nothing changed,
    for a file that is wrong anywhere, and DomainError for a plan that cannot be.
    """
    closed_at = _closed_at(plan, now)
    parsed = parse(content, _known_items(plan.organization_name))
    if isinstance(parsed, Problems):
        raise ImportRefused(_refusal(parsed))
    with transaction.atomic():
        round = _launched(plan, parsed, closed_at)
        _store(round, parsed.responses, report_progress)
        if not plan.stays_open:
            close_round(round=round, now=closed_at, closed_on=plan.closed_on)
    responded = Counter(response.team for response in parsed.responses)
    return ImportResult(round=round, responded={team: responded[team] for team in Team})


def _closed_at(plan: ImportPlan, now: datetime.datetime) -> datetime.datetime:
    """The instant to close at: that of the day, so that rounds imported in any order compare in theirs."""
    if plan.closed_on is None:
        return now
    if plan.stays_open:
        raise DomainError(_("A round that stays open has no closing date yet."))
    if plan.closed_on > (now + EARLIEST_ZONE).date():
        raise DomainError(_("The closing date has not come yet."))
    return min(datetime.datetime.combine(plan.closed_on, NOON), now)


def _known_items(organization_name: str) -> dict[str, FrozenItem]:
    """The questions that a header can name by their code: the organization's own, and over these the bank's."""
    organization = organization_named(organization_name)
    own = Question.objects.filter(organization=organization) if organization else ()
    return {question.code: question.frozen for question in own} | {item.code: item for item in load_bank().questions}


def _launched(plan: ImportPlan, parsed: ImportedRound, launched_at: datetime.datetime) -> Round:
    assessment = assessment_named(organization_name=plan.organization_name, name=plan.assessment_name)
    round = create_round(
        assessment=assessment,
        plan=RoundPlan(
            title=plan.title,
            minimum=plan.minimum,
            has_guesses=bool(parsed.guessed),
            invited_sales=plan.invited_sales,
            invited_marketing=plan.invited_marketing,
            closes_at=launched_at + OPEN_FOR,
        ),
    )
    compose_round(round=round, questions=_questions(assessment.organization, parsed.items), guesses=parsed.guessed)
    launch_round(round=round, now=launched_at)
    return round


# --- Questions -----------------------------------------------------------------------------------------------------
def _questions(organization: Organization, items: Sequence[FrozenItem]) -> list[Question]:
    """The stored questions of `items`, in their order; custom ones that are new are stored now."""
    stored = _stored(organization)
    if any(item.code not in stored for item in load_bank().questions):
        load_bank_into_database()
        stored = _stored(organization)
    return [stored.get(item.code) or _create_custom(organization, item) for item in items]


def _stored(organization: Organization) -> dict[str, Question]:
    visible = Question.objects.for_organization(organization)
    own_first = sorted(visible, key=lambda question: question.organization_id is None)
    return {question.code: question for question in own_first}


def _create_custom(organization: Organization, item: FrozenItem) -> Question:
    content = {field: getattr(item, field) for field in QuestionContent.CONTENT_FIELDS}
    plain = {
        "dimension": item.dimension or "",
        "labels": list(item.labels),
        "actions": [asdict(action) for action in item.actions],
    }
    return Question.objects.create(organization=organization, **content | plain)


# --- Responses -----------------------------------------------------------------------------------------------------
def _store(round: Round, responses: Sequence[ImportedResponse], report_progress: Callable[[int, int], None]) -> None:
    item_ids = list(round.items.values_list("pk", flat=True))
    for start in range(0, len(responses), BATCH):
        batch = [(uuid.uuid4(), response) for response in responses[start : start + BATCH]]
        _insert(Response, ("id", "round_id", "team", "receipt_hash", "fingerprint"), _response_rows(round, batch))
        _insert(Answer, ("response_id", "item_id", "own", "guess"), _answer_rows(item_ids, batch))
        _insert(Comment, ("response_id", "item_id", "text"), _comment_rows(item_ids, batch))
        report_progress(start + len(batch), len(responses))


def _response_rows(round: Round, batch: _Batch) -> Iterator[_Row]:
    """An imported response has no page that it was sent from: its receipt is nobody's."""
    for response_id, response in batch:
        receipt_hash = tokens.hash_token(tokens.new_nonce())
        yield _stored_id(response_id), round.pk, response.team.value, receipt_hash, receipt_hash


def _answer_rows(item_ids: Sequence[int], batch: _Batch) -> Iterator[_Row]:
    for response_id, response in batch:
        key = _stored_id(response_id)
        for item_id, own, guess in zip(item_ids, response.own, response.guesses, strict=True):
            if own is not None or guess is not None:
                yield key, item_id, own, guess


def _comment_rows(item_ids: Sequence[int], batch: _Batch) -> Iterator[_Row]:
    for response_id, response in batch:
        for place, text in response.comments:
            yield _stored_id(response_id), item_ids[place], text


def _stored_id(response_id: uuid.UUID) -> str:
    """As the database wants it in SQL: PostgreSQL knows the type, SQLite holds 32 hexadecimal digits."""
    return str(response_id) if connection.features.has_native_uuid_field else response_id.hex


def _insert(model: type[Model], columns: Sequence[str], rows: Iterator[_Row]) -> None:
    """What bulk_create does, in less than half its time: a million answers are not made objects first."""
    start = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({', '.join(columns)}) VALUES "  # noqa: S608
    places = f"({', '.join(['%s'] * len(columns))})"
    size = (connection.features.max_query_params or MOST_PARAMETERS) // len(columns)
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, size)):
            cursor.execute(start + ", ".join([places] * len(chunk)), [value for row in chunk for value in row])


# --- Words ---------------------------------------------------------------------------------------------------------
def _refusal(problems: Problems) -> str:
    lines = [_("Nothing was imported.")]
    lines += [_sentence(problem) for problem in problems.shown]
    if rest := problems.count - len(problems.shown):
        lines.append(ngettext("and %(rest)d more problem", "and %(rest)d more problems", rest) % {"rest": rest})
    return "\n".join(lines)


def _sentence(problem: Problem) -> str:
    words = {"line": problem.line, "reason": _(problem.reason)}
    if not problem.column:
        return _("line %(line)d: %(reason)s") % words
    words |= {"column": problem.printed_column, "value": problem.printed_value}
    return _("line %(line)d, column %(column)s, value %(value)s: %(reason)s") % words
