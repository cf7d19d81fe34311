"""What organizers do while a round is open: remind, extend. Whom a reminder reaches is told nowhere."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.emails import has_mail
from accounts.models import Role
from assessments import emails
from assessments.access import round_or_404
from assessments.dayline import day_line
from assessments.forms.closing import ClosingForm, closing_initial
from assessments.forms.reminders import ReminderForm
from assessments.listings import RoundProgress
from assessments.models import MOST_REMINDERS, Round, StateChoice, Wave
from assessments.people import TroubleKind, mailings_of, planned_reminder, queue_trouble
from assessments.scales import Team
from assessments.services.errors import DomainError, WrongTime
from assessments.services.mailing import cancel_reminder, move_reminder, remind_now
from assessments.services.rounds import extend_round
from assessments.zones import local_time

QUIET_START = datetime.timedelta(days=1)
"""So long nobody need wonder why nobody has answered yet."""

A_MINUTE = datetime.timedelta(minutes=1)
"""The least that is said to have passed: "0 minutes ago" is no time."""


def monitor(round: Round, progress: RoundProgress, *, is_editor: bool, now: datetime.datetime) -> dict[str, Any]:
    """What the page of an open round says besides its participation. Viewers get counts, and nothing to act on."""
    mailings = mailings_of(round, now) if round.is_confidential else None
    has_mailed = mailings is not None and mailings.invitations.sent > 0
    begun_at = mailings.invited_at if mailings and has_mailed else None if mailings else round.launched_at
    return {
        "mailings": mailings,
        "line": day_line(round, mailings, now),
        "trouble": mail_trouble(now) if mailings and is_editor else None,
        "reminder": emails.preview(round, Team.SALES, is_reminder=True) if mailings and is_editor else None,
        "most_reminders": MOST_REMINDERS,
        "has_answers": progress.responded > 0,
        "begun_at": begun_at and min(begun_at, now - A_MINUTE),
        "has_just_begun": begun_at is not None and now - begun_at < QUIET_START,
    }


def mail_trouble(now: datetime.datetime) -> TroubleKind | None:
    """Why mails wait, or would have to. The queue is everybody's: how long it is, no organization is told."""
    trouble = queue_trouble(now)
    if trouble is not None:
        return trouble.kind
    return None if has_mail() else TroubleKind.NO_SERVER


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_extend(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = round_or_404(request, slug, code, Role.EDITOR)
    form = ClosingForm(request.POST if request.method == "POST" else None, initial=closing_initial(round))
    if form.is_valid():
        return _extend(request, round, form)
    if round.state != StateChoice.OPEN:
        messages.info(request, _not_extended(round))
        return redirect("assessments:round-detail", slug, code)
    return _extend_page(request, round, form)


def _not_extended(round: Round) -> str:
    if round.state == StateChoice.CLOSED:
        return _("This round is closed and its results are released: no answer can be added any more.")
    return _("This round is still a draft: its closing time is edited.")


def _extend_page(request: HttpRequest, round: Round, form: ClosingForm) -> HttpResponse:
    context = {"organization": round.organization, "round": round, "form": form}
    return render(request, "assessments/round_extend.html", context)


def _extend(request: HttpRequest, round: Round, form: ClosingForm) -> HttpResponse:
    given = form.cleaned_data
    try:
        extend_round(round=round, closes_at=given["closes_at"], time_zone=given["time_zone"], now=timezone.now())
    except WrongTime as refusal:
        form.add_error("closes_on", str(refusal))
        return _extend_page(request, round, form)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request, _("The round is open for longer. Its links and the answers so far stay as they are.")
        )
    return redirect("assessments:round-detail", round.organization.slug, round.code)


@login_required
@require_POST
def reminder_send(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = round_or_404(request, slug, code, Role.EDITOR)
    try:
        wave = remind_now(round=round, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The reminder is on its way.") if wave.is_started else _planned(round, wave))
    return redirect("assessments:round-detail", slug, code)


def _planned(round: Round, wave: Wave) -> str:
    at, zone = date_format(wave.send_at.astimezone(round.zone), "DATETIME_FORMAT"), local_time(round.time_zone, _)
    return _("The reminder goes out when working hours begin: %(at)s %(zone)s.") % {"at": at, "zone": zone}


@login_required
@require_POST
def reminder_cancel(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    round = round_or_404(request, slug, code, Role.EDITOR)
    try:
        cancel_reminder(round=round, number=number)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The reminder is canceled."))
    return redirect("assessments:round-detail", slug, code)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminder_move(request: HttpRequest, slug: str, code: str, number: int) -> HttpResponse:
    round = round_or_404(request, slug, code, Role.EDITOR)
    if (planned := planned_reminder(round, number)) is None:
        messages.info(request, _("This reminder is not planned any more: it has started, or was taken out before."))
        return redirect("assessments:round-detail", slug, code)
    form = ReminderForm(request.POST if request.method == "POST" else None, zone=round.zone, planned=planned)
    if form.is_valid() and _is_moved(request, round, number, form):
        return redirect("assessments:round-detail", slug, code)
    context = {"organization": round.organization, "round": round, "form": form}
    return render(request, "assessments/reminder_form.html", context)


def _is_moved(request: HttpRequest, round: Round, number: int, form: ReminderForm) -> bool:
    """Whether it is done with; what is wrong with the time is said beside it."""
    try:
        wave = move_reminder(round=round, number=number, send_at=form.cleaned_data["send_at"], now=timezone.now())
    except WrongTime as refusal:
        form.add_error("send_on", str(refusal))
        return False
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        at = date_format(wave.send_at.astimezone(round.zone), "DATETIME_FORMAT")
        words = _("The reminder is planned for %(at)s %(zone)s.")
        messages.success(request, words % {"at": at, "zone": local_time(round.time_zone, _)})
    return True
