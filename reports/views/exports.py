"""The report as a file."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from reports.build import build_book
from reports.renderers import EXPORTS
from reports.views.frame import closed_or_404


@login_required
@require_safe
def report_export(request: HttpRequest, slug: str, code: str, kind: str) -> HttpResponse:
    """The report as a file, under a name that says whose it is."""
    round = closed_or_404(request, slug, code)
    if kind not in EXPORTS:
        raise Http404
    export = EXPORTS[kind]
    response = HttpResponse(export.render(build_book(round)), content_type=export.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{round.code}.{export.extension}"'
    return response
