"""What organizers say of a comment: a tag, or why it is redacted."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.services import one_line
from assessments.models import RedactionChoice

LONGEST_TAG = 40


class TagForm(forms.Form):
    """An empty tag takes the old one away. `was` is the tag when the page was made."""

    was = forms.CharField(required=False, max_length=LONGEST_TAG, widget=forms.HiddenInput)

    tag = forms.CharField(
        label=_("Tag"),
        required=False,
        max_length=LONGEST_TAG,
        help_text=_("A word or two, such as “pricing”. Leave it empty to have none."),
        error_messages={"max_length": _("A tag has at most %(limit_value)d characters; this one has %(show_value)d.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("was", "tag")

    def clean_tag(self) -> str:
        return one_line(self.cleaned_data["tag"])

    @property
    def tag_before(self) -> str | None:
        """None where the page did not say."""
        return str(self.cleaned_data["was"]) if "was" in self.data else None


class RedactionForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why it is redacted"),
        choices=RedactionChoice.choices,
        widget=forms.RadioSelect,
        help_text=_("Everybody who sees the results reads the reason in place of the comment."),
        error_messages={"required": _("Choose a reason."), "invalid_choice": _("Choose one of these reasons.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("reason")

    @property
    def reason_given(self) -> RedactionChoice:
        return RedactionChoice(self.cleaned_data["reason"])
