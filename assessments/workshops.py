"""The agenda of a workshop, the steps of its screen, and the counts of its votes. ★ No Django."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from assessments.scales import FrozenItem, Team
from assessments.tallies import Cell, Histogram, ItemTally, Participation, RoundTally, suppress

MINUTES = (1, 120)
"""Minutes that one question may be given."""

ADDED_MINUTES = 10
"""What a question that somebody adds is given at first."""


class Step(StrEnum):
    """What the screen shows. Place 0 is the welcome, 1 to n are the questions, n + 1 is what follows from them."""

    WELCOME = "welcome"
    QUESTION = "question"
    GUESS = "guess"
    OWN = "own"
    FINDING = "finding"
    VOTE = "vote"
    PLAN = "plan"
    AGREEMENT = "agreement"
    CLOSE = "close"


REVEAL = (Step.QUESTION, Step.GUESS, Step.OWN, Step.FINDING)
"""The steps of a question, in order: the question, what each team guessed, what each said, what that means."""

END = (Step.PLAN, Step.AGREEMENT, Step.CLOSE)


class VoteTime(StrEnum):
    """When the room votes on a question: not at all, before anything is shown, or after it was talked about."""

    NONE = "none"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaEntry:
    """A question of the agenda, by its code, the minutes it is given, and when the room votes on it."""

    code: str
    minutes: int
    vote: VoteTime = VoteTime.NONE


def rearranged(agenda: Sequence[AgendaEntry], act: str, code: str) -> tuple[AgendaEntry, ...]:
    """The agenda after a button: `code` goes up or down by one or is removed. Anything else leaves it as it is."""
    order = [entry.code for entry in agenda]
    if code not in order:
        return tuple(agenda)
    entries, place = list(agenda), order.index(code)
    moved = entries.pop(place)
    if act == "remove":
        return tuple(entries)
    step = {"up": -1, "down": 1}.get(act, 0)
    entries.insert(min(max(0, place + step), len(entries)), moved)
    return tuple(entries)


@dataclass(frozen=True, slots=True)
class Position:
    """Where the screen stands."""

    place: int
    step: Step


def positions(
    agenda: Sequence[AgendaEntry], without: Mapping[str, Collection[Step]] = MappingProxyType({})
) -> tuple[Position, ...]:
    """All positions of a workshop in the order of its screen.

    `without` are steps, by question code, at which there is nothing to show: they are left out.
    """
    walked = [Position(0, Step.WELCOME)]
    for place, entry in enumerate(agenda, start=1):
        left_out = without.get(entry.code, ())
        walked += [Position(place, step) for step in _steps(entry) if step not in left_out]
    return (*walked, *(Position(len(agenda) + 1, step) for step in END))


def _steps(entry: AgendaEntry) -> list[Step]:
    steps = list(REVEAL)
    if entry.vote is VoteTime.BEFORE:
        steps.insert(1, Step.VOTE)
    elif entry.vote is VoteTime.AFTER:
        steps.append(Step.VOTE)
    return steps


def nearest(wanted: Position, walked: Sequence[Position]) -> Position:
    """`wanted` if the workshop has it, else the last position before it: an agenda may have changed since."""
    if wanted in walked:
        return wanted
    order = list(Step)
    before = [one for one in walked if (one.place, order.index(one.step)) <= (wanted.place, order.index(wanted.step))]
    return before[-1] if before else walked[0]


def load_agenda(document: Sequence[Mapping[str, Any]]) -> tuple[AgendaEntry, ...]:
    """Entries from plain JSON values."""
    return tuple(AgendaEntry(code=one["code"], minutes=one["minutes"], vote=VoteTime(one["vote"])) for one in document)


def dump_agenda(agenda: Sequence[AgendaEntry]) -> list[dict[str, Any]]:
    """The inverse of `load_agenda`."""
    return [asdict(entry) for entry in agenda]


def agenda_mark(agenda: Sequence[AgendaEntry]) -> str:
    """Tells one agenda from another, for a form that was made when this one was stored; of none, too."""
    written = " ".join(f"{entry.code}:{entry.minutes}:{entry.vote.value}" for entry in agenda)
    return hashlib.sha256(written.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamVotes:
    """One team's part in a locked vote. `hist` and `dk` are None where fewer than the minimum voted."""

    voted: int
    hist: Histogram | None
    dk: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteResult:
    """The suppressed counts of a locked vote."""

    minimum: int
    sales: TeamVotes
    marketing: TeamVotes

    def team(self, team: Team) -> TeamVotes:
        return self.sales if team is Team.SALES else self.marketing

    @property
    def is_shown(self) -> bool:
        """Whether there is anything to draw: the choices of one team at least."""
        return self.sales.hist is not None or self.marketing.hist is not None


def count_votes(item: FrozenItem, cells: Mapping[Team, Cell], minimum: int) -> VoteResult:
    """The result of a vote: each team's choices go through the gate that answers go through."""
    voted = {team: sum(cells[team].hist) + cells[team].dk for team in Team}
    tally = RoundTally(
        minimum=minimum,
        sales=Participation(invited=None, responded=voted[Team.SALES]),
        marketing=Participation(invited=None, responded=voted[Team.MARKETING]),
        items=(ItemTally(item=item, sales=cells[Team.SALES], marketing=cells[Team.MARKETING]),),
    )
    (shown,) = suppress(tally, minimum).items
    sales, marketing = (
        TeamVotes(voted=voted[team], hist=cell.hist if cell else None, dk=cell.dk if cell else None)
        for team, cell in ((Team.SALES, shown.sales), (Team.MARKETING, shown.marketing))
    )
    return VoteResult(minimum=minimum, sales=sales, marketing=marketing)


def load_result(document: Mapping[str, Any]) -> VoteResult:
    """A result from plain JSON values."""
    sales, marketing = (_load_votes(document[team.value]) for team in Team)
    return VoteResult(minimum=document["minimum"], sales=sales, marketing=marketing)


def dump_result(result: VoteResult) -> dict[str, Any]:
    """The inverse of `load_result`."""
    return asdict(result)


def _load_votes(raw: Mapping[str, Any]) -> TeamVotes:
    return TeamVotes(voted=raw["voted"], hist=tuple(raw["hist"]) if raw["hist"] is not None else None, dk=raw["dk"])


def planned_vote(agenda: Sequence[AgendaEntry], code: str, time: VoteTime) -> tuple[AgendaEntry, ...]:
    """The agenda with a vote on this question, where none was planned."""
    return tuple(
        replace(entry, vote=time) if entry.code == code and entry.vote is VoteTime.NONE else entry for entry in agenda
    )
