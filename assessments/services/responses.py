"""Storing a response: once, whole, or not at all."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from assessments import tokens
from assessments.models import Answer, Comment, Link, Response, Round
from assessments.queries import SurveyLink, survey_link_locked
from assessments.scales import GivenAnswer, Team
from assessments.services.errors import DomainError, LinkUsed, NonceUsed, RoundClosed


def submit_response(
    *,
    token_hash: str,
    nonce: str,
    answers: Mapping[int, GivenAnswer],
    now: datetime.datetime,
    segment: int | None = None,
) -> str:
    """Stores a response and returns its receipt; `answers` are by item id, `segment` is the place of a group.

    The nonce makes it idempotent: the same page and answers again give the same receipt and store nothing.
    Raises NonceUsed when the page was submitted before with other answers, LinkUsed when a personal link has taken
    its response, RoundClosed when the round takes none.
    """
    receipt = tokens.receipt(token_hash, nonce)
    given = _Given(tokens.hash_token(receipt), _fingerprint(nonce, answers, segment), answers, segment)
    try:
        refusal = _store(token_hash, given, now)
    except IntegrityError:
        # The same page arrived twice at once and the other was faster: now its row is there to compare with.
        refusal = _store(token_hash, given, now)
    if refusal is not None:
        raise refusal
    return receipt


@dataclass(frozen=True, slots=True)
class _Given:
    receipt_hash: str
    fingerprint: str
    answers: Mapping[int, GivenAnswer]
    segment: int | None


def _store(token_hash: str, given: _Given, now: datetime.datetime) -> DomainError | None:
    with transaction.atomic(savepoint=False):
        link = survey_link_locked(token_hash, given.receipt_hash)
        if link is not None and link.stored_fingerprint is not None:
            is_same = link.stored_fingerprint == given.fingerprint
            return None if is_same else NonceUsed(_("This page was already sent, with other answers."))
        if link is None or not link.round.accepts_answers(now):
            return RoundClosed(_("This survey takes no answers now."))
        if link.is_personal and not _take(link):
            # The same page may have been faster, while this transaction waited for it.
            is_same = Response.objects.filter(receipt_hash=given.receipt_hash, fingerprint=given.fingerprint).exists()
            return None if is_same else LinkUsed(_("This personal link was used already."))
        _insert(link.round, link.team, given)
        return None


def _take(link: SurveyLink) -> bool:
    """Marks a personal link as used; False if it was. Two devices at once wait for one another here."""
    return Link.objects.filter(pk=link.link_id, is_used=False).update(is_used=True) == 1


def _insert(round: Round, team: Team, given: _Given) -> None:
    response = Response(
        round=round,
        team=team.value,
        segment=given.segment,
        receipt_hash=given.receipt_hash,
        fingerprint=given.fingerprint,
    )
    response.save(force_insert=True)
    Answer.objects.bulk_create(
        Answer(response=response, item_id=item_id, own=answer.own, guess=answer.guess)
        for item_id, answer in given.answers.items()
        if answer.own is not None or answer.guess is not None
    )
    Comment.objects.bulk_create(
        Comment(response=response, item_id=item_id, text=answer.comment)
        for item_id, answer in given.answers.items()
        if answer.comment
    )


def _fingerprint(nonce: str, answers: Mapping[int, GivenAnswer], segment: int | None) -> str:
    given = {str(item_id): asdict(answers[item_id]) for item_id in sorted(answers)}
    content = json.dumps({"answers": given, "segment": segment}, sort_keys=True)
    return hashlib.sha256(f"{nonce}:{content}".encode()).hexdigest()


def is_counted(*, token_hash: str, receipt: str) -> bool:
    """Whether a response with this receipt is stored, given through this link's round and team. Until closing."""
    return _with_receipt(token_hash, receipt).exists()


def withdraw_response(*, token_hash: str, receipt: str, now: datetime.datetime) -> bool:
    """Deletes the response with this receipt, answers, comments and all; False where there is none (any more).

    A personal link may be used once more after that. Raises RoundClosed when the round takes no answers.
    """
    with transaction.atomic(savepoint=False):
        link = survey_link_locked(token_hash, "")
        if link is None or not link.round.accepts_answers(now):
            raise RoundClosed(_("The round is closed: answers and receipts are destroyed."))
        deleted, _by_model = _with_receipt(token_hash, receipt).delete()
        if deleted and link.is_personal:
            Link.objects.filter(pk=link.link_id).update(is_used=False)
        return deleted > 0


def _with_receipt(token_hash: str, receipt: str) -> QuerySet[Response]:
    link = Link.objects.filter(token_hash=token_hash)
    return Response.objects.filter(
        receipt_hash=tokens.hash_token(tokens.normal_receipt(receipt)),
        round__in=link.values("round"),
        team__in=link.values("team"),
    )
