"""A receipt, checked and withdrawn: behind the survey's own link, without account, session or cookie."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from assessments import tokens
from assessments.queries import SurveyLink, survey_link
from assessments.services.errors import RoundClosed
from assessments.services.responses import is_counted, withdraw_response
from assessments.views import survey_pages as pages
from assessments.views.survey import unknown_link, without_cookies, without_referrer
from assessments.views.wrong_links import count_wrong_link

logger = logging.getLogger(__name__)

MOST_CHARACTERS = 80


# As on the survey, the secret link is the authority, and there is no cookie to borrow.
@csrf_exempt
@without_referrer
@without_cookies
@require_http_methods(["GET", "HEAD", "POST"])
def receipt_check(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks for a receipt. POST says whether its response is counted, and with `withdraw` deletes it."""
    token_hash = tokens.hash_token(token)
    try:
        link = survey_link(token_hash)
        if link is None:
            return unknown_link(request)
        if not link.round.accepts_answers(timezone.now()):
            return HttpResponse(pages.closed_page(link), status=410)
        return _answer(request, token_hash, link) if request.method == "POST" else _page(request, link)
    except (OperationalError, InterfaceError):
        logger.exception("A receipt could not be looked up")
        return HttpResponse(pages.unavailable_page(), status=503)


def _answer(request: HttpRequest, token_hash: str, link: SurveyLink) -> HttpResponse:
    receipt = tokens.normal_receipt(request.POST.get("receipt", "")[:MOST_CHARACTERS])
    if "withdraw" not in request.POST:
        is_known = bool(receipt) and is_counted(token_hash=token_hash, receipt=receipt)
        return _page(request, link, outcome="counted", receipt=receipt) if is_known else _not_found(request, link)
    try:
        is_gone = withdraw_response(token_hash=token_hash, receipt=receipt, now=timezone.now())
    except RoundClosed:
        return HttpResponse(pages.closed_page(link), status=410)
    return _page(request, link, outcome="withdrawn") if is_gone else _not_found(request, link)


def _not_found(request: HttpRequest, link: SurveyLink) -> HttpResponse:
    """Trying out receipts is slowed down as trying out links is."""
    if count_wrong_link(request):
        return HttpResponse(pages.unknown_page(is_limited=True), status=429)
    return _page(request, link, outcome="unknown", status=404)


def _page(
    request: HttpRequest, link: SurveyLink, *, outcome: str = "", receipt: str = "", status: int = 200
) -> HttpResponse:
    survey = request.path.removesuffix("receipt/")
    context = {"heading": pages.heading_of(link), "survey": survey, "outcome": outcome, "receipt": receipt}
    return HttpResponse(render_to_string("assessments/receipt.html", context), status=status)
