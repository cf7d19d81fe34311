"""One's own account: name, password, sessions, and the organizations one belongs to."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts import queries
from accounts.access import membership_or_404, signed_in
from accounts.errors import AccountError
from accounts.forms import AccountForm
from accounts.services import remove_member, rename_user, sign_out_elsewhere


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account_edit(request: HttpRequest) -> HttpResponse:
    user = signed_in(request)
    form = AccountForm(request.POST if request.method == "POST" else None, initial={"name": user.name})
    if form.is_valid():
        rename_user(user=user, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("accounts:account-edit")
    context = {"form": form, "memberships": queries.memberships_of(user)}
    return render(request, "accounts/account_form.html", context, status=400 if form.is_bound else 200)


@login_required
@require_POST
def account_sign_out_elsewhere(request: HttpRequest) -> HttpResponse:
    ended = sign_out_elsewhere(user=signed_in(request), kept=request.session.session_key, now=timezone.now())
    said = ngettext(
        "You are signed out in %(count)d other place.", "You are signed out in %(count)d other places.", ended
    )
    messages.success(request, said % {"count": ended} if ended else _("You were signed in nowhere else."))
    return redirect("accounts:account-edit")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organization_leave(request: HttpRequest, slug: str) -> HttpResponse:
    """What everybody may do, viewers too."""
    membership = membership_or_404(signed_in(request), slug)
    organization = membership.organization
    if request.method != "POST":
        return render(request, "accounts/organization_leave.html", {"organization": organization})
    try:
        remove_member(membership=membership)
    except AccountError as error:
        messages.error(request, str(error))
        return redirect("accounts:account-edit")
    messages.success(request, _("You have left %(organization)s.") % {"organization": organization})
    return redirect("accounts:organization-list")
