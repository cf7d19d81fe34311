"""Whose clocks a time is read from, as people say it."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext

from assessments import zones

register = template.Library()


@register.filter
def place(zone: str) -> str:
    """`New York` for America/New_York."""
    return zones.place(zone)


@register.filter
def local_time(zone: str) -> str:
    """`New York time`, to stand behind a time of day; `UTC` where that is the zone."""
    return zones.local_time(zone, gettext)
