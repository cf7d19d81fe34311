"""The home of a client: its assessments and their rounds."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import queries
from accounts.access import membership_or_404, signed_in
from accounts.models import Role
from assessments.access import can_edit
from assessments.forms.rounds import FIRST_ASSESSMENT
from assessments.listings import rounds_by_assessment
from assessments.models import StateChoice


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
