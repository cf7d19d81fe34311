"""When a round closes, as organizers type it: a day, a time and the zone that both are read in."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Layout, Row
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments import zones
from assessments.forms.moments import SKIPPED, ClockField, DayField, Words, instant
from assessments.models import LONGEST_OPEN, Round

DEFAULT_TIME = datetime.time(18, 0)


class ClosingForm(forms.Form):
    """`closes_on` and `closes_time` are local to `time_zone`; `cleaned_data["closes_at"]` is the instant."""

    closes_on = DayField(label=_("Closing day"), missing=_("Say on which day the round closes."))
    closes_time = ClockField(missing=_("Say at what time the round closes."))
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        error_messages={
            "required": _("Choose a time zone."),
            "invalid_choice": _("This time zone is not on the list. Choose a place with the same clocks."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.initial.get("time_zone", settings.TIME_ZONE)
        cast(forms.ChoiceField, self.fields["time_zone"]).choices = time_zone_choices(current)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        return Layout(closing_row())

    def clean(self) -> None:
        given = self.cleaned_data
        if not all(given.get(field) is not None for field in ("closes_on", "closes_time", "time_zone")):
            return
        now = timezone.now()
        if abs(given["closes_on"] - now.date()) > LONGEST_OPEN:
            self.add_error("closes_on", _("Choose a day within a year from today."))
            return
        closes_at = instant(given["closes_on"], given["closes_time"], zoneinfo.ZoneInfo(given["time_zone"]))
        if closes_at is None:
            self.add_error("closes_time", SKIPPED)
        elif closes_at <= now:
            self.add_error("closes_on", _("This moment has passed. Choose a later one."))
        given["closes_at"] = closes_at


def closing_row() -> Row:
    return Row(
        Column("closes_on", css_class="col-6 col-sm-4"),
        Column("closes_time", css_class="col-6 col-sm-3"),
        Column("time_zone", css_class="col-12 col-sm-5"),
    )


def closing_initial(round: Round) -> dict[str, Any]:
    """The form's values for a round that exists."""
    local = round.closes_at.astimezone(round.zone) if round.closes_at else None
    return {
        "closes_on": local.date() if local else None,
        "closes_time": local.time() if local else DEFAULT_TIME,
        "time_zone": round.time_zone,
    }


def time_zone_choices(current: str) -> list[tuple[Words, list[zones.Place]]]:
    """First `current` and those that most people look for, then all other places by region."""
    now = timezone.now()
    others = [(REGIONS.get(region, region), places) for region, places in zones.places_by_region(current, now)]
    return [(_("Often chosen"), zones.common_places(current, now)), *others]


REGIONS: dict[str, Words] = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific"),
}
