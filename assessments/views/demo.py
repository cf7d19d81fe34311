"""Trying the demo without an account, and the guided tour through it."""

from __future__ import annotations

import time

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accounts import queries
from accounts.guests import let_in
from accounts.models import User
from assessments.models import TeamChoice
from assessments.tour import STOPS, demo_rounds, open_demo_round, stop_address
from assessments.views.shelf import Shelf

VISITS_A_MINUTE = 60
WINDOW_SECONDS = 60
_visits: Shelf[int] = Shelf(2)
"""Visits that began in a minute, by the number of that minute: in this process, and of nobody in particular."""


@require_http_methods(["GET", "HEAD", "POST"])
def demo(request: HttpRequest) -> HttpResponse:
    """Lets a visitor in as the demo's guest. Whoever is signed in stays who they are."""
    if isinstance(request.user, User):
        return redirect("assessments:demo-stop", 1)
    if queries.demo_guest() is None:
        raise Http404
    if request.method != "POST":
        return render(request, "assessments/demo.html")
    if _has_too_many_visits():
        return _busy(request)
    let_in(request)
    return redirect("assessments:demo-stop", 1)


def _busy(request: HttpRequest) -> HttpResponse:
    page = render(request, "assessments/demo_busy.html", status=429)
    page.headers["Retry-After"] = str(WINDOW_SECONDS)
    return page


def _has_too_many_visits() -> bool:
    """Counts one: each keeps a session for some hours."""
    minute = str(int(time.time()) // WINDOW_SECONDS)
    count = _visits.get(minute) or 0
    _visits.put(minute, count + 1)
    return count >= VISITS_A_MINUTE


@require_safe
def demo_stop(request: HttpRequest, number: int) -> HttpResponse:
    """Leads to the page of a stop: of the demo that the reader may see, if any."""
    if not isinstance(request.user, User):
        return redirect("assessments:demo")
    if not 1 <= number <= len(STOPS):
        raise Http404
    rounds = demo_rounds(request.user)
    return redirect(stop_address(STOPS[number - 1], rounds)) if rounds else redirect("accounts:organization-list")


@require_safe
def demo_end(request: HttpRequest) -> HttpResponse:
    """After the last stop: what one can do next."""
    if not isinstance(request.user, User):
        return redirect("assessments:demo")
    rounds, asking = demo_rounds(request.user), open_demo_round(request.user)
    if not rounds:
        raise Http404
    context = {
        "client": rounds[0].organization,
        "asking": asking,
        "teams": TeamChoice.choices,
        "last_stop": len(STOPS),
        "is_new": not queries.has_real_user(),
    }
    return render(request, "assessments/demo_end.html", context)
