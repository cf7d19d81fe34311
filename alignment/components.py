"""Every part that pages are put together from, on one page, for whoever builds them."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

COLORS = (
    ("paper", "behind everything"),
    ("surface", "cards, fields, tables"),
    ("surface-2", "quiet fills"),
    ("ink", "words"),
    ("ink-2", "second voice"),
    ("line", "edges that may be missed"),
    ("line-strong", "edges that must be seen"),
    ("accent", "acts, links, where you are; an organization may choose its own"),
    ("accent-soft", "a quiet fill of it"),
    ("sales", "Sales, always with a circle"),
    ("marketing", "Marketing, always with a diamond"),
    ("hatch", "hidden to protect people"),
    ("danger", "acts that destroy, and errors"),
    ("warning", "read this before you go on"),
    ("success", "done"),
)
STEPS = ("-1", "0", "1", "2", "3")
SPACES = (1, 2, 3, 4, 5, 6)


class ExampleForm(forms.Form):
    name = forms.CharField(label="Name of the round", initial="Autumn", help_text="Respondents read it.")
    team = forms.ChoiceField(label="Team", choices=[("sales", "Sales"), ("marketing", "Marketing")])
    is_asked = forms.BooleanField(label="Ask what the other team will say", required=False, initial=True)
    minimum = forms.IntegerField(label="Minimum group size", min_value=3)
    words = forms.CharField(label="Invitation", widget=forms.Textarea(attrs={"rows": 3}), required=False)

    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True


def components(request: HttpRequest) -> HttpResponse:
    """Only while developing: elsewhere it does not exist."""
    if not settings.DEBUG:
        raise Http404
    wrong = ExampleForm({"name": "Autumn", "team": "sales", "minimum": "2"})
    context = {"colors": COLORS, "steps": STEPS, "spaces": SPACES, "form": ExampleForm(), "wrong": wrong}
    return render(request, "components.html", context)
