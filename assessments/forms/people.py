"""What organizers type about the people of a confidential round."""

from __future__ import annotations

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from assessments.invitations import MOST_CHARACTERS
from assessments.models import TeamChoice
from assessments.scales import Team


class PeopleForm(forms.Form):
    """A list of people, pasted or in a file. Its lines are read by `assessments.invitations`."""

    pasted = forms.CharField(
        label=_("People, one per line"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "autocomplete": "off", "spellcheck": "false"}),
        help_text=_("E-mail, name and team in any order, such as “ana@example.com, Ana Silva, Sales”. You can copy "
                    "the cells of a spreadsheet."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Or a CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
        error_messages={"empty": _("This file is empty.")},
    )
    team = forms.ChoiceField(
        label=_("Team of lines that name none"),
        required=False,
        choices=[("", _("Every line names its team")), *TeamChoice.choices],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout("pasted", "file", "team")

    def clean_file(self) -> UploadedFile[Any] | None:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > MOST_CHARACTERS:
            raise forms.ValidationError(_("This file is too large for a list of people."))
        return file

    def clean(self) -> None:
        given = self.cleaned_data
        pasted, file = bool(given.get("pasted", "").strip()), given.get("file")
        if "file" not in self.errors and pasted == bool(file):
            self.add_error("pasted", _("Use either the box or a file, not both.") if pasted else _("Name somebody."))

    @property
    def content(self) -> str | bytes:
        file: UploadedFile[Any] | None = self.cleaned_data["file"]
        return file.read() if file else str(self.cleaned_data["pasted"])

    @property
    def default_team(self) -> Team | None:
        return Team(self.cleaned_data["team"]) if self.cleaned_data["team"] else None


class AddressForm(forms.Form):
    """The address of somebody on the list, put right."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Write the right address.")},
    )
    helper = FormHelper()
    helper.form_tag = False
