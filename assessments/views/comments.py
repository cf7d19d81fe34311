"""Work on the comments of a closed round; the page of results that shows them is where everything here leads back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access import signed_in
from accounts.models import Role
from assessments.access import closed_round_or_404, comment_or_404
from assessments.comments import read_sought
from assessments.forms.comments import RedactionForm, TagForm
from assessments.models import ReleasedComment
from assessments.services.comments import pin_comment, redact_comment, tag_comment
from assessments.services.errors import DomainError, EditConflict


@login_required
@require_POST
def comment_tag(request: HttpRequest, slug: str, code: str, place: int) -> HttpResponse:
    comment = comment_or_404(closed_round_or_404(request, slug, code, Role.EDITOR), place)
    form = TagForm(request.POST)
    if not form.is_valid():
        return _page(request, comment, "comment_tag", form, status=400)
    try:
        tag_comment(comment=comment, tag=form.cleaned_data["tag"], was=form.tag_before)
    except EditConflict as conflict:
        return _tag_conflict(request, comment, form, conflict)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, comment))


@login_required
@require_POST
def comment_pin(request: HttpRequest, slug: str, code: str, place: int) -> HttpResponse:
    """`pinned` is what it is to be, so that the same page sent twice changes nothing."""
    comment = comment_or_404(closed_round_or_404(request, slug, code, Role.EDITOR), place)
    try:
        pin_comment(comment=comment, is_pinned=request.POST.get("pinned") == "1")
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(_back(request, comment))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment_redact(request: HttpRequest, slug: str, code: str, place: int) -> HttpResponse:
    """GET shows what goes and asks why, POST does it."""
    comment = comment_or_404(closed_round_or_404(request, slug, code, Role.EDITOR), place)
    form = RedactionForm(request.POST if request.method == "POST" else None)
    if comment.redacted_on is not None:
        messages.info(request, _("This comment was redacted. That cannot be undone."))
        return redirect(_back(request, comment))
    if not form.is_valid():
        return _page(request, comment, "comment_redact", form, status=400 if form.is_bound else 200)
    try:
        redact_comment(comment=comment, reason=form.reason_given, by=signed_in(request), now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The comment is redacted. Its words are gone for good."))
    return redirect(_back(request, comment))


def _tag_conflict(
    request: HttpRequest, comment: ReleasedComment, form: TagForm, conflict: EditConflict
) -> HttpResponse:
    """Shows the tag of now beside the one that was typed; saving again then replaces the one by the other."""
    comment.refresh_from_db()
    differences = [(form["tag"].label, comment.tag or "—", form.cleaned_data["tag"] or "—")]
    form.data = {**request.POST.dict(), "was": comment.tag}
    return _page(request, comment, "comment_tag", form, status=409, conflict=conflict, differences=differences)


def _page(
    request: HttpRequest,
    comment: ReleasedComment,
    name: str,
    form: TagForm | RedactionForm,
    *,
    status: int,
    **more: object,
) -> HttpResponse:
    context = {
        "organization": comment.round.organization,
        "round": comment.round,
        "comment": comment,
        "form": form,
        "back": _back(request, comment),
        **more,
    }
    return render(request, f"assessments/{name}.html", context, status=status)


def _back(request: HttpRequest, comment: ReleasedComment) -> str:
    """To the comment in the list, narrowed as it was: the address of each act says how."""
    address = reverse("reports:comment-list", args=[comment.round.organization.slug, comment.round.code])
    query = read_sought(request.GET).query
    return f"{address}{'?' if query else ''}{query}#comment-{comment.place}"
