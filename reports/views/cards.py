"""The cards of a round with their small pictures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from assessments.scales import Team
from reports.document import Report
from reports.series import Card, ChangeRow, Mark, Reading
from reports.wording import ToldCard, shortened, told_cards

CARD_TEXT = 110
"""Characters of a question on a card: three short lines."""

INSET, CARD_INSET = 6.0, 13.0
"""Per cent of a small picture that stay free on either side; on a card, figures stand there."""

CLOSE = 6.0
"""Points nearer than this would cover one another: the marks step apart, Sales up and Marketing down."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A figure of a team in a small picture."""

    team: Team
    score: float
    printed: str
    is_guess: bool = False


def shown_cards(report: Report) -> list[dict[str, Any]]:
    return [_card(told) for told in told_cards(report, gettext)]


def _card(told: ToldCard) -> dict[str, Any]:
    return {
        "kind": told.kind,
        "title": told.title,
        "position": told.row.position if told.row else None,
        "text": shortened(told.heading, CARD_TEXT),
        "words": told.words,
        "more": told.more,
        "marks": _marks(told.card) if told.card else [],
        "rounds": shown_rounds(told.change) if told.change else [],
    }


def _marks(card: Card) -> list[dict[str, Any]]:
    """The two figures that a card speaks of: both answers; or an answer, and what was expected of it."""
    if card.mirror is None or card.row is None:
        return []
    if card.side is None:
        return _pair([_of_mark(mark) for mark in card.row.marks])
    truth = next(side.own for side in card.mirror.sides if side.team is not card.side.team)
    return _pair([_of_reading(one) for one in (card.side.guess, truth) if one])


def _of_mark(mark: Mark) -> Dot:
    return Dot(mark.team, mark.score, mark.printed)


def _of_reading(one: Reading) -> Dot:
    return Dot(one.team, one.score, one.printed, is_guess=one.is_guess)


def shown_rounds(change: ChangeRow) -> list[dict[str, Any]]:
    """Both teams before, and both now, one line below the other; none where either round has only one of them."""
    before = _pair([Dot(one.team, float(one.before), one.before) for one in change.shifts if one.before])
    now = _pair([Dot(one.team, float(one.now), one.now) for one in change.shifts if one.now])
    lines = [{"name": gettext("Before"), "marks": before}, {"name": gettext("Now"), "marks": now}]
    return lines if before and now else []


def _pair(dots: list[Dot]) -> list[dict[str, Any]]:
    """Sales first. Nothing without two figures."""
    if len(dots) != len(Team):
        return []
    first, second = sorted(dots, key=lambda one: list(Team).index(one.team))
    is_close = abs(first.score - second.score) < CLOSE
    return [
        _mark(first, y=9 if is_close else 15, is_left=first.score <= second.score),
        _mark(second, y=21 if is_close else 15, is_left=first.score > second.score),
    ]


def _mark(one: Dot, *, y: int, is_left: bool) -> dict[str, Any]:
    look = f"chart-surface chart-{one.team}-line hollow" if one.is_guess else f"chart-{one.team}"
    return {
        "team": one.team.value,
        "x": inset(one.score, CARD_INSET),
        "y": y,
        "is_left": is_left,
        "look": look,
        "printed": one.printed,
    }


def inset(points: float, free: float = INSET) -> float:
    """Where points lie in a small picture, in per cent of its width: marks at 0 and 100 stay inside."""
    return free + points * (100 - 2 * free) / 100
