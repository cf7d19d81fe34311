"""Days as documents print them. ★ No Django, and no clock: a file says the same a year later."""

from __future__ import annotations

import datetime


def printed_date(day: datetime.date | str) -> str:
    """`October 30, 2026`, of a day or of an ISO 8601 date."""
    day = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day:%B} {day.day}, {day.year}"
