"""The workshop on a closed round: its agenda, the screen in the room, the remote on the facilitator's phone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.access import membership_or_404, signed_in
from accounts.models import Role
from assessments.access import can_edit, closed_round_or_404
from assessments.models import Round, Workshop
from assessments.plans import focus_areas
from assessments.rooms import ended_workshops, latest_workshop, vote_results, workshop_state
from assessments.scales import Team
from assessments.versions import agreement_of
from assessments.workshops import Position, Step, VoteTime, agenda_mark, load_agenda, nearest
from reports.build import build_report
from reports.document import Report
from reports.renderers.svg import distribution_chart
from reports.series import MOMENTS, Talk, proposed_agenda, talks, vote_series
from reports.views import screens
from reports.views.frame import frame
from reports.views.screens import Stage, position_words, stage, where_words
from reports.wording import agenda_intro, agenda_reasons, shortened, step_name, vote_time_words, vote_words

AROUND = sum(MOMENTS.values())
"""Minutes beside the questions: five to arrive, fifteen to choose what to take on, fifteen for promises."""


@login_required
@require_safe
def workshop(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Before: the agenda, proposed or as it was saved. While it runs: its screen and remote. After: its votes."""
    round = closed_round_or_404(request, slug, code)
    report, current = build_report(round), _current(round)
    context = {
        **frame(round, report),
        "workshop": current,
        "is_running": current is not None and current.is_running(timezone.now()),
        "can_edit": _can_edit(request, slug),
        **_agenda(report, current),
        "ended": [_ended(report, one) for one in ended_workshops(round)],
    }
    return render(request, "reports/workshop.html", context)


def _can_edit(request: HttpRequest, slug: str) -> bool:
    return can_edit(membership_or_404(signed_in(request), slug))


def _current(round: Round) -> Workshop | None:
    """The workshop that is prepared or running."""
    latest = latest_workshop(round)
    return latest if latest is not None and latest.ended_at is None else None


def _agenda(report: Report, current: Workshop | None) -> dict[str, Any]:
    """The rows of the agenda, and the questions that are not on it."""
    known, proposal = talks(report), proposed_agenda(report)
    by_code = {talk.item.code: talk for talk in known}
    if current is None:
        rows = [_row(talk, talk.minutes, VoteTime.NONE) for talk in proposal]
    else:
        saved = [entry for entry in load_agenda(current.agenda) if entry.code in by_code]
        rows = [_row(by_code[entry.code], entry.minutes, entry.vote) for entry in saved]
    for row, why in zip(rows, agenda_reasons([row["talk"] for row in rows], gettext), strict=True):
        row["why"] = why
    on_it = {row["talk"].item.code for row in rows}
    minutes = sum(row["minutes"] for row in rows)
    return {
        "rows": rows,
        "intro": agenda_intro(proposal, gettext),
        "others": [talk for talk in known if talk.item.code not in on_it],
        "proposed": [talk.item.code for talk in proposal],
        "is_as_proposed": [row["talk"].item.code for row in rows] == [talk.item.code for talk in proposal],
        "minutes": minutes,
        "minutes_in_all": minutes + AROUND,
        "mark": agenda_mark(load_agenda(current.agenda) if current else ()),
        "vote_times": [(time.value, vote_time_words(time, gettext)) for time in VoteTime],
    }


def _row(talk: Talk, minutes: int, vote: VoteTime) -> dict[str, Any]:
    return {"talk": talk, "minutes": minutes, "vote": vote.value}


def _ended(report: Report, ended: Workshop) -> dict[str, Any]:
    """A workshop that is over: what was talked about, and how the room voted."""
    known, results = {talk.item.code: talk for talk in talks(report)}, vote_results(ended)
    entries = [entry for entry in load_agenda(ended.agenda) if entry.code in known]
    return {
        "workshop": ended,
        "rows": [
            {
                "talk": known[entry.code],
                "vote": _vote(known[entry.code], results[entry.code], ended.number) if entry.code in results else None,
            }
            for entry in entries
        ],
    }


def _vote(talk: Talk, result: Any, number: int) -> dict[str, Any]:
    series = vote_series(talk.item, talk.mirror.row, result)
    prefix = f"vote-{number}-{talk.position}"
    return {
        "is_shown": result.is_shown,
        "wide": SafeString(distribution_chart(series, "wide", gettext, prefix=prefix)),
        "narrow": SafeString(distribution_chart(series, "narrow", gettext, prefix=f"{prefix}-narrow")),
        "words": [vote_words(team, result.team(team), result.minimum, gettext) for team in Team],
    }


@login_required
@never_cache
@require_safe
def workshop_screen(request: HttpRequest, slug: str, code: str, place: int, step: str) -> HttpResponse:
    """One position of the screen. One that the agenda does not have (any more) leads to the nearest before it."""
    round = closed_round_or_404(request, slug, code)
    shown = stage_or_404(round)
    position = nearest(Position(place, _step_or_404(step)), shown.walked)
    if (position.place, position.step.value) != (place, step):
        return redirect(screen_address(round, position))
    may_edit = _can_edit(request, slug)
    context = {
        **_place(round, shown, position, may_edit),
        **_contents(round, shown, position),
        "screen": f"reports/screen/_{_template(position.step)}.html",
        "any_screen": screen_address(round, Position(0, Step.WELCOME)),
    }
    return render(request, "reports/screen/screen.html", context)


def stage_or_404(round: Round) -> Stage:
    """The latest workshop of the round; 404 while there is none."""
    latest = latest_workshop(round)
    if latest is None:
        raise Http404
    state = workshop_state(latest, timezone.now())
    return stage(build_report(round), latest, state, load_agenda(latest.agenda), vote_results(latest))


def _step_or_404(step: str) -> Step:
    if step not in list(Step):
        raise Http404
    return Step(step)


def screen_address(round: Round, position: Position) -> str:
    keys = [round.organization.slug, round.code, position.place, position.step.value]
    return reverse("reports:workshop-screen", args=keys)


def _template(step: Step) -> str:
    return "chart" if step in (Step.GUESS, Step.OWN) else step.value


def _place(round: Round, shown: Stage, position: Position, may_edit: bool) -> dict[str, Any]:
    """Where the screen stands, and what stands before and after it."""
    walked, is_running = shown.walked, shown.state.is_running
    here = walked.index(position)
    before = walked[here - 1] if here else None
    is_voting = position.step is Step.VOTE and shown.is_voting(position)
    after = walked[here + 1] if here + 1 < len(walked) and not is_voting else None  # lock it first
    entry, talk = shown.entry(position), shown.talk(position)
    return {
        "round": round,
        "workshop": shown.workshop,
        "is_running": is_running,
        "can_edit": may_edit,
        "can_walk": may_edit or not is_running,  # while it runs, other screens follow
        "position": position,
        "entry": entry,
        "talk": talk,
        "over": shortened(talk.item.name, screens.LINE) if talk else "",
        "where": where_words(shown, position),
        "before": screen_address(round, before) if before else "",
        "after": screen_address(round, after) if after else "",
        "before_position": before,
        "after_position": after,
        "voting": _voting(round, shown, position),
        "is_voting": shown.is_voting(position),
    }


def _voting(round: Round, shown: Stage, position: Position) -> str:
    """Where to open or lock the vote on the question that is shown; empty where neither can be done."""
    entry = shown.entry(position)
    if entry is None or entry.code in shown.results:
        return ""
    verb = "lock" if shown.is_voting(position) else "open"
    return reverse(f"assessments:vote-{verb}", args=[round.organization.slug, round.code])


def _contents(round: Round, shown: Stage, position: Position) -> dict[str, Any]:
    talk, entry = shown.talk(position), shown.entry(position)
    if talk is None or entry is None:
        return _around(round, shown, position.step)
    if position.step is Step.QUESTION:
        return screens.question(talk)
    if position.step in (Step.GUESS, Step.OWN):
        return screens.chart(talk, position.step)
    return screens.finding(talk) if position.step is Step.FINDING else screens.vote(shown, talk, entry)


def _around(round: Round, shown: Stage, step: Step) -> dict[str, Any]:
    if step is Step.WELCOME:
        return screens.welcome(shown)
    if step is Step.PLAN:
        return {
            "heading": step_name(step, gettext),
            "focus_areas": focus_areas(round),
            "agenda": screens.agenda_lines(shown),
        }
    agreement = agreement_of(round.assessment)
    terms = agreement.terms(agreement.number)
    return screens.agreement(terms) if step is Step.AGREEMENT else screens.close(terms.review_on)


@login_required
@never_cache
@require_safe
def workshop_remote(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """What the facilitator holds: where the screen stands, what comes next, the vote, the clock."""
    round = closed_round_or_404(request, slug, code)
    membership_or_404(signed_in(request), slug, Role.EDITOR)
    shown = stage_or_404(round)
    wanted = Position(shown.state.place, Step(shown.state.step))
    position = nearest(wanted, shown.walked)
    talk = shown.talk(position)
    context = {
        **_place(round, shown, position, may_edit=True),
        "screen": screen_address(round, position),
        "prompt": screens.finding(talk)["prompt"] if talk else "",
        "moment": step_name(position.step, gettext),
        "next_moment": _moment(shown, position),
        "phones": screens.counts(shown.state.phones),
        "votes": screens.counts(shown.state.votes, shown.state.phones),
        "is_open": bool(shown.state.open_code),
        "jumps": [
            {"position": one, "words": position_words(shown, one)}
            for one in shown.walked
            if one.step in (Step.WELCOME, Step.QUESTION, Step.PLAN, Step.AGREEMENT, Step.CLOSE)
        ],
    }
    return render(request, "reports/workshop_remote.html", context)


def _moment(shown: Stage, position: Position) -> str:
    walked = shown.walked
    after = walked.index(position) + 1
    return position_words(shown, walked[after]) if after < len(walked) else ""
