"""Storing a response: once, whole, or not at all."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments import tokens
from assessments.models import Answer, Comment, Response, Round
from assessments.queries import survey_link_locked
from assessments.scales import GivenAnswer, Team
from assessments.services.errors import DomainError, NonceUsed, RoundClosed


def submit_response(*, token_hash: str, nonce: str, answers: Mapping[int, GivenAnswer], now: datetime.datetime) -> str:
    """Stores a response and returns its receipt; `answers` are by item id.

    The nonce makes it idempotent: the same page and answers again give the same receipt and store nothing.
    Raises NonceUsed when the page was submitted before with other answers, RoundClosed when the round takes none.
    """
    receipt = tokens.receipt(token_hash, nonce)
    arguments = (token_hash, tokens.hash_token(receipt), _fingerprint(nonce, answers), answers, now)
    try:
        refusal = _store(*arguments)
    except IntegrityError:
        # The same page arrived twice at once and the other was faster: now its row is there to compare with.
        refusal = _store(*arguments)
    if refusal is not None:
        raise refusal
    return receipt


def _store(
    token_hash: str,
    receipt_hash: str,
    fingerprint: str,
    answers: Mapping[int, GivenAnswer],
    now: datetime.datetime,
) -> DomainError | None:
    with transaction.atomic(savepoint=False):
        link = survey_link_locked(token_hash, receipt_hash)
        if link is not None and link.stored_fingerprint is not None:
            is_same = link.stored_fingerprint == fingerprint
            return None if is_same else NonceUsed(_("This page was already sent, with other answers."))
        if link is None or not link.round.accepts_answers(now):
            return RoundClosed(_("This survey takes no answers now."))
        _insert(link.round, link.team, receipt_hash, fingerprint, answers)
        return None


def _insert(round: Round, team: Team, receipt_hash: str, fingerprint: str, answers: Mapping[int, GivenAnswer]) -> None:
    response = Response(round=round, team=team.value, receipt_hash=receipt_hash, fingerprint=fingerprint)
    response.save(force_insert=True)
    Answer.objects.bulk_create(
        Answer(response=response, item_id=item_id, own=answer.own, guess=answer.guess)
        for item_id, answer in answers.items()
        if answer.own is not None or answer.guess is not None
    )
    Comment.objects.bulk_create(
        Comment(response=response, item_id=item_id, text=answer.comment)
        for item_id, answer in answers.items()
        if answer.comment
    )


def _fingerprint(nonce: str, answers: Mapping[int, GivenAnswer]) -> str:
    content = json.dumps({str(item_id): asdict(answers[item_id]) for item_id in sorted(answers)}, sort_keys=True)
    return hashlib.sha256(f"{nonce}:{content}".encode()).hexdigest()
