"""What organizers type about assessments and rounds. Forms check it and do nothing with it."""

from __future__ import annotations

import datetime
import zoneinfo
from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Field, Fieldset, Layout, Row
from django import forms
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assessments.bank import load_bank
from assessments.forms.closing import DEFAULT_TIME, ClosingForm, closing_initial, closing_row
from assessments.forms.moments import Words
from assessments.listings import BASICS, PICKED, PREVIOUS, minutes_to_answer
from assessments.models import MINIMUM_RANGE, MOST_SEGMENTS, PEOPLE_KEPT_DAYS, ModeChoice, Round, TeamChoice
from assessments.scales import Mode

DEFAULT_LENGTH = datetime.timedelta(days=14)
MOST_PEOPLE = 100_000
FEWEST_SEGMENTS = 2
LONGEST_SEGMENT = 60
FIRST_ASSESSMENT = _("Sales and Marketing alignment")
"""What an assessment is called when nobody says otherwise."""


class AssessmentForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        initial=FIRST_ASSESSMENT,
        help_text=_("What you study again and again. Its rounds can be compared."),
        error_messages={"required": _("Give the assessment a name.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False


class RoundForm(ClosingForm):
    """What is decided about a round before launch. `people` are on its list already: an anonymous round has none."""

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
        help_text=_(
            "An optional second tap under a question. It shows who misjudges whom, and takes a few seconds each."
        ),
    )
    mode = forms.TypedChoiceField(
        label=_("How are people invited?"),
        choices=ModeChoice.choices,
        coerce=Mode,
        initial=Mode.ANONYMOUS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how people are invited.")},
    )
    minimum = forms.IntegerField(
        label=_("Minimum group size"),
        min_value=MINIMUM_RANGE[0],
        max_value=MINIMUM_RANGE[1],
        initial=5,
        help_text=_("A team’s answers to a question are shown only when at least this many people of the team gave "
                    "one. Respondents read this number before they start, and launch fixes it. With 3 or 4 answers "
                    "a team is shown, but not compared: that takes 5."),
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
    reply_to = forms.EmailField(
        label=_("Replies go to"),
        max_length=254,
        required=False,
        help_text=_("Whoever answers the mail with the link, or has a question, writes to this address."),
    )
    segment_title = forms.CharField(
        label=_("Question"),
        max_length=80,
        required=False,
        help_text=_("Such as “Which region do you work in?”. It is asked first, and may be skipped."),
    )
    segments = forms.CharField(
        label=_("Groups, one per line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("From 2 to 8. The same for both teams."),
    )

    people_kept_days = PEOPLE_KEPT_DAYS
    field_order = (
        "title", "form", "has_guesses", "mode", "invited_sales", "invited_marketing", "reply_to", "minimum",
        "segment_title", "segments",
    )  # fmt: skip

    def __init__(self, *args: Any, people: int = 0, **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, **kwargs)

    def _layout(self) -> Layout:
        return Layout(
            *(["edited"] if "edited" in self.fields else []),
            Fieldset(_("What is asked"), "title", *(["form"] if "form" in self.fields else []), "has_guesses"),
            Fieldset(
                _("Who is asked"),
                Field("mode", template="assessments/_mode_field.html"),
                Row(
                    Column("invited_sales", css_class="col-sm-6"),
                    Column("invited_marketing", css_class="col-sm-6"),
                    css_class="only-anonymous",
                ),
                Div("reply_to", css_class="only-confidential"),
                "minimum",
                Fieldset("", "segment_title", "segments", template="assessments/_segment_fields.html"),
                css_class="short-fields",
            ),
            Fieldset(_("Until when"), closing_row()),
        )

    def clean_segments(self) -> str:
        """One name a line, without white space around it."""
        names = [" ".join(line.split()) for line in self.cleaned_data["segments"].splitlines() if line.strip()]
        if names and not FEWEST_SEGMENTS <= len(names) <= MOST_SEGMENTS:
            raise forms.ValidationError(_("Name from 2 to 8 groups, or none at all."))
        if any(len(name) > LONGEST_SEGMENT for name in names):
            raise forms.ValidationError(_("A group’s name has at most 60 characters."))
        if len({name.casefold() for name in names}) < len(names):
            raise forms.ValidationError(_("Two groups have the same name."))
        return "\n".join(names)

    def clean(self) -> None:
        """Leaves out what the other mode would need: a list has its own count, and without mail nobody replies."""
        super().clean()
        given = self.cleaned_data
        is_confidential = given.get("mode") is Mode.CONFIDENTIAL
        for unneeded in ("invited_sales", "invited_marketing") if is_confidential else ("reply_to",):
            given[unneeded] = "" if unneeded == "reply_to" else None
            self.errors.pop(unneeded, None)
        if is_confidential and not given.get("reply_to") and "reply_to" not in self.errors:
            self.add_error("reply_to", _("Say to whom people can reply: a person whom they know."))
        if "segments" in given and bool(given.get("segment_title")) != bool(given["segments"]):
            missing = "segments" if given.get("segment_title") else "segment_title"
            self.add_error(missing, _("A question on groups needs both: the question and the groups."))

    @property
    def has_segments(self) -> bool:
        """Whether there is something in the folded fields that has to be seen."""
        names = ("segment_title", "segments")
        return any(self[name].value() or self[name].errors for name in names)

    def plan(self) -> dict[str, Any]:
        """What was decided, by the field names of a round."""
        names = (
            "title", "mode", "minimum", "has_guesses", "invited_sales", "invited_marketing", "closes_at", "time_zone",
            "segment_title", "reply_to",
        )  # fmt: skip
        segments = tuple(self.cleaned_data["segments"].splitlines())
        return {**{name: self.cleaned_data[name] for name in names}, "segments": segments}


class NewRoundForm(RoundForm):
    """A round, and the questions that it starts from: a form of the bank, PREVIOUS or PICKED."""

    form = forms.ChoiceField(label=_("Questions"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, has_previous: bool, has_zone: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["form"]).choices = compositions(has_previous=has_previous)
        if not has_zone:
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


def _size(team: TeamChoice) -> forms.IntegerField:
    """Not a number field: of a wrong entry a browser would send nothing, and the number would be lost."""
    wrong = _("Give a whole number from 1 to 100,000, or leave it empty.")
    return forms.IntegerField(
        label=team.label,
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        widget=forms.TextInput(
            attrs={"class": "form-control", "inputmode": "numeric", "autocomplete": "off", "size": 6}
        ),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), wrong),
    )


class SizesForm(forms.Form):
    """How many people are asked, on the page of a draft."""

    invited_sales = _size(TeamChoice.SALES)
    invited_marketing = _size(TeamChoice.MARKETING)

    def sizes(self) -> dict[str, int | None]:
        given = self.cleaned_data
        return {"sales": given.get("invited_sales"), "marketing": given.get("invited_marketing")}


def compositions(*, has_previous: bool) -> list[tuple[str, Words]]:
    """What a round's questions can start from, in words."""
    same = [(PREVIOUS, _("The same as last time: answers can be compared"))] if has_previous else []
    bank = load_bank()
    questions = {question.code: question for question in bank.questions}
    from_bank = [
        (
            form.code,
            _("%(name)s: %(count)d questions, about %(minutes)d minutes, guesses included")
            % {
                "name": _(form.name),
                "count": len(form.questions),
                "minutes": minutes_to_answer([(questions[code], code in form.guesses) for code in form.questions]),
            },
        )
        for form in bank.forms.values()
    ]
    return [*same, *from_bank, (PICKED, _("Your own choice, question by question"))]


def round_initial(round: Round) -> dict[str, Any]:
    """The form's values for a round that exists."""
    return {
        "title": round.title,
        "has_guesses": round.has_guesses,
        "mode": Mode(round.mode),
        "minimum": round.minimum,
        "invited_sales": round.invited_sales,
        "invited_marketing": round.invited_marketing,
        "reply_to": round.reply_to,
        "segment_title": round.segment_title,
        "segments": "\n".join(round.segments),
        **closing_initial(round),
        "edited": round.edited,
    }


_KEPT = ("has_guesses", "mode", "minimum", "invited_sales", "invited_marketing", "segment_title", "segments")


def next_round_initial(previous: Round | None, now: datetime.datetime, zone: str = "") -> dict[str, Any]:
    """A first proposal: named for the month, two weeks, and what was decided for the round before.

    `zone` is the one that the organization used last; empty when it never had a round.
    """
    zone = zone or settings.TIME_ZONE
    kept = round_initial(previous) if previous else {}
    return {
        **{name: kept[name] for name in _KEPT if kept},
        "title": date_format(now.astimezone(zoneinfo.ZoneInfo(zone)), "YEAR_MONTH_FORMAT"),
        "form": PREVIOUS if previous else BASICS,
        "closes_on": (now + DEFAULT_LENGTH).astimezone(zoneinfo.ZoneInfo(zone)).date(),
        "closes_time": DEFAULT_TIME,
        "time_zone": zone,
    }


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, Mode):
        return str(ModeChoice(value).label)
    if isinstance(value, datetime.date):
        return date_format(value)
    return "—" if value in {None, ""} else str(value).replace("\n", ", ")
