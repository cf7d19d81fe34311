"""Lets the home of a client, which is a page of `assessments`, show the index of each closed round."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from accounts.models import Organization
from reports import trends
from reports.wording import stage_name

register = template.Library()


@register.simple_tag
def index_trends(organization: Organization) -> dict[int, trends.ListedIndex]:
    return trends.index_trends(organization)


@register.simple_tag
def index_of(found: dict[int, trends.ListedIndex], pk: int) -> dict[str, str] | None:
    """What is said of the round with this id; None where it has no index."""
    index = found.get(pk)
    return {"printed": index.printed, "stage": stage_name(index.stage, gettext)} if index else None
