"""The ways in: an owner's invitation, and the one-time link of the first start."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import queries
from accounts.errors import AccountError, HasAccount, InvitationGone, OwnerExists
from accounts.forms import JoinForm, SetupForm
from accounts.models import MemberInvitation, Membership, Role, User
from accounts.services import accept_as_new_person, accept_invitation, set_up_first_owner
from accounts.tokens import is_setup_token

_BACKEND = "django.contrib.auth.backends.ModelBackend"


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """Asks what is missing: an account, signing in, or just a yes."""
    invitation = queries.open_invitation(token, timezone.now())
    if invitation is None:
        return render(request, "accounts/invitation_gone.html", status=404)
    try:
        if isinstance(request.user, User):
            return _accept_signed_in(request, request.user, invitation, token)
        if queries.has_account(invitation.email):
            return _invitation_page(request, invitation)
        return _accept_as_new_person(request, invitation, token)
    except InvitationGone:  # used in another window, a moment ago
        return render(request, "accounts/invitation_gone.html", status=404)
    except AccountError:  # the page says who the invitation is for
        return _invitation_page(request, invitation)


def _accept_signed_in(request: HttpRequest, user: User, invitation: MemberInvitation, token: str) -> HttpResponse:
    if request.method != "POST":
        return _invitation_page(request, invitation)
    return _welcome(request, accept_invitation(token=token, user=user, now=timezone.now()))


def _accept_as_new_person(request: HttpRequest, invitation: MemberInvitation, token: str) -> HttpResponse:
    form = JoinForm(request.POST or None, email=invitation.email)
    if request.method != "POST" or not form.is_valid():
        return _invitation_page(request, invitation, form)
    membership = accept_as_new_person(
        token=token,
        name=form.cleaned_data["name"],
        password=form.cleaned_data["password"],
        now=timezone.now(),
    )
    login(request, membership.user, backend=_BACKEND)
    return _welcome(request, membership)


def _invitation_page(request: HttpRequest, invitation: MemberInvitation, form: JoinForm | None = None) -> HttpResponse:
    is_for_other = isinstance(request.user, User) and request.user.email.lower() != invitation.email
    context = {
        "invitation": invitation,
        "role": Role(invitation.role).label,
        "form": form,
        "is_for_other": is_for_other,
    }
    return render(request, "accounts/invitation_accept.html", context)


def _welcome(request: HttpRequest, membership: Membership) -> HttpResponse:
    messages.success(request, _("Welcome to %(organization)s.") % {"organization": membership.organization})
    return redirect("assessments:organization-home", membership.organization.slug)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Makes the first owner. Once there is one, no link of this kind leads anywhere."""
    if not is_setup_token(token) or queries.has_real_user():
        raise Http404
    form = SetupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            membership = set_up_first_owner(**form.cleaned_data)
        except OwnerExists:
            raise Http404 from None
        except HasAccount as error:
            form.add_error("email", str(error))
        else:
            login(request, membership.user, backend=_BACKEND)
            return _welcome(request, membership)
    return render(request, "accounts/setup.html", {"form": form})
