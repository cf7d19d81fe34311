"""The home of a client: its assessments and their rounds."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access import membership_or_404, signed_in
from accounts.models import Role
from assessments.access import can_edit
from assessments.listings import rounds_by_assessment


@login_required
@require_safe
def organization_home(request: HttpRequest, slug: str) -> HttpResponse:
    membership = membership_or_404(signed_in(request), slug)
    context = {
        "organization": membership.organization,
        "can_edit": can_edit(membership),
        "is_owner": membership.role == Role.OWNER,
        "assessments": rounds_by_assessment(membership.organization),
        "now": timezone.now(),
    }
    return render(request, "assessments/organization_home.html", context)
