"""When reminders go out: on working days, in working hours, in the round's own time zone. ★ No Django."""

from __future__ import annotations

import datetime
from datetime import timedelta

WORK_BEGINS = datetime.time(9)
WORK_ENDS = datetime.time(17)
REMINDER_TIME = datetime.time(10)

LEAST_GAP = timedelta(hours=20)
"""Between the invitation and the first reminder: tomorrow morning, but not this evening."""

LEAST_LEFT = timedelta(hours=1)
"""A reminder leaves time to answer."""


def is_working_time(moment: datetime.datetime, zone: datetime.tzinfo) -> bool:
    """Monday to Friday from 9:00 until 17:00 by the zone's clocks."""
    local = moment.astimezone(zone)
    return _is_working_day(local.date()) and WORK_BEGINS <= local.time() < WORK_ENDS


def working_time(moment: datetime.datetime, zone: datetime.tzinfo) -> datetime.datetime:
    """`moment` if it is in working hours, else when they begin next."""
    if is_working_time(moment, zone):
        return moment
    local = moment.astimezone(zone)
    day = local.date() if local.time() < WORK_BEGINS else local.date() + timedelta(days=1)
    return _at(_working_day(day, +1), WORK_BEGINS, zone)


def default_reminders(
    opens_at: datetime.datetime, closes_at: datetime.datetime, zone: datetime.tzinfo
) -> tuple[datetime.datetime, ...]:
    """The first at half time, the second on the last working day, both at 10:00; a short round has one or none."""
    half = _working_day((opens_at + (closes_at - opens_at) / 2).astimezone(zone).date(), +1)
    last = _working_day((closes_at - LEAST_LEFT).astimezone(zone).date(), -1)
    if _at(last, REMINDER_TIME, zone) > closes_at - LEAST_LEFT:
        last = _working_day(last - timedelta(days=1), -1)
    moments = [_at(day, REMINDER_TIME, zone) for day in sorted({half, last})]
    return tuple(moment for moment in moments if opens_at + LEAST_GAP <= moment <= closes_at - LEAST_LEFT)


def _at(day: datetime.date, time: datetime.time, zone: datetime.tzinfo) -> datetime.datetime:
    return datetime.datetime.combine(day, time, zone).astimezone(datetime.UTC)


def _is_working_day(day: datetime.date) -> bool:
    return day.weekday() < 5


def _working_day(day: datetime.date, step: int) -> datetime.date:
    """`day`, or the first working day after it (`step` 1) or before it (-1)."""
    while not _is_working_day(day):
        day += timedelta(days=step)
    return day
