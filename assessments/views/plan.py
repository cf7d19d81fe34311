"""The plan as it is written: focus areas chosen and dropped, actions agreed, changed and removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Role
from assessments import plans
from assessments.access import asked_or_404, closed_round_or_404
from assessments.forms.plan import ActionForm, action_initial, idea_initial
from assessments.models import Action, Item, Round
from assessments.services.errors import DomainError, EditConflict, Gone, PlanFull
from assessments.services.plan import (
    ActionDraft,
    add_action,
    change_action,
    choose_focus_areas,
    drop_focus_area,
    mark_action,
    move_focus_area,
    remove_action,
)

STEPS = {"up": -1, "down": 1}


@login_required
@require_POST
def focus_choose(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One question leads to where it stands in the plan; the proposal of several to the plan's start.

    "start" says which idea of the question bank to write an action from: the way leads on to its form.
    """
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    codes = request.POST.getlist("code")
    try:
        choose_focus_areas(round=round, codes=codes)
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return to_plan(round)
    place = plans.place_of(round, codes[0]) if len(codes) == 1 else None
    start = request.POST.get("start", "")
    if place and start.isdecimal():
        address = reverse("assessments:action-create", args=[slug, code, place])
        return redirect(f"{address}?start={start[:3]}")
    if place:
        messages.success(request, _("The question is in the plan."))
    return to_plan(round, place)


@login_required
@require_POST
def focus_move(request: HttpRequest, slug: str, code: str, position: int) -> HttpResponse:
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    try:
        move_focus_area(round=round, position=position, step=STEPS.get(request.POST.get("step", ""), 0))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return to_plan(round, position)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def focus_drop(request: HttpRequest, slug: str, code: str, position: int) -> HttpResponse:
    """GET says what goes with it; POST drops it, if it still has the actions that were seen."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    item = asked_or_404(round, position)
    if request.method == "POST":
        try:
            drop_focus_area(round=round, position=position, seen=request.POST.get("actions", "unseen"))
            return to_plan(round)
        except EditConflict as conflict:
            messages.error(request, str(conflict))
            return _drop_page(request, round, item, status=409)
    return _drop_page(request, round, item)


def _drop_page(request: HttpRequest, round: Round, item: Item, status: int = 200) -> HttpResponse:
    area = plans.focus_area(round, item.position)
    if area is None:
        return to_plan(round)
    context = {**_about(round, item), "actions": list(area.actions.all()), "seen": plans.counters(area)}
    return render(request, "assessments/focus_drop.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def action_create(request: HttpRequest, slug: str, code: str, position: int) -> HttpResponse:
    """A new action; "start" says which idea of the question bank to start from: nothing that was typed is lost."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    item = asked_or_404(round, position)
    if request.method != "POST" and plans.focus_area(round, position) is None:
        messages.info(request, _("This question is not in the plan. Choose it first."))
        return to_plan(round)
    start = request.POST.get("start", request.GET.get("start", ""))
    if "start" in request.POST:
        return _action_page(request, round, item, ActionForm(initial=_start(item, start, request.POST)), start=start)
    form = ActionForm(request.POST if request.method == "POST" else None, initial=_start(item, start, {}))
    if not form.is_valid():
        return _action_page(request, round, item, form, start=start)
    try:
        draft, again = ActionDraft(**form.draft), "again" in request.POST
        action = add_action(round=round, position=position, draft=draft, choose_again=again)
    except (Gone, PlanFull) as refusal:
        return _action_page(request, round, item, form, gone=refusal, is_dropped=True)
    return _saved(request, round, item, action)


def _start(item: Item, start: str, typed: Mapping[str, str]) -> dict[str, Any]:
    ideas = item.said.actions
    place = int(start) if start.isdecimal() and len(start) < 4 else 0
    return idea_initial(ideas[place - 1], typed) if 0 < place <= len(ideas) else dict(typed.items())


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def action_edit(request: HttpRequest, slug: str, code: str, position: int, pk: int) -> HttpResponse:
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    item = asked_or_404(round, position)
    action = plans.action(round, position, pk)
    if action is None and request.method != "POST":
        messages.info(request, _("This action is not in the plan any more."))
        return to_plan(round)
    form = ActionForm(request.POST if request.method == "POST" else None, initial=action and action_initial(action))
    if not form.is_valid():
        return _action_page(request, round, item, form, action=action)
    try:
        draft = ActionDraft(**form.draft)
        action = change_action(round=round, position=position, pk=pk, draft=draft, edited=form.seen)
    except EditConflict as conflict:
        return _conflict_page(request, round, item, form, pk, conflict)
    except Gone as gone:
        return _gone_page(request, round, item, form, gone)
    return _saved(request, round, item, action)


def _conflict_page(
    request: HttpRequest, round: Round, item: Item, form: ActionForm, pk: int, conflict: EditConflict
) -> HttpResponse:
    """What is stored beside what was typed. Fields that were not touched here show what the other one saved."""
    action = plans.action(round, item.position, pk)
    if action is None:
        return _gone_page(request, round, item, form, conflict)
    merged = form.merged(action)
    differences = merged.differences(action)
    return _action_page(request, round, item, merged, action=action, conflict=conflict, differences=differences)


def _gone_page(request: HttpRequest, round: Round, item: Item, form: ActionForm, gone: DomainError) -> HttpResponse:
    """The action was removed: what was typed can be saved as a new one."""
    is_dropped = plans.focus_area(round, item.position) is None
    return _action_page(request, round, item, form, gone=gone, is_dropped=is_dropped)


def _action_page(
    request: HttpRequest, round: Round, item: Item, form: ActionForm, *, action: Action | None = None, **more: Any
) -> HttpResponse:
    context = {
        **_about(round, item),
        "form": form,
        "action": action,
        "ideas": item.said.actions,
        "lacking": plans.lacking_words(action, plans.today_in(round, timezone.now())) if action else [],
        **more,
    }
    is_refused = "conflict" in more or "gone" in more
    return render(request, "assessments/action_form.html", context, status=409 if is_refused else 200)


def _saved(request: HttpRequest, round: Round, item: Item, action: Action) -> HttpResponse:
    """Back to the plan; by way of the form where something is still missing, which it says."""
    messages.success(request, _("Saved."))
    if plans.lacking_words(action, plans.today_in(round, timezone.now())):
        here = [round.organization.slug, round.code, item.position, action.pk]
        return redirect("assessments:action-edit", *here)
    return to_plan(round, item.position)


@login_required
@require_POST
def action_mark(request: HttpRequest, slug: str, code: str, position: int, pk: int) -> HttpResponse:
    """One click on the plan: done, or not done after all."""
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    is_done = "done" in request.POST
    try:
        mark_action(round=round, position=position, pk=pk, is_done=is_done, edited=number(request, "edited"))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return to_plan(round, position)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def action_remove(request: HttpRequest, slug: str, code: str, position: int, pk: int) -> HttpResponse:
    round = closed_round_or_404(request, slug, code, Role.EDITOR)
    item = asked_or_404(round, position)
    try:
        if request.method == "POST":
            remove_action(round=round, position=position, pk=pk, edited=number(request, "edited"))
    except EditConflict as conflict:
        messages.error(request, str(conflict))
        return _remove_page(request, round, item, pk, status=409)
    except Gone:
        pass  # as was asked for
    return _remove_page(request, round, item, pk)


def _remove_page(request: HttpRequest, round: Round, item: Item, pk: int, status: int = 200) -> HttpResponse:
    action = plans.action(round, item.position, pk)
    if action is None:
        return to_plan(round, item.position)
    context = {**_about(round, item), "action": action}
    return render(request, "assessments/action_remove.html", context, status=status)


def to_plan(round: Round, position: int | None = None, anchor: str = "") -> HttpResponse:
    place = anchor or (f"focus-{position}" if position else "")
    address = reverse("reports:plan", args=[round.organization.slug, round.code])
    return redirect(f"{address}#{place}" if place else address)


def number(request: HttpRequest, name: str) -> int:
    """A counter in the page that was sent; -1, which nothing has, when there is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


def _about(round: Round, item: Item) -> dict[str, Any]:
    return {"organization": round.organization, "round": round, "item": item}
