"""The report as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from assessments.access import closed_round_or_404
from reports.renderers import EXPORTS
from reports.views.making import Failed, Refused, as_download, made, made_once, problem_page, report_for


@login_required
@require_safe
def report_export(request: HttpRequest, slug: str, code: str, kind: str) -> HttpResponse:
    """The report as a file, with the settings that are saved. The demo's guests take the same ones, made once."""
    user = signed_in(request)
    round = closed_round_or_404(request, slug, code)
    if kind not in EXPORTS:
        raise Http404
    try:
        make = made_once if user.is_guest else made
        content = make(kind, report_for(kind, round), f"user {user.pk}")
    except (Refused, Failed) as problem:
        return problem_page(problem, request.path, request)
    return as_download(round, kind, content)
