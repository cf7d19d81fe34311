"""Days as documents print them. ★ No Django, and no clock: a file says the same a year later."""

from __future__ import annotations

import datetime

from reports.wording.phrases import Translate, untranslated


def printed_date(day: datetime.date | str, translate: Translate = untranslated) -> str:
    """`October 30, 2026`, of a day or of an ISO 8601 date."""
    day = datetime.date.fromisoformat(day) if isinstance(day, str) else day
    month = _months(translate)[day.month - 1]
    return translate("{month} {day}, {year}").format(month=month, day=day.day, year=day.year)


def _months(translate: Translate) -> tuple[str, ...]:
    return (
        *(translate("January"), translate("February"), translate("March"), translate("April")),
        *(translate("May"), translate("June"), translate("July"), translate("August")),
        *(translate("September"), translate("October"), translate("November"), translate("December")),
    )
