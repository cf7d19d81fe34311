"""A workshop's day: prepared, started, moved from step to step, ended and forgotten."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments import tokens
from assessments.models import LONGEST_WORKSHOP, Item, Round, StateChoice, Vote, Workshop
from assessments.rooms import code_at
from assessments.services.errors import DomainError, EditConflict, WrongState
from assessments.services.forgetting import forget_on_disk
from assessments.workshops import (
    ADDED_MINUTES,
    MINUTES,
    AgendaEntry,
    Position,
    Step,
    VoteTime,
    agenda_mark,
    dump_agenda,
    load_agenda,
    nearest,
    planned_vote,
    positions,
)


def prepare_workshop(
    *,
    round: Round,
    agenda: Sequence[AgendaEntry],
    proposed: Sequence[str],
    now: datetime.datetime | None = None,
    mark: str = "",
) -> Workshop:
    """Makes the next workshop of a closed round, or changes the one that has not ended, also while it runs.

    A screen that shows a question stays with it, and a question keeps the time of a vote that was held on it. `mark`
    is that of the agenda that was stored when the page was made; empty where it did not say. Raises WrongState when
    the round is not closed, DomainError for an agenda that cannot be, EditConflict when another one was stored since.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state != StateChoice.CLOSED:
            raise WrongState(_("A workshop needs results: close the round first."))
        items = {item.code: item for item in locked.items.all()}
        _check_agenda(agenda, items)
        workshop = _unended(locked, now or timezone.now()) or _new(locked)
        if mark and mark != agenda_mark(load_agenda(workshop.agenda)) and dump_agenda(agenda) != workshop.agenda:
            raise EditConflict(_("Someone else changed the agenda since you opened the page."))
        _take_agenda(workshop, agenda)
        workshop.proposed = [code for code in proposed if code in items]
        workshop.save()
    return workshop


def put_on_agenda(
    *, round: Round, code: str, proposal: Sequence[AgendaEntry], now: datetime.datetime | None = None
) -> bool:
    """Puts a question at the end of the agenda; where none is saved, of the proposed one, which is saved with it.

    Returns whether one was saved already. Raises as prepare_workshop does, and when the question is on it already.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        workshop = _unended(locked, now)
        agenda = tuple(proposal) if workshop is None else load_agenda(workshop.agenda)
        proposed = [entry.code for entry in proposal] if workshop is None else workshop.proposed
        is_on_it = code in [entry.code for entry in agenda]
        if workshop is not None and is_on_it:
            raise DomainError(_("This question is on the agenda already."))
        added = () if is_on_it else (AgendaEntry(code=code, minutes=ADDED_MINUTES),)
        prepare_workshop(round=locked, agenda=(*agenda, *added), proposed=proposed, now=now)
    return workshop is not None


def _check_agenda(agenda: Sequence[AgendaEntry], items: dict[str, Item]) -> None:
    codes = [entry.code for entry in agenda]
    least, most = MINUTES
    if not codes:
        raise DomainError(_("Choose at least one question for the agenda."))
    if len(set(codes)) < len(codes):
        raise DomainError(_("A question stands on the agenda twice."))
    if any(code not in items for code in codes):
        raise DomainError(_("A question of the agenda is not one of this round."))
    if any(items[code].frozen.is_open for code in codes):
        raise DomainError(_("An open question has no gap to show: it cannot stand on the agenda."))
    if any(not least <= entry.minutes <= most for entry in agenda):
        raise DomainError(_("Give each question %(least)d to %(most)d minutes.") % {"least": least, "most": most})


def _unended(round: Round, now: datetime.datetime) -> Workshop | None:
    """The workshop to change. One that was forgotten is ended here instead."""
    workshop = round.workshops.select_for_update().filter(ended_at=None).first()
    if workshop is not None and workshop.started_at is not None and not workshop.is_running(now):
        _end(workshop, now)
        return None
    return workshop


def _new(round: Round) -> Workshop:
    last = round.workshops.aggregate(last=Max("number"))["last"] or 0
    code = tokens.new_join_code()
    while Workshop.objects.filter(code=code).exists():
        code = tokens.new_join_code()
    return Workshop(round=round, number=last + 1, code=code)


def _take_agenda(workshop: Workshop, agenda: Sequence[AgendaEntry]) -> None:
    held = {
        vote.item.code: vote.is_locked for vote in Vote.objects.filter(workshop=workshop.pk).select_related("item")
    }
    codes = [entry.code for entry in agenda]
    if any(not is_locked and code not in codes for code, is_locked in held.items()):
        raise DomainError(_("A vote is open on a question that you took off the agenda. Lock the vote first."))
    for entry in load_agenda(workshop.agenda):
        if entry.code in held:
            agenda = planned_vote(agenda, entry.code, entry.vote)
    place = nearest(_place_among(workshop, codes), positions(agenda))
    workshop.agenda, workshop.place, workshop.step = dump_agenda(agenda), place.place, place.step.value
    workshop.moves += 1


def _place_among(workshop: Workshop, codes: Sequence[str]) -> Position:
    """Where the screen goes on with these questions: at the one it shows, or at the one that took its place."""
    shown, step, end = code_at(workshop), Step(workshop.step), len(codes) + 1
    if shown in codes:
        return Position(codes.index(shown) + 1, step)
    if shown:
        return Position(workshop.place, Step.QUESTION) if workshop.place < end else Position(end, Step.PLAN)
    return Position(end if workshop.place else 0, step)


def start_workshop(*, workshop: Workshop, now: datetime.datetime) -> None:
    """Opens the room to phones; one that is running stays as it is. Raises WrongState when it has ended."""
    with transaction.atomic():
        locked = locked_workshop(workshop)
        if locked.started_at is None:
            locked.started_at = locked.moved_at = now
            locked.moves += 1
            locked.save(update_fields=["started_at", "moved_at", "moves"])
        elif not locked.is_running(now):
            raise WrongState(_("This workshop has ended. Prepare the next one."))
    workshop.refresh_from_db()


def move_workshop(*, workshop: Workshop, position: Position, now: datetime.datetime) -> None:
    """Puts the screen at a position, or at the nearest one before it that the agenda has."""
    with transaction.atomic():
        put_screen(locked_running(workshop, now), position, now)
    workshop.refresh_from_db()


def put_screen(locked: Workshop, position: Position, now: datetime.datetime) -> None:
    """Moves the screen of a workshop whose row the caller has locked, and saves what is planned with it.

    In one UPDATE: at a second one of a row in a transaction PostgreSQL locks the round too, which whoever prepares the
    workshop locks first.
    """
    to = nearest(position, positions(load_agenda(locked.agenda)))
    if to.place != locked.place:
        locked.moved_at = now
    locked.place, locked.step = to.place, to.step.value
    locked.moves += 1
    locked.save(update_fields=["agenda", "place", "step", "moved_at", "moves"])


def end_workshop(*, workshop: Workshop, now: datetime.datetime) -> None:
    """Forgets the phones, and an open vote without counting it. Counted votes stay; the code opens nothing any more.

    Raises WrongState when the workshop was never started; one that has ended stays as it is.
    """
    with transaction.atomic():
        locked = locked_workshop(workshop)
        if locked.started_at is None:
            raise WrongState(_("This workshop has not been started."))
        if locked.ended_at is None:
            _end(locked, now)
    workshop.refresh_from_db()


def _end(workshop: Workshop, now: datetime.datetime) -> None:
    opened = [vote.pk for vote in workshop.votes.select_for_update().filter(result__isnull=True)]
    Vote.objects.filter(pk__in=opened).delete()  # and its ballots with it
    workshop.phones.all().delete()
    workshop.ended_at = now
    workshop.moves += 1
    workshop.save(update_fields=["ended_at", "moves"])
    transaction.on_commit(forget_on_disk, robust=True)


def forgotten_workshops(now: datetime.datetime) -> list[Workshop]:
    """Those that nobody ended, though no day is that long."""
    forgotten = Workshop.objects.filter(ended_at=None, started_at__lte=now - LONGEST_WORKSHOP)
    return list(forgotten.select_related("round").order_by("pk"))


def end_forgotten_workshops(*, now: datetime.datetime) -> int:
    """Ends them, and returns how many there were."""
    forgotten = forgotten_workshops(now)
    for workshop in forgotten:
        end_workshop(workshop=workshop, now=now)
    return len(forgotten)


def plan_vote(locked: Workshop, code: str) -> None:
    """Puts a vote on this question into the agenda, where none is planned: where the screen stands. Saves nothing."""
    is_before = code_at(locked) == code and locked.step == Step.QUESTION
    agenda = planned_vote(load_agenda(locked.agenda), code, VoteTime.BEFORE if is_before else VoteTime.AFTER)
    locked.agenda = dump_agenda(agenda)


def locked_workshop(workshop: Workshop) -> Workshop:
    """The workshop's row, kept from others until the transaction ends."""
    return Workshop.objects.select_for_update().get(pk=workshop.pk)


def locked_running(workshop: Workshop, now: datetime.datetime) -> Workshop:
    """As locked_workshop. Raises WrongState when it does not run."""
    locked = locked_workshop(workshop)
    if locked.started_at is None:
        raise WrongState(_("Start the workshop first."))
    if not locked.is_running(now):
        raise WrongState(_("This workshop has ended."))
    return locked
