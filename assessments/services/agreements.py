"""The working agreement: every save is the next version, and the newest one is marked as signed on paper."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.agreements import AgreementTerms, dump_terms
from assessments.models import Assessment, Round, WorkingAgreement
from assessments.services.errors import EditConflict, WrongState, WrongTime
from assessments.versions import Versions, agreement_of

A_DAY = datetime.timedelta(days=1)
FIRST_CLOCKS = datetime.timedelta(hours=14)
"""Somewhere it is already tomorrow: nobody's today lies in the future."""


def save_agreement(
    *, round: Round, terms: AgreementTerms, began_from: int, user: User, now: datetime.datetime
) -> WorkingAgreement | None:
    """Makes the next version; None when `terms` say nothing new.

    `began_from` is the version that was read before writing, 0 for none. Raises EditConflict when somebody saved
    another one since.
    """
    with transaction.atomic():
        agreement = _locked(round)
        if terms in (agreement.terms(agreement.number), agreement.terms(began_from)):
            return None
        if agreement.number != began_from:
            raise EditConflict(_("Someone else saved the agreement while you were writing."))
        return WorkingAgreement.objects.create(
            assessment=round.assessment,
            round=round,
            version=agreement.number + 1,
            terms=dump_terms(terms),
            saved_at=now,
            saved_by=user,
        )


def sign_agreement(*, round: Round, version: int, signed_on: datetime.date, now: datetime.datetime) -> None:
    """Notes the day on the paper. Raises WrongState unless `version` is the newest, WrongTime for odd days."""
    with transaction.atomic():
        newest = _newest(round, version)
        if signed_on > (now + FIRST_CLOCKS).date():
            raise WrongTime(_("This day is still to come. Say on which day the paper was signed."))
        if signed_on < (newest.saved_at - A_DAY).date():
            raise WrongTime(_("This version was not written yet on that day. Please check the day on the paper."))
        newest.signed_on = signed_on
        newest.save(update_fields=["signed_on"])


def unsign_agreement(*, round: Round, version: int) -> None:
    """Takes the mark of the newest version back. Raises WrongState once there is a newer one."""
    with transaction.atomic():
        newest = _newest(round, version)
        newest.signed_on = None
        newest.save(update_fields=["signed_on"])


def _newest(round: Round, version: int) -> WorkingAgreement:
    newest = _locked(round).newest
    if newest is None or newest.version != version:
        raise WrongState(_("There is a newer version by now. Look at it first: only the newest one can be signed."))
    return newest


def _locked(round: Round) -> Versions:
    """The agreement, for one writer at a time."""
    return agreement_of(Assessment.objects.select_for_update().get(pk=round.assessment_id))
