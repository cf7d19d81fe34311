"""When a planned reminder goes out, as organizers type it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.moments import SKIPPED, ClockField, DayField, instant


class ReminderForm(forms.Form):
    """`send_on` and `send_time` are local to `zone`, the round's; `cleaned_data["send_at"]` is the instant."""

    send_on = DayField(label=_("Day"), missing=_("Say on which day it goes out."))
    send_time = ClockField(missing=_("Say at what time it goes out."))

    def __init__(self, data: Mapping[str, Any] | None, *, zone: datetime.tzinfo, planned: datetime.datetime) -> None:
        self.zone = zone
        local = planned.astimezone(zone)
        super().__init__(data, initial={"send_on": local.date(), "send_time": local.time()})
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("send_on", css_class="col-6 col-sm-4"), Column("send_time", css_class="col-6 col-sm-3"))
        )

    def clean(self) -> None:
        given = self.cleaned_data
        if not all(given.get(field) is not None for field in ("send_on", "send_time")):
            return
        if not 1970 < given["send_on"].year < 9999:  # beyond, no clock can be read in every zone
            self.add_error("send_on", _("This is not a day."))
            return
        given["send_at"] = instant(given["send_on"], given["send_time"], self.zone)
        if given["send_at"] is None:
            self.add_error("send_time", SKIPPED)
