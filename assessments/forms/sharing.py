"""A link to results or to a file for somebody without an account."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Field, Layout, Row
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.books import SHARED_DAYS, Audience
from assessments.forms.books import AUDIENCES
from assessments.forms.fields import LineField
from assessments.models import ShareChoice


class ShareForm(forms.Form):
    """For whom a link is, what it opens, and until when."""

    what = forms.TypedChoiceField(label=_("What it opens"), choices=ShareChoice.choices, coerce=ShareChoice)
    days = forms.TypedChoiceField(
        label=_("It ends after"),
        choices=lambda: [(str(days), gettext("%(days)d days") % {"days": days}) for days in SHARED_DAYS],
        coerce=int,
    )
    audience = forms.TypedChoiceField(
        label=_("How much it shows"),
        choices=AUDIENCES,
        coerce=Audience,
        help_text=_("Leaders see no comments. A file has the parts that they need, with your words as saved."),
    )
    label = LineField(
        label=_("For whom (optional)"),
        max_length=120,
        help_text=_("For your own list, such as “Petra, CEO”. Whoever opens the link does not see it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            Row(Column("what", css_class="col-sm-7"), Column("days", css_class="col-sm-5")),
            "audience",
            Field("label", autocomplete="off"),
        )
