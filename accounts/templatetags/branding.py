"""Lets a page wear the brand of the organization that it is about."""

from __future__ import annotations

from typing import Any

from django import template

from accounts.models import Organization
from accounts.worn import Worn, worn_by

register = template.Library()


@register.simple_tag
def worn(*candidates: Any) -> Worn | None:
    """The brand of the first organization among what a page's context has; None where it is about no organization.

    A view puts an organization there only for people who may see it.
    """
    organization = next((each for each in candidates if isinstance(each, Organization)), None)
    return worn_by(organization) if organization else None
