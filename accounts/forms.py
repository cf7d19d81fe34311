"""What people type about accounts. Forms check it and do nothing with it."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ResetPasswordForm, ResetPasswordKeyForm
from crispy_forms.helper import FormHelper
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.emails import has_mail
from accounts.models import Role, User
from accounts.queries import has_demo

PASSWORD_HELP = _("At least 10 characters. Three or four words work well.")


def form_helper() -> FormHelper:
    """Fields only: the page has the form element and its button."""
    helper = FormHelper()
    helper.form_tag = False
    return helper


def _name_field() -> forms.CharField:
    return forms.CharField(
        label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )


def _email_field(label: Any, autocomplete: str) -> forms.EmailField:
    return forms.EmailField(label=label, max_length=254, widget=forms.EmailInput(attrs={"autocomplete": autocomplete}))


def _new_password_field() -> forms.CharField:
    return forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        help_text=PASSWORD_HELP,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class OrganizationForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    helper = form_helper()


class AccountForm(forms.Form):
    """What one is called; the address that one signs in with is not changed here."""

    name = _name_field()
    helper = form_helper()


class InviteForm(forms.Form):
    email = _email_field(_("E-mail"), "off")
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.VIEWER)
    helper = form_helper()


class RoleForm(forms.Form):
    role = forms.ChoiceField(choices=Role.choices)


class JoinForm(forms.Form):
    """A new person's name and password; the address is the invitation's."""

    name = _name_field()
    password = _new_password_field()
    helper = form_helper()

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> None:
        _check_password(self, self.email)


class SetupForm(forms.Form):
    """The first owner and their organization."""

    name = _name_field()
    email = _email_field(_("E-mail"), "email")
    password = _new_password_field()
    organization_name = forms.CharField(
        label=_("Organization"),
        max_length=120,
        help_text=_("Your company, or the first client you work for. You can add others later."),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    helper = form_helper()

    def clean(self) -> None:
        _check_password(self, self.cleaned_data.get("email", ""))


def _check_password(form: forms.Form, email: str) -> None:
    """Refuses common passwords and those that repeat the person's address."""
    if password := form.cleaned_data.get("password"):
        try:
            validate_password(password, User(email=email))
        except ValidationError as error:
            form.add_error("password", error)


# --- Sign-in: allauth's forms in our words ---------------------------------------------------------------------------
class SignInForm(LoginForm):  # type: ignore[misc]
    has_mail = staticmethod(has_mail)
    has_demo = staticmethod(has_demo)
    helper = form_helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("E-mail")
        self.fields["remember"].label = _("Stay signed in on this device")
        self.fields["password"].help_text = ""
        _drop_placeholders(self)


class ForgottenPasswordForm(ResetPasswordForm):  # type: ignore[misc]
    has_mail = staticmethod(has_mail)
    helper = form_helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail")
        _drop_placeholders(self)

    def clean(self) -> dict[str, Any]:
        if not has_mail():
            raise ValidationError(_("This OneTeam sends no mail, so a password cannot be reset this way."))
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class NewPasswordForm(ResetPasswordKeyForm):  # type: ignore[misc]
    helper = form_helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _ask_once(self)


class PasswordForm(ChangePasswordForm):  # type: ignore[misc]
    helper = form_helper()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = _("Current password")
        self.fields["oldpassword"].help_text = ""
        _ask_once(self)


def _ask_once(form: forms.Form) -> None:
    """The new password is typed once; the page can show it."""
    del form.fields["password2"]
    form.fields["password1"].label = _("New password")
    form.fields["password1"].help_text = PASSWORD_HELP
    _drop_placeholders(form)


def _drop_placeholders(form: forms.Form) -> None:
    """A label says the same, and stays when one types."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)
