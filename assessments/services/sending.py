"""The queue of mails. A row is claimed, and that committed, before its mail is sent: each is sent at most once.

Whoever dies with a row in hand leaves it claimed; two minutes later it is written down as unknown, never sent again.
"""

from __future__ import annotations

import datetime
import logging
from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.emails import has_mail
from assessments import tokens
from assessments.delivery import Delivery, MailServer, Outcome, Unreachable
from assessments.emails import Letters, Recipient
from assessments.models import Link, Mail, MailState, Round, Wave
from assessments.schedules import is_working_time, working_time
from assessments.services.rounds import survey_url

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
"""Longer than one mail takes, even where the mail server is slow with each of its replies."""

MOST_ATTEMPTS = 5
FIRST_DELAY = timedelta(minutes=5)
"""Then twice as long each time: servers that put off unknown senders ask for some minutes."""


def send_waiting(*, clock: Callable[[], datetime.datetime], should_stop: Callable[[], bool]) -> int:
    """Sends what waits, over one connection, until nothing does; returns how many mails it dealt with.

    Raises Unreachable when the mail server takes none: all of them go on waiting.
    """
    if not has_mail() or not waiting(clock()).exists():
        return 0
    letters, handled = Letters(), 0
    with MailServer() as server:
        _open(server)
        while not should_stop() and send_next(server=server, letters=letters, now=clock()):
            handled += 1
    logger.info("Mails dealt with: %d", handled)
    return handled


def waiting(now: datetime.datetime) -> QuerySet[Mail]:
    """Mails whose turn it is."""
    return Mail.objects.filter(Q(not_before=None) | Q(not_before__lte=now), state=MailState.QUEUED)


def send_next(*, server: MailServer, letters: Letters, now: datetime.datetime) -> bool:
    """Deals with one mail: claims it, decides whether it is still wanted, sends it, writes down the outcome.

    False when none was waiting. Raises Unreachable when the mail server takes none; the mail then waits as before.
    """
    claimed = _claim(now)
    if claimed is None:
        return False
    mails = Mail.objects.select_related("wave__round__assessment__organization__branding", "invitation__link")
    mail = mails.defer("wave__round__assessment__organization__branding__logo").filter(pk=claimed).first()
    if mail is None:  # the person was erased meanwhile
        return True
    if mail.wave.number > 0 and not is_working_time(now, mail.wave.round.zone):
        # For every row alike, before anything is known of the person.
        _put_back(mail, not_before=working_time(now, mail.wave.round.zone))
        return True
    try:
        with override(mail.wave.language):
            delivery = _deliver(mail, server, letters, now)
    except Unreachable as error:
        _put_back(mail, not_before=None)
        note_trouble(str(error))
        raise
    _finish(mail, delivery, now)
    return True


def _claim(now: datetime.datetime) -> int | None:
    with transaction.atomic():
        pk = waiting(now).select_for_update(skip_locked=True).order_by("pk").values_list("pk", flat=True).first()
        if pk is None:
            return None
        Mail.objects.filter(pk=pk).update(
            state=MailState.CLAIMED, claimed_at=now, not_before=None, attempts=F("attempts") + 1, refusal=""
        )
        return pk


def _deliver(mail: Mail, server: MailServer, letters: Letters, now: datetime.datetime) -> Delivery | None:
    """None when the mail is not wanted any more."""
    round, link = mail.wave.round, mail.invitation.link
    if link is None or not _takes_answers(round, now):
        return Delivery(Outcome.REFUSED, _("The round closed before this mail was sent.")) if _invites(mail) else None
    if not mail.invitation.wants_mail or not (_invites(mail) or _needs_reminder(mail, link)):
        return None
    to = Recipient(
        name=mail.invitation.name,
        email=mail.invitation.email,
        link=survey_url(link),
        unsubscribe=_unsubscribe_url(link, mail.invitation.unsubscribe_hash or ""),
    )
    write = letters.invitation if _invites(mail) else letters.reminder
    try:
        return server.deliver(write(round, to))
    except ValueError:  # Django's word for what cannot stand in a header
        return Delivery(Outcome.REFUSED, _("No mail can be sent to this address."))


def _invites(mail: Mail) -> bool:
    return mail.wave.number == 0


def _takes_answers(round: Round, now: datetime.datetime) -> bool:
    is_in_time = round.closes_at is not None and now < round.closes_at
    return is_in_time and round.accepts_answers(now) and not round.organization.is_demo


def _needs_reminder(mail: Mail, link: Link) -> bool:
    invited = Mail.objects.filter(invitation=mail.invitation, wave__number=0, state=MailState.DONE)
    return not link.is_used and invited.exists()


def _unsubscribe_url(link: Link, unsubscribe_hash: str) -> str:
    return f"{settings.SITE_URL}/u/{tokens.stored_unsubscribe_token(bytes(link.seed), unsubscribe_hash)}/"


# --- What became of it ---------------------------------------------------------------------------------------------
def _finish(mail: Mail, delivery: Delivery | None, now: datetime.datetime) -> None:
    if delivery is not None and delivery.outcome is Outcome.LATER:
        if mail.attempts < MOST_ATTEMPTS:
            _free(mail, state=MailState.QUEUED, not_before=now + FIRST_DELAY * 2 ** (mail.attempts - 1))
            return
        delivery = Delivery(Outcome.REFUSED, delivery.words)
    if _invites(mail):
        state = _STATES[delivery.outcome if delivery else Outcome.SENT]
        _free(mail, state=state, refusal=delivery.words if delivery and state == MailState.REFUSED else "")
    else:
        with transaction.atomic():
            if _free(mail, state=MailState.DONE, attempts=0) and delivery is not None and delivery.outcome in _COUNTS:
                _count(mail.wave_id, _COUNTS[delivery.outcome])


_STATES = {
    Outcome.SENT: MailState.DONE,
    Outcome.REFUSED: MailState.REFUSED,
    Outcome.UNKNOWN: MailState.UNKNOWN,
}
_COUNTS = {Outcome.REFUSED: "refused", Outcome.UNKNOWN: "unknown"}
"""Of reminders. How many were sent is counted nowhere."""


def _put_back(mail: Mail, not_before: datetime.datetime | None) -> None:
    """Nothing was tried."""
    _free(mail, state=MailState.QUEUED, not_before=not_before, attempts=mail.attempts - 1)


def _free(mail: Mail, **fields: object) -> bool:
    """Ends our claim; False when it was too old, and another process has written the mail down as unknown."""
    ours = Mail.objects.filter(pk=mail.pk, state=MailState.CLAIMED, claimed_at=mail.claimed_at)
    return ours.update(claimed_at=None, **fields) == 1


def _count(wave_id: int, count: str, number: int = 1) -> None:
    Wave.objects.filter(pk=wave_id).update(**{count: F(count) + number})


def expire_claims(*, now: datetime.datetime) -> int:
    """Writes down as unknown what a process that died had in hand; returns how many mails. Safe twice at once."""
    with transaction.atomic():
        stale = Mail.objects.filter(state=MailState.CLAIMED, claimed_at__lt=now - LEASE)
        mails = list(stale.select_for_update(skip_locked=True, of=("self",)).select_related("wave"))
        for mail in mails:
            if _invites(mail):
                _free(mail, state=MailState.UNKNOWN)
            elif _free(mail, state=MailState.DONE, attempts=0):
                _count(mail.wave_id, "unknown")
    return len(mails)


# --- When no mail at all can be sent -------------------------------------------------------------------------------
def _open(server: MailServer) -> None:
    try:
        server.open()
    except Unreachable as error:
        note_trouble(str(error))
        raise
    Mail.objects.filter(state=MailState.QUEUED).exclude(refusal="").update(refusal="")


def note_trouble(words: str) -> None:
    """Leaves the mail server's words where the pages find them: at a mail that waits, best one never tried."""
    logger.warning("The mail server takes no mail: %s", words)
    first = Mail.objects.filter(state=MailState.QUEUED).order_by("attempts", "pk").values("pk")[:1]
    Mail.objects.filter(pk__in=first).update(refusal=words)
