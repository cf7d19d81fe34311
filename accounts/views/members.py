"""Who works for an organization: editors see it, owners change it."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import emails, queries
from accounts.access import invitation_or_404, member_or_404, membership_or_404, organization_or_404, signed_in
from accounts.errors import AccountError, AlreadyMember
from accounts.forms import InviteForm, RoleForm
from accounts.models import Membership, Role
from accounts.services import change_role, invite_member, remove_member, withdraw_invitation

PAGE = 50
"""Members on one page of the list."""

LONGEST_WORDS = 100


@login_required
@require_safe
def member_list(request: HttpRequest, slug: str) -> HttpResponse:
    membership = membership_or_404(signed_in(request), slug, Role.EDITOR)
    return _member_page(request, membership, InviteForm())


@login_required
@require_POST
def member_invite(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers with the page itself, not a redirect: the link is shown this once and kept nowhere."""
    membership = membership_or_404(signed_in(request), slug, Role.OWNER)
    form = InviteForm(request.POST)
    if not form.is_valid():
        return _member_page(request, membership, form, status=400)
    email, role = form.cleaned_data["email"], Role(form.cleaned_data["role"])
    organization = membership.organization
    try:
        token = invite_member(organization=organization, email=email, role=role, now=timezone.now())
    except AlreadyMember as error:
        form.add_error("email", str(error))
        return _member_page(request, membership, form, status=400)
    link = settings.SITE_URL + reverse("accounts:invitation-accept", args=[token])
    is_mailing = emails.has_mail() and not organization.is_demo
    is_mailed = is_mailing and emails.send_invitation(
        organization=organization, email=email, role=role, link=link, inviter=signed_in(request)
    )
    invited = {"email": email, "link": link, "is_mailed": is_mailed, "has_failed": is_mailing and not is_mailed}
    return _member_page(request, membership, InviteForm(), invited=invited)


@login_required
@require_POST
def member_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organization = organization_or_404(signed_in(request), slug, Role.OWNER)
    member = member_or_404(organization, pk)
    form = RoleForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles."))
        return redirect("accounts:member-list", slug)
    role = Role(form.cleaned_data["role"])
    try:
        change_role(membership=member, role=role)
    except AccountError as error:
        messages.error(request, str(error))
        return redirect("accounts:member-list", slug)
    messages.success(request, _("%(name)s: %(role)s.") % {"name": member.user, "role": role.label})
    return _back(request, member, slug)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def member_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organization = organization_or_404(signed_in(request), slug, Role.OWNER)
    member = member_or_404(organization, pk)
    if request.method != "POST":
        return render(request, "accounts/member_remove.html", {"member": member, "organization": organization})
    try:
        remove_member(membership=member)
    except AccountError as error:
        messages.error(request, str(error))
        return redirect("accounts:member-list", slug)
    messages.success(request, _("%(name)s no longer has access.") % {"name": member.user})
    return _back(request, member, slug)


@login_required
@require_POST
def invitation_withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organization = organization_or_404(signed_in(request), slug, Role.OWNER)
    invitation = invitation_or_404(organization, pk)
    withdraw_invitation(invitation=invitation)
    messages.success(request, _("The link for %(email)s no longer works.") % {"email": invitation.email})
    return redirect("accounts:member-list", slug)


def _member_page(
    request: HttpRequest,
    membership: Membership,
    form: InviteForm,
    *,
    invited: dict[str, object] | None = None,
    status: int = 200,
) -> HttpResponse:
    organization, words = membership.organization, request.GET.get("words", "").strip()[:LONGEST_WORDS]
    if form.errors:  # the form stands at the end of the page: the browser goes there
        form.fields["email"].widget.attrs["autofocus"] = True
    context = {
        "organization": organization,
        "is_owner": membership.role == Role.OWNER,
        "page": Paginator(queries.members(organization, words), PAGE).get_page(request.GET.get("page")),
        "words": words,
        "invitations": queries.invitations(organization),
        "roles": Role.choices,
        "form": form,
        "invited": invited,
        "has_mail": emails.has_mail() and not organization.is_demo,
        "now": timezone.now(),
    }
    return render(request, "accounts/member_list.html", context, status=status)


def _back(request: HttpRequest, member: Membership, slug: str) -> HttpResponse:
    """To the list of members, unless one just gave up the right to see it."""
    if member.user_id == signed_in(request).pk:
        return redirect("accounts:organization-list")
    return redirect("accounts:member-list", slug)
