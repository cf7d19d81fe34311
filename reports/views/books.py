"""The files of a closed round: what stands in them, which were made, who holds a link."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.access import membership_or_404, signed_in
from accounts.models import Role, User
from assessments import handouts
from assessments.access import can_edit, closed_in_or_404, closed_round_or_404
from assessments.books import Book
from assessments.forms.books import AUDIENCES, PAPERS, BookForm, book_initial, section_rows
from assessments.forms.sharing import ShareForm
from assessments.models import Export, Round
from assessments.services.books import record_export
from assessments.services.sharing import share_url
from assessments.views.books import composing, not_kept, to_files
from reports.build import build_book
from reports.parts import can_be_had, changed_words, part_digests, spoken_book
from reports.renderers import EXPORTS
from reports.views.frame import frame
from reports.views.making import Failed, Refused, as_download, made_once, problem_page, report_for

FILES = {
    "pdf": gettext_lazy("Report (PDF)"),
    "pptx": gettext_lazy("Deck (PowerPoint)"),
    "xlsx": gettext_lazy("Workbook (Excel)"),
}
"""Kinds that are made with settings and written down; the others are for machines."""


@login_required
@require_safe
def book(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What stands in the files, which were made, and the links to them."""
    membership = membership_or_404(signed_in(request), slug)
    round, is_editor = closed_in_or_404(membership.organization, code), can_edit(membership)
    report = build_book(round)
    exports = [_export(export, part_digests(report)) for export in handouts.exports(round)]
    context = {
        **frame(round, report),
        **_files(),
        "settings": _settings(report.book),
        "exports": exports,
        "ready": next((one for one in exports if str(one["export"].pk) == request.GET.get("made")), None),
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
    before = handouts.exported_parts(export)
    return {
        "export": export,
        "name": FILES.get(export.kind, export.kind),
        "seal": export.digest[:12],
        "since": changed_words(before, now, gettext),
        "can_be_made": export.kind in FILES and export.kind in EXPORTS,
        "can_be_had": can_be_had(before, now),
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
    """Saves what is typed on the page, makes a file with it, and writes it down."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    if kind not in FILES or kind not in EXPORTS:
        raise Http404
    if "sections" in request.POST and (page := not_kept(request, round)):
        return page
    return _made(request, round, kind, None)


@login_required
@require_POST
def book_again(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """Makes a file with the settings of an earlier one: the same bytes, if nothing else has changed."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    export = _export_or_404(round, pk)
    return _made(request, round, export.kind, handouts.exported_book(export))


def _made(request: HttpRequest, round: Round, kind: str, book: Book | None) -> HttpResponse:
    """Back to the page, where the new file is in the list and its download begins."""
    user, report = signed_in(request), report_for(kind, round, book)
    try:
        content = made_once(kind, report, f"user {user.pk}")
    except (Refused, Failed) as problem:
        return problem_page(problem, _page_of(round), request)
    export = record_export(
        round=round,
        kind=kind,
        book=spoken_book(report),
        parts=part_digests(report),
        content=content,
        user=user,
        now=timezone.now(),
    )
    return redirect(f"{_page_of(round)}?made={export.pk}")


@login_required
@require_safe
def book_file(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """A file that was made, byte by byte; or that it cannot be had any more."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    export = _export_or_404(round, pk)
    report = report_for(export.kind, round, handouts.exported_book(export))
    try:
        content = made_once(export.kind, report, f"user {signed_in(request).pk}")
    except (Refused, Failed) as problem:
        return problem_page(problem, request.path, request)
    if hashlib.sha256(content).hexdigest() != export.digest:
        messages.info(request, gettext("This file has changed since it was made. “Make again” makes it as it is now."))
        return to_files(round, anchor="history")
    return as_download(round, export.kind, content)


def _export_or_404(round: Round, pk: int) -> Export:
    export = handouts.export(round, pk)
    if export is None or export.kind not in EXPORTS:
        raise Http404
    return export


def _page_of(round: Round) -> str:
    return reverse("reports:book", args=[round.organization.slug, round.code])
