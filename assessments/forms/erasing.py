"""What has to be typed before something is gone for good."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.translation import gettext_lazy as _


class TypedNameForm(forms.Form):
    typed = forms.CharField(
        label=_("Type the name of the organization"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Type the name to confirm.")},
    )
    helper = FormHelper()
    helper.form_tag = False
