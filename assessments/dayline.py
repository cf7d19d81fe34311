"""The days of an open round: how many are over, and what happens on them. No time of any answer."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.models import Round
from assessments.people import Mailings


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Something that happens to the round; `is_past` once it has."""

    at: datetime.datetime
    words: str
    is_past: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """`day` counts from 1 on the day of the launch, by the calendar of the round's time zone."""

    moments: tuple[Moment, ...]
    day: int
    days: int


def day_line(round: Round, mailings: Mailings | None, now: datetime.datetime) -> DayLine | None:
    """None for a draft. `mailings` is None for an anonymous round, which mails nobody."""
    if round.launched_at is None or round.closes_at is None:
        return None
    events = [(round.launched_at, _("Launched")), *_mails(mailings), (round.closes_at, _("Closes"))]
    moments = [Moment(at=at, words=words, is_past=at <= now) for at, words in events]
    first, today, last = (at.astimezone(round.zone).date() for at in (round.launched_at, now, round.closes_at))
    return DayLine(
        moments=tuple(sorted(moments, key=lambda moment: moment.at)),
        day=(today - first).days + 1,
        days=(last - first).days + 1,
    )


def _mails(mailings: Mailings | None) -> Iterator[tuple[datetime.datetime, str]]:
    if mailings is None:
        return
    if mailings.invited_at is not None:
        yield mailings.invited_at, _("Invitations")
    for number, reminder in enumerate(mailings.reminders, start=1):
        words = _("Reminder %(number)d") if reminder.is_started else _("Reminder %(number)d, planned")
        yield reminder.send_at, words % {"number": number}
