"""What is mailed to a confidential round's people, and when: the invitation, and at most three reminders."""

from __future__ import annotations

import datetime

from assessments.models import Round, Wave
from assessments.scales import Team


def invite(*, round: Round, now: datetime.datetime) -> int:
    """Queues the invitation of everybody on the list who has none yet; returns how many.

    The first time, the default reminders are planned, too. Raises WrongState unless the round is open, DomainError
    when it is anonymous or of a demo.
    """
    raise NotImplementedError


def remind_now(*, round: Round, now: datetime.datetime) -> Wave:
    """Plans a reminder for this moment or, outside working hours, for when they begin: the wave's `send_at`.

    Raises WrongState unless the round takes answers, DomainError when nobody was invited yet or three reminders are
    planned or sent.
    """
    raise NotImplementedError


def cancel_reminder(*, round: Round, number: int) -> None:
    """Takes a reminder out of the plan. Raises DomainError when it has started or is not there."""
    raise NotImplementedError


def start_due_waves(*, now: datetime.datetime) -> int:
    """Queues a mail to everybody on the list for each reminder whose time has come; returns how many reminders."""
    raise NotImplementedError


def send_test(*, round: Round, team: Team, to: str) -> None:
    """Mails a sample of the invitation, leading to the preview page. `to` is the signed-in person's own address.

    Raises DomainError when there is no mail server, when it does not take the mail, and for a demo.
    """
    raise NotImplementedError
