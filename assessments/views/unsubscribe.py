"""The address that ends a survey's mails, for people and for their mail programs (RFC 8058). No account, no cookie."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assessments.services.invitations import unsubscribe
from assessments.views import survey_pages as pages
from assessments.views.survey import without_cookies, without_referrer
from assessments.views.wrong_links import WINDOW_SECONDS, count_wrong_link

logger = logging.getLogger(__name__)


# As on the survey, the secret in the address is the authority. A mail program posts without having seen a page.
@csrf_exempt
@without_referrer
@without_cookies
@require_http_methods(["GET", "HEAD", "POST"])
def mail_unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET, which programs that look into mails do as well, shows a button. POST ends the mails.

    The replies are the same for every secret, known or not: they tell nothing about anyone.
    """
    if request.method != "POST":
        return _page(is_done=False)
    try:
        is_known = unsubscribe(token=token)
    except (OperationalError, InterfaceError):
        logger.exception("Somebody's mails could not be ended")
        return HttpResponse(pages.unavailable_page(), status=503)
    if not is_known and count_wrong_link(request):
        headers = {"Retry-After": str(WINDOW_SECONDS)}
        return HttpResponse(pages.unknown_page(is_limited=True), status=429, headers=headers)
    return _page(is_done=True)


def _page(*, is_done: bool) -> HttpResponse:
    return HttpResponse(render_to_string("assessments/mail_unsubscribe.html", {"is_done": is_done}))
