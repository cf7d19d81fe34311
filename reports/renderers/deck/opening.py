"""The first slides: the cover, the round in one sentence and in a few, index, cards, how to read. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.renderers.deck.fitting import Words, fitted, paragraphs
from reports.renderers.deck.markup import Box
from reports.renderers.deck.pages import QUOTES, Deck, Page
from reports.renderers.deck.template import FULL, MARGIN
from reports.series import IndexReading, round_overview
from reports.wording import (
    ToldCard,
    capitalized,
    explaining,
    headline,
    index_range_words,
    index_sentence,
    index_words,
    label_words,
    lead,
    no_index_words,
    printed_date,
    shortened,
    stage_words,
    summary_sentences,
    team_name,
    told_cards,
)
from reports.wording.turnout import answered_words

SMALL = (16.0, 15.0, 14.0, 13.0, 12.0)
PARTS = (20.0, 18.0, 17.0, 16.0, 15.0, 14.0, 13.0, 12.0)
ABOVE = 120
"""A card's title and question take the room of as many characters of its words."""

ASKED = 150
"""Characters of a question on a card; it stands whole on its own slide."""


def cover(deck: Deck) -> None:
    """Whose results these are, and of which day."""
    released, brand = deck.report.released, deck.report.brand
    closed = deck.translate("Closed on {date}").format(date=printed_date(released.closed_on, deck.translate))
    title = deck.translate("How Sales and Marketing see their work together")
    page = deck.cover(title, [released.organization, f"{released.assessment} · {released.title}", closed])
    _motif(page)
    if brand.logo:
        page.ink.panel(80, 60, 216, 88, "surface", name="Plate of the logo")
        page.picture(brand.logo, Box(92, 68, 192, 72), brand.name or deck.translate("Logo"))
    elif brand.name:
        page.text(
            Box(80, 60, 800, 40), [Words(text=brand.name, is_bold=True, role=page.words_on_accent)], (20.0, 16.0)
        )
    page.write_notes([title, headline(deck.report, deck.translate), *_turnout(deck)])


def _motif(page: Page) -> None:
    """A circle and a diamond that overlap: two teams, one picture."""
    for form, left, top, size in (("ellipse", 640, 34, 150), ("diamond", 722, 26, 166)):
        page.ink.form(form, Box(left, top, size, size), "", page.words_on_accent, 2.5, "Motif")


def summary(deck: Deck) -> None:
    _one_sentence(deck)
    if deck.report.book.summary:
        _own_words(deck)
    _few_sentences(deck)
    _index_and_cards(deck)


def _turnout(deck: Deck) -> list[str]:
    tally = deck.report.released.tally
    return [answered_words(team, tally.participation(team), deck.translate) for team in Team]


def _one_sentence(deck: Deck) -> None:
    page = deck.statement(
        deck.translate("In one sentence"),
        headline(deck.report, deck.translate),
        summary_sentences(deck.report, deck.translate),
    )
    top = 420.0
    if words := lead(deck.report, deck.translate):
        top = 458.0
        page.text(Box(MARGIN + 28, 402, FULL - 28, 48), [Words(text=words)], (18.0, 16.0, 14.0, 12.0))
    turnout = [Words(text=" ".join(_turnout(deck)), role="quiet")]
    page.text(Box(MARGIN + 28, top, FULL - 28, 480 - top), turnout, (16.0, 14.0, 12.0))


def _own_words(deck: Deck) -> None:
    title = deck.translate("What we make of it")
    deck.flowing(deck.translate("Summary"), title, paragraphs(deck.report.book.summary), QUOTES)


def _few_sentences(deck: Deck) -> None:
    sentences = [each for each in summary_sentences(deck.report, deck.translate) if each]
    page = deck.page(deck.translate("Summary"), deck.translate("The round in short"), sentences)
    sizes = (22.0, 20.0, 18.0, 16.0, 14.0)
    height = page.body.height / len(sentences)
    for place, text in enumerate(sentences):
        top = page.body.top + place * height
        page.line(MARGIN, top + 1, 40, str(place + 1), 28, role="said", is_bold=True)
        page.excerpt(Box(MARGIN + 52, top + 4, FULL - 52, height - 10), [Words(text=text)], sizes)


def _index_and_cards(deck: Deck) -> None:
    overview, cards = round_overview(deck.report), told_cards(deck.report, deck.translate)
    title = index_sentence(deck.report, deck.translate)
    notes = [_card_note(card) for card in cards]
    if overview.index:
        notes = [
            index_words(overview.index, deck.translate),
            index_range_words(overview.index, deck.translate),
            *notes,
        ]
    page = deck.page(deck.translate("Index and findings"), title, notes)
    body = page.body
    left = Box(MARGIN, body.top, 256, body.height)
    page.ink.panel(left.left, left.top, left.width, left.height, name="Panel")
    if overview.index:
        _index(page, overview.index, left)
    elif overview.lacking:
        page.excerpt(_inside(left), [Words(text=no_index_words(overview.lacking, deck.translate))], (16.0, 14.0, 12.0))
    top = body.top
    for card, height in zip(cards, _heights(cards, body.height), strict=True):
        _card(page, card, Box(336, top, 576, height - 14))
        top += height


def _heights(cards: Sequence[ToldCard], room: float) -> list[float]:
    """To each card as its words need it."""
    needs = [ABOVE + len(card.words) for card in cards]
    return [room * need / sum(needs) for need in needs]


def _inside(box: Box) -> Box:
    return Box(box.left + 18, box.top + 16, box.width - 36, box.height - 32)


def _index(page: Page, index: IndexReading, box: Box) -> None:
    translate, inside = page.deck.translate, _inside(box)
    page.line(inside.left, inside.top, inside.width, translate("Alignment index"), 13, role="quiet", is_bold=True)
    page.line(inside.left, inside.top + 18, inside.width, index.printed, 72, role="said", is_bold=True)
    words = [
        Words(text=translate("of 100: {stage}").format(stage=stage_words(index, translate)), is_bold=True, scale=1.15),
        Words(text=index_words(index, translate)),
        Words(text=index_range_words(index, translate), role="quiet"),
    ]
    page.excerpt(
        Box(inside.left, inside.top + 108, inside.width, inside.height - 108), words, (15.0, 14.0, 13.0, 12.0)
    )


def _card(page: Page, card: ToldCard, box: Box) -> None:
    page.ink.panel(box.left, box.top, 4, box.height, "accent", name="Edge")
    words = [Words(text=card.title, role="said", is_bold=True, scale=0.86)]
    if card.row is not None:
        asked = f"{card.row.position}. {shortened(card.heading, ASKED)}"
        words.append(Words(text=asked, is_bold=True, before=0.1))
    words.append(Words(text=card.words, before=0.15))
    page.excerpt(Box(box.left + 18, box.top, box.width - 18, box.height), words, SMALL)


def _card_note(card: ToldCard) -> str:
    asked = f" {card.row.text}" if card.row else ""
    return f"{card.title}:{asked} {card.words} {card.more}".rstrip()


def how_to_read(deck: Deck) -> None:
    """What the numbers are, then what the words for a gap mean: each in a grid that can be read from the last row."""
    translate = deck.translate
    eyebrow = translate("How to read this report")
    numbers = [(one["title"], one["text"]) for one in explaining.how_to_read(translate)]
    words = [(capitalized(label_words(label, translate)), text) for label, text in explaining.meanings(translate)]
    _grid(deck, eyebrow, translate("A difference is not a fault: it is a reason to talk"), numbers)
    _grid(deck, eyebrow, translate("What the words for a gap mean"), words)


def _grid(deck: Deck, eyebrow: str, title: str, parts: Sequence[tuple[str, str]]) -> None:
    """Names with their meanings in two columns, all in the same letters."""
    page = deck.page(eyebrow, title, [f"{name}: {text}" for name, text in parts])
    down, width = -(-len(parts) // 2), (FULL - 48) / 2
    height = page.body.height / down
    cells = [[Words(text=name, is_bold=True, role="said"), Words(text=text, before=0.15)] for name, text in parts]
    size = min(fitted(cell, width - 18, height - 14, PARTS).size for cell in cells)
    for place, cell in enumerate(cells):
        box = Box(MARGIN + place // down * (width + 48), page.body.top + place % down * height, width, height - 14)
        page.ink.panel(box.left, box.top, 3, box.height - 8, "accent", name="Edge")
        page.excerpt(Box(box.left + 18, box.top, width - 18, box.height), cell, (size,))


def key_of_teams(page: Page, left: float, top: float) -> None:
    """Both marks with their names on one line."""
    translate = page.deck.translate
    with page.grouped(translate("Sales is a blue circle, Marketing an orange diamond."), "Key") as ink:
        for team in Team:
            name = team_name(team, translate)
            ink.mark(team, left + 8, top + 8)
            ink.word(name, left + 20, top + 8, 9 * len(name), 13, role=team.value, is_bold=True)
            left += 20 + 9 * len(name) + 12
