"""The survey: a team's secret link shows the questions and takes the answers. No account, no session, no cookie."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import TypeAlias
from urllib.parse import unquote_to_bytes

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from assessments import tokens
from assessments.forms.survey import SurveyForm
from assessments.queries import listed_names, survey_link
from assessments.services.errors import LinkUsed, NonceUsed, RoundClosed
from assessments.services.responses import submit_response
from assessments.views import survey_pages as pages
from assessments.views.wrong_links import WINDOW_SECONDS, count_wrong_link

logger = logging.getLogger(__name__)

View: TypeAlias = Callable[..., HttpResponse]


def without_cookies(view: View) -> View:
    """Looks at no cookie and sets none: middleware that would renew or delete a broken one finds nothing to do."""

    @wraps(view)
    def wrapper(request: HttpRequest, token: str, **place: int) -> HttpResponse:
        request.COOKIES = {}
        request.META.pop("CSRF_COOKIE_NEEDS_UPDATE", None)
        return view(request, token, **place)

    return wrapper


def without_referrer(view: View) -> View:
    """The page's own files are asked for without its address, which a web server's log of those would keep."""

    @wraps(view)
    def wrapper(request: HttpRequest, token: str, **place: int) -> HttpResponse:
        response = view(request, token, **place)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return wrapper


# The link itself is the authority to answer, and no cookie is looked at that another site could make a browser send:
# there is nothing for a forged request to borrow.
@csrf_exempt
@without_referrer
@without_cookies
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def survey_answer(request: HttpRequest, token: str) -> HttpResponse:
    token_hash = tokens.hash_token(token)
    try:
        return _submit(request, token_hash) if request.method == "POST" else _show(request, token_hash)
    except (OperationalError, InterfaceError):
        logger.exception("The survey could not be read")
        return HttpResponse(pages.unavailable_page(), status=503)


survey_answer.reads_every_form = True  # type: ignore[attr-defined]  # and says what is wrong with it, on the page


def _show(request: HttpRequest, token_hash: str) -> HttpResponse:
    survey = _open_survey(request, token_hash)
    if isinstance(survey, HttpResponse):
        return survey
    return HttpResponse(pages.empty_page(survey, tokens.new_nonce()))


def _submit(request: HttpRequest, token_hash: str) -> HttpResponse:
    """Stores what was posted. A process that showed the page before asks the database for little but that."""
    survey = pages.kept_survey(token_hash) or _open_survey(request, token_hash)
    if isinstance(survey, HttpResponse):
        return survey
    form = _read(request, survey)
    if form.nonce is None or not form.is_valid:
        return _again(request, token_hash, form, status=400)
    if survey.heading.is_confidential and form.has_comments and (named := _named(request, token_hash, form)):
        return HttpResponse(pages.form_page(survey, form.nonce, form, "names", named=named), status=400)
    try:
        receipt = submit_response(
            token_hash=token_hash,
            nonce=form.nonce,
            answers=form.answers,
            segment=form.segment,
            now=timezone.now(),
        )
    except (RoundClosed, LinkUsed, NonceUsed):
        return _again(request, token_hash, form, status=409)
    except (OperationalError, InterfaceError):
        logger.exception("A response could not be stored")
        return HttpResponse(pages.form_page(survey, form.nonce, form, "failed"), status=503)
    return HttpResponse(pages.thanks_page(survey, receipt, request.path))


def _named(request: HttpRequest, token_hash: str, form: SurveyForm) -> list[str]:
    """Names in comments to warn of; only behind a link that takes answers now, whatever page was shown before.

    A warning tells that a name is on the list: each is counted like a wrong link, and from an address that has had too
    many the response is stored without one.
    """
    link = survey_link(token_hash)
    if link is None or not link.accepts_answers(timezone.now()):
        return []
    named = form.names_unasked(listed_names(link))
    return [] if named and count_wrong_link(request) else named


def _again(request: HttpRequest, token_hash: str, form: SurveyForm, status: int) -> HttpResponse:
    """The form with everything typed still in it; or, if the link takes no answers any more, the page that says so."""
    survey = _open_survey(request, token_hash)
    if isinstance(survey, HttpResponse):
        return survey
    if status == 409:  # these answers are another person's: they need a page of their own
        return HttpResponse(pages.form_page(survey, tokens.new_nonce(), form, "sent"), status=status)
    return HttpResponse(pages.form_page(survey, form.nonce or tokens.new_nonce(), form), status=status)


def _open_survey(request: HttpRequest, token_hash: str) -> pages.Survey | HttpResponse:
    """The survey if its link takes answers now, else the page that says why not."""
    link = survey_link(token_hash)
    if link is None:
        return unknown_link(request)
    if not link.round.accepts_answers(timezone.now()):
        return HttpResponse(pages.closed_page(link), status=410)
    if link.is_used:
        return HttpResponse(pages.used_page(link, request.path), status=410)
    return pages.survey_of(token_hash, link)


def unknown_link(request: HttpRequest) -> HttpResponse:
    """For a secret that opens nothing; whoever tries out many has to wait."""
    is_limited = count_wrong_link(request)
    page = pages.unknown_page(is_limited=is_limited)
    headers = {"Retry-After": str(WINDOW_SECONDS)} if is_limited else {}
    return HttpResponse(page, status=429 if is_limited else 404, headers=headers)


def _read(request: HttpRequest, survey: pages.Survey) -> SurveyForm:
    try:
        return SurveyForm(survey.fields, _posted(request), segments=survey.heading.segments)
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError):
        return SurveyForm(survey.fields, {}, _("This page did not arrive completely. Nothing of it was stored."))


def _posted(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    """All posted values by field name. Raises for a body that is too large, cut off, malformed or not UTF-8.

    A connection that breaks in mid-request must not store the half that arrived; Django itself would replace
    what is not UTF-8 without a word.
    """
    if (request.encoding or "utf-8").lower() not in {"utf-8", "utf8"}:
        raise BadRequest("The page is in UTF-8.")
    if len(request.body) != int(request.META.get("CONTENT_LENGTH") or 0):
        raise BadRequest("The body was cut off.")
    is_multipart = request.content_type == "multipart/form-data"
    (request.body if is_multipart else unquote_to_bytes(request.body)).decode()
    if request.FILES:
        raise BadRequest("Files have no place here.")
    return dict(request.POST.lists())
