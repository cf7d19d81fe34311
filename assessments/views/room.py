"""A participant's phone in a workshop: enter the code, choose a team, vote. No account; a random cookie at joining."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.worn import accent_of, style_address
from assessments import tokens
from assessments.models import LONGEST_WORKSHOP, TeamChoice, Workshop
from assessments.rooms import PhoneState, phone_state, vote_on, workshop_named
from assessments.scales import DONT_KNOW, Team
from assessments.services.errors import DomainError, VoteClosed
from assessments.services.votes import cast_ballot, join_workshop, leave
from assessments.views.wrong_links import WINDOW_SECONDS, count_wrong_link, has_too_many_wrong

COOKIE = "room"
MOST_CHARACTERS = 40
_DEVICE = re.compile(r"[\w-]{22}", re.ASCII)


def on_phones(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Looks at the room's cookie alone, and takes no form that another site sent.

    The usual check of forms would need a second cookie. This one is not sent along from another site, and a browser
    that says where a form comes from is believed.
    """

    @wraps(view)
    def wrapper(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        device = request.COOKIES.get(COOKIE, "")
        request.COOKIES = {COOKIE: device} if _DEVICE.fullmatch(device) else {}
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
            return HttpResponse(status=403)
        response = view(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return csrf_exempt(wrapper)


@dataclass(frozen=True, slots=True)
class Room:
    """A workshop as one phone sees it."""

    workshop: Workshop
    device: str
    phone: PhoneState

    @property
    def phase(self) -> str:
        """What the phone shows: ended, early, join, vote, locked or wait."""
        if not self.workshop.is_running(timezone.now()):
            return "ended" if self.workshop.started_at else "early"
        if self.phone.team is None:
            return "join"
        if self.phone.vote is not None:
            return "vote"
        return "locked" if self.phone.is_locked else "wait"


@on_phones
@require_http_methods(["GET", "HEAD", "POST"])
def workshop_enter(request: HttpRequest) -> HttpResponse:
    """Asks for the code on the screen."""
    if request.method != "POST":
        return _enter_page()
    room = _room(request, request.POST.get("code", "")[:MOST_CHARACTERS])
    return room if isinstance(room, HttpResponse) else redirect("assessments:workshop-join", room.workshop.code)


@on_phones
@require_http_methods(["GET", "HEAD", "POST"])
def workshop_join(request: HttpRequest, code: str) -> HttpResponse:
    """Shows a phone what is on now; POST joins a team."""
    room = _room(request, code)
    if isinstance(room, HttpResponse):
        return room
    return _join(request, room) if request.method == "POST" else _page(room)


@on_phones
@require_POST
def ballot_cast(request: HttpRequest, code: str) -> HttpResponse:
    room = _room(request, code)
    if isinstance(room, HttpResponse):
        return room
    try:
        _cast(room, request.POST.get("vote", ""), request.POST.get("choice", ""))
    except DomainError as refusal:
        return _page(_again(room), notice=str(refusal), status=409 if isinstance(refusal, VoteClosed) else 400)
    return redirect("assessments:workshop-join", room.workshop.code)


@on_phones
@require_POST
def phone_leave(request: HttpRequest, code: str) -> HttpResponse:
    room = _room(request, code)
    if isinstance(room, HttpResponse):
        return room
    leave(workshop=room.workshop, device=room.device)
    response = redirect("assessments:workshop-join", room.workshop.code)
    response.delete_cookie(COOKIE, path="/w/", samesite="Lax")
    return response


@on_phones
@require_safe
def phone_now(request: HttpRequest, code: str) -> HttpResponse:
    """What the phone's page asks every few seconds: what to show, and its own choice."""
    room = _room(request, code)
    if isinstance(room, HttpResponse):
        return JsonResponse({"phase": "unknown"}, status=room.status_code)
    return JsonResponse(_seen(room))


def _seen(room: Room) -> dict[str, Any]:
    vote = room.phone.vote if room.phase == "vote" else None
    return {
        "phase": room.phase,
        "vote": vote.item.code if vote else "",
        "choice": room.phone.choice if vote else None,
    }


def _room(request: HttpRequest, code: str) -> Room | HttpResponse:
    """The room behind a code; or a page that says that there is none, or to wait.

    Codes are short, so whoever has tried out many learns no more from a right one, until a minute has passed. A phone
    that has joined is never held up.
    """
    workshop, device = workshop_named(code), request.COOKIES.get(COOKIE, "")
    if workshop is None:
        is_limited = count_wrong_link(request)
        return _limited_page() if is_limited else _enter_page(code, is_wrong=True, status=404)
    phone = phone_state(workshop, device)
    if phone.team is None and has_too_many_wrong(request):
        return _limited_page()
    return Room(workshop, device, phone)


def _again(room: Room) -> Room:
    """The same room, as it is now."""
    workshop = workshop_named(room.workshop.code) or room.workshop
    return Room(workshop, room.device, phone_state(workshop, room.device))


def _join(request: HttpRequest, room: Room) -> HttpResponse:
    """A phone that has no cookie yet is given one and comes again; one that then has none keeps none."""
    team = request.POST.get("team", "")
    if room.phase in {"early", "ended"}:
        return _page(room)
    if team not in list(Team):
        return _page(room, notice=_("Choose your team."), status=400)
    if not room.device:
        if "again" in request.GET:
            return _page(room, notice=_no_cookie(), status=400)
        return _with_cookie(HttpResponseRedirect(f"{request.path}?again=1", preserve_request=True))
    try:
        join_workshop(workshop=room.workshop, team=Team(team), device=room.device)
    except DomainError as refusal:
        return _page(_again(room), notice=str(refusal), status=409)
    return redirect("assessments:workshop-join", room.workshop.code)


def _with_cookie(response: HttpResponse) -> HttpResponse:
    response.set_cookie(
        COOKIE,
        tokens.new_device(),
        max_age=LONGEST_WORKSHOP,
        path="/w/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _no_cookie() -> str:
    return _(
        "Your browser keeps no cookies. Each phone is counted once by a random one, good for today: allow it and "
        "choose again, or show your hand when the room votes."
    )


def _cast(room: Room, code: str, choice: str) -> None:
    if room.phase in {"early", "ended"}:
        raise VoteClosed(_("This workshop is not running: your choice is not counted."))
    vote = vote_on(room.workshop, code)
    if vote is None:
        raise VoteClosed(_("This vote is over: your choice is not counted."))
    if not choice.isascii() or not choice.isdecimal():
        raise DomainError(_("Choose one of the answers."))
    cast_ballot(vote=vote, device=room.device, choice=int(choice[:3]))


# --- Pages -----------------------------------------------------------------------------------------------------------
def _page(room: Room, *, notice: str = "", status: int = 200) -> HttpResponse:
    round, phase, vote = room.workshop.round, room.phase, room.phone.vote
    context = {
        "workshop": room.workshop,
        "organization": round.organization.name,
        "styles": style_address(accent_of(round.organization), "survey") if phase != "ended" else "",
        "title": round.title,
        "minimum": round.minimum,
        "phase": phase,
        "team": room.phone.team,
        "team_name": TeamChoice(room.phone.team.value).label if room.phone.team else "",
        "teams": TeamChoice.choices,
        "seen": _seen(room),
        "question": vote.item.said if vote else None,
        "choice": room.phone.choice,
        "dont_know": DONT_KNOW,
        "notice": notice,
    }
    response = HttpResponse(render_to_string("assessments/room.html", context), status=status)
    if phase == "ended":
        response.status_code = 410
        response.delete_cookie(COOKIE, path="/w/", samesite="Lax")
    return response


def _enter_page(typed: str = "", *, is_wrong: bool = False, status: int = 200) -> HttpResponse:
    context = {"typed": typed[:MOST_CHARACTERS], "is_wrong": is_wrong, "longest": MOST_CHARACTERS}
    return HttpResponse(render_to_string("assessments/room_enter.html", context), status=status)


def _limited_page() -> HttpResponse:
    page = render_to_string("assessments/room_enter.html", {"is_limited": True})
    return HttpResponse(page, status=429, headers={"Retry-After": str(WINDOW_SECONDS)})
