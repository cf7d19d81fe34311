"""The facilitator's side of a workshop: what changes it, and the state that screens and the remote follow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from itertools import zip_longest

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from accounts.models import Role
from assessments import rooms
from assessments.access import round_or_404, workshop_or_404
from assessments.forms.workshops import AgendaForm, PositionForm
from assessments.listings import questionnaire
from assessments.models import Round, Workshop
from assessments.services.errors import DomainError, EditConflict
from assessments.services.votes import lock_vote, open_vote
from assessments.services.workshops import (
    end_workshop,
    move_workshop,
    prepare_workshop,
    put_on_agenda,
    start_workshop,
)
from assessments.workshops import AgendaEntry, VoteTime, agenda_mark, load_agenda


@login_required
@require_POST
def workshop_prepare(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = round_or_404(request, slug, code, Role.EDITOR)
    form = AgendaForm(request.POST)

    def prepare() -> None:
        if not form.is_valid:
            raise DomainError(_("The agenda did not arrive completely. Nothing was changed."))
        if form.act == "put":
            put = put_on_agenda(round=round, code=form.subject, proposal=form.agenda)
            messages.success(request, _put_words(is_first=not put))
            return
        now = timezone.now()
        workshop = prepare_workshop(round=round, agenda=form.agenda, proposed=form.proposed, now=now, mark=form.mark)
        if form.act == "start":
            start_workshop(workshop=workshop, now=now)
        elif form.act == "save":
            messages.success(request, _("The agenda is saved."))
        if form.is_adjusted:
            messages.warning(request, _("A question is given 1 to 120 minutes: what did not fit was changed."))

    try:
        return _change(request, slug, code, prepare)
    except EditConflict as conflict:
        return _agenda_conflict(request, round, form, conflict)


def _agenda_conflict(request: HttpRequest, round: Round, form: AgendaForm, conflict: EditConflict) -> HttpResponse:
    """Shows the agenda that is stored beside the one that was typed; saving again then replaces it."""
    latest = rooms.latest_workshop(round)
    stored = load_agenda(latest.agenda) if latest and latest.ended_at is None else ()
    names = {item.code: item.frozen.name for item in questionnaire(round).items}
    context = {
        "organization": round.organization,
        "round": round,
        "conflict": conflict,
        "differences": [
            (number, _entry_words(one, names), _entry_words(other, names))
            for number, (one, other) in enumerate(zip_longest(stored, form.agenda), start=1)
            if one != other
        ],
        "agenda": form.agenda,
        "proposed": form.proposed,
        "mark": agenda_mark(stored),
    }
    return render(request, "assessments/agenda_conflict.html", context, status=409)


def _entry_words(entry: AgendaEntry | None, names: dict[str, str]) -> str:
    if entry is None:
        return "—"
    words = ngettext("%(question)s, %(count)d minute", "%(question)s, %(count)d minutes", entry.minutes)
    said = words % {"question": names.get(entry.code, entry.code), "count": entry.minutes}
    votes = {VoteTime.BEFORE: _("a vote before"), VoteTime.AFTER: _("a vote after")}
    return ", ".join([said, *([votes[entry.vote]] if entry.vote in votes else [])])


def _put_words(*, is_first: bool) -> str:
    if is_first:
        return _("The proposed agenda is saved, and the question is on it. Give it a place and its minutes.")
    return _("The question stands at the end of the agenda. Give it a place and its minutes.")


@login_required
@require_POST
def workshop_start(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    workshop = workshop_or_404(request, slug, code, Role.EDITOR)
    return _change(request, slug, code, lambda: start_workshop(workshop=workshop, now=timezone.now()))


@login_required
@require_POST
def workshop_move(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    workshop = workshop_or_404(request, slug, code, Role.EDITOR)
    form = PositionForm(request.POST)

    def move() -> None:
        if not form.is_valid():
            raise DomainError(_("The screen cannot go there. It stays where it is."))
        move_workshop(workshop=workshop, position=form.position(), now=timezone.now())

    return _change(request, slug, code, move)


@login_required
@require_POST
def workshop_end(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    workshop = workshop_or_404(request, slug, code, Role.EDITOR)
    return _change(request, slug, code, lambda: end_workshop(workshop=workshop, now=timezone.now()))


@login_required
@require_POST
def vote_open(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    workshop = workshop_or_404(request, slug, code, Role.EDITOR)
    question = request.POST.get("code", "")
    return _change(request, slug, code, lambda: open_vote(workshop=workshop, code=question, now=timezone.now()))


@login_required
@require_POST
def vote_lock(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    workshop = workshop_or_404(request, slug, code, Role.EDITOR)

    def lock() -> None:
        vote = rooms.vote_on(workshop, request.POST.get("code", ""))
        if vote is None:
            raise DomainError(_("There is no vote on this question."))
        lock_vote(vote=vote)

    return _change(request, slug, code, lock)


@login_required
@require_safe
def workshop_state(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    return _state(workshop_or_404(request, slug, code))


@login_required
@require_safe
def workshop_qr(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The address that phones join at, as a picture; none once the workshop has ended."""
    workshop = workshop_or_404(request, slug, code)
    if workshop.ended_at is not None:
        raise Http404
    image = qrcode.make(rooms.join_url(workshop), image_factory=SvgPathFillImage)
    return HttpResponse(image.to_string(), content_type="image/svg+xml")


def _change(request: HttpRequest, slug: str, code: str, act: Callable[[], object]) -> HttpResponse:
    """Answers a script with the state, or with what is wrong; a form with the page that it came from.

    An EditConflict is the caller's to show.
    """
    is_script = "application/json" in request.headers.get("Accept", "")
    try:
        act()
    except EditConflict:
        raise
    except DomainError as refusal:
        if is_script:
            return JsonResponse({"error": str(refusal)}, status=409)
        messages.error(request, str(refusal))
    return _state(workshop_or_404(request, slug, code)) if is_script else redirect(_after(request, slug, code))


def _state(workshop: Workshop) -> JsonResponse:
    state = rooms.workshop_state(workshop, timezone.now())
    return JsonResponse(asdict(state), headers={"Cache-Control": "no-store"})


def _after(request: HttpRequest, slug: str, code: str) -> str:
    """Where a form leads: to `next`, if that is a page of this workshop, else to the workshop's own page."""
    wanted = request.POST.get("next", "")
    inside = reverse("assessments:round-detail", args=[slug, code]) + "workshop/"
    is_safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and ".." not in wanted
    if is_safe and wanted.startswith(inside):
        return wanted
    try:
        return reverse("reports:workshop", args=[slug, code])
    except NoReverseMatch:
        return reverse("assessments:round-detail", args=[slug, code])
