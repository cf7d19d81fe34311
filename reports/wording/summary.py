"""A round in five sentences: the first page of every book. ★ No Django."""

from __future__ import annotations

from reports.document import Report
from reports.series import Card, Overview, round_overview
from reports.wording.cards import card_words
from reports.wording.findings import headline
from reports.wording.mirror import expectation_words, saying_words
from reports.wording.moves import first_move
from reports.wording.overview import no_index_words, stage_words
from reports.wording.phrases import Translate, sentence, shortened, untranslated

QUESTION = 110
"""Characters of a question inside a sentence."""


def summary_sentences(report: Report, translate: Translate = untranslated) -> tuple[str, ...]:
    """Where the teams differ most, where they agree, whom they misjudge, the index, and what to talk about first."""
    overview, minimum = round_overview(report), report.released.tally.minimum
    _gap, agreement, misjudgment = overview.cards
    return (
        headline(report, translate),
        _agreement(agreement, minimum, translate),
        _misjudgment(misjudgment, minimum, translate),
        _index(overview, translate),
        _first(overview, translate),
    )


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


def _index(overview: Overview, translate: Translate) -> str:
    if overview.index is None:
        return no_index_words(overview.lacking, translate) if overview.lacking else ""
    return translate("The alignment index is {index} of 100: {stage}.").format(
        index=overview.index.printed, stage=stage_words(overview.index, translate)
    )


def _first(overview: Overview, translate: Translate) -> str:
    if not overview.proposed:
        return translate("These answers propose nothing to talk about first.")
    first = overview.proposed[0]
    words = translate("Talk about “{question}” first.").format(question=shortened(first.row.text, QUESTION))
    move = first_move(first.mirror, translate)
    return f"{words} {sentence(move.rstrip('.'))}" if move else words


def _asked(card: Card) -> str:
    return shortened(card.row.text, QUESTION) if card.row else ""
