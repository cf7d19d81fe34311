"""What one person's answers to the nine questions can say, and what they cannot. ★ No Django.

One person is no team: there is no score, no gap and no index here. An answer is read as the yes/no view of the bank
reads it: the two upper points are a yes, the two lower a no, the middle is partly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.scales import DONT_KNOW, NOT_APPLICABLE, POINTS, Direction, FrozenItem, Kind, Team

TAKEN = 3
"""Questions to take to both teams: as many as a meeting has time for."""

_MIDDLE = (POINTS[0] + POINTS[-1]) // 2


class Look(StrEnum):
    """How a question looks to the one who answered it."""

    STRONG = "strong"
    MIDDLE = "middle"
    WEAK = "weak"
    UNSEEN = "unseen"  # "Don’t know"
    ABSENT = "absent"  # "We have no such criteria"
    NEUTRAL = "neutral"  # a diagnosis: no answer of it is good or bad


class Seat(StrEnum):
    """Where the one who answers sits, seen from what a question is about."""

    OWN_WORK = "own-work"
    OTHER_WORK = "other-work"
    OWN_MIND = "own-mind"  # what people in one's own team think
    OTHER_MIND = "other-mind"  # what people in the other team think: a guess
    SHARED = "shared"
    FIGURES = "figures"
    SALES_WORK = "sales-work"  # and so on, for those in neither team
    MARKETING_WORK = "marketing-work"
    SALES_MIND = "sales-mind"
    MARKETING_MIND = "marketing-mind"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One question with the answer that was given; None where it was skipped."""

    number: int
    item: FrozenItem
    given: int | None
    look: Look | None
    seat: Seat

    @property
    def point(self) -> int | None:
        """The place on the scale, as it was asked; None without one."""
        return self.given if self.given in POINTS else None

    @property
    def label(self) -> str:
        """The answer in the question's own words; "" where it was skipped and for "Don't know"."""
        if self.given == NOT_APPLICABLE:
            return self.item.not_applicable
        return self.item.labels[self.point - 1] if self.point else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """All questions with one person's answers. `team` is None for somebody in neither team, or who does not say."""

    team: Team | None
    replies: tuple[Reply, ...]

    @property
    def answered(self) -> tuple[Reply, ...]:
        return tuple(reply for reply in self.replies if reply.given is not None)

    @property
    def missing(self) -> tuple[Reply, ...]:
        return tuple(reply for reply in self.replies if reply.given is None)

    def looking(self, look: Look) -> tuple[Reply, ...]:
        return tuple(reply for reply in self.replies if reply.look is look)

    def seated(self, seat: Seat) -> tuple[Reply, ...]:
        """Answered questions only: nothing is said of the others."""
        return tuple(reply for reply in self.answered if reply.seat is seat)

    @property
    def middling(self) -> tuple[Reply, ...]:
        """Answered by the middle of the scale, whatever that says."""
        return tuple(reply for reply in self.replies if reply.point == _MIDDLE)

    @property
    def weakest(self) -> tuple[Reply, ...]:
        """What looks weakest: several where they are level, none where nothing looks weak."""
        weak = self.looking(Look.WEAK)
        least = min((goodness(reply) for reply in weak), default=0)
        return tuple(reply for reply in weak if goodness(reply) == least)

    @property
    def to_take(self) -> tuple[Reply, ...]:
        """At most three, in the order to talk about them: see `_urgency`."""
        return tuple(sorted(self.answered, key=_urgency)[:TAKEN])


def self_check(items: Sequence[FrozenItem], given: Mapping[str, int], team: Team | None) -> SelfCheck:
    """`given`: question code → point, `DONT_KNOW` or `NOT_APPLICABLE`; skipped ones are not in it."""
    replies = tuple(_reply(number, item, given.get(item.code), team) for number, item in enumerate(items, start=1))
    return SelfCheck(team=team, replies=replies)


def goodness(reply: Reply) -> int:
    """The point, turned where high is bad; 0 without one."""
    if reply.point is None:
        return 0
    return POINTS[-1] + 1 - reply.point if reply.item.direction is Direction.NEGATIVE else reply.point


def _reply(number: int, item: FrozenItem, given: int | None, team: Team | None) -> Reply:
    bare = Reply(number=number, item=item, given=given, look=None, seat=_seat(item, team))
    return Reply(number=number, item=item, given=given, look=_look(bare), seat=bare.seat)


def _look(reply: Reply) -> Look | None:
    if reply.given is None:
        return None
    if reply.given in (DONT_KNOW, NOT_APPLICABLE):
        return Look.UNSEEN if reply.given == DONT_KNOW else Look.ABSENT
    if reply.item.direction is Direction.NEUTRAL:
        return Look.NEUTRAL
    good = goodness(reply)
    if good == _MIDDLE:
        return Look.MIDDLE
    return Look.STRONG if good > _MIDDLE else Look.WEAK


def _seat(item: FrozenItem, team: Team | None) -> Seat:
    if item.direction is Direction.NEUTRAL:
        return Seat.FIGURES
    if item.subject.value not in list(Team):
        return Seat.SHARED
    matter = "mind" if item.kind is Kind.ATTITUDE else "work"
    if team is None:
        return Seat(f"{item.subject}-{matter}")
    return Seat(f"{'own' if item.subject.value == team.value else 'other'}-{matter}")


_ORDER = (Look.WEAK, Look.ABSENT, Look.UNSEEN, Look.MIDDLE, Look.STRONG, Look.NEUTRAL)
"""What looks weak or is not there comes first, then what cannot be seen, then what may be better than it looks."""

_NEARER = (Seat.OWN_WORK, Seat.OTHER_MIND)
"""Where the other team most easily holds another view: one's own work, and what one can only guess."""


def _urgency(reply: Reply) -> tuple[int, int, bool, int]:
    """Looks in their order, the lower answer first; of equals what the other team may see otherwise."""
    look = reply.look or Look.NEUTRAL
    return _ORDER.index(look), goodness(reply), reply.seat not in _NEARER, reply.number
