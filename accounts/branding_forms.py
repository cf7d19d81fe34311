"""What people type about how an organization, or they themselves, look. Forms check it and do nothing with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.branding import ACCENT, accent_problem
from accounts.colors import read_color
from accounts.errors import LogoRefused
from accounts.forms import form_helper
from accounts.logos import read_logo


class AccentForm(forms.Form):
    """A form with an accent in it. Its button "take" brings the color that was offered."""

    accent = forms.CharField(
        label=_("Accent color"),
        max_length=40,
        required=False,
        help_text=_("# and six digits or letters, such as #0f6164. Empty: the color of OneTeam."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-accent": ""}),
    )
    helper = form_helper()

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        if data and data.get("take"):
            data = data.copy()
            data["accent"] = data["take"]
        super().__init__(data, **kwargs)

    def clean_accent(self) -> str:
        text: str = self.cleaned_data["accent"] or ACCENT
        if problem := accent_problem(text, gettext):
            raise ValidationError(problem.words)
        return read_color(text) or ACCENT

    @property
    def tried(self) -> str:
        """The color as it was typed."""
        return str(self["accent"].value() or ACCENT)


class BrandingForm(AccentForm):
    name = forms.CharField(
        label=_("Name of the organization"),
        max_length=120,
        help_text=_(
            "As people read it in the survey and in mails. Files of closed rounds keep the name that they had. "
            "Addresses stay as they are."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    field_order = ["name", "accent"]


class ContactForm(AccentForm):
    company = forms.CharField(
        label=_("Company"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    email = forms.EmailField(
        label=_("E-mail for clients"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=_("Phone"), max_length=40, required=False, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    words = forms.CharField(
        label=_("A sentence to clients"),
        max_length=300,
        required=False,
        help_text=_("For example: Strategic planning and team work need more thought? Let us talk."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    field_order = ["company", "email", "phone", "words", "accent"]


class LogoForm(forms.Form):
    """`logo` is cleaned to a PNG of our own."""

    logo = forms.FileField(
        label=_("Picture"),
        allow_empty_file=True,
        help_text=_("PNG, JPEG or WebP, at most 2 MB. A clear background looks best."),
        error_messages={"required": _("Choose a picture first.")},
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )
    helper = form_helper()

    def clean_logo(self) -> bytes:
        try:
            return read_logo(self.cleaned_data["logo"])
        except LogoRefused as refusal:
            raise ValidationError(str(refusal)) from None
