"""The guest of the demo: looks at everything there, changes nothing. This is the one place that says so."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

from accounts.models import User
from accounts.queries import demo_guest

VISIT = timedelta(hours=4)

_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}

_OPEN = ("account/logout/", "demo/", "check/", "s/", "u/", "w/", "setup/")
"""Where a guest may post: the way out, what keeps nothing, and what belongs to whoever holds a link or a code. People
who have tried the demo must be able to answer a survey, and to vote, in the same browser.
"""

_OWN = {
    "accounts:account-edit",
    "accounts:contact-edit",
    "accounts:organization-create",
    "accounts:organization-leave",
    "account_change_password",
}
"""Forms about a person's own account: a guest is nobody in particular."""


def let_in(request: HttpRequest) -> bool:
    """Begins a guest's visit, which writes nothing but its session. False where there is no demo to visit."""
    guest = demo_guest()
    if guest is None:
        return False
    login(request, guest, backend="django.contrib.auth.backends.ModelBackend")
    request.session.set_expiry(VISIT)
    return True


def read_only_demo(get_response: Any) -> Any:
    """Refuses a guest whatever would change something. templates/403.html says it politely."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response: HttpResponse = get_response(request)
        return response

    def process_view(request: HttpRequest, _view: Any, _args: Any, _kwargs: Any) -> None:
        if _changes_something(request) and _is_guest(request):
            raise PermissionDenied

    middleware.process_view = process_view  # type: ignore[attr-defined]
    return middleware


def _changes_something(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None or request.method in _SAFE:
        return match is not None and match.view_name in _OWN
    return not match.route.startswith(_OPEN)


def _is_guest(request: HttpRequest) -> bool:
    """The survey has no session: without the cookie, none is looked for."""
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return has_session and isinstance(request.user, User) and request.user.is_guest
