"""A round's way from a first idea to its closing."""

from __future__ import annotations

from typing import Any

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from qrcode.image.svg import SvgPathFillImage

from accounts.access import membership_or_404, organization_or_404, signed_in
from accounts.models import Role
from assessments.access import assessment_or_404, can_edit, round_in_or_404, round_or_404
from assessments.forms.rounds import (
    AssessmentForm,
    EditRoundForm,
    NewRoundForm,
    SizesForm,
    next_round_initial,
    round_initial,
)
from assessments.listings import PICKED, Questionnaire, latest_round, latest_zone, questionnaire, round_progress
from assessments.models import GRACE, Round, StateChoice, TeamChoice
from assessments.phones import opening_of, openings
from assessments.promises import notice_of
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.composition import start_round
from assessments.services.errors import DomainError, EditConflict, NameTaken
from assessments.services.rounds import (
    RoundPlan,
    create_assessment,
    launch_problems,
    launch_round,
    plan_round,
    set_sizes,
    survey_links,
)
from assessments.views.monitor import monitor


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def assessment_create(request: HttpRequest, slug: str) -> HttpResponse:
    """Leads straight on to the first round."""
    organization = organization_or_404(signed_in(request), slug, Role.EDITOR)
    form = AssessmentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            assessment = create_assessment(organization=organization, name=form.cleaned_data["name"])
            return redirect("assessments:round-create", slug, assessment.pk)
        except NameTaken as taken:
            form.add_error("name", str(taken))
    return render(request, "assessments/assessment_form.html", {"organization": organization, "form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_create(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    assessment = assessment_or_404(request, slug, pk, Role.EDITOR)
    previous = latest_round(assessment)
    data = request.POST if request.method == "POST" else None
    zone = previous.time_zone if previous else latest_zone(assessment.organization)
    initial = {**next_round_initial(previous, timezone.now(), zone), "reply_to": signed_in(request).email}
    form = NewRoundForm(data, initial=initial, has_previous=previous is not None, has_zone=bool(zone))
    if form.is_valid():
        chosen = form.cleaned_data["form"]
        round = start_round(assessment=assessment, plan=RoundPlan(**form.plan()), form=chosen)
        return redirect(
            "assessments:round-compose" if chosen == PICKED else "assessments:round-detail", slug, round.code
        )
    context = {
        "organization": assessment.organization,
        "assessment": assessment,
        "form": form,
        "is_first": not previous,
        "openings": openings(previous),
        "phone_title": form["title"].value(),
    }
    return render(request, "assessments/round_form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_edit(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    round = round_or_404(request, slug, code, Role.EDITOR)
    if round.state != StateChoice.DRAFT:
        messages.info(request, _("This round was launched: its questions and promises can no longer change."))
        return redirect("assessments:round-detail", slug, code)
    initial = round_initial(round)
    initial["reply_to"] = initial["reply_to"] or signed_in(request).email
    listed = round_progress(round).people if round.is_confidential else 0
    form = EditRoundForm(request.POST if request.method == "POST" else None, initial=initial, people=listed)
    if not form.is_valid():
        return _round_form(request, round, form)
    try:
        plan_round(round=round, plan=RoundPlan(**form.plan()), edited=form.cleaned_data["edited"])
    except EditConflict as conflict:
        return _round_conflict(request, round, form, conflict)
    messages.success(request, _("Saved."))
    return redirect("assessments:round-detail", slug, code)


def _round_form(request: HttpRequest, round: Round, form: EditRoundForm, **more: Any) -> HttpResponse:
    context = {
        "organization": round.organization,
        "assessment": round.assessment,
        "round": round,
        "form": form,
        **beside(round, questionnaire(round)),
        **more,
    }
    return render(request, "assessments/round_form.html", context, status=409 if more else 200)


def beside(round: Round, asked: Questionnaire) -> dict[str, Any]:
    """What stands beside a draft while it is changed: how it opens on a phone, and what it lacks."""
    return {
        "openings": [opening_of(asked)],
        "phone_title": round.title,
        "phone_teams": [{"team": TeamChoice(team.value)} for team in Team],
        "problems": launch_problems(round, asked.items, timezone.now()),
    }


def _round_conflict(request: HttpRequest, round: Round, form: EditRoundForm, conflict: EditConflict) -> HttpResponse:
    """Shows what is saved beside what was typed; saving again then replaces the one by the other."""
    round.refresh_from_db()
    differences = form.differences(round_initial(round))
    form.data = {**request.POST.dict(), "edited": str(round.edited)}
    return _round_form(request, round, form, conflict=conflict, differences=differences)


@login_required
@require_safe
def round_detail(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    membership = membership_or_404(signed_in(request), slug)
    round = round_in_or_404(membership.organization, code)
    return _detail(request, round, is_editor=can_edit(membership))


@login_required
@require_POST
def round_sizes(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The numbers of people in the page of a draft. A confidential round has a list in their place."""
    round = round_or_404(request, slug, code, Role.EDITOR)
    if round.is_confidential:
        raise Http404
    form = SizesForm(request.POST)
    if not form.is_valid() and round.state == StateChoice.DRAFT:
        return _detail(request, round, is_editor=True, sizes=form)
    return _save_sizes(request, round, form)


def _save_sizes(request: HttpRequest, round: Round, form: SizesForm) -> HttpResponse:
    """Numbers that meet a conflict stay in their fields, beside what is saved."""
    try:
        set_sizes(round=round, edited=edited_of(request), **form.sizes())
    except EditConflict as conflict:
        messages.error(request, _("%(conflict)s Your numbers are not saved yet.") % {"conflict": conflict})
        round.refresh_from_db()
        return _detail(request, round, is_editor=True, sizes=form, status=409)
    except DomainError as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("assessments:round-detail", round.organization.slug, round.code)


def _detail(
    request: HttpRequest, round: Round, *, is_editor: bool, sizes: SizesForm | None = None, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    asked = questionnaire(round)
    progress = round_progress(round)
    teams = progress.teams
    links = survey_links(round) if is_editor and round.state == StateChoice.OPEN else {}
    context = {
        "organization": round.organization,
        "round": round,
        "can_edit": is_editor,
        "now": now,
        "questionnaire": asked,
        "teams": teams,
        "links": list(zip(teams, links.values(), strict=False)),
        "problems": launch_problems(round, asked.items, now) if round.state == StateChoice.DRAFT else {},
        "sizes": sizes or SizesForm(initial=round_initial(round)),
        "notice": notice_of(round),
        "progress": progress,
        "is_past_closing": round.closes_at is not None and round.closes_at <= now,
        "is_due": round.is_due(now),
        "grace_ends_at": round.closes_at and round.closes_at + GRACE,
    }
    if round.state == StateChoice.OPEN:
        context |= monitor(round, progress, is_editor=is_editor, now=now)
    return render(request, "assessments/round_detail.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_launch(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """GET says who will be asked and what launching fixes; POST launches, and shows the links."""
    round = round_or_404(request, slug, code, Role.EDITOR)
    if request.method == "POST":
        return _launch(request, round)
    asked = questionnaire(round)
    if round.state != StateChoice.DRAFT or launch_problems(round, asked.items, timezone.now()):
        return redirect("assessments:round-detail", slug, code)
    teams = round_progress(round).teams
    context = {"organization": round.organization, "round": round, "teams": teams, "questionnaire": asked}
    return render(request, "assessments/round_launch.html", context)


def _launch(request: HttpRequest, round: Round) -> HttpResponse:
    try:
        launch_round(round=round, now=timezone.now(), edited=edited_of(request))
    except EditConflict as conflict:
        messages.error(request, _("%(conflict)s Look at it again before you launch.") % {"conflict": conflict})
        round.refresh_from_db()
        return _detail(request, round, is_editor=True, status=409)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        next_step = _("Now send the invitations.") if round.is_confidential else _("Now give each team its link.")
        messages.success(request, _("The round is open. %(next_step)s") % {"next_step": next_step})
    return redirect("assessments:round-detail", round.organization.slug, round.code)


def edited_of(request: HttpRequest) -> int:
    """The round's counter in the page that was sent; -1, which no round has, when there is none."""
    text = request.POST.get("edited", "")
    return int(text) if text.isdecimal() and len(text) < 10 else -1


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def round_close(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """GET says what closing will do; POST closes, and shows the results."""
    round = round_or_404(request, slug, code, Role.EDITOR)
    if request.method == "POST":
        return _close(request, round)
    if round.state != StateChoice.OPEN:
        return redirect("assessments:round-detail", slug, code)
    context = {"organization": round.organization, "round": round, "teams": round_progress(round).teams}
    return render(request, "assessments/round_close.html", context)


def _close(request: HttpRequest, round: Round) -> HttpResponse:
    try:
        close_round(round=round, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("assessments:round-detail", round.organization.slug, round.code)
    messages.success(request, _("The round is closed. These are its results; the answers themselves are destroyed."))
    return redirect("reports:dashboard", round.organization.slug, round.code)


@login_required
@require_safe
def link_qr(request: HttpRequest, slug: str, code: str, team: str) -> HttpResponse:
    """A team's survey link as a picture; it opens the survey, so only editors get it. Personal links nobody does."""
    round = round_or_404(request, slug, code, Role.EDITOR)
    if round.state != StateChoice.OPEN or round.is_confidential or team not in list(Team):
        raise Http404
    image = qrcode.make(survey_links(round)[Team(team)], image_factory=SvgPathFillImage)
    return HttpResponse(image.to_string(), content_type="image/svg+xml")
