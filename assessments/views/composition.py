"""The questions of a draft: order, choose, remove. Every button is a small change of its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import Role
from assessments.access import round_or_404
from assessments.bank import load_bank
from assessments.listings import QuestionFilter, listed_questions, question_groups, questionnaire
from assessments.models import Round, StateChoice
from assessments.services.composition import add_items, move_item, remove_item, switch_guess
from assessments.services.errors import DomainError, EditConflict
from assessments.services.rounds import compose_by_form
from assessments.views.rounds import beside, edited_of

STEPS = {"up": -1, "down": 1}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_compose(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = round_or_404(request, slug, code, Role.EDITOR)
    if round.state != StateChoice.DRAFT:
        messages.info(request, _("This round was launched: its questions and promises can no longer change."))
        return redirect("assessments:round-detail", slug, code)
    if request.method != "POST":
        return _compose_page(request, round)
    try:
        place = _change(request, round)
    except EditConflict as conflict:
        messages.error(
            request, _("%(conflict)s Your last step was not done. This is how it is now.") % {"conflict": conflict}
        )
        round.refresh_from_db()
        return _compose_page(request, round, status=409)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        place = ""
    return redirect(reverse("assessments:round-compose", args=[slug, code]) + place)


def _change(request: HttpRequest, round: Round) -> str:
    """Does what the pressed button says; returns where on the page to go on."""
    edited, sent = edited_of(request), request.POST
    for direction, step in STEPS.items():
        for question in _ids(sent.getlist(direction)):
            move_item(round=round, question=question, step=step, edited=edited)
            return f"#q-{question}"
    for question in _ids(sent.getlist("guess")):
        switch_guess(round=round, question=question, edited=edited)
        return f"#q-{question}"
    for question in _ids(sent.getlist("remove")):
        remove_item(round=round, question=question, edited=edited)
    if sent.get("form") in load_bank().forms:
        compose_by_form(round=round, form=sent["form"], edited=edited)
    if "add" in sent:
        added = add_items(round=round, questions=_ids(sent.getlist("question")), edited=edited)
        sentence = ngettext("%(count)d question added.", "%(count)d questions added.", added)
        messages.info(request, sentence % {"count": added})
    return ""


def _ids(values: Iterable[str]) -> list[int]:
    """Those that can be ids: a database takes numbers of up to 18 digits."""
    return [int(value) for value in values if value.isdecimal() and len(value) < 19]


def _compose_page(request: HttpRequest, round: Round, status: int = 200) -> HttpResponse:
    asked = questionnaire(round)
    codes = {item.code for item in asked.items}
    context = {
        "organization": round.organization,
        "round": round,
        "questionnaire": asked,
        "groups": question_groups(listed_questions(round.organization, QuestionFilter(), without=codes)),
        "forms": load_bank().forms.values(),
        **beside(round, asked),
    }
    return render(request, "assessments/round_compose.html", context, status=status)
