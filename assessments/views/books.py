"""What stands in a round's files, saved; links for people without an account, made and taken back."""

from __future__ import annotations

from typing import Any

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from accounts.access import signed_in
from accounts.models import Role
from assessments import handouts
from assessments.access import closed_round_or_404
from assessments.forms.books import AUDIENCES, BookForm, next_button, posted_form
from assessments.forms.sharing import ShareForm
from assessments.models import Round
from assessments.services.books import save_book
from assessments.services.errors import DomainError, EditConflict, Gone
from assessments.services.sharing import share_results, share_url, take_back


@login_required
@require_POST
def book_save(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Keeps the settings, arranged as the button says; two people who save at once are shown both texts."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    if page := not_kept(request, round):
        return page
    if request.POST.get("act", "save") != "save":
        return to_files(round, anchor=next_button(request.POST["act"]))
    messages.success(request, _("Saved. Files made from now on have it."))
    return to_files(round)


def not_kept(request: HttpRequest, round: Round) -> HttpResponse | None:
    """Keeps the settings that are posted; gives a page that says what is the matter, where it cannot."""
    form = posted_form(handouts.asked_items(round), request.POST)
    if not form.is_valid():
        return _book_page(request, round, form)
    try:
        save_book(round=round, book=form.book, edited=form.seen)
    except EditConflict as conflict:
        return _conflict_page(request, round, form, conflict)
    return None


def _conflict_page(request: HttpRequest, round: Round, form: BookForm, conflict: EditConflict) -> HttpResponse:
    """What is stored beside what was typed. Fields that were not touched here show what the other one saved."""
    saved = handouts.saved_book(round)
    merged = form.merged(saved)
    differences = merged.differences(saved)
    return _book_page(request, round, merged, conflict=conflict, differences=differences)


def _book_page(request: HttpRequest, round: Round, form: BookForm, **conflict: Any) -> HttpResponse:
    context = {"organization": round.organization, "round": round, **composing(form), **conflict}
    return render(request, "assessments/book_form.html", context, status=409 if conflict else 200)


def composing(form: BookForm) -> dict[str, Any]:
    """What the form of a round's files needs wherever it stands."""
    return {"form": form, "audiences": AUDIENCES, "audience": form.audience}


def to_files(round: Round, anchor: str = "") -> HttpResponse:
    address = reverse("reports:book", args=[round.organization.slug, round.code])
    return redirect(f"{address}#{anchor}" if anchor else address)


# --- Links -----------------------------------------------------------------------------------------------------------
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def share_create(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """A link for somebody without an account; what it opens has the settings as they are saved now."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    form = ShareForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _share_page(request, round, form)
    try:
        link = share_results(
            round=round,
            **form.cleaned_data,
            book=handouts.saved_book(round).book,
            user=signed_in(request),
            now=timezone.now(),
        )
    except DomainError as refusal:
        form.add_error("what", str(refusal))
        return _share_page(request, round, form)
    messages.success(request, _("The link is made. Whoever has it needs no account, so give it to no one else."))
    return to_files(round, anchor=f"link-{link.pk}")


def _share_page(request: HttpRequest, round: Round, form: ShareForm) -> HttpResponse:
    context = {"organization": round.organization, "round": round, "form": form}
    return render(request, "assessments/share_form.html", context)


@login_required
@require_POST
def share_revoke(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    try:
        take_back(round=round, pk=pk)
        messages.success(request, _("The link is taken back: it leads nowhere now."))
    except Gone as gone:
        messages.info(request, str(gone))
    return to_files(round, anchor="links")


@login_required
@require_safe
def share_qr(request: HttpRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """A link as a picture, as long as it opens something."""
    link = handouts.share_link(closed_round_or_404(request, slug, code, Role.EDITOR), pk)
    if link is None or not link.is_open(timezone.now()):
        raise Http404
    image = qrcode.make(share_url(link), image_factory=SvgPathFillImage)
    return HttpResponse(image.to_string(), content_type="image/svg+xml")
