"""A client's assessments found by name, and made where they are missing: what commands start from."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization
from accounts.services import create_organization, one_line
from assessments.models import Assessment, Round
from assessments.services.errors import DomainError
from assessments.services.rounds import RoundPlan, compose_by_form, create_assessment, create_round, launch_round

ASSESSMENT_NAME = "Sales and Marketing alignment"
"""What an assessment is called when nobody says; the pages propose the same, so that their rounds compare."""


def start_round(
    *, organization_name: str, assessment_name: str, plan: RoundPlan, form: str, now: datetime.datetime
) -> Round:
    """A round of one of the bank's forms, launched. Leaves nothing behind when it cannot be."""
    with transaction.atomic():
        assessment = assessment_named(organization_name=organization_name, name=assessment_name)
        round = create_round(assessment=assessment, plan=plan)
        compose_by_form(round=round, form=form)
        launch_round(round=round, now=now)
    return round


def assessment_named(*, organization_name: str, name: str) -> Assessment:
    """The assessment of that name; it and its organization are made when they are missing."""
    with transaction.atomic():
        organization = organization_named(organization_name) or create_organization(name=organization_name, owner=None)
        assessment = organization.assessments.filter(name=name).first()
        return assessment or create_assessment(organization=organization, name=name)


def organization_named(name: str) -> Organization | None:
    """Raises DomainError when two organizations share the name."""
    found = list(Organization.objects.filter(name=one_line(name))[:2])
    if len(found) > 1:
        raise DomainError(_("Several organizations are called %(name)s. Rename one of them first.") % {"name": name})
    return found[0] if found else None
