"""What organizers type about assessments and rounds. Forms check it and do nothing with it."""

from __future__ import annotations

import datetime
import zoneinfo
from functools import cache
from itertools import groupby
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Fieldset, Layout, Row
from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.bank import load_bank
from assessments.listings import BASICS, PICKED, PREVIOUS, minutes_to_answer
from assessments.models import MINIMUM_RANGE, Round

DEFAULT_LENGTH = datetime.timedelta(days=14)
DEFAULT_TIME = datetime.time(18, 0)
LONGEST = datetime.timedelta(days=366)
MOST_PEOPLE = 100_000

Words = str | Promise


class AssessmentForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        initial=_("Sales and Marketing alignment"),
        help_text=_("What you study again and again. Its rounds can be compared."),
        error_messages={"required": _("Give the assessment a name.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class RoundForm(forms.Form):
    """What is decided about a round before launch. `closes_on` and `closes_time` are local to `time_zone`."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        help_text=_("Respondents see it. Name the season or the occasion, such as “Spring”."),
        error_messages={"required": _("Give the round a title.")},
    )
    has_guesses = forms.BooleanField(
        label=_("Ask what the other team will answer"),
        required=False,
        initial=True,
        help_text=_("An optional second tap under a question. It shows who misjudges whom, and adds a minute or two."),
    )
    minimum = forms.IntegerField(
        label=_("Minimum group size"),
        min_value=MINIMUM_RANGE[0],
        max_value=MINIMUM_RANGE[1],
        initial=5,
        help_text=_("A team's answers to a question are shown only when at least this many people of the team gave "
                    "one. Respondents read this number before they start, and launch fixes it."),
        error_messages={
            "min_value": _("At least 3: with fewer, people could be recognized."),
            "max_value": _("At most 10: with more, most teams would never be shown."),
        },
    )  # fmt: skip
    invited_sales = forms.IntegerField(
        label=_("Invited in Sales (optional)"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    invited_marketing = forms.IntegerField(
        label=_("Invited in Marketing (optional)"), min_value=1, max_value=MOST_PEOPLE, required=False
    )
    closes_on = forms.DateField(
        label=_("Closing day"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        error_messages={"required": _("Say on which day the round closes."), "invalid": _("This is not a day.")},
    )
    closes_time = forms.TimeField(
        label=_("Time"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        input_formats=["%H:%M", "%H:%M:%S"],
        error_messages={"required": _("Say at what time the round closes."), "invalid": _("This is not a time.")},
    )
    time_zone = forms.ChoiceField(label=_("Time zone"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        current = self.initial.get("time_zone", settings.TIME_ZONE)
        cast(forms.ChoiceField, self.fields["time_zone"]).choices = time_zone_choices(current)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = self._layout()

    def _layout(self) -> Layout:
        return Layout(
            *(["edited"] if "edited" in self.fields else []),
            Fieldset(_("What is asked"), "title", *(["form"] if "form" in self.fields else []), "has_guesses"),
            Fieldset(
                _("Who is asked"),
                "minimum",
                Row(Column("invited_sales", css_class="col-sm-6"), Column("invited_marketing", css_class="col-sm-6")),
                css_class="short-fields",
            ),
            Fieldset(
                _("Until when"),
                Row(
                    Column("closes_on", css_class="col-6 col-sm-4"),
                    Column("closes_time", css_class="col-6 col-sm-3"),
                    Column("time_zone", css_class="col-12 col-sm-5"),
                ),
            ),
        )

    def clean(self) -> None:
        given = self.cleaned_data
        if not all(given.get(field) is not None for field in ("closes_on", "closes_time", "time_zone")):
            return
        now = timezone.now()
        if abs(given["closes_on"] - now.date()) > LONGEST:
            self.add_error("closes_on", _("Choose a day within a year from today."))
            return
        closes_at = instant(given["closes_on"], given["closes_time"], zoneinfo.ZoneInfo(given["time_zone"]))
        if closes_at is None:
            self.add_error("closes_time", _("Clocks skip this time on that day in this time zone. Choose another."))
        elif closes_at <= now:
            self.add_error("closes_on", _("This moment has passed. Choose a later one."))
        given["closes_at"] = closes_at

    def plan(self) -> dict[str, Any]:
        """What was decided, by the field names of a round."""
        names = ("title", "minimum", "has_guesses", "invited_sales", "invited_marketing", "closes_at", "time_zone")
        return {name: self.cleaned_data[name] for name in names}


class NewRoundForm(RoundForm):
    """A round, and the questions that it starts from: a form of the bank, PREVIOUS or PICKED."""

    form = forms.ChoiceField(label=_("Questions"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, has_previous: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["form"]).choices = compositions(has_previous=has_previous)
        if not has_previous:
            self.fields["time_zone"].widget.attrs["data-browser-zone"] = ""  # the page proposes where it is read


class EditRoundForm(RoundForm):
    """A draft. `edited` is the round's counter when the page was made."""

    edited = forms.IntegerField(widget=forms.HiddenInput)

    def differences(self, saved: dict[str, Any]) -> list[tuple[str, str, str]]:
        """Where what was typed differs from what is `saved`: label, saved, typed."""
        return [
            (str(field.label), _shown(saved[name]), _shown(self.cleaned_data[name]))
            for name, field in self.fields.items()
            if name != "edited" and saved[name] != self.cleaned_data[name]
        ]


def compositions(*, has_previous: bool) -> list[tuple[str, Words]]:
    """What a round's questions can start from, in words."""
    same = [(PREVIOUS, _("The same as last time: answers can be compared"))] if has_previous else []
    bank = load_bank()
    questions = {question.code: question for question in bank.questions}
    from_bank = [
        (
            form.code,
            _("%(name)s: %(count)d questions, about %(minutes)d minutes")
            % {
                "name": form.name,
                "count": len(form.questions),
                "minutes": minutes_to_answer([(questions[code], code in form.guesses) for code in form.questions]),
            },
        )
        for form in bank.forms.values()
    ]
    return [*same, *from_bank, (PICKED, _("Your own choice, question by question"))]


def round_initial(round: Round) -> dict[str, Any]:
    """The form's values for a round that exists."""
    local = round.closes_at.astimezone(round.zone) if round.closes_at else None
    return {
        "title": round.title,
        "has_guesses": round.has_guesses,
        "minimum": round.minimum,
        "invited_sales": round.invited_sales,
        "invited_marketing": round.invited_marketing,
        "closes_on": local.date() if local else None,
        "closes_time": local.time() if local else DEFAULT_TIME,
        "time_zone": round.time_zone,
        "edited": round.edited,
    }


def next_round_initial(previous: Round | None, now: datetime.datetime) -> dict[str, Any]:
    """A first proposal: two weeks, and what was decided for the round before."""
    zone = previous.time_zone if previous else settings.TIME_ZONE
    kept = round_initial(previous) if previous else {}
    return {
        **{name: kept[name] for name in ("has_guesses", "minimum", "invited_sales", "invited_marketing") if kept},
        "form": PREVIOUS if previous else BASICS,
        "closes_on": (now + DEFAULT_LENGTH).astimezone(zoneinfo.ZoneInfo(zone)).date(),
        "closes_time": DEFAULT_TIME,
        "time_zone": zone,
    }


def instant(day: datetime.date, time: datetime.time, zone: zoneinfo.ZoneInfo) -> datetime.datetime | None:
    """The moment when clocks in `zone` show this; None when they never do (they skip an hour in spring).

    When they show it twice (in autumn) the later moment is meant: nobody loses an hour that was promised.
    """
    local = datetime.datetime.combine(day, time)
    moment = local.replace(tzinfo=zone, fold=1).astimezone(datetime.UTC)
    return moment if moment.astimezone(zone).replace(tzinfo=None) == local else None


def time_zone_choices(current: str) -> list[tuple[Words, list[tuple[str, str]]]]:
    """Places by region, and UTC. `current` is there even if it is an unusual one."""
    regions = [
        (region, [(name, name.partition("/")[2].replace("_", " ")) for name in places])
        for region, places in groupby(_place_names(), lambda name: name.partition("/")[0])
    ]
    others = [("UTC", "UTC"), *([(current, current)] if current not in {"UTC", *_place_names()} else [])]
    return [*regions, (_("Other"), others)]


@cache
def _place_names() -> list[str]:
    """Such as Europe/Berlin, sorted. Listing them reads hundreds of files, so it is done once per process."""
    return sorted(name for name in zoneinfo.available_timezones() if name.partition("/")[0] in _REGIONS)


_REGIONS = frozenset(
    {"Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific"}
)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, datetime.date):
        return date_format(value)
    return "—" if value in {None, ""} else str(value)
