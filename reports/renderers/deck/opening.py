"""The first slides: the cover, the round in one sentence and in five, index, cards, how to read. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from assessments.scales import Team
from reports.renderers.deck.fitting import Words, paragraphs
from reports.renderers.deck.ink import dress
from reports.renderers.deck.pages import LETTERS, Box, Deck, Page, describe
from reports.renderers.deck.template import FULL, MARGIN
from reports.series import Card, IndexReading, round_overview
from reports.wording import (
    capitalized,
    card_title,
    card_words,
    explaining,
    headline,
    index_range_words,
    index_words,
    label_words,
    no_index_words,
    printed_date,
    shortened,
    stage_words,
    summary_sentences,
    team_name,
)
from reports.wording.turnout import answered_words

SMALL = (15.0, 14.0, 13.0, 12.0)
ASKED = 150
"""Characters of a question on a card; it stands whole on its own slide."""


def cover(deck: Deck) -> None:
    """Whose results these are, and of which day."""
    released, brand = deck.report.released, deck.report.brand
    closed = deck.translate("Closed on {date}").format(date=printed_date(released.closed_on))
    title = deck.translate("How Sales and Marketing see their work together")
    page = deck.cover(title, [released.organization, f"{released.assessment} · {released.title}", closed])
    _motif(page)
    if brand.logo:
        plate = page.ink.panel(80, 60, 216, 88, "surface")
        describe(plate, "", "Plate of the logo")
        page.picture(brand.logo, Box(92, 68, 192, 72), brand.name or deck.translate("Logo"))
    elif brand.name:
        page.text(
            Box(80, 60, 800, 40), [Words(text=brand.name, is_bold=True, role=page.words_on_accent)], (20.0, 16.0)
        )
    page.write_notes([title, headline(deck.report, deck.translate), *_turnout(deck)])


def _motif(page: Page) -> None:
    """A circle and a diamond that overlap: two teams, one picture."""
    for kind, left, top, size in ((MSO_SHAPE.OVAL, 640, 34, 150), (MSO_SHAPE.DIAMOND, 722, 26, 166)):
        shape = page.slide.shapes.add_shape(kind, Pt(left), Pt(top), Pt(size), Pt(size))
        dress(shape, "", page.words_on_accent, 2.5)
        describe(shape, "", "Motif")


def summary(deck: Deck) -> None:
    _one_sentence(deck)
    if deck.report.book.summary:
        _own_words(deck)
    _five_sentences(deck)
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
    words = [Words(text=line, role="quiet", before=0.1) for line in _turnout(deck)]
    page.text(Box(MARGIN + 28, 420, FULL - 28, 60), words, (16.0, 14.0, 12.0))


def _own_words(deck: Deck) -> None:
    title = deck.translate("What we make of it")
    deck.flowing(deck.translate("Summary"), title, paragraphs(deck.report.book.summary), (28.0, 26.0, 24.0, *LETTERS))


def _five_sentences(deck: Deck) -> None:
    sentences = [each for each in summary_sentences(deck.report, deck.translate) if each]
    page = deck.page(deck.translate("Summary"), deck.translate("The round in five sentences"), sentences)
    sizes = (22.0, 20.0, 18.0, 16.0, 14.0)
    height = page.body.height / len(sentences)
    for place, text in enumerate(sentences):
        top = page.body.top + place * height
        page.line(MARGIN, top + 1, 40, str(place + 1), 28, role="said", is_bold=True)
        page.excerpt(Box(MARGIN + 52, top + 4, FULL - 52, height - 10), [Words(text=text)], sizes)


def _index_and_cards(deck: Deck) -> None:
    overview = round_overview(deck.report)
    title = summary_sentences(deck.report, deck.translate)[3]
    notes = [_card_note(deck, card) for card in overview.cards]
    if overview.index:
        notes = [
            index_words(overview.index, deck.translate),
            index_range_words(overview.index, deck.translate),
            *notes,
        ]
    page = deck.page(deck.translate("Index and three cards"), title, notes)
    body = page.body
    left = Box(MARGIN, body.top, 256, body.height)
    step = body.height / len(overview.cards)
    describe(page.ink.panel(left.left, left.top, left.width, left.height), "", "Panel")
    if overview.index:
        _index(page, overview.index, left)
    elif overview.lacking:
        page.excerpt(_inside(left), [Words(text=no_index_words(overview.lacking, deck.translate))], (16.0, 14.0, 12.0))
    for place, card in enumerate(overview.cards):
        _card(page, card, Box(336, body.top + place * step, 576, step - 14))


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


def _card(page: Page, card: Card, box: Box) -> None:
    translate = page.deck.translate
    describe(page.ink.panel(box.left, box.top, 4, box.height, "accent"), "", "Edge")
    words = [Words(text=card_title(card, translate), role="said", is_bold=True, scale=0.86)]
    if card.row is not None:
        asked = f"{card.row.position}. {shortened(card.row.text, ASKED)}"
        words.append(Words(text=asked, is_bold=True, before=0.1))
    words.append(Words(text=card_words(card, page.deck.minimum, translate), before=0.15))
    page.excerpt(Box(box.left + 18, box.top, box.width - 18, box.height), words, SMALL)


def _card_note(deck: Deck, card: Card) -> str:
    text = card_words(card, deck.minimum, deck.translate)
    asked = f" {card.row.text}" if card.row else ""
    return f"{card_title(card, deck.translate)}:{asked} {text}"


def how_to_read(deck: Deck) -> None:
    translate = deck.translate
    parts = [(one["title"], one["text"]) for one in explaining.how_to_read(translate)]
    title = translate("A difference is not a fault: it is a reason to talk")
    page = deck.page(translate("How to read this report"), title, [f"{name}: {text}" for name, text in parts])
    top, height = page.body.top, page.body.height
    page.excerpt(Box(MARGIN, top, 396, height), _pairs(parts), SMALL)
    labels = [(capitalized(label_words(label, translate)), text) for label, text in explaining.meanings(translate)]
    describe(page.ink.line(466, top, 466, top + height), "", "Line")
    page.excerpt(Box(488, top, 424, height), _pairs(labels), SMALL)


def _pairs(parts: Sequence[tuple[str, str]]) -> list[Words]:
    """A name in bold with its meaning under it."""
    words = []
    for name, meaning in parts:
        words += [Words(text=name, is_bold=True, before=0.45), Words(text=meaning, before=0.05)]
    return words


def key_of_teams(page: Page, left: float, top: float) -> None:
    """Both marks with their names on one line."""
    translate = page.deck.translate
    with page.grouped(translate("Sales is a blue circle, Marketing an orange diamond."), "Key") as ink:
        for team in Team:
            name = team_name(team, translate)
            ink.mark(team, left + 8, top + 8)
            ink.word(name, left + 20, top + 8, 9 * len(name), 13, role=team.value, is_bold=True)
            left += 20 + 9 * len(name) + 12
