"""The files of a closed round: what stands in them, how their pages look, which were made, who holds a link."""

from __future__ import annotations

from threading import Lock
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import membership_or_404, signed_in
from accounts.models import Role, User
from assessments import handouts
from assessments.access import can_edit, closed_in_or_404, closed_round_or_404
from assessments.books import Book, Paper
from assessments.forms.books import AUDIENCES, PAPERS, BookForm, book_initial, section_rows
from assessments.forms.sharing import ShareForm
from assessments.models import Export, Round
from assessments.services.books import record_export
from assessments.services.sharing import share_url
from assessments.views.books import composing
from assessments.views.shelf import Shelf
from reports.build import build_book
from reports.document import Report
from reports.parts import changed_words, digest_of, part_digests
from reports.renderers import EXPORTS
from reports.renderers.sheets import page_count, page_titles, sheet
from reports.views.frame import frame
from reports.views.making import Failed, Refused, as_download, busy, drawn, made, problem_page

FILES = {
    "pdf": gettext_lazy("Report (PDF)"),
    "pptx": gettext_lazy("Deck (PowerPoint)"),
    "xlsx": gettext_lazy("Workbook (Excel)"),
}
"""Kinds that are made with settings and written down; the others are for machines."""

SIZES = {Paper.A4: (595, 842), Paper.LETTER: (612, 792)}
"""Of a picture, in pixels."""

MOST_SHEETS = 150
"""Pages that a preview shows."""

PATIENCE = 2
"""Seconds for which a page waits while another one is drawn: no longer, as its thread could serve the survey."""

_books: Shelf[bytes] = Shelf(4)
_sheets: Shelf[bytes] = Shelf(200)
_drawing = Lock()
"""About 2 and 10 MB a process. Both by the digest of all that a file is made of, so nothing outdated is ever found."""


@login_required
@require_safe
def book(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What stands in the files, which were made, and the links to them."""
    membership = membership_or_404(signed_in(request), slug)
    round, is_editor = closed_in_or_404(membership.organization, code), can_edit(membership)
    report = build_book(round)
    context = {
        **frame(round, report),
        **_files(),
        "settings": _settings(report.book),
        "exports": [_export(export, part_digests(report)) for export in handouts.exports(round)],
        "can_edit": is_editor,
        **(_desk(round, signed_in(request)) if is_editor else {}),
    }
    return render(request, "reports/book.html", context)


def _files() -> dict[str, Any]:
    return {
        "files": [(kind, name) for kind, name in FILES.items() if kind in EXPORTS],
        "others": [kind for kind in EXPORTS if kind not in FILES],
    }


def _settings(book: Book) -> dict[str, Any]:
    return {"rows": section_rows(book.sections), "paper": dict(PAPERS)[book.paper.value]}


def _export(export: Export, now: dict[str, str]) -> dict[str, Any]:
    return {
        "export": export,
        "name": FILES.get(export.kind, export.kind),
        "seal": export.digest[:12],
        "since": changed_words(handouts.exported_parts(export), now, gettext),
        "can_be_made": export.kind in FILES and export.kind in EXPORTS,
    }


def _desk(round: Round, user: User) -> dict[str, Any]:
    """What only editors have: the form, and the links with their secrets."""
    items = handouts.asked_items(round)
    form = BookForm(items, initial=book_initial(handouts.first_book(round, user), items))
    links = handouts.share_links(round, timezone.now())
    return {
        **composing(form),
        "share_form": ShareForm(),
        "links": [
            {"link": link, "url": share_url(link), "audience": dict(AUDIENCES)[handouts.shared(link).audience.value]}
            for link in links
        ],
    }


# --- Making a file ---------------------------------------------------------------------------------------------------
@login_required
@require_POST
def book_make(request: HttpRequest, slug: str, code: str, kind: str) -> HttpResponse:
    """Makes a file with the settings that are saved, and writes it down."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    if kind not in FILES or kind not in EXPORTS:
        raise Http404
    return _made(request, round, kind, None)


@login_required
@require_POST
def book_again(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Makes a file with the settings of an earlier one: the same bytes, if nothing else has changed."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    export = handouts.export(round, pk)
    if export is None or export.kind not in EXPORTS:
        raise Http404
    return _made(request, round, export.kind, handouts.exported_book(export))


def _made(request: HttpRequest, round: Round, kind: str, book: Book | None) -> HttpResponse:
    user, report = signed_in(request), build_book(round, book)
    try:
        content = made(kind, report, f"user {user.pk}")
    except (Refused, Failed) as problem:
        return problem_page(problem, _page_of(round), request)
    record_export(
        round=round,
        kind=kind,
        book=report.book,
        parts=part_digests(report),
        content=content,
        user=user,
        now=timezone.now(),
    )
    return as_download(round, kind, content)


def _page_of(round: Round) -> str:
    return reverse("reports:book", args=[round.organization.slug, round.code])


# --- The pages before they are made ----------------------------------------------------------------------------------
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
        "version": digest_of(part_digests(report))[:12],
    }
    return render(request, "reports/book_preview.html", context)


def _page(report: Report, number: int, title: str) -> dict[str, Any]:
    width, height = SIZES[report.book.paper]
    return {"number": number, "title": title, "width": width, "height": height}


@login_required
@require_safe
def book_sheet(request: HttpRequest, slug: str, code: str, page: int) -> HttpResponse:
    """A page of the PDF as a picture."""
    report = build_book(closed_round_or_404(request, slug, code))
    try:
        picture = _sheet(report, page, f"user {signed_in(request).pk}")
    except (Refused, Failed) as problem:
        return problem_page(problem, request.path, request)
    return HttpResponse(picture, content_type="image/png")


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
    key = digest_of(part_digests(report))
    if not _drawing.acquire(timeout=PATIENCE):
        raise busy()
    try:
        pdf = _books.get(key) or made("pdf", report, who)
        _books.put(key, pdf)
    finally:
        _drawing.release()
    return pdf
