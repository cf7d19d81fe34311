"""A day and a time as organizers type them, and the moment that both mean in a zone."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, ClassVar, TypeAlias

from django import forms
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"

SKIPPED = _("Clocks skip this time on that day in this time zone. Choose another.")


class DayField(forms.DateField):
    """A day, chosen in the browser's own calendar; `missing` says what to do without one, else it may be left out."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages: ClassVar = {"invalid": _("This is not a day.")}

    def __init__(self, *, label: Words, missing: Words = "") -> None:
        super().__init__(
            label=label, required=bool(missing), input_formats=["%Y-%m-%d"], error_messages={"required": missing}
        )


class ClockField(forms.TimeField):
    """A time of the day, to the minute; `missing` says what to do without one."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages: ClassVar = {"invalid": _("This is not a time.")}

    def __init__(self, *, missing: Words) -> None:
        super().__init__(label=_("Time"), input_formats=["%H:%M", "%H:%M:%S"], error_messages={"required": missing})


def instant(day: datetime.date, time: datetime.time, zone: datetime.tzinfo) -> datetime.datetime | None:
    """The moment when clocks in `zone` show this; None when they never do (they skip an hour in spring).

    When they show it twice (in autumn) the later moment is meant: nobody loses an hour that was promised.
    """
    local = datetime.datetime.combine(day, time)
    moment = local.replace(tzinfo=zone, fold=1).astimezone(datetime.UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None
