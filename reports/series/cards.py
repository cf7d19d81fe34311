"""Three cards: the largest gap, the best agreement, the largest misjudgment of the other team. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reports.analysis.labels import Label
from reports.document import Report
from reports.series.gaps import GapRow
from reports.series.mirror import MirrorRow, MirrorSeries, Side, mirror_series


class CardKind(StrEnum):
    GAP = "gap"
    AGREEMENT = "agreement"
    MISJUDGMENT = "misjudgment"


class Empty(StrEnum):
    """Why a card names no question: nothing can be compared, no guess may be shown, or there is nothing proven."""

    NOTHING_COMPARED = "nothing-compared"
    NO_GUESSES = "no-guesses"
    NOTHING_PROVEN = "nothing-proven"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One of the three cards of a round. Without a question (`mirror` None) it is `empty` for a reason.

    The gap card holds the largest clear gap, else the largest possible one (its label tells). `side` is the team that
    misjudges the other, on the misjudgment card.
    """

    kind: CardKind
    mirror: MirrorRow | None
    side: Side | None
    empty: Empty | None

    @property
    def row(self) -> GapRow | None:
        return self.mirror.row if self.mirror else None

    @property
    def position(self) -> int | None:
        return self.mirror.row.position if self.mirror else None


def three_cards(report: Report) -> tuple[Card, Card, Card]:
    """The three cards of a round, in reading order."""
    return cards_of(mirror_series(report))


def cards_of(series: MirrorSeries) -> tuple[Card, Card, Card]:
    return _gap_card(series), _agreement_card(series), _misjudgment_card(series)


def _gap_card(series: MirrorSeries) -> Card:
    for label in (Label.CLEAR, Label.POSSIBLE):
        found = [row for row in series.rows if row.row.label is label]
        if found:
            return _card(CardKind.GAP, max(found, key=_gap_size))
    return _empty(CardKind.GAP, _why_nothing(series))


def _agreement_card(series: MirrorSeries) -> Card:
    """Only where agreement is proven; of equal gaps the higher level, which is the more worth keeping."""
    found = [row for row in series.rows if row.row.label is Label.SIMILAR]
    if not found:
        return _empty(CardKind.AGREEMENT, _why_nothing(series))
    return _card(CardKind.AGREEMENT, min(found, key=lambda row: (_gap_size(row), -_height(row))))


def _misjudgment_card(series: MirrorSeries) -> Card:
    found = [(row, side) for row in series.rows for side in row.sides if side.is_misjudged]
    if found:
        row, side = max(found, key=lambda one: one[1].size)
        return _card(CardKind.MISJUDGMENT, row, side)
    return _empty(CardKind.MISJUDGMENT, Empty.NOTHING_PROVEN if series.has_guesses else Empty.NO_GUESSES)


def _card(kind: CardKind, mirrored: MirrorRow, side: Side | None = None) -> Card:
    return Card(kind=kind, mirror=mirrored, side=side, empty=None)


def _empty(kind: CardKind, reason: Empty) -> Card:
    return Card(kind=kind, mirror=None, side=None, empty=reason)


def _why_nothing(series: MirrorSeries) -> Empty:
    is_compared = any(row.row.label not in (Label.HIDDEN, Label.FEW) for row in series.rows)
    return Empty.NOTHING_PROVEN if is_compared else Empty.NOTHING_COMPARED


def _gap_size(row: MirrorRow) -> tuple[int, float]:
    return row.row.size


def _height(row: MirrorRow) -> float:
    return round(sum(mark.score for mark in row.row.marks), 9)
