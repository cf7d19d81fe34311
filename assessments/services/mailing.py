"""What is mailed to a confidential round's people, and when: the invitation, and at most three reminders."""

from __future__ import annotations

import datetime
import random
import smtplib

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.emails import has_mail
from assessments import emails
from assessments.models import MOST_REMINDERS, Invitation, Mail, MailState, Round, StateChoice, Wave
from assessments.scales import Team
from assessments.schedules import default_reminders, working_time
from assessments.services.errors import DomainError, WrongState, WrongTime
from assessments.services.invitations import BATCH, locked_list


def invite(*, round: Round, now: datetime.datetime) -> int:
    """Queues the invitation of everybody on the list who has none yet; returns how many.

    The first time, the default reminders are planned, too. Raises WrongState unless the round takes answers,
    DomainError when it is anonymous or of a demo.
    """
    with transaction.atomic():
        locked = _locked_open(round, now)
        if locked.organization.is_demo:
            raise DomainError(_("This is a demo: it sends no mail."))
        uninvited = locked.invitations.exclude(mails__wave__number=0)
        if not uninvited.exists():
            return 0
        wave, is_first = Wave.objects.get_or_create(
            round=locked, number=0, defaults={"send_at": now, "is_started": True}
        )
        if is_first:
            _plan_default(locked, now)
        Wave.objects.filter(pk=wave.pk).update(send_at=now)
        return _queue_mails(wave, uninvited)


def _plan_default(round: Round, now: datetime.datetime) -> None:
    moments = default_reminders(now, round.closes_at, round.zone) if round.closes_at else ()
    for number, send_at in enumerate(moments, start=1):
        Wave.objects.create(round=round, number=number, send_at=send_at)


def plan_reminder(*, round: Round, send_at: datetime.datetime, now: datetime.datetime) -> Wave:
    """Plans a reminder for a moment or, outside working hours, for when they begin next: the wave's `send_at`.

    Raises WrongState unless the round takes answers, DomainError when nobody was invited yet, when that would be
    after closing, or when three reminders are planned or sent.
    """
    with transaction.atomic():
        locked = _locked_open(round, now)
        if not locked.waves.filter(number=0).exists():
            raise DomainError(_("Nobody was invited yet, so there is nobody to remind."))
        moment = _reminder_moment(locked, max(send_at, now))
        return Wave.objects.create(round=locked, number=_free_number(locked), send_at=moment)


def _reminder_moment(round: Round, send_at: datetime.datetime) -> datetime.datetime:
    moment = working_time(send_at, round.zone)
    if round.closes_at is None or moment >= round.closes_at:
        raise WrongTime(_("Reminders go out on working days from 9 to 17, and the round closes before that."))
    return moment


def move_reminder(*, round: Round, number: int, send_at: datetime.datetime, now: datetime.datetime) -> Wave:
    """Plans a reminder for another moment, in working hours as plan_reminder does.

    Raises WrongState unless the round takes answers, WrongTime when that moment has passed or is after closing,
    DomainError when the reminder has started or is not there.
    """
    with transaction.atomic():
        locked = _locked_open(round, now)
        wave = locked.waves.filter(number=number, number__gt=0, is_started=False).first()
        if wave is None:
            raise DomainError(_("This reminder is not planned any more: it has started, or was taken out before."))
        if send_at <= now:
            raise WrongTime(_("This moment has passed. Choose a later one."))
        wave.send_at = _reminder_moment(locked, send_at)
        wave.save(update_fields=["send_at"])
        return wave


def remind_now(*, round: Round, now: datetime.datetime) -> Wave:
    """Reminds everybody who has not answered, at once or, outside working hours, when they begin: see `send_at`.

    Raises as plan_reminder does.
    """
    with transaction.atomic():
        wave = plan_reminder(round=round, send_at=now, now=now)
        if wave.send_at <= now:
            _start(wave)
    return wave


def _free_number(round: Round) -> int:
    taken = set(round.waves.values_list("number", flat=True))
    free = [number for number in range(1, MOST_REMINDERS + 1) if number not in taken]
    if not free:
        raise DomainError(_("A round has at most %(most)d reminders.") % {"most": MOST_REMINDERS})
    return free[0]


def cancel_reminder(*, round: Round, number: int) -> None:
    """Takes a reminder out of the plan. Raises DomainError when it has started or is not there."""
    with transaction.atomic():
        locked_list(round, StateChoice.OPEN)
        cancelled, _by_model = round.waves.filter(number=number, number__gt=0, is_started=False).delete()
        if not cancelled:
            raise DomainError(_("This reminder is not planned any more: it has started, or was taken out before."))


def start_due_waves(*, now: datetime.datetime) -> int:
    """Queues a mail to everybody on the list for each round with a reminder whose time has come; returns how many.

    Of several that became due while nothing ran, people get the last only.
    """
    due = Round.objects.filter(waves__is_started=False, waves__send_at__lte=now, state=StateChoice.OPEN).distinct()
    return sum(_start_last(round, now) for round in due)


def _start_last(round: Round, now: datetime.datetime) -> bool:
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        *missed, last = [*locked.waves.filter(is_started=False, send_at__lte=now).order_by("send_at", "number"), None]
        if missed:
            last = missed.pop()
        if last is None or not locked.accepts_answers(now):
            return False
        for wave in missed:
            wave.delete()
        _start(last)
        return True


def _start(wave: Wave) -> None:
    """Everybody gets a row, in an order of its own; what is left of an earlier reminder is overtaken."""
    overtaken = Mail.objects.filter(wave__round=wave.round_id, wave__number__gt=0, state=MailState.QUEUED)
    overtaken.update(state=MailState.DONE, not_before=None, attempts=0, refusal="")
    wave.is_started = True
    wave.save(update_fields=["is_started"])
    _queue_mails(wave, Invitation.objects.filter(round=wave.round_id))


def _queue_mails(wave: Wave, invitations: QuerySet[Invitation]) -> int:
    """In random order: how far a mailing has come must not tell whose turn it was."""
    people = list(invitations.values_list("pk", flat=True))
    random.SystemRandom().shuffle(people)
    Mail.objects.bulk_create((Mail(wave=wave, invitation_id=pk) for pk in people), batch_size=BATCH)
    return len(people)


def _locked_open(round: Round, now: datetime.datetime) -> Round:
    locked = locked_list(round, StateChoice.OPEN)
    if locked.closes_at is None or now >= locked.closes_at:
        raise WrongState(_("The closing time has passed: nobody is mailed any more."))
    return locked


def send_test(*, round: Round, team: Team, to: str) -> None:
    """Mails a sample of the invitation, leading to the preview page. `to` is the signed-in person's own address.

    Raises DomainError when there is no mail server, when it does not take the mail, and for a demo.
    """
    if round.organization.is_demo:
        raise DomainError(_("This is a demo: it sends no mail."))
    if not has_mail():
        raise DomainError(_("No mail server is set up, so no mail can be sent."))
    try:
        emails.sample(round, team, to).send()
    except (OSError, smtplib.SMTPException) as error:
        raise DomainError(_("The mail server did not take the mail. Nothing was sent.")) from error
