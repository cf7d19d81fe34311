"""Votes in the room: phones join a team, each casts one ballot, and locking counts and forgets them.

Whoever takes more than one row locks the workshop first, then the vote.
"""

from __future__ import annotations

import datetime
from typing import cast

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from assessments import tokens
from assessments.models import MOST_PHONES, Ballot, Item, Phone, Vote, Workshop
from assessments.scales import DONT_KNOW, POINTS, Team
from assessments.services.errors import DomainError, NotJoined, VoteClosed, WrongState
from assessments.services.forgetting import forget_on_disk
from assessments.services.workshops import locked_running, locked_workshop, plan_vote, put_screen
from assessments.tallies import Cell, Histogram
from assessments.workshops import Position, Step, VoteResult, count_votes, dump_result, load_agenda, load_result


# --- The facilitator -----------------------------------------------------------------------------------------------
def open_vote(*, workshop: Workshop, code: str, now: datetime.datetime) -> Vote:
    """Lets the room vote on a question of the agenda, once, and puts it on the screen.

    A vote that is open already is returned.

    Raises WrongState when the workshop does not run, when another vote is open, or when this question was voted on.
    """
    with transaction.atomic():
        locked = locked_running(workshop, now)
        codes = [entry.code for entry in load_agenda(locked.agenda)]
        if code not in codes:
            raise DomainError(_("This question is not on the agenda."))
        vote = locked.votes.filter(item__code=code).first()
        if vote is not None and vote.is_locked:
            raise WrongState(_("The room has voted on this question: its vote is locked."))
        if vote is None:
            vote = _new_vote(locked, code)
            put_screen(locked, Position(codes.index(code) + 1, Step.VOTE), now)
    workshop.refresh_from_db()
    return vote


def _new_vote(locked: Workshop, code: str) -> Vote:
    if locked.votes.filter(result__isnull=True).exists():
        raise WrongState(_("A vote on another question is open. Lock it first."))
    plan_vote(locked, code)
    return Vote.objects.create(workshop=locked, item=Item.objects.get(round=locked.round_id, code=code))


def lock_vote(*, vote: Vote) -> VoteResult:
    """Counts the ballots, keeps the suppressed counts and destroys the ballots, in one transaction.

    Whoever casts at the same moment is counted or refused. A vote that was locked stays as it is. Raises VoteClosed
    when the workshop has ended without it.
    """
    with transaction.atomic():
        locked = _locked_vote(vote)
        if locked.result is not None:
            return load_result(locked.result)
        result = count_votes(locked.item.frozen, _cells(locked), locked.workshop.round.minimum)
        locked.result = dump_result(result)
        locked.save(update_fields=["result"])
        locked.ballots.all().delete()
        transaction.on_commit(forget_on_disk, robust=True)
    vote.refresh_from_db()
    return result


def _locked_vote(vote: Vote) -> Vote:
    """The vote's row, kept from others until the transaction ends."""
    votes = Vote.objects.select_for_update(of=("self",)).select_related("item", "workshop__round")
    found = votes.filter(pk=vote.pk).first()
    if found is None:
        raise VoteClosed(_("This workshop has ended, and the vote with it."))
    return found


def _cells(vote: Vote) -> dict[Team, Cell]:
    """One GROUP BY; no ballot's row is read."""
    rows = vote.ballots.order_by().values_list("team", "choice").annotate(number=Count("pk"))
    counts = {(team, choice): number for team, choice, number in rows}
    return {
        team: Cell(
            hist=cast(Histogram, tuple(counts.get((team.value, point), 0) for point in POINTS)),
            dk=counts.get((team.value, DONT_KNOW), 0),
        )
        for team in Team
    }


# --- A participant's phone -----------------------------------------------------------------------------------------
def join_workshop(*, workshop: Workshop, team: Team, device: str) -> None:
    """Puts a phone into a team; `device` is what its cookie says. A phone that has joined keeps its team.

    Raises WrongState when the workshop has ended, DomainError when MOST_PHONES have joined.
    """
    with transaction.atomic():
        locked = locked_workshop(workshop)
        if locked.started_at is None or locked.ended_at is not None:
            raise WrongState(_("Nobody can join this workshop now."))
        device_hash = tokens.device_hash(device, locked.pk)
        if locked.phones.filter(device_hash=device_hash).exists():
            return
        if locked.phones.count() >= MOST_PHONES:
            raise DomainError(_("This room is full: %(most)d phones have joined.") % {"most": MOST_PHONES})
        Phone.objects.create(workshop=locked, team=team.value, device_hash=device_hash)


def leave(*, workshop: Workshop, device: str) -> None:
    """Forgets a phone, and its ballot in a vote that is open. What was counted stays counted."""
    with transaction.atomic():
        locked = locked_workshop(workshop)
        opened = locked.votes.select_for_update().filter(result__isnull=True).first()
        if opened is not None:
            opened.ballots.filter(ballot_hash=tokens.ballot_hash(device, opened.pk)).delete()
        locked.phones.filter(device_hash=tokens.device_hash(device, locked.pk)).delete()


def cast_ballot(*, vote: Vote, device: str, choice: int) -> None:
    """Takes a phone's choice in place of its earlier one.

    Raises VoteClosed when the vote is locked or gone, NotJoined for a phone in no team, DomainError for a choice that
    the question does not offer.
    """
    with transaction.atomic():
        locked = _locked_vote(vote)
        if locked.is_locked:
            raise VoteClosed(_("The vote was locked before your choice arrived: it is not counted."))
        phone = locked.workshop.phones.filter(device_hash=tokens.device_hash(device, locked.workshop_id)).first()
        if phone is None:
            raise NotJoined(_("Choose your team first."))
        if choice not in {DONT_KNOW, *(point for point, _words in locked.item.frozen.points)}:
            raise DomainError(_("Choose one of the answers."))
        Ballot.objects.update_or_create(
            vote=locked,
            ballot_hash=tokens.ballot_hash(device, locked.pk),
            defaults={"team": phone.team, "choice": choice},
        )
