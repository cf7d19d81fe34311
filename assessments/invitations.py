"""A list of people, as it was pasted or saved from a spreadsheet, as rows to invite. ★ No Django."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assessments.scales import Team

MOST_PEOPLE = 5_000
"""On one round's list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to invite. `line` is where the list names them, counted from 1; `name` may be empty."""

    line: int
    name: str
    email: str
    team: Team


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProblem:
    """Why a line of the list was passed by. `reason` is a translated sentence: what is wrong, and what to do.

    `line` is 0 where the list as a whole is refused; `value` is what stands there, short and printable.
    """

    line: int
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The good lines and the others, both in the order of the list."""

    people: tuple[Person, ...]
    problems: tuple[ListProblem, ...]


def parse_people(
    content: str | bytes, *, translate: Callable[[str], str], default_team: Team | None = None
) -> PeopleList:
    """People from pasted text or a CSV file, one a line, in any order of name, e-mail and team.

    `default_team` is for lines that name none. A line that cannot be used becomes a problem; the others stay good.
    """
    raise NotImplementedError
