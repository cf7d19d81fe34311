"""What is known of a workshop while it runs: where its screen stands, and how many joined and voted. Never how."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from assessments import tokens
from assessments.models import Ballot, Phone, Round, Vote, Workshop
from assessments.scales import Team
from assessments.workshops import VoteResult, load_agenda, load_result


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomState:
    """What the facilitator's screens follow. `phones` and `votes` are numbers by team, `votes` those of the open vote.

    `open_code` is the question that is voted on now, "" while there is none. `locked` are the questions whose votes
    are counted; `is_locked` says whether the question on the screen is one of them. `seconds` have passed since the
    screen came to this place.
    """

    number: int
    moves: int
    place: int
    step: str
    seconds: int
    phones: Mapping[str, int]
    votes: Mapping[str, int]
    open_code: str
    locked: tuple[str, ...]
    is_locked: bool
    is_running: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneState:
    """What one phone is told. `team` is None until it has joined, `choice` None until it has voted. Never a count.

    `vote` is the open one; `is_locked` says that the vote on the question on the screen is counted.
    """

    team: Team | None = None
    vote: Vote | None = None
    choice: int | None = None
    is_locked: bool = False


def join_url(workshop: Workshop) -> str:
    """What phones open. Written out, as survey links are: it is scanned from a screen."""
    return f"{settings.SITE_URL}/w/{workshop.code}/"


def latest_workshop(round: Round) -> Workshop | None:
    """The workshop that is prepared or running, else the one that ended last."""
    return round.workshops.order_by("-number").first()


def workshop_named(code: str) -> Workshop | None:
    """The workshop with this join code, in any case and with any spaces, also before its start and after its end."""
    branded = Workshop.objects.select_related("round__assessment__organization__branding")
    workshops = branded.defer("round__assessment__organization__branding__logo").order_by("-pk")
    wanted = tokens.normal_join_code(code)
    return workshops.filter(code=wanted).first() if wanted else None


def running_workshop(code: str, now: datetime.datetime) -> Workshop | None:
    """The workshop that phones may join with this code now."""
    workshop = workshop_named(code)
    return workshop if workshop is not None and workshop.is_running(now) else None


def code_at(workshop: Workshop) -> str:
    """The code of the question on the screen, "" where it shows none."""
    agenda = load_agenda(workshop.agenda)
    return agenda[workshop.place - 1].code if 0 < workshop.place <= len(agenda) else ""


def vote_on(workshop: Workshop, code: str) -> Vote | None:
    """The vote on this question, open or locked."""
    return next((vote for vote in workshop.votes.select_related("item") if vote.item.code == code), None)


# --- The facilitator's screens -------------------------------------------------------------------------------------
def workshop_state(workshop: Workshop, now: datetime.datetime) -> RoomState:
    """One query, however many phones have joined."""
    rows = _vote_rows(workshop)
    opened = next((row for row in rows if row["votes__item__code"] and not row["is_counted"]), None)
    locked = tuple(row["votes__item__code"] for row in rows if row["is_counted"])
    return RoomState(
        number=workshop.number,
        moves=workshop.moves,
        place=workshop.place,
        step=workshop.step,
        seconds=max(0, int((now - workshop.moved_at).total_seconds())) if workshop.moved_at else 0,
        phones={team.value: rows[0][f"phones_{team}"] for team in Team},
        votes={team.value: opened[f"ballots_{team}"] if opened else 0 for team in Team},
        open_code=opened["votes__item__code"] if opened else "",
        locked=locked,
        is_locked=code_at(workshop) in locked,
        is_running=workshop.is_running(now),
    )


def _vote_rows(workshop: Workshop) -> list[dict[str, Any]]:
    """A row for each vote, and one if there is none: its question, whether it is counted, and how many take part."""
    phones = {f"phones_{team}": _number(Phone.objects.filter(workshop=OuterRef("pk"), team=team)) for team in Team}
    ballots = {f"ballots_{team}": _number(Ballot.objects.filter(vote=OuterRef("votes"), team=team)) for team in Team}
    rows = Workshop.objects.filter(pk=workshop.pk).annotate(
        is_counted=Q(votes__isnull=False, votes__result__isnull=False), **phones, **ballots
    )
    return list(rows.order_by("votes").values("votes__item__code", "is_counted", *phones, *ballots))


def _number(rows: QuerySet[Any]) -> Coalesce:
    return Coalesce(Subquery(rows.order_by().values("team").annotate(number=Count("pk")).values("number")), 0)


# --- A participant's phone -----------------------------------------------------------------------------------------
def phone_state(workshop: Workshop, device: str) -> PhoneState:
    """What the phone with this cookie is shown."""
    phone = workshop.phones.filter(device_hash=tokens.device_hash(device, workshop.pk)).first() if device else None
    if phone is None:
        return PhoneState()
    votes = list(workshop.votes.select_related("item"))
    opened = next((vote for vote in votes if not vote.is_locked), None)
    code = code_at(workshop)
    return PhoneState(
        team=Team(phone.team),
        vote=opened,
        choice=_choice(opened, device) if opened else None,
        is_locked=any(vote.is_locked and vote.item.code == code for vote in votes),
    )


def _choice(vote: Vote, device: str) -> int | None:
    mine = vote.ballots.filter(ballot_hash=tokens.ballot_hash(device, vote.pk))
    return mine.values_list("choice", flat=True).first()


def vote_results(workshop: Workshop) -> dict[str, VoteResult]:
    """The counted votes of a workshop by the code of their question, in the order of the questionnaire."""
    votes = workshop.votes.select_related("item").order_by("item__position")
    return {vote.item.code: load_result(vote.result) for vote in votes if vote.result is not None}


def ended_workshops(round: Round) -> list[Workshop]:
    """Those that have ended, the last first."""
    return list(round.workshops.exclude(ended_at=None).order_by("-number"))
