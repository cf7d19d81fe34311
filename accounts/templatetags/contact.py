"""Whom visitors can write to: the address that the operator of this OneTeam gave, if any."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def contact_address() -> str:
    return str(settings.CONTACT_EMAIL)
