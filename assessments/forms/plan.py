"""An action of the plan as organizers type it."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from assessments.forms.moments import DayField
from assessments.models import Action, ActionStateChoice
from assessments.scales import Action as Idea

TEXTS = ("sales_part", "sales_owner", "marketing_part", "marketing_owner", "due_on", "measure", "state")
"""What is typed, in the order of the page."""


class ActionForm(forms.Form):
    """`edited` is the action's counter, and `base` its words, when the page was made; a new action has neither."""

    sales_part = forms.CharField(
        label=_("What Sales does"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    sales_owner = forms.CharField(label=_("Owner in Sales"), max_length=120, required=False)
    marketing_part = forms.CharField(
        label=_("What Marketing does"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    marketing_owner = forms.CharField(label=_("Owner in Marketing"), max_length=120, required=False)
    due_on = DayField(label=_("Done by"))
    state = forms.ChoiceField(label=_("State"), choices=ActionStateChoice.choices, initial=ActionStateChoice.PLANNED)
    measure = forms.CharField(
        label=_("How you will know"),
        max_length=300,
        required=False,
        help_text=_("Something that both teams can see, such as “40 of 40 reports written”."),
    )
    edited = forms.CharField(widget=forms.HiddenInput, required=False)
    base = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "edited",
            "base",
            Row(
                Column("sales_part", "sales_owner", css_class="col-md-6 part-sales"),
                Column("marketing_part", "marketing_owner", css_class="col-md-6 part-marketing"),
            ),
            Row(
                Column("due_on", css_class="col-6 col-sm-4"),
                Column(Field("state", css_class="form-select"), css_class="col-6 col-sm-4"),
            ),
            "measure",
        )

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        parts = ("sales_part", "marketing_part")
        if not any(given.get(part) for part in parts) and not any(part in self.errors for part in parts):
            self.add_error("sales_part", _("Say what at least one of the teams does."))

    @property
    def draft(self) -> dict[str, Any]:
        """What was typed, by the field names of an action."""
        return {name: self.cleaned_data[name] for name in TEXTS}

    @property
    def seen(self) -> int:
        """The counter of the action in the page that was sent; -1, which no action has, when there is none."""
        text = self.cleaned_data.get("edited", "")
        return int(text) if text.isdecimal() and len(text) < 10 else -1

    def merged(self, action: Action) -> ActionForm:
        """The form with what was changed on this page, and for all else what is stored in `action` now."""
        base, stored = _base(self.data.get("base", "")), texts(action)
        typed = {name: _unix(self.data.get(name, "")) for name in TEXTS}
        kept = {name: stored[name] if base.get(name) == typed[name] else typed[name] for name in TEXTS}
        return ActionForm({**kept, **_counter(action)})

    def differences(self, action: Action) -> list[tuple[str, str, str]]:
        """Where the form differs from what is stored in `action`: label, stored, typed."""
        stored = texts(action)
        return [
            (str(self.fields[name].label), _shown(name, stored[name]), _shown(name, typed))
            for name in TEXTS
            if (typed := _unix(self.data.get(name, ""))) != stored[name]
        ]


def action_initial(action: Action) -> dict[str, Any]:
    """The form's values for an action that exists."""
    return {**texts(action), **_counter(action)}


def idea_initial(idea: Idea, typed: Mapping[str, str]) -> dict[str, Any]:
    """The form's values for a new action that starts from an idea of the bank, which stands under what is typed."""
    parts = {"sales_part": idea.sales, "marketing_part": idea.marketing}
    own = {name: _unix(typed.get(name, "")) for name in TEXTS if name in typed}
    return {**own, **{name: _under(own.get(name, ""), part) for name, part in parts.items()}}


def _under(typed: str, part: str) -> str:
    return typed if part in typed else f"{typed}\n{part}".strip()


def texts(action: Action) -> dict[str, str]:
    """An action's values as they are posted."""
    return {name: str(getattr(action, name) or "") for name in TEXTS}


def _counter(action: Action) -> dict[str, str]:
    return {"edited": str(action.edited), "base": json.dumps(texts(action))}


def _base(text: str) -> Mapping[str, object]:
    """The words that a page was made from; without them all that it holds counts as typed."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _unix(text: str) -> str:
    return "\n".join(text.strip().splitlines())


def _shown(name: str, value: str) -> str:
    if name == "state" and value in ActionStateChoice.values:
        return str(ActionStateChoice(value).label)
    day = _day(value) if name == "due_on" else None
    return date_format(day) if day else value or "–"


def _day(value: str) -> datetime.date | None:
    try:
        return parse_date(value)
    except ValueError:
        return None
