"""What organizers see of a list of people and its mails: never a link, never who answered or wants no more mail."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.db.models import Count, Q

from accounts.emails import has_mail
from assessments.models import (
    MOST_REMINDERS,
    Invitation,
    Mail,
    MailState,
    Round,
    StateChoice,
    TeamChoice,
    Wave,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPerson:
    """`state` is of the invitation mail, None where none is queued; `refusal` what the mail server said."""

    invitation: Invitation
    team: TeamChoice
    state: MailState | None
    refusal: str
    can_be_removed: bool

    @property
    def can_be_sent_again(self) -> bool:
        return self.state in {MailState.REFUSED, MailState.UNKNOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationCounts:
    """Invitation mails by what became of them; `none` are people on the list without one."""

    none: int
    queued: int
    sent: int
    refused: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminder:
    """A reminder, planned or started. Not how many were sent: that would tell whether one chosen person was reminded.

    `undelivered` are mails refused or perhaps not sent: 0 while any is under way, and below the round's minimum.
    """

    number: int
    send_at: datetime.datetime
    is_started: bool
    undelivered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailings:
    """What was mailed and will be. `invited_at` is when invitations were last queued, None before the first."""

    invitations: InvitationCounts
    reminders: tuple[Reminder, ...]
    invited_at: datetime.datetime | None
    can_remind: bool


class TroubleKind(StrEnum):
    NO_SERVER = "no server"  # EMAIL_HOST is not set
    UNREACHABLE = "unreachable"  # the mail server cannot be reached, or does not let us in
    IDLE = "idle"  # nothing is sent: `work` does not seem to run


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTrouble:
    """Why mails wait that should be under way. None of them is lost. `words` are of the mail server or the system."""

    kind: TroubleKind
    waiting: int
    words: str


IDLE_AFTER = timedelta(minutes=10)


def people_of(round: Round) -> list[ListedPerson]:
    """The list by team and name, each with the state of their invitation mail. Two queries."""
    invited = Mail.objects.filter(wave__round=round, wave__number=0)
    mails = {mail.invitation_id: mail for mail in invited}
    is_open = round.state != StateChoice.CLOSED
    return [_listed(person, mails.get(person.pk), is_open=is_open) for person in round.invitations.all()]


def _listed(invitation: Invitation, mail: Mail | None, *, is_open: bool) -> ListedPerson:
    state = MailState(mail.state) if mail else None
    return ListedPerson(
        invitation=invitation,
        team=TeamChoice(invitation.team),
        state=state,
        refusal=mail.refusal if mail and state == MailState.REFUSED else "",
        can_be_removed=is_open and (mail is None or not mail.may_have_arrived),
    )


def mailings_of(round: Round, now: datetime.datetime) -> Mailings:
    """Counts of invitation mails, and the reminders by time: once a round is closed, those that went out."""
    waves = list(round.waves.all())
    first = next((wave for wave in waves if wave.number == 0), None)
    reminders = [wave for wave in waves if wave.number > 0 and (wave.is_started or round.state == StateChoice.OPEN)]
    under_way = set(
        Mail.objects.filter(wave__in=reminders, state__in=[MailState.QUEUED, MailState.CLAIMED])
        .values_list("wave_id", flat=True)
        .distinct()
    )
    takes_more = round.accepts_answers(now) and round.closes_at is not None and now < round.closes_at
    return Mailings(
        invitations=_counts(round, first),
        reminders=tuple(
            Reminder(
                number=wave.number,
                send_at=wave.send_at,
                is_started=wave.is_started,
                undelivered=0 if wave.pk in under_way else _undelivered(wave, round.minimum),
            )
            for wave in sorted(reminders, key=lambda wave: (wave.send_at, wave.number))
        ),
        invited_at=first.send_at if first else None,
        can_remind=takes_more and first is not None and len(reminders) < MOST_REMINDERS,
    )


def planned_reminder(round: Round, number: int) -> datetime.datetime | None:
    """When it is to go out; None when it has started, is not planned any more, or the round takes no answers."""
    planned = round.waves.filter(number=number, number__gt=0, is_started=False, round__state=StateChoice.OPEN)
    return planned.values_list("send_at", flat=True).first()


def _undelivered(wave: Wave, minimum: int) -> int:
    """A smaller number would tell of few people, whose mailboxes an organizer may know, that they had not answered."""
    failed = wave.refused + wave.unknown
    return failed if failed >= minimum else 0


def _counts(round: Round, wave: Wave | None) -> InvitationCounts:
    rows = Mail.objects.filter(wave=wave).values_list("state").annotate(mails=Count("pk")) if wave else []
    by_state: dict[str, int] = dict(rows)
    return InvitationCounts(
        none=round.invitations.count() - sum(by_state.values()),
        queued=by_state.get(MailState.QUEUED, 0) + by_state.get(MailState.CLAIMED, 0),
        sent=by_state.get(MailState.DONE, 0),
        refused=by_state.get(MailState.REFUSED, 0),
        unknown=by_state.get(MailState.UNKNOWN, 0),
    )


def queue_trouble(now: datetime.datetime) -> QueueTrouble | None:
    """Of the whole queue, whosever mails wait in it: for a banner. None while all is well."""
    queued = Mail.objects.filter(state=MailState.QUEUED)
    waiting = queued.count()
    if not waiting:
        return None
    if not has_mail():
        return QueueTrouble(kind=TroubleKind.NO_SERVER, waiting=waiting, words="")
    told = queued.exclude(wave__number__gt=0, attempts__gt=0)  # tried again: who is, had not answered
    noted = told.exclude(refusal="").first()
    if noted is not None:
        return QueueTrouble(kind=TroubleKind.UNREACHABLE, waiting=waiting, words=noted.refusal)
    due = told.filter(Q(not_before=None) | Q(not_before__lte=now - IDLE_AFTER), wave__send_at__lte=now - IDLE_AFTER)
    if due.exists() and not Mail.objects.filter(state=MailState.CLAIMED, claimed_at__gt=now - IDLE_AFTER).exists():
        return QueueTrouble(kind=TroubleKind.IDLE, waiting=waiting, words="")
    return None
