"""The bar of the guided tour, on the demo's own pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest

from assessments.models import Round
from assessments.tour import STOPS, Stop, stop_at

register = template.Library()


@register.simple_tag
def tour_stop(request: Any, round: Any) -> Stop | None:
    """The stop that this page is, where the address says so and the page is about a demo; else None."""
    if not isinstance(request, HttpRequest) or not isinstance(round, Round) or request.resolver_match is None:
        return None
    number = request.GET.get("stop", "")
    return stop_at(number, request.resolver_match.view_name) if number and round.organization.is_demo else None


@register.simple_tag
def tour_length() -> int:
    return len(STOPS)
