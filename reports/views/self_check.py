"""The nine questions tried by one person: without an account, and nothing of it is kept anywhere.

Answers come in the body of a form and go out in the page that answers it. No cookie is looked at, no request reaches
a template, and the database is asked one thing, whatever the answers: whether there is a demo to go on to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_http_methods

from accounts.queries import demo_guest
from assessments.bank import load_bank
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, POINTS, FrozenItem, Team, estimated_minutes
from assessments.wordings import said_in
from reports.series.self_check import Look, Reply, Seat, SelfCheck, self_check
from reports.wording import team_name
from reports.wording.self_check import (
    limits_words,
    look_name,
    reason_words,
    seat_name,
    seat_words,
    self_check_headline,
)

NINE = 9
TEAM_FIELD = "team"
NEITHER = "neither"
CHANGE = "change"
"""The button that asks for the form again, with everything still in it."""

_NUMBERS = {**{str(point): point for point in POINTS}, "dk": DONT_KNOW, "na": NOT_APPLICABLE}
"""What is posted → what it means."""

Chosen = Mapping[str, str]
"""The field of each choice that was made → its value."""


# Nothing is changed by it and nothing is looked at that another site could make a browser send.
@csrf_exempt
@gzip_page
@require_http_methods(["GET", "HEAD", "POST"])
def self_check_try(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _fresh_page()
    posted = _posted(request)
    chosen = _chosen(posted)
    if CHANGE in posted:
        return _form_page(chosen)
    problems = [] if posted.keys() == chosen.keys() else [_left_out()]
    check = _check(chosen)
    if not check.answered:
        return _form_page(chosen, [*problems, _("Nothing is answered yet. One answer is enough to begin with.")])
    return HttpResponse(render_to_string("reports/self_check_result.html", _result(check, chosen, problems)))


self_check_try.reads_every_form = True  # type: ignore[attr-defined]  # and says what is wrong with it, on the page


def _fresh_page() -> HttpResponse:
    """Nobody's, so the browser may hold on to it: whoever comes back from the result finds the ticks still there."""
    page = _form_page({})
    page.headers["Cache-Control"] = "private, no-cache"
    return page


def _left_out() -> str:
    return _("Something that arrived is no answer to these questions. It was left out.")


def _posted(request: HttpRequest) -> Mapping[str, Sequence[str]]:
    """All values by field; of what cannot be read, a field that none of the questions has."""
    try:
        return dict(request.POST.lists())
    except (BadRequest, MultiPartParserError, SuspiciousOperation, UnreadablePostError, ValueError):
        return {"": ()}


def _nine() -> list[FrozenItem]:
    return [said_in(item, _) for item in load_bank().questions[:NINE]]


def _teams() -> dict[str, str]:
    return {**{team.value: team_name(team, _) for team in Team}, NEITHER: _("Neither")}


def _choices(item: FrozenItem) -> dict[str, str]:
    """What may be posted → its words."""
    absent = {"na": item.not_applicable} if item.not_applicable else {}
    return {**{str(point): label for point, label in item.points}, "dk": _("Don’t know"), **absent}


def _chosen(posted: Mapping[str, Sequence[str]]) -> Chosen:
    """Of two answers to a question neither counts."""
    fields = {TEAM_FIELD: _teams()} | {item.code: _choices(item) for item in _nine()}
    return {
        name: posted[name][0]
        for name, choices in fields.items()
        if len(posted.get(name, ())) == 1 and posted[name][0] in choices
    }


def _check(chosen: Chosen) -> SelfCheck:
    items, team = _nine(), chosen.get(TEAM_FIELD, NEITHER)
    given = {item.code: _NUMBERS[chosen[item.code]] for item in items if item.code in chosen}
    return self_check(items, given, None if team == NEITHER else Team(team))


def _form_page(chosen: Chosen, problems: Sequence[str] = ()) -> HttpResponse:
    context = {
        "problems": problems,
        "minutes": estimated_minutes(questions=NINE, guesses=0, texts=0),
        "team": {"code": TEAM_FIELD, "choices": _offered(_teams(), chosen.get(TEAM_FIELD))},
        "questions": [
            {"code": item.code, "text": item.text, "choices": _offered(_choices(item), chosen.get(item.code))}
            for item in _nine()
        ],
    }
    return HttpResponse(render_to_string("reports/self_check.html", context), status=400 if problems else 200)


def _offered(choices: Mapping[str, str], chosen: str | None) -> list[dict[str, Any]]:
    return [
        {"value": value, "words": words, "is_checked": value == chosen, "is_apart": value in ("dk", "na")}
        for value, words in choices.items()
    ]


def _result(check: SelfCheck, chosen: Chosen, problems: Sequence[str]) -> dict[str, Any]:
    team = check.team
    to_take = [_taken(reply, team) for reply in check.to_take]
    return {
        "problems": problems,
        "team": team,
        "team_name": team_name(team, _) if team else "",
        "other": team.other if team else None,
        "other_name": team_name(team.other, _) if team else "",
        "total": len(check.replies),
        "answered": len(check.answered),
        "missing": check.missing,
        "headline": self_check_headline(check, _),
        "limits": limits_words(check, _),
        "looks": [_look(check, look) for look in Look if check.looking(look)],
        "seats": [_seat(check, seat) for seat in Seat if check.seated(seat)],
        "to_take": to_take,
        "are_alike": len(to_take) > 1 and len({taken["reason"] for taken in to_take}) == 1,
        "chosen": chosen.items(),
        "has_demo": demo_guest() is not None,
    }


def _look(check: SelfCheck, look: Look) -> dict[str, Any]:
    return {"code": look, "name": look_name(look, _), "replies": [_row(reply) for reply in check.looking(look)]}


def _row(reply: Reply) -> dict[str, Any]:
    return {
        "number": reply.number,
        "text": reply.item.text,
        "label": reply.label or _("Don’t know"),
        "steps": [step == reply.point for step in POINTS],
    }


def _seat(check: SelfCheck, seat: Seat) -> dict[str, Any]:
    return {
        "name": seat_name(seat, check.team, _),
        "words": seat_words(seat, check.team, _),
        "replies": check.seated(seat),
    }


def _taken(reply: Reply, team: Team | None) -> dict[str, Any]:
    return {**_row(reply), "reason": reason_words(reply, team, _), "prompt": reply.item.prompt}
