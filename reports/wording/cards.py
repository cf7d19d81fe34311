"""The cards of a round as sentences. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

from reports.analysis.labels import Label
from reports.document import Report
from reports.series import (
    Card,
    CardKind,
    ChangeRow,
    Empty,
    GapRow,
    Level,
    MirrorRow,
    Movement,
    change_series,
    movement,
    three_cards,
)
from reports.wording.mirror import saying_words, side_words
from reports.wording.movement import movement_more_words, movement_title, movement_words
from reports.wording.phrases import Translate, untranslated

MOVED = "moved"
"""The kind of the card that only a round with another before it has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldCard:
    """A card as every page and file shows it. `row` is the question that it names, None where it is `words` alone.

    `heading` is the short name of the question.
    `more` is what else moved, which a small room leaves out. `change` is given on the card of what moved, `card` on
    the others.
    """

    kind: str
    title: str
    row: GapRow | None
    heading: str
    words: str
    more: str
    card: Card | None
    change: ChangeRow | None


def told_cards(report: Report, translate: Translate = untranslated) -> tuple[ToldCard, ...]:
    """What moved most since the round before, if anything did for certain; then the three cards of every round.

    A misjudgment on the question of the gap follows it.
    """
    moved, minimum = movement(change_series(report)), report.released.tally.minimum
    gap, agreement, misjudgment = three_cards(report)
    is_same = gap.position is not None and gap.position == misjudgment.position
    told = [_told(card, minimum, translate) for card in (gap, agreement)]
    told.insert(1 if is_same else 2, _told(misjudgment, minimum, translate))
    return (*([_told_movement(moved, translate)] if moved and moved.most else []), *told)


def _told(card: Card, minimum: int, translate: Translate) -> ToldCard:
    return ToldCard(
        kind=card.kind.value,
        title=card_title(card, translate),
        row=card.row,
        heading=card.row.name if card.row else "",
        words=card_words(card, minimum, translate),
        more="",
        card=card,
        change=None,
    )


def _told_movement(moved: Movement, translate: Translate) -> ToldCard:
    row = moved.most.row if moved.most else None
    return ToldCard(
        kind=MOVED,
        title=movement_title(moved, translate),
        row=row,
        heading=row.name if row else "",
        words=movement_words(moved, translate),
        more=movement_more_words(moved, translate),
        card=None,
        change=moved.most,
    )


def card_title(card: Card, translate: Translate = untranslated) -> str:
    """What a card is about; a possible gap is not announced as a gap, nor is agreement praised where both are low."""
    if card.row is not None and card.row.label is Label.POSSIBLE:
        return translate("Largest possible gap")
    if card.kind is CardKind.AGREEMENT and card.mirror is not None:
        return _agreement_title(card.mirror, translate)
    return {
        CardKind.GAP: translate("Largest clear gap"),
        CardKind.AGREEMENT: translate("Closest agreement"),
        CardKind.MISJUDGMENT: translate("Largest misjudgment"),
    }[card.kind]


def _agreement_title(mirrored: MirrorRow, translate: Translate) -> str:
    if mirrored.level is Level.HIGH:
        return translate("Best agreement")
    if mirrored.level is Level.LOW:
        return translate("Agreed, and low for both")
    return translate("Closest agreement")


def card_words(card: Card, minimum: int, translate: Translate = untranslated) -> str:
    """What a card says below the question that it names, or why it names none. `minimum` is the round's."""
    mirrored = card.mirror
    if mirrored is None or card.row is None:
        return _empty_words(card, translate).format(minimum=minimum)
    if card.kind is CardKind.MISJUDGMENT and card.side is not None:
        return side_words(mirrored, card.side.team, translate)
    if card.kind is CardKind.AGREEMENT:
        parts = saying_words(mirrored, translate), alike_words(mirrored, translate)
    else:
        parts = saying_words(mirrored, translate), _apart_words(card.row, translate)
    return " ".join(part for part in parts if part)


def _apart_words(row: GapRow, translate: Translate) -> str:
    if row.label is Label.CLEAR:
        words = translate("{points} points apart, a clear gap.")
    else:
        words = translate("{points} points apart, a possible gap.")
    parts = [words.format(points=row.printed_apart or ""), evidence_words(row, translate)]
    if row.is_minority_view:
        parts.append(translate("This is the view of the minority who know."))
    return " ".join(part for part in parts if part)


def alike_words(mirrored: MirrorRow, translate: Translate = untranslated) -> str:
    """Alike, and where: agreement that something fails is agreement, too. A neutral question has no high and low."""
    if mirrored.level is None:
        return translate("The teams see this alike.")
    return {
        Level.HIGH: translate("Alike: both put it high."),
        Level.MIDDLE: translate("Alike: both put it in the middle."),
        Level.LOW: translate("Alike: both put it low."),
    }[mirrored.level]


def evidence_words(row: GapRow, translate: Translate = untranslated) -> str:
    """What the numbers of answers can carry: `6 and 5 answers: too few to rule out chance.`; empty without two scores.

    Sales' answers come first.
    """
    if row.sales is None or row.marketing is None:
        return ""
    words = {
        Label.FEW: translate("{sales} and {marketing} answers: too few to compare."),
        Label.CLEAR: translate("{sales} and {marketing} answers: enough to say so."),
        Label.POSSIBLE: translate("{sales} and {marketing} answers: enough to ask, not to conclude."),
        Label.SIMILAR: translate("{sales} and {marketing} answers: enough to call it alike."),
        Label.SLIGHT: translate("{sales} and {marketing} answers: enough to see a small difference."),
        Label.NOISE: translate("{sales} and {marketing} answers: too few to rule out chance."),
    }
    return words.get(row.label, "").format(sales=row.sales.n, marketing=row.marketing.n)


def _empty_words(card: Card, translate: Translate) -> str:
    if card.empty is Empty.NO_GUESSES:
        return translate("No guess can be shown: it takes at least {minimum} people of a team who guess.")
    if card.empty is Empty.NOTHING_COMPARED:
        return translate("Nothing can be compared: on no question did enough people of both teams give a rating.")
    return {
        CardKind.GAP: translate("No gap is both large and sure enough to name one."),
        CardKind.AGREEMENT: translate("No agreement is sure: being alike takes more answers to show than a gap."),
        CardKind.MISJUDGMENT: translate("No misjudgment is sure: the guesses are near, or too few to tell."),
    }[card.kind]
