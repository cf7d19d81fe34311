"""Whole addresses, for whoever takes a link elsewhere."""

from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.filter
def on_this_site(path: str) -> str:
    """Made from SITE_URL: the Host that a request names never gets into a link."""
    return f"{settings.SITE_URL}{path}"
