"""Scores over the rounds: a line a team, broken where two rounds cannot be compared. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assessments.scales import Team
from reports.renderers.svg.ink import MARK_RADIUS, element, line, mark, picture, words
from reports.renderers.svg.measure import wrapped
from reports.series import IndexTrendPoint, RoundName, TrendLine

WIDTH, TOP, HEIGHT, LEFT = 280.0, 30.0, 130.0, 34.0
TITLE = 12.0
NAMES = 42.0
"""From the lowest line to the names of the rounds: a number below a mark lies between."""


ASIDE: Mapping[Team | None, float] = {Team.SALES: -5.0, Team.MARKETING: 5.0, None: 0.0}
"""How far the teams stand from the middle of a round, so that equal scores do not hide one another."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One value of one line: where its round stands, and whether it continues the one before."""

    place: int
    score: float
    printed: str
    joins: bool


def trend_chart(trend: TrendLine, rounds: Sequence[RoundName], title: str, description: str, prefix: str) -> str:
    """A question's two lines."""
    lines: dict[Team | None, Sequence[Dot]] = {
        team: [
            Dot(place, point.score, point.printed, point.joins)
            for place, point in enumerate(trend.points(team))
            if point.score is not None and point.printed is not None
        ]
        for team in Team
    }
    return _chart(lines, rounds, title, description, prefix)


def index_chart(
    points: Sequence[IndexTrendPoint], rounds: Sequence[RoundName], title: str, description: str, prefix: str
) -> str:
    """The line of the index, which belongs to no team."""
    dots = [
        Dot(place, point.index, point.printed, point.joins)
        for place, point in enumerate(points)
        if point.index is not None and point.printed is not None
    ]
    return _chart({None: dots}, rounds, title, description, prefix)


def _chart(
    lines: Mapping[Team | None, Sequence[Dot]],
    rounds: Sequence[RoundName],
    title: str,
    description: str,
    prefix: str,
) -> str:
    room = (WIDTH - LEFT) / len(rounds)
    names = [_name(name.title, room) for name in rounds]
    height = TOP + HEIGHT + NAMES + 15 * max(map(len, names))
    ink = [*_grid(), *_lines(lines, room), *_numbers(lines, room)]
    for place, name in enumerate(names):
        for below, text in enumerate(name):
            y = TOP + HEIGHT + NAMES + 15 * below
            ink.append(words(text, _x(place, room), y, size=TITLE, role="quiet", anchor="middle"))
    return picture(WIDTH, round(height), prefix, title, description, ink)


def _name(title: str, room: float) -> list[str]:
    """At most two lines of a round's title."""
    found = wrapped(title, room - 8, TITLE)
    return found if len(found) <= 2 else [found[0], f"{found[1][:-2]}…"]


def _x(place: int, room: float) -> float:
    return LEFT + room * (place + 0.5)


def _y(points: float) -> float:
    return TOP + HEIGHT * (1 - points / 100)


def _grid() -> Iterator[str]:
    for tick in (0, 50, 100):
        yield line(LEFT, _y(tick), WIDTH, _y(tick))
        yield words(str(tick), LEFT - 8, _y(tick) + 4, size=12, role="quiet", anchor="end")


def _lines(lines: Mapping[Team | None, Sequence[Dot]], room: float) -> Iterator[str]:
    for team, dots in lines.items():
        role = team or "ink"
        for before, dot in pairwise(dots):
            if dot.joins and before.place == dot.place - 1:
                aside = ASIDE[team]
                ends = _x(before.place, room) + aside, _y(before.score), _x(dot.place, room) + aside, _y(dot.score)
                yield line(*ends, role=role, width=2.5)
        for dot in dots:
            yield _mark(team, _x(dot.place, room) + ASIDE[team], _y(dot.score))


def _mark(team: Team | None, x: float, y: float) -> str:
    return mark(team, x, y) if team else element("circle", cx=x, cy=y, r=MARK_RADIUS - 1.5, class_="chart-ink")


def _numbers(lines: Mapping[Team | None, Sequence[Dot]], room: float) -> Iterator[str]:
    """The higher one of a round above its mark, the lower one below: they never meet."""
    dots = [(team, dot) for team, those in lines.items() for dot in those]
    for team, dot in dots:
        others = [other.score for rival, other in dots if rival is not team and other.place == dot.place]
        is_below = any((dot.score, team is Team.SALES) < (other, team is not Team.SALES) for other in others)
        y = _y(dot.score) + (MARK_RADIUS + 16 if is_below else -MARK_RADIUS - 6)
        role = team or "ink"
        x = _x(dot.place, room) + ASIDE[team]
        yield words(dot.printed, x, y, size=14, role=role, weight=700, anchor="middle")
