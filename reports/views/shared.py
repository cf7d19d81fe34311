"""Results, or a file, for somebody with a link: without account, session or cookie, and nothing to change."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from assessments import handouts, tokens
from assessments.books import Audience
from assessments.models import ShareChoice, ShareLink
from assessments.views.survey import without_cookies, without_referrer
from assessments.views.wrong_links import WINDOW_SECONDS, count_wrong_link
from reports.build import build_report
from reports.document import Report
from reports.renderers import EXPORTS
from reports.series import distribution
from reports.series.comments import comments_on
from reports.views.books import FILES
from reports.views.dashboard import EXPLORED, dashboard_context, figures_to_explore
from reports.views.frame import chosen_order, frame
from reports.views.making import Failed, Refused, as_download, made, problem_page, report_for
from reports.views.questions import question_context

_UNLISTED = {"X-Robots-Tag": "noindex"}


@without_referrer
@without_cookies
@gzip_page
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The round at a glance; or, where a file is shared, what it is and the way to it."""
    link = _open_link(token)
    if link is None:
        return _unknown(request)
    if link.what != ShareChoice.DASHBOARD:
        return _page("reports/shared_file.html", {**_about(link, token, _report(link)), "name": FILES[link.what]})
    report, order = _report(link), chosen_order(request)
    if EXPLORED in request.GET:
        return figures_to_explore(report, order, _UNLISTED)
    context = dashboard_context(link.round, report, order)
    return _page("reports/shared.html", {**context, **_about(link, token, report)})


@without_referrer
@without_cookies
@gzip_page
@require_safe
def shared_question(request: HttpRequest, token: str, position: int) -> HttpResponse:
    """One question close up, where all results are shared."""
    link = _open_link(token)
    if link is None or link.what != ShareChoice.DASHBOARD:
        return _unknown(request)
    report = _report(link)
    if position not in report.released.positions:
        return _unknown(request)
    question = distribution(report, position)
    context = {**question_context(link.round, report, question), **_about(link, token, report)}
    if handouts.shared(link).audience is Audience.FULL:
        context["pinned"] = comments_on(report, question.row.code)
    return _page("reports/shared_question.html", context)


@without_referrer
@without_cookies
@require_safe
def shared_file(request: HttpRequest, token: str) -> HttpResponse:
    """The file itself, made anew each time: nothing of it is kept that could outlive the link."""
    link = _open_link(token)
    if link is None or link.what not in EXPORTS:
        return _unknown(request)
    report = _for_audience(link, report_for(link.what, link.round, handouts.shared(link).book))
    try:
        content = made(link.what, report, f"link {link.pk}")
    except (Refused, Failed) as problem:
        return problem_page(problem, reverse("reports:shared", args=[token]))
    response = as_download(link.round, link.what, content)
    response.headers["X-Robots-Tag"] = _UNLISTED["X-Robots-Tag"]
    return response


def _open_link(token: str) -> ShareLink | None:
    return handouts.open_share(tokens.hash_token(token), timezone.now())


def _report(link: ShareLink) -> Report:
    return _for_audience(link, build_report(link.round))


def _for_audience(link: ShareLink, report: Report) -> Report:
    """Leaders see no comments, and are not told of any."""
    is_brief = handouts.shared(link).audience is Audience.LEADERS
    return replace(report, comments=(), redacted=()) if is_brief else report


def _about(link: ShareLink, token: str, report: Report) -> dict[str, Any]:
    """What all pages of a link say, with the token that their own links need."""
    until = timezone.localtime(link.expires_at, link.round.zone)
    return {**frame(link.round, report), "organization": link.round.organization, "share_token": token, "until": until}


def _page(template: str, context: dict[str, Any]) -> HttpResponse:
    return HttpResponse(render_to_string(template, context), headers=_UNLISTED)


def _unknown(request: HttpRequest) -> HttpResponse:
    """One page for links that are wrong, over or taken back. Whoever tries out many has to wait."""
    is_limited = count_wrong_link(request)
    page = render_to_string("reports/shared_unknown.html", {"is_limited": is_limited})
    waiting = {"Retry-After": str(WINDOW_SECONDS)} if is_limited else {}
    return HttpResponse(page, status=429 if is_limited else 404, headers={**_UNLISTED, **waiting})
