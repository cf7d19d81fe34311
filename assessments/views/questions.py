"""The question bank as an organization sees it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import membership_or_404, organization_or_404, signed_in
from accounts.models import Organization, Role
from assessments.access import can_edit, own_question_or_404, question_or_404
from assessments.forms.bank import QuestionFilterForm, QuestionForm, copy_initial, question_initial
from assessments.listings import listed_questions, named_alike, question_groups
from assessments.models import Question
from assessments.services.questions import (
    Wording,
    add_question,
    edit_question,
    restore_question,
    retire_question,
    was_asked,
)

PAGE = 60
"""Questions on one page of the list: all that come with OneTeam."""


@login_required
@require_safe
def question_list(request: HttpRequest, slug: str) -> HttpResponse:
    membership = membership_or_404(signed_in(request), slug)
    form = QuestionFilterForm(request.GET)
    narrowed = form.narrowed()
    listed = listed_questions(membership.organization, narrowed)
    page = Paginator(listed, PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": membership.organization,
        "can_edit": can_edit(membership),
        "is_owner": membership.role == Role.OWNER,
        "form": form,
        "words": narrowed.words,
        "page": page,
        "groups": question_groups(page),
    }
    return render(request, "assessments/question_list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_create(request: HttpRequest, slug: str) -> HttpResponse:
    """An empty form, or with `?copy=<id>` one filled from another question."""
    organization = organization_or_404(signed_in(request), slug, Role.EDITOR)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, initial=_copied(organization, request.GET.get("copy", "")))
    if form.is_valid():
        question = add_question(organization=organization, wording=Wording(**form.content()))
        messages.success(request, _("Added as %(code)s. Choose it for a round to ask it.") % {"code": question.code})
        _warn_of_same_name(request, question)
        return redirect("assessments:question-list", slug)
    return render(request, "assessments/question_form.html", {"organization": organization, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organization = organization_or_404(signed_in(request), slug, Role.EDITOR)
    question = own_question_or_404(organization, pk)
    data = request.POST if request.method == "POST" else None
    form = QuestionForm(data, initial=question_initial(question.frozen))
    if form.is_valid():
        edited = edit_question(question=question, wording=Wording(**form.content()))
        messages.success(request, _saved(edited.version, is_new=edited.version > question.version))
        _warn_of_same_name(request, edited)
        return redirect("assessments:question-list", slug)
    context = {"organization": organization, "form": form, "question": question, "was_asked": was_asked(question)}
    return render(request, "assessments/question_form.html", context)


@login_required
@require_POST
def question_retire(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organization = organization_or_404(signed_in(request), slug, Role.EDITOR)
    retire_question(question=own_question_or_404(organization, pk), now=timezone.now())
    messages.success(request, _("Retired: it is no longer offered for new rounds. You can restore it at any time."))
    return redirect("assessments:question-list", slug)


@login_required
@require_POST
def question_restore(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    organization = organization_or_404(signed_in(request), slug, Role.EDITOR)
    restore_question(question=own_question_or_404(organization, pk))
    messages.success(request, _("Restored: it is offered again."))
    return redirect("assessments:question-list", slug)


def _copied(organization: Organization, pk: str) -> dict[str, object]:
    """The form's values for a copy; nothing for an address that names no question."""
    if not pk.isdecimal() or len(pk) > 18:
        return {}
    return copy_initial(question_or_404(organization, int(pk)).frozen)


def _warn_of_same_name(request: HttpRequest, question: Question) -> None:
    if other := named_alike(question):
        names = {"code": other.code, "name": question.short_name}
        messages.warning(
            request, _("%(code)s is called “%(name)s”, too. Headings tell them apart only by number.") % names
        )


def _saved(version: int, *, is_new: bool) -> str:
    if is_new:
        return _("Saved as version %(version)d. Earlier rounds keep what they asked.") % {"version": version}
    return _("Saved.")
