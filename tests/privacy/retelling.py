"""Another story with the same counts: who could have answered otherwise without a published figure being different."""

from __future__ import annotations

import random
from collections.abc import Hashable, Sequence
from dataclasses import replace

from assessments.scales import DONT_KNOW, POINTS, GivenAnswer
from assessments.tallies import Cell, RoundTally
from tests.privacy.polls import Person, Poll


def retold(chance: random.Random, poll: Poll, published: RoundTally) -> Poll:
    """Everybody's answers dealt anew, as far as the published counts claim not to tell.

    Points go round among those whose answers stand in one histogram, guesses among all of a team, don't-knows and
    skips among those who gave no point; what is hidden is made up anew. Item by item, so that nobody keeps a row.
    """
    people = list(poll.people)
    for place, row in enumerate(published.items):
        points = [point for point, _label in row.item.points]
        cells = {"sales": row.sales, "marketing": row.marketing}
        owns = _dealt(chance, people, [_own_pool(one, place, cells[one.team]) for one in people], place, "own")
        guesses = _dealt(chance, people, [_guess_pool(one, place) for one in people], place, "guess")
        for number, one in enumerate(people):
            cell = cells[one.team]
            own = owns[number] if cell else _made_up(chance, owns[number], points)
            has_guesses = cell is not None and cell.guess is not None
            guess = guesses[number] if has_guesses else _other(chance, guesses[number], points)
            people[number] = _answering(one, place, GivenAnswer(own=own, guess=guess))
    return replace(poll, people=tuple(people))


def _own_pool(person: Person, place: int, cell: Cell | None) -> Hashable:
    own = person.given[place].own
    if own not in POINTS:
        return person.team, "no point"
    merged = cell.others.names if cell and cell.others else ()
    return person.team, "merged" if person.group in merged else person.group


def _guess_pool(person: Person, place: int) -> Hashable:
    return person.team


def _dealt(
    chance: random.Random, people: Sequence[Person], pools: Sequence[Hashable], place: int, kind: str
) -> list[int | None]:
    """The answers of this kind, shuffled within each pool."""
    answers = [getattr(person.given[place], kind) for person in people]
    for pool in sorted(set(pools), key=repr):
        numbers = [number for number, each in enumerate(pools) if each == pool]
        values = [answers[number] for number in numbers]
        chance.shuffle(values)
        for number, value in zip(numbers, values, strict=True):
            answers[number] = value
    return answers


def _made_up(chance: random.Random, own: int | None, points: Sequence[int]) -> int | None:
    """Of a hidden cell: another point for a point; who gave none need not have said so."""
    if own in POINTS:
        return chance.choice(points)
    return None if own == DONT_KNOW else own


def _other(chance: random.Random, guess: int | None, points: Sequence[int]) -> int | None:
    return chance.choice(points) if guess in POINTS else guess


def _answering(person: Person, place: int, answer: GivenAnswer) -> Person:
    return replace(person, given=(*person.given[:place], answer, *person.given[place + 1 :]))
