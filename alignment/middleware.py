"""Headers that every response carries, and what no request may carry."""

from __future__ import annotations

import codecs
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from accounts.languages import in_language, travelling
from alignment.errors import unavailable

View = Callable[[HttpRequest], HttpResponse]

OPEN = ("/s/", "/u/", "/r/", "/x/", "/w/", "/check/")
"""Pages for people without an account."""

UNLISTED = ("/s/", "/u/", "/r/", "/x/", "/w/", "/join/", "/setup/")
"""Whoever has such a link was given it: no search engine lists a page or a file behind it."""


def security_headers(get_response: View) -> View:
    """Content-Security-Policy everywhere; private pages are never kept by a cache unless the view says so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Security-Policy"] = settings.CONTENT_SECURITY_POLICY
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        response.headers.setdefault("Cache-Control", "no-store")
        if request.path_info.startswith(UNLISTED):
            response.headers["X-Robots-Tag"] = "noindex"
        return response

    return middleware


def language_of_link(get_response: View) -> View:
    """`?lang=de` shows a page in German, whatever the browser asks for. A cookie keeps that for whoever is signed in.

    Comes before Django's LocaleMiddleware, which takes the language from the cookie. On pages for people without an
    account no such cookie is looked at or set: from there, and for whoever is not signed in, the choice travels.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        is_open = request.path_info.startswith(OPEN)
        if is_open:
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        wanted = _known(request.GET.get("lang", ""))
        if wanted:
            request.COOKIES[settings.LANGUAGE_COOKIE_NAME] = wanted
        chosen = _known(request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""))
        is_kept = settings.SESSION_COOKIE_NAME in request.COOKIES and not is_open
        with travelling("" if is_kept else chosen):
            response = get_response(request)
            is_kept = is_kept or (request.session.modified and not is_open)  # just signed in
            if not is_kept and "Location" in response.headers:
                response.headers["Location"] = in_language(response.headers["Location"])
        if wanted and is_kept:
            _keep(response, wanted)
        return response

    return middleware


def _known(language: str) -> str:
    return language if language in dict(settings.LANGUAGES) else ""


def _keep(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


def maintenance(get_response: View) -> View:
    """While MAINTENANCE is on, every page says that OneTeam is back in a moment; survey pages keep what is on them."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and not request.path.startswith(settings.STATIC_URL):
            return unavailable(seconds=600)
        return get_response(request)

    return middleware


def utf8_forms(get_response: View) -> View:
    """Every page is UTF-8, and so is every form. Left to itself, a multipart one may name any codec of Python's.

    Some of those fail, and others make characters that no database takes. A view that is marked `reads_every_form`
    answers such a form in its own words.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    def process_view(request: HttpRequest, view: View, _args: object, _kwargs: object) -> None:
        is_utf8 = not request.encoding or codecs.lookup(request.encoding).name == "utf-8"
        if not is_utf8 and not getattr(view, "reads_every_form", False):
            raise BadRequest("Forms are UTF-8.")

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware
