"""The pages of a round's report before it is made, as pictures."""

from __future__ import annotations

import textwrap
from threading import Lock
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import signed_in
from assessments.access import closed_round_or_404
from assessments.books import Paper
from assessments.views.shelf import Shelf
from reports.build import build_book
from reports.document import Report
from reports.parts import digest_of, part_digests
from reports.renderers.sheets import page_count, page_titles, sheet
from reports.views.frame import frame
from reports.views.making import Failed, Refused, busy, drawn, made_once, problem_page

SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}
"""Of a picture, in pixels."""

MOST_SHEETS = 150
"""Pages that a preview shows."""

PATIENCE = 2
"""Seconds for which a page waits while another one is drawn: no longer, as its thread could serve the survey."""

_LINE = 26
"""Characters in a line of what is written where a page should be."""

_sheets: Shelf[bytes] = Shelf(200)
"""About 10 MB a process, by the digest of all that a page is made of, so nothing outdated is ever found."""

_drawing = Lock()


@login_required
@require_safe
def book_preview(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All pages of the PDF as pictures, which are fetched one by one."""
    round = closed_round_or_404(request, slug, code)
    report = build_book(round)
    try:
        titles = page_titles(_pdf(report, f"user {signed_in(request).pk}"))
    except (Refused, Failed) as problem:
        return problem_page(problem, request.path, request)
    context = {
        **frame(round, report),
        "pages": [_page(report, number, title) for number, title in enumerate(titles[:MOST_SHEETS], start=1)],
        "page_count": len(titles),
        "version": _version(report),
    }
    return render(request, "reports/book_preview.html", context)


def _page(report: Report, number: int, title: str) -> dict[str, Any]:
    width, height = SIZES[report.book.paper]
    return {"number": number, "title": title, "width": width, "height": height}


def _version(report: Report) -> str:
    return digest_of(part_digests(report))[:12]


@login_required
@require_safe
def book_sheet(request: HttpRequest, slug: str, code: str, page: int) -> HttpResponse:
    """A page of the PDF as a picture. Where it cannot be shown, the picture says why, and what to do."""
    report = build_book(closed_round_or_404(request, slug, code))
    if request.GET.get("v", _version(report)) != _version(report):
        return _note(report, gettext("The report has changed since. Reload this page to see how it looks now."))
    try:
        picture = _sheet(report, page, f"user {signed_in(request).pk}")
    except (Refused, Failed) as problem:
        return _note(report, str(problem), problem)
    return HttpResponse(picture, content_type="image/png")


def _note(report: Report, words: str, problem: Refused | Failed | None = None) -> HttpResponse:
    """A sheet of paper with a sentence on it."""
    width, height = SIZES[report.book.paper]
    lines = textwrap.wrap(words, _LINE)
    context = {"words": words, "lines": lines, "width": width, "height": height, "top": height // 2 - 20 * len(lines)}
    picture = render_to_string("reports/sheet_note.svg", context)
    status, headers = (problem.status, problem.headers) if problem else (200, {})
    return HttpResponse(picture, content_type="image/svg+xml", status=status, headers=headers)


def _sheet(report: Report, page: int, who: str) -> bytes:
    pdf = _pdf(report, who)
    if not 0 < page <= min(page_count(pdf), MOST_SHEETS):
        raise Http404
    key = f"{digest_of(part_digests(report))} {page}"
    picture = _sheets.get(key) or drawn(lambda: sheet(pdf, page))
    _sheets.put(key, picture)
    return picture


def _pdf(report: Report, who: str) -> bytes:
    """Made once for all its pages: whoever asks for another one meanwhile waits for it."""
    if not _drawing.acquire(timeout=PATIENCE):
        raise busy()
    try:
        return made_once("pdf", report, who)
    finally:
        _drawing.release()
