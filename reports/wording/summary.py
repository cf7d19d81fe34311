"""A round in a few sentences: the first page of every book. ★ No Django."""

from __future__ import annotations

from reports.document import Report
from reports.series import Card, IndexReading, Overview, change_series, gap_series, movement, round_overview
from reports.wording.cards import card_words
from reports.wording.change import index_shift_words
from reports.wording.findings import finding
from reports.wording.mirror import expectation_words, saying_words
from reports.wording.movement import movement_headline, unmoved_words
from reports.wording.moves import first_move
from reports.wording.overview import no_index_words, stage_words
from reports.wording.phrases import Translate, sentence, shortened, untranslated

QUESTION = 110
"""Characters of a question inside a sentence."""


def summary_sentences(report: Report, translate: Translate = untranslated) -> tuple[str, ...]:
    """What moved, where the teams differ most, where they agree, whom they misjudge, the index, what to talk about.

    Five in a first round, which has nothing to move from; six in every other.
    """
    overview, minimum = round_overview(report), report.released.tally.minimum
    _gap, agreement, misjudgment = overview.cards
    return (
        *_standing(report, translate),
        _agreement(agreement, minimum, translate),
        _misjudgment(misjudgment, minimum, translate),
        index_sentence(report, translate),
        _first(overview, translate),
    )


def index_sentence(report: Report, translate: Translate = untranslated) -> str:
    """`The alignment index is 60 of 100, after 41 in “First look”: Partners.`; or why there is none."""
    overview = round_overview(report)
    if overview.index is None:
        return no_index_words(overview.lacking, translate) if overview.lacking else ""
    return _index(report, overview.index, translate)


def _standing(report: Report, translate: Translate) -> list[str]:
    """What moved, if anything did, stands before how things are now; that nothing did, behind it."""
    found, moved = finding(gap_series(report), translate), movement(change_series(report))
    if moved is None:
        return [found]
    headline = movement_headline(moved, translate)
    return [headline, found] if headline else [found, unmoved_words(moved, translate, with_index=False)]


def _index(report: Report, index: IndexReading, translate: Translate) -> str:
    """With the index before, where it stands for the same questions; else both as they can be compared."""
    series, stage = change_series(report), stage_words(index, translate)
    shift = series.index if series else None
    if series and shift and shift.now == index.printed:
        words = translate("The alignment index is {index} of 100, after {before} in “{round}”: {stage}.")
        return words.format(index=index.printed, before=shift.before, round=series.before.title, stage=stage)
    words = translate("The alignment index is {index} of 100: {stage}.").format(index=index.printed, stage=stage)
    return f"{words} {index_shift_words(shift, translate)}" if shift else words


def _agreement(card: Card, minimum: int, translate: Translate) -> str:
    if card.mirror is None:
        return card_words(card, minimum, translate)
    words = translate("They agree most surely on “{question}”.").format(question=_asked(card))
    return f"{words} {saying_words(card.mirror, translate)}"


def _misjudgment(card: Card, minimum: int, translate: Translate) -> str:
    if card.mirror is None or card.side is None:
        return card_words(card, minimum, translate)
    words = expectation_words(card.mirror, card.side.team, translate)
    return translate("On “{question}”, {words}").format(question=_asked(card), words=words)


def _first(overview: Overview, translate: Translate) -> str:
    if not overview.proposed:
        return translate("These answers propose nothing to talk about first.")
    first = overview.proposed[0]
    words = translate("Talk about “{question}” first.").format(question=shortened(first.row.name, QUESTION))
    move = first_move(first.mirror, translate)
    return f"{words} {sentence(move.rstrip('.'))}" if move else words


def _asked(card: Card) -> str:
    return shortened(card.row.name, QUESTION) if card.row else ""
