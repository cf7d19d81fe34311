"""The three cards of a round as sentences. ★ No Django."""

from __future__ import annotations

from reports.analysis.labels import Label
from reports.series import Card, CardKind, Empty, GapRow, Level, MirrorRow
from reports.series.printing import MINUS
from reports.wording.mirror import saying_words, side_words
from reports.wording.phrases import Translate, untranslated


def card_title(card: Card, translate: Translate = untranslated) -> str:
    """What a card is about; a possible gap is not announced as a gap."""
    if card.row is not None and card.row.label is Label.POSSIBLE:
        return translate("Largest possible gap")
    return {
        CardKind.GAP: translate("Largest clear gap"),
        CardKind.AGREEMENT: translate("Best agreement"),
        CardKind.MISJUDGMENT: translate("Largest misjudgment"),
    }[card.kind]


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
    parts = [words.format(points=(row.printed_gap or "").lstrip(f"+{MINUS}")), evidence_words(row, translate)]
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
