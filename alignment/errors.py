"""Pages for what went wrong: they need nothing that may be broken, and lose nothing that was typed."""

from __future__ import annotations

import secrets
import sys
from urllib.parse import urlsplit

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

SHORTLY = 30
"""Seconds after which a database that was busy or away is worth another try."""

FEWEST_CHARACTERS = 20
"""What is shorter than this is typed again in no time."""

_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""None that look alike: people read them out."""


def reference_of(request: HttpRequest) -> str:
    """What a page and its line in the log are both called."""
    known: str | None = getattr(request, "reference", None)
    if known is None:
        known = "-".join("".join(secrets.choice(_LETTERS) for _ in range(4)) for _ in range(2))
        request.reference = known  # type: ignore[attr-defined]
    return known


def server_error(request: HttpRequest) -> HttpResponse:
    """Made without the database and the session. A database that is away or full is no fault of the page: 503."""
    reference = reference_of(request)
    if isinstance(sys.exc_info()[1], OperationalError):
        return unavailable(reference)
    return HttpResponse(render_to_string("500.html", {"reference": reference}), status=500)


def unavailable(reference: str = "", seconds: int = SHORTLY) -> HttpResponse:
    page = render_to_string("503.html", {"reference": reference})
    return HttpResponse(page, status=503, headers={"Retry-After": str(seconds)})


def csrf_failure(request: HttpRequest, **_reason: str) -> HttpResponse:
    """A form whose page was too old. What it held can be sent once more, if it did come from a page of ours.

    Only browsers write the Origin of a request, so nobody else's page can make this one repeat its words. Passwords
    and files are never held.
    """
    is_ours = request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
    fields = _fields(request) if is_ours else []
    has_secrets = any("password" in name for name in request.POST) or bool(request.FILES)
    context = {
        "fields": [] if has_secrets else fields,
        "texts": [value for _name, value in fields if len(value.strip()) >= FEWEST_CHARACTERS],
        "page": _page_before(request),
    }
    return render(request, "403_csrf.html", context, status=403)


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]


def _page_before(request: HttpRequest) -> str:
    """The page with the form, by its path, where the browser says so; else the start page."""
    referer = urlsplit(request.headers.get("Referer", ""))
    return referer.path if referer.netloc == request.get_host() and not referer.path.startswith("//") else "/"
