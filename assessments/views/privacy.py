"""What everybody who answers is promised, for everybody to read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assessments.models import COMMENT_MINIMUM, MINIMUM_RANGE, PEOPLE_KEPT_DAYS, Round


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    context = {
        "minimum": Round._meta.get_field("minimum").default,
        "floor": MINIMUM_RANGE[0],
        "comment_minimum": COMMENT_MINIMUM,
        "people_kept_days": PEOPLE_KEPT_DAYS,
    }
    return render(request, "assessments/privacy.html", context)
