"""The working agreement as organizers type it: numbers in every common way of writing them, and words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from crispy_forms.bootstrap import AppendedText
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from assessments.agreements import (
    FIELDS,
    LONGEST_CURRENCY,
    LONGEST_NAME,
    LONGEST_SENTENCE,
    LONGEST_TEXT,
    MOST_ATTEMPTS,
    MOST_CONTACT,
    MOST_DAYS,
    AgreementTerms,
    ContactUnit,
    differing,
)
from assessments.forms.fields import AmountField, LineField, LinesField, count_field
from assessments.forms.moments import DayField
from assessments.funnel import MOST_MONTHS, MOST_SELLERS, Funnel, funnel_problems, number_names
from assessments.funnel_words import explained

LONGEST_REVIEW = datetime.timedelta(days=5 * 366)
NUMBERS = tuple(field.name for field in fields(Funnel))
"""The fields that are checked while somebody types."""

UNITS = [
    (ContactUnit.HOURS.value, pgettext_lazy("time to the first contact", "hours")),
    (ContactUnit.DAYS.value, pgettext_lazy("time to the first contact", "working days")),
]

WORDS = Div(
    HTML("{% include 'assessments/_agreement_words.html' %}"),
    css_id="goal-words",
    css_class="goal-words",
    aria_live="polite",
)


class AgreementForm(forms.Form):
    """`began_from` is the version that was read before writing; 0 for none. Everything may be left empty."""

    began_from = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=0)
    revenue_goal = AmountField(is_money=True, label=_("Revenue goal"))
    currency = LineField(label=_("Currency"), max_length=LONGEST_CURRENCY, help_text=_("Such as USD or €."))
    marketing_share = AmountField(is_money=False, label=_("Of this goal, from Marketing’s leads"))
    deal_size = AmountField(is_money=True, label=_("Average deal size"))
    won_share = AmountField(is_money=False, label=_("Of 100 accepted leads, how many become customers?"))
    accepted_share = AmountField(is_money=False, label=_("Of 100 leads, how many does Sales accept?"))
    months = count_field(MOST_MONTHS, label=_("Months to reach the goal"))
    sellers = count_field(MOST_SELLERS, label=_("People in Sales who follow up leads (optional)"))
    lead_definition = LinesField(
        label=_("A lead is qualified when …"),
        max_length=LONGEST_TEXT,
        rows=5,
        help_text=_("Whom it is about, what they need, what they did. Two people who read it sort ten leads alike."),
    )
    marketing_words = LinesField(
        label=_("And also, in your own words (optional)"), max_length=LONGEST_SENTENCE, rows=3
    )
    contact_within = count_field(MOST_CONTACT, label=_("First contact within"))
    contact_unit = forms.ChoiceField(label=_("Counted in"), choices=UNITS, initial=ContactUnit.HOURS.value)
    attempts = count_field(MOST_ATTEMPTS, label=_("Attempts before giving up"))
    attempts_within = count_field(MOST_DAYS, label=_("Within"))
    feedback_within = count_field(MOST_DAYS, label=_("Accepts a lead, or turns it down with a reason, within"))
    sales_words = LinesField(label=_("And also, in your own words (optional)"), max_length=LONGEST_SENTENCE, rows=3)
    rhythm = LineField(
        label=_("When do both teams look at the numbers?"),
        max_length=200,
        help_text=_("Such as “Every Monday at 9:00, for 15 minutes”."),
    )
    review_on = DayField(label=_("The agreement is reviewed on"))
    marketing_name = LineField(label=_("Name"), max_length=LONGEST_NAME)
    marketing_title = LineField(label=_("Title"), max_length=LONGEST_NAME)
    sales_name = LineField(label=_("Name"), max_length=LONGEST_NAME)
    sales_title = LineField(label=_("Title"), max_length=LONGEST_NAME)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, AmountField):
                field.currency = self.data.get("currency", "").strip()
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = _layout()

    def clean(self) -> None:
        for problem in funnel_problems(self.funnel, gettext):
            if problem.field and self.cleaned_data.get(problem.field) is not None:
                self.add_error(problem.field, problem.sentence)

    def clean_review_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["review_on"]
        today = timezone.now().date()
        if day is not None and day > today + LONGEST_REVIEW:
            raise ValidationError(gettext("This is more than five years away. Choose an earlier day."))
        if day is not None and day < today - datetime.timedelta(days=1) and day != self.initial.get("review_on"):
            raise ValidationError(gettext("This day has passed. Choose a later one."))
        return day

    @property
    def funnel(self) -> Funnel:
        """The numbers that could be read so far."""
        return Funnel(**{name: self._read.get(name) for name in NUMBERS})

    @property
    def _read(self) -> Mapping[str, Any]:
        return self.cleaned_data if self.is_bound else self.initial

    def words(self) -> dict[str, Any]:
        """The numbers in words: step by step, or what keeps them from being worked out.

        A number that is wrong says so at its own field.
        """
        told = explained(self.funnel, self._read.get("currency", ""), gettext)
        names = number_names(gettext)
        open_ones = [problem.field for problem in told.problems if problem.field not in self.errors]
        return {
            "steps": told.steps,
            "doubts": told.doubts,
            "missing": [names[field] for field in open_ones if field in names and self._read.get(field) is None],
            "wrong": [problem.sentence for problem in told.problems if not problem.field],
        }

    @property
    def terms(self) -> AgreementTerms:
        """What a valid form says."""
        unit = ContactUnit(self.cleaned_data["contact_unit"])
        return AgreementTerms(**{**{name: self.cleaned_data[name] for name in FIELDS}, "contact_unit": unit})

    def notes(self) -> dict[str, dict[str, Any]]:
        """What to say at each number: what is wrong with it, or how it was read where that is not how it looks."""
        return {name: {"words": self._note(name), "is_wrong": name in self.errors} for name in NUMBERS}

    def _note(self, name: str) -> str:
        if name in self.errors:
            return " ".join(str(error) for error in self.errors[name])
        value = self.cleaned_data.get(name)
        number = str(self.fields[name].prepare_value(value))
        if value is None or self.data.get(name, "").strip() in (number, str(value)):
            return ""
        return gettext("Read as %(number)s.") % {"number": number}


def _layout() -> Layout:
    return Layout(
        "began_from",
        Fieldset(_("The goal, and the leads it takes"), Div(_numbers(), WORDS, css_class="goal-and-words")),
        Fieldset(_("What a qualified lead is"), "lead_definition"),
        Fieldset(
            _("What Marketing promises"),
            HTML("{% include 'assessments/_agreement_from_numbers.html' %}"),
            "marketing_words",
            css_class="promise-of-marketing",
        ),
        Fieldset(
            _("What Sales promises"),
            Row(Column("contact_within", css_class="col-5"), Column("contact_unit", css_class="col-7")),
            Row(
                Column("attempts", css_class="col-5"),
                Column(AppendedText("attempts_within", _("working days")), css_class="col-7"),
            ),
            AppendedText("feedback_within", _("working days"), css_class="short"),
            "sales_words",
            css_class="promise-of-sales",
        ),
        Fieldset(_("How both teams keep it"), "rhythm", "review_on"),
        Fieldset(
            _("Who signs"),
            Row(_signer("marketing", _("For Marketing")), _signer("sales", _("For Sales"))),
        ),
    )


def _numbers() -> Div:
    return Div(
        Row(Column("revenue_goal", css_class="col-8"), Column("currency", css_class="col-4")),
        AppendedText("marketing_share", "%"),
        "deal_size",
        "won_share",
        "accepted_share",
        "months",
        "sellers",
    )


def _signer(team: str, title: Any) -> Column:
    return Column(
        Div(HTML(f'<h2 class="team-{team}">{title}</h2>'), f"{team}_name", f"{team}_title"), css_class="col-sm-6"
    )


def agreement_initial(terms: AgreementTerms, began_from: int) -> dict[str, Any]:
    """The form's values for a version, or for the first one."""
    return {**{name: getattr(terms, name) for name in FIELDS}, "began_from": began_from}


def retyped(terms: AgreementTerms, began_from: int) -> dict[str, str]:
    """`terms` as somebody would type them: the data of a form that is shown again."""
    form = AgreementForm(initial=agreement_initial(terms, began_from))
    return {name: "" if (value := form[name].value()) is None else str(value) for name in form.fields}


def differences(before: AgreementTerms, after: AgreementTerms) -> list[tuple[str, str, str]]:
    """Where two versions differ: what it is about, the one text, the other."""
    return [(_named(name), _shown(before, name), _shown(after, name)) for name in differing(before, after)]


def _named(name: str) -> str:
    label = str(AgreementForm.base_fields[name].label)
    team = {"marketing": gettext("Marketing"), "sales": gettext("Sales")}.get(name.partition("_")[0], "")
    is_of_team = name.endswith(("_name", "_title", "_words"))
    return gettext("%(team)s: %(field)s") % {"team": team, "field": label} if is_of_team else label


def _shown(terms: AgreementTerms, name: str) -> str:
    value = getattr(terms, name)
    if isinstance(value, ContactUnit):
        return str(dict(UNITS)[value.value])
    if isinstance(value, datetime.date):
        return date_format(value)
    return "" if value is None else str(AgreementForm.base_fields[name].prepare_value(value))


class SignatureForm(forms.Form):
    """Which version was signed, and on which day."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=10**6)
    signed_on = DayField(label=_("Date on the paper"), missing=_("Say on which day it was signed."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["signed_on"].widget.attrs["class"] = "form-control"
