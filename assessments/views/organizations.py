"""The home of a client: its assessments and their rounds; and the end of it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries
from accounts.access import membership_or_404, organization_or_404, signed_in
from accounts.models import Role
from assessments.access import can_edit
from assessments.clients import holdings
from assessments.forms.erasing import TypedNameForm
from assessments.forms.rounds import FIRST_ASSESSMENT
from assessments.listings import rounds_by_assessment
from assessments.models import StateChoice
from assessments.services.erasing import NotConfirmed, erase_organization


@login_required
@require_safe
def organization_home(request: HttpRequest, slug: str) -> HttpResponse:
    membership = membership_or_404(signed_in(request), slug)
    organization, assessments = membership.organization, rounds_by_assessment(membership.organization)
    rounds = [each.round for assessment in assessments for each in assessment.rounds]
    context = {
        "organization": organization,
        "can_edit": can_edit(membership),
        "is_owner": membership.role == Role.OWNER,
        "assessments": assessments,
        "draft": rounds[0] if rounds else None,
        "is_first": all(round.state == StateChoice.DRAFT for round in rounds),
        "first_name": FIRST_ASSESSMENT,
        "members": list(queries.members(organization)) if can_edit(membership) else [],
        "now": timezone.now(),
    }
    return render(request, "assessments/organization_home.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organization_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """GET says what goes; POST, with the name typed, deletes it."""
    organization = organization_or_404(signed_in(request), slug, Role.OWNER)
    form = TypedNameForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            erase_organization(organization=organization, typed=form.cleaned_data["typed"])
        except NotConfirmed as refusal:
            form.add_error("typed", str(refusal))
        else:
            messages.success(request, _("%(organization)s is deleted.") % {"organization": organization})
            return redirect("accounts:organization-list")
    context = {"organization": organization, "form": form, "held": holdings(organization)}
    return render(request, "assessments/organization_delete.html", context, status=400 if form.is_bound else 200)
