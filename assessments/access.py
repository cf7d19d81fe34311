"""Load or 404, for people who signed in and for people with a survey link."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from accounts.access import organization_or_404, signed_in
from accounts.models import Role
from assessments.models import Assessment, Round


def assessment_or_404(request: HttpRequest, slug: str, pk: int, role: Role = Role.VIEWER) -> Assessment:
    organization = organization_or_404(signed_in(request), slug, role)
    assessment = organization.assessments.filter(pk=pk).select_related("organization").first()
    if assessment is None:
        raise Http404
    return assessment


def round_or_404(request: HttpRequest, slug: str, code: str, role: Role = Role.VIEWER) -> Round:
    """The round with `code`, if it belongs to the organization and the user has the role there."""
    organization = organization_or_404(signed_in(request), slug, role)
    round = Round.objects.of(organization).filter(code=code).first()
    if round is None:
        raise Http404
    return round
