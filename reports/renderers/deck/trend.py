"""The rounds in a row: the index and the questions as native line charts. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from reports.renderers.deck.charts import index_chart, trend_chart
from reports.renderers.deck.fitting import Words
from reports.renderers.deck.markup import Box
from reports.renderers.deck.opening import key_of_teams
from reports.renderers.deck.pages import QUOTES, Deck, Page
from reports.renderers.deck.template import MARGIN
from reports.series import ChangeSeries, Trend, TrendLine, change_series, trend_series
from reports.wording import (
    caution_change_words,
    change_words,
    independence_words,
    index_shift_words,
    index_trend_notes,
    index_trend_summary,
    no_index_shift_words,
    shortened,
    trend_notes,
    trend_summary,
)

MOST = 6
"""Charts of a slide."""

ASKED = 95
"""Characters of a question over its chart."""


def trend(deck: Deck) -> None:
    """Nothing for the first round of an assessment; of its questions only those that can be compared."""
    series, change = trend_series(deck.report), change_series(deck.report)
    if series.is_one_round or change is None:
        return
    _index(deck, series, change)
    lines = [line for line in series.lines if line.is_comparable]
    parts = [lines[first : first + MOST] for first in range(0, len(lines), MOST)]
    for place, part in enumerate(parts):
        notes = [f"{line.row.text} {words}" for line in part for words in _changes(deck, change, line)]
        title = deck.numbered(_title(deck, part, change), place, len(parts))
        page = deck.page(deck.translate("Question by question, round by round"), title, notes)
        key_of_teams(page, MARGIN, page.body.top - 4)
        for line, box in zip(part, _boxes(page.body, len(part)), strict=True):
            _small(page, series, line, box)


def _index(deck: Deck, series: Trend, change: ChangeSeries) -> None:
    translate = deck.translate
    said = index_shift_words(change.index, translate) if change.index else ""
    if change.lacking:
        said = no_index_shift_words(change.lacking, translate)
    notes = [
        *index_trend_notes(series.index, series.rounds, translate),
        *caution_change_words(change.cautions, translate),
        independence_words(translate),
    ]
    page = deck.page(translate("Since the round before"), said, notes)
    alt = index_trend_summary(series.index, series.rounds, translate)
    body, sizes = page.body, (18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
    if sum(point.printed is not None for point in series.index) < 2:
        page.excerpt(body, [Words(text=note, before=1) for note in notes], QUOTES)
        return
    page.line(MARGIN, body.top, 560, translate("Alignment index, 0 to 100"), 13, role="quiet", is_bold=True)
    index_chart(page, series.index, series.rounds, Box(MARGIN, body.top + 20, 560, body.height - 20), alt)
    page.excerpt(Box(640, body.top, 272, body.height), [Words(text=note) for note in notes], sizes)


def _title(deck: Deck, part: Sequence[TrendLine], change: ChangeSeries) -> str:
    """How often a gap moved by more than chance, on these charts."""
    codes = {line.row.code for line in part}
    shifts = [row.gap for row in change.rows if row.row.code in codes and row.gap]
    narrowed, widened = sum(shift.narrowed for shift in shifts), sum(shift.widened for shift in shifts)
    if not narrowed + widened:
        return deck.translate("On these questions no gap narrowed or widened by more than chance")
    words = deck.translate("Beyond chance, gaps narrowed: {narrowed}, gaps widened: {widened}")
    return words.format(narrowed=narrowed, widened=widened)


def _changes(deck: Deck, change: ChangeSeries, line: TrendLine) -> list[str]:
    return [change_words(row, deck.translate) for row in change.rows if row.row.code == line.row.code]


def _boxes(body: Box, count: int) -> list[Box]:
    """Places of as many charts: two across as long as they fit in two rows."""
    across = min(count, 2) if count <= 4 else 3
    down = -(-count // across)
    width, height = (body.width - (across - 1) * 28) / across, (body.height - 22) / down
    return [
        Box(body.left + spot % across * (width + 28), body.top + 22 + spot // across * height, width, height)
        for spot in range(count)
    ]


def _small(page: Page, series: Trend, line: TrendLine, box: Box) -> None:
    translate = page.deck.translate
    words = Words(text=shortened(line.row.name, ASKED), lead=f"{line.row.position}.")
    page.excerpt(Box(box.left, box.top, box.width, 46), [words], (14.0, 13.0, 12.0))
    notes = trend_notes(line, series.rounds, translate)
    alt = " ".join([line.row.text, trend_summary(line, series.rounds, translate), *notes])
    trend_chart(page, line, series.rounds, Box(box.left, box.top + 46, box.width, box.height - 54), alt)
