"""Confidential rounds with people on their lists, as tests of mails and links need them."""

from __future__ import annotations

import datetime
import re
import secrets
import zoneinfo
from collections.abc import Sequence
from email.message import EmailMessage
from typing import Any

from django.utils import timezone

from assessments import tokens
from assessments.invitations import Person
from assessments.models import Invitation, Mail, MailState, Round
from assessments.scales import GivenAnswer, Mode, Team
from assessments.services.invitations import add_people
from assessments.services.mailing import invite
from assessments.services.responses import submit_response
from assessments.services.rounds import launch_round
from assessments.services.sending import send_waiting
from tests.accounts.mail_server import plain_text
from tests.builders import make_draft


def person(email: str, team: Team = Team.SALES, name: str = "") -> Person:
    return Person(line=1, name=name, email=email, team=team)


def people(count: int) -> list[Person]:
    """Both teams in turn: p0@example.com, p1@example.com, …"""
    return [person(f"p{number}@example.com", list(Team)[number % 2]) for number in range(count)]


def make_listed_draft(listed: Sequence[Person], **kwargs: Any) -> Round:
    round = make_draft(mode=Mode.CONFIDENTIAL, **kwargs)
    add_people(round=round, people=listed)
    return round


def make_listed_round(listed: Sequence[Person], *, now: datetime.datetime | None = None, **kwargs: Any) -> Round:
    """An open confidential round with these people on its list; nobody is mailed yet."""
    round = make_listed_draft(listed, **kwargs)
    launch_round(round=round, now=now or timezone.now())
    return round


def make_invited_round() -> Round:
    """Four people, their invitations queued on MONDAY."""
    round = make_listed_round(people(4), now=MONDAY, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)
    return round


def invitation_of(round: Round, email: str) -> Invitation:
    return round.invitations.select_related("link").get(email=email)


def personal_token(invitation: Invitation) -> str:
    """The secret of a person's link as it is now."""
    invitation.refresh_from_db()
    assert invitation.link is not None
    return tokens.stored_link_token(bytes(invitation.link.seed), invitation.link.token_hash)


def answer_as(invitation: Invitation, now: datetime.datetime | None = None) -> str:
    """The person answers Q1; returns the receipt."""
    item = invitation.round.items.get(code="Q1")
    return submit_response(
        token_hash=tokens.hash_token(personal_token(invitation)),
        nonce=secrets.token_urlsafe(16),
        answers={item.pk: GivenAnswer(own=4)},
        now=now or timezone.now(),
    )


def mail_to(round: Round, email: str, wave: int = 0) -> Mail:
    return Mail.objects.get(wave__round=round, wave__number=wave, invitation__email=email)


def moment(text: str, zone: str = "UTC") -> datetime.datetime:
    """An instant by a zone's clocks."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=zoneinfo.ZoneInfo(zone))


def links_in(mail: EmailMessage) -> list[str]:
    return re.findall(r"https?://\S+/s/\S+", plain_text(mail))


MONDAY = moment("2026-06-01T10:00")
"""When these rounds are launched; they close on Friday in the week after, at 18:00."""

CLOSES_AT = moment("2026-06-12T18:00")


def send_all(now: datetime.datetime) -> int:
    """What a worker does with the queue at this moment; returns how many mails it dealt with."""
    return send_waiting(clock=lambda: now, should_stop=lambda: False)


def rows(wave: int) -> list[tuple[Any, ...]]:
    """Everything that the rows of a mailing hold but whose they are."""
    found = Mail.objects.filter(wave__number=wave).order_by("pk")
    return list(found.values_list("state", "claimed_at", "not_before", "attempts", "refusal"))


FINISHED = (MailState.DONE, None, None, 0, "")
"""How every row of a reminder ends."""


def counts(round: Round, number: int) -> tuple[int, int]:
    """Refused and unknown reminders, as they are stored."""
    wave = round.waves.get(number=number)
    return wave.refused, wave.unknown
