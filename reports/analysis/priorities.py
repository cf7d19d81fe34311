"""Which questions to talk about first. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assessments.scales import Direction
from reports.analysis.agreement import clamped
from reports.analysis.constants import LOW_SCORE, PRIORITY_WEIGHTS, TOLERANCE
from reports.analysis.coorientation import CoOrientation, SideFigures, State
from reports.analysis.figures import GapFigures, TeamFigures
from reports.analysis.labels import Label
from reports.analysis.pairs import Pair

EVIDENCE = {Label.CLEAR: 1.0, Label.POSSIBLE: 0.5, Label.NOISE: 0.25, Label.SLIGHT: 0.25, Label.SIMILAR: 0.0}
"""How far a gap counts by its label. Items with another label have no priority."""

MISJUDGED = {State.FALSE_CONSENSUS: 100.0, State.DISSENSUS_REVERSED: 100.0, State.FALSE_CONFLICT: 50.0}
"""How far a state counts: a gap that is not seen, or seen the wrong way round, more than one that is imagined."""


class Reason(StrEnum):
    """Why a question stands where it stands."""

    CLEAR_GAP = "clear gap"
    LOW_FOR_BOTH = "low for both"
    SPLIT_TEAM = "split team"
    NOT_VISIBLE = "not visible"
    HIDDEN_DISAGREEMENT = "hidden disagreement"
    IMAGINED_GAP = "imagined gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What speaks for a question, each 0–100: gap G, low level L, split team P, blindness B, misjudgment M.

    `value` is their weighted sum times the item's weight. Ties are decided by `abs_gap` and `level`.
    """

    value: float
    G: float
    L: float
    P: float
    B: float
    M: float
    reasons: tuple[Reason, ...]
    abs_gap: float
    level: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """A weighed question with its place in the round, 1 = first to discuss."""

    value: float
    rank: int
    G: float
    L: float
    P: float
    B: float
    M: float
    reasons: tuple[Reason, ...]


def weigh(one: Pair, gap: GapFigures | None, label: Label, views: CoOrientation | None) -> Weighed | None:
    """What speaks for talking about an item; None where a team is hidden or has too few answers to compare."""
    sales, marketing = one.sales, one.marketing
    if label not in EVIDENCE or gap is None or sales is None or marketing is None:
        return None
    if sales.score is None or marketing.score is None:
        return None
    is_neutral = one.item.direction is Direction.NEUTRAL
    level = (sales.score + marketing.score) / 2
    parts = {
        "G": EVIDENCE[label] * min(100.0, 2 * abs(gap.gap)),
        "L": 0.0 if is_neutral else 100 - level,
        "P": max(_split(sales), _split(marketing)),
        "B": max(_blindness(sales), _blindness(marketing)),
        "M": max((_misjudgment(side) for side in views.sides), default=0.0) if views else 0.0,
    }
    is_low = not is_neutral and max(sales.score, marketing.score) < LOW_SCORE - TOLERANCE
    return Weighed(
        value=one.item.weight * sum(PRIORITY_WEIGHTS[part] * points for part, points in parts.items()),
        **parts,
        reasons=_reasons(label, is_low, parts["P"], parts["B"], parts["M"]),
        abs_gap=abs(gap.gap),
        level=level,
    )


def ranked(weighed: Sequence[Weighed | None]) -> list[Priority | None]:
    """The priorities of a round, its items in questionnaire order: the highest value first.

    Ties: the larger gap, the lower level, the earlier question. Compared after rounding to 9 decimals, so that noise
    in the last digits does not decide.
    """

    def urgency(place: int) -> tuple[float, float, float]:
        one = candidates[place]
        return -round(one.value, 9), -round(one.abs_gap, 9), round(one.level, 9)

    candidates = {place: one for place, one in enumerate(weighed) if one is not None}
    ranks = {place: rank for rank, place in enumerate(sorted(candidates, key=urgency), start=1)}
    return [None if one is None else _placed(one, ranks[place]) for place, one in enumerate(weighed)]


def _placed(one: Weighed, rank: int) -> Priority:
    return Priority(value=one.value, rank=rank, G=one.G, L=one.L, P=one.P, B=one.B, M=one.M, reasons=one.reasons)


def _split(team: TeamFigures) -> float:
    """Disagreement inside a team that falls into two camps."""
    return 100 * (1 - clamped(team.rwg_raw)) if team.split and team.rwg_raw is not None else 0.0


def _blindness(team: TeamFigures) -> float:
    return 100 * team.dk_share if team.dk_share is not None and team.is_out_of_sight else 0.0


def _misjudgment(side: SideFigures) -> float:
    return MISJUDGED.get(side.state, 0.0) if side.state is not None and side.is_decided else 0.0


def _reasons(label: Label, is_low: bool, split: float, blindness: float, misjudgment: float) -> tuple[Reason, ...]:
    applies = {
        Reason.CLEAR_GAP: label in (Label.CLEAR, Label.POSSIBLE),
        Reason.LOW_FOR_BOTH: is_low,
        Reason.SPLIT_TEAM: split > 0,
        Reason.NOT_VISIBLE: blindness > 0,
        Reason.HIDDEN_DISAGREEMENT: misjudgment == MISJUDGED[State.FALSE_CONSENSUS],
        Reason.IMAGINED_GAP: misjudgment == MISJUDGED[State.FALSE_CONFLICT],
    }
    return tuple(reason for reason, is_given in applies.items() if is_given)
