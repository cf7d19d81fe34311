"""What organizers see of a list of people and its mails: never a link, never who answered or wants no more mail."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from assessments.models import Invitation, MailState, Round, TeamChoice


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
    """A reminder, planned or under way. Counts of mails only; whoever had answered got none, and is in no count."""

    number: int
    send_at: datetime.datetime
    is_started: bool
    is_finished: bool
    sent: int
    refused: int
    unknown: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailings:
    """What was mailed and will be. `first_sent_at` is when the first invitations were queued, None before."""

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


def people_of(round: Round) -> list[ListedPerson]:
    """The list by team and name, each with the state of their invitation mail. Two queries."""
    raise NotImplementedError


def mailings_of(round: Round, now: datetime.datetime) -> Mailings:
    """Counts of invitation mails, and the reminders by time."""
    raise NotImplementedError


def queue_trouble(now: datetime.datetime) -> QueueTrouble | None:
    """Of the whole queue, whosever mails wait in it: for a banner. None while all is well."""
    raise NotImplementedError
