"""People who answer, one by one: the truth that an attack tries to find again."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assessments.scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    POINTS,
    Direction,
    FrozenItem,
    GivenAnswer,
    GuessRule,
    Kind,
    Scale,
    Team,
)
from assessments.tallies import Cell, Histogram, ItemTally, Participation, RoundTally, Segment
from tests.reports.analysis.rows import asked

ITEMS = 5
NO_GROUP = ""
GROUPS = ("North", "South", "West", "Far East")


@dataclass(frozen=True, slots=True)
class Person:
    """One answer an item, in the order of the poll's items."""

    team: Team
    group: str
    given: tuple[GivenAnswer, ...]


@dataclass(frozen=True, slots=True)
class Poll:
    """A round before anything is counted. `groups` are the names to choose from; empty where none are asked."""

    minimum: int
    items: tuple[FrozenItem, ...]
    groups: tuple[str, ...]
    people: tuple[Person, ...]

    def team(self, team: Team) -> list[Person]:
        return [person for person in self.people if person.team is team]


def points_of(people: Iterable[Person], item: int) -> list[int]:
    """The points that these people gave, in their order; don't-knows and skips left out."""
    own = [person.given[item].own for person in people]
    return [point for point in own if point in POINTS]


def histogram(points: Iterable[int]) -> Histogram:
    counts = Counter(points)
    return (counts[1], counts[2], counts[3], counts[4], counts[5])


def count(poll: Poll) -> RoundTally:
    """The unsuppressed counts."""
    teams = {team: poll.team(team) for team in Team}
    return RoundTally(
        minimum=poll.minimum,
        sales=Participation(invited=len(teams[Team.SALES]) + 2, responded=len(teams[Team.SALES])),
        marketing=Participation(invited=None, responded=len(teams[Team.MARKETING])),
        items=tuple(
            ItemTally(item=item, **{team.value: _cell(poll, place, team, people) for team, people in teams.items()})
            for place, item in enumerate(poll.items)
        ),
    )


def _cell(poll: Poll, place: int, team: Team, people: Sequence[Person]) -> Cell:
    item, given = poll.items[place], [person.given[place] for person in people]
    names = (*poll.groups, NO_GROUP) if poll.groups else ()
    return Cell(
        hist=histogram(points_of(people, place)),
        dk=sum(one.own == DONT_KNOW for one in given),
        na=sum(one.own == NOT_APPLICABLE for one in given) if item.not_applicable else None,
        guess=histogram(one.guess for one in given if one.guess) if item.may_guess(team) else None,
        segments=tuple(
            Segment(name=name, hist=histogram(points_of((p for p in people if p.group == name), place)))
            for name in names
        ),
    )


def random_polls(chance: random.Random) -> tuple[Poll, Poll]:
    """Two rounds of the same people, the earlier one first. Teams and groups are as large as the minimum, about."""
    minimum = chance.choice([3, 4, 5, 5, 5, 7])
    items = tuple(_item(chance, place) for place in range(ITEMS))
    groups = GROUPS[: chance.choice([0, 2, 3, 4])]
    people = [
        Person(team, chance.choice([*groups, *groups, NO_GROUP]) if groups else NO_GROUP, ())
        for team in Team
        for _ in range(chance.choice([chance.randint(0, minimum + 1), *[chance.randint(minimum, 4 * minimum)] * 3]))
    ]
    silence = [chance.choice([0.0, 0.0, 0.1, 0.1, 0.2, 0.6, 0.9]) for _ in items]
    before = [replace(one, given=tuple(map(lambda i, s: _given(chance, i, s), items, silence))) for one in people]
    now = [_again(chance, one, items, silence) for one in before if chance.random() < 0.95]
    return Poll(minimum, items, groups, tuple(before)), Poll(minimum, items, groups, tuple(now))


def _item(chance: random.Random, place: int) -> FrozenItem:
    question = asked(
        f"Q{place + 1}",
        chance.choice([Direction.POSITIVE] * 3 + [Direction.NEGATIVE, Direction.NEGATIVE, Direction.NEUTRAL]),
        chance.choice([Scale.FIVE, Scale.FIVE, Scale.YESNO]),
        dimension=chance.choice([None, "FLOW", "CUST"]),
        guess_rule=chance.choice([GuessRule.BOTH, GuessRule.BOTH, GuessRule.NONE]),
        weight=chance.choice([0.5, 1.0, 2.0]),
    )
    labels = ("No", "", "", "", "Yes") if question.scale is Scale.YESNO else question.labels
    extra = chance.choice(["", "We have none"])
    return replace(question, kind=Kind.BEHAVIOR, labels=labels, not_applicable=extra)


def _given(chance: random.Random, item: FrozenItem, silence: float) -> GivenAnswer:
    points = [point for point, _label in item.points]
    own: int | None = chance.choice(points)
    if chance.random() < silence:
        own = chance.choice([None, DONT_KNOW, DONT_KNOW, NOT_APPLICABLE if item.not_applicable else None])
    guess = chance.choice([*points, *points, None, DONT_KNOW]) if item.guess_rule is GuessRule.BOTH else None
    return GivenAnswer(own=own, guess=guess if chance.random() >= silence / 2 else None)


def _again(chance: random.Random, person: Person, items: Sequence[FrozenItem], silence: Sequence[float]) -> Person:
    """The same person half a year later: most answers are what they were."""
    given = [
        one if chance.random() < 0.7 else _given(chance, item, s)
        for one, item, s in zip(person.given, items, silence, strict=True)
    ]
    return replace(person, given=tuple(given))
