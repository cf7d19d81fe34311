"""The last slides: comments, the working agreement, method and privacy, whom to call. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from typing import Any

from assessments.agreements import AgreementTerms, promises
from assessments.funnel_words import explained
from assessments.scales import Team
from reports.document import Agreement
from reports.renderers.deck.fitting import Words, fitted, paragraphs
from reports.renderers.deck.markup import Box
from reports.renderers.deck.pages import QUOTES, Deck, Page, body_under, flow
from reports.renderers.deck.template import FULL, MARGIN
from reports.series.comments import comments_by_question
from reports.wording import explaining, printed_date, team_name
from reports.wording.turnout import answered_words

HEAD, PROMISES = 38.0, (22.0, 20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0)
"""Height of a team's name over its promises, and their sizes: both teams have the same."""

SEAL = 12
"""Characters of the seal on a slide, as pages show it; the notes hold all of it."""

SHORT_TITLE = 140
"""Characters of the consultant's words that can be a title."""


def comments(deck: Deck) -> None:
    """What people wrote and somebody chose for the report; nothing where nothing was chosen."""
    for position, item, written in comments_by_question(deck.report):
        pinned = [each for each in written if each.is_pinned]
        if not pinned:
            continue
        words = [Words(text=f"{position}. {item.text}", is_head=True)]
        for each in pinned:
            first, *others = paragraphs(f"“{each.text.strip()}”")
            words += [replace(first, before=0.9), *(replace(line, before=0.1) for line in others)]
            words.append(
                Words(text=team_name(each.team, deck.translate), role=each.team.value, is_bold=True, before=0.1)
            )
        title = deck.translate("In the words of those who answered")
        eyebrow = " · ".join(part for part in (deck.translate("Comments"), item.short_name) if part)
        deck.flowing(eyebrow, f"{position}. {title}", words, QUOTES)


def agreement(deck: Deck) -> None:
    """What the teams promise each other, and room for two signatures; blank where nothing is agreed yet."""
    newest, translate = deck.report.agreement, deck.translate
    terms = newest.terms if newest else AgreementTerms()
    found = promises(terms, deck.translate)
    title = translate("What Marketing and Sales promise each other")
    columns = {team: [Words(text=each.sentence) for each in found if each.team is team] for team in Team}
    notes = [*[each.sentence for each in found], *_rhythm(deck, terms)]
    page = deck.page(_state(deck, newest), title, notes)
    top = page.body.top
    rest: list[Words] = []
    width, height = FULL / 2 - 12, 350 - top
    size = min(fitted(words, width, height - HEAD, PROMISES).size for words in columns.values())
    for place, team in enumerate((Team.MARKETING, Team.SALES)):
        box = Box(MARGIN + place * (FULL / 2 + 12), top, width, height)
        rest += _promised(page, team, columns[team], box, size)
        _signature(page, team, terms, Box(box.left, 410, box.width, 84))
    both = [Words(text=each, role="quiet", before=0.2) for each in _rhythm(deck, terms)]
    rest += page.text(Box(MARGIN, 358, FULL, 44), both, (13.0, 12.0)).rest
    rest += _definition(deck, terms) + _arithmetic(deck, terms)
    if rest:
        deck.flowing(deck.translate("Working agreement"), deck.translate("What stands behind the promises"), rest)


def _state(deck: Deck, newest: Agreement | None) -> str:
    """Which version it is, and whether it was signed."""
    translate = deck.translate
    parts = [translate("Working agreement")]
    if newest is None:
        parts.append(translate("to be filled in"))
    else:
        day = printed_date(newest.saved_on, translate)
        parts.append(translate("Version {version} of {day}").format(version=newest.version, day=day))
        signed = printed_date(newest.signed_on, translate) if newest.signed_on else ""
        parts.append(translate("signed on {day}").format(day=signed) if signed else translate("not signed yet"))
    return " · ".join(parts)


def _promised(page: Page, team: Team, words: Sequence[Words], box: Box, size: float) -> list[Words]:
    """A team's promises under its name; lines to write on where there are none. Returns what does not fit."""
    translate = page.deck.translate
    page.ink.panel(box.left, box.top, box.width, 3, team.value, name="Edge")
    name = translate("Marketing promises") if team is Team.MARKETING else translate("Sales promises")
    page.line(box.left, box.top + 10, box.width, name, 16, role=team.value, is_bold=True)
    if words:
        room = Box(box.left, box.top + HEAD, box.width, box.height - HEAD)
        return list(page.text(room, words, (size,), name="Promises").rest)
    for place in range(4):
        y = box.top + 70 + 40 * place
        page.ink.line(box.left, y, box.right, y, role="edge", name="Line to write on")
    return []


def _signature(page: Page, team: Team, terms: AgreementTerms, box: Box) -> None:
    translate = page.deck.translate
    name, title = (
        (terms.marketing_name, terms.marketing_title)
        if team is Team.MARKETING
        else (terms.sales_name, terms.sales_title)
    )
    who = ", ".join(part for part in (name, title) if part)
    head = translate("For Marketing") if team is Team.MARKETING else translate("For Sales")
    page.line(box.left, box.top, box.width, f"{head}: {who}" if who else head, 13, is_bold=True)
    for left, width, words in (
        (box.left, box.width * 0.66, translate("Signature")),
        (box.left + box.width * 0.72, box.width * 0.28, translate("Date")),
    ):
        page.ink.line(left, box.top + 58, left + width, box.top + 58, role="edge", name="Line to write on")
        page.line(left, box.top + 61, width, words, 11, role="quiet")


def _rhythm(deck: Deck, terms: AgreementTerms) -> list[str]:
    translate, found = deck.translate, []
    if terms.rhythm:
        found.append(f"{translate('Both look at the numbers')}: {terms.rhythm}")
    if terms.review_on:
        found.append(f"{translate('The agreement is reviewed on')} {printed_date(terms.review_on, translate)}.")
    return found


def _definition(deck: Deck, terms: AgreementTerms) -> list[Words]:
    words = paragraphs(terms.lead_definition)
    return [Words(text=deck.translate("A lead is qualified when …"), is_head=True, before=1), *words] if words else []


def _arithmetic(deck: Deck, terms: AgreementTerms) -> list[Words]:
    steps = explained(terms.funnel, terms.currency, deck.translate).steps
    head = Words(text=deck.translate("How the number of leads follows from the goal"), is_head=True, before=1)
    return [head, *(Words(text=step, before=0.2) for step in steps)] if steps else []


def method(deck: Deck) -> None:
    """Who answered, what they were promised, how it was counted, and the seal: in two columns."""
    title = deck.translate("Nobody can see who said what")
    body, width = body_under(deck.numbered(title, 0, 2)), (FULL - 36) / 2
    sizes = (list(flow(_method(deck), Box(0, 0, width, body.height), (size,))) for size in (14.0, 13.0, 12.0))
    columns = min(sizes, key=lambda found: ceil(len(found) / 2))  # the largest letters that need no slide more
    pages = [columns[first : first + 2] for first in range(0, len(columns), 2)]
    for place, pair in enumerate(pages):
        words = deck.numbered(title, place, len(pages))
        notes = [
            *(each.whole for fit in pair for each in fit.words),
            *([deck.report.digest] if pair is pages[-1] else []),
        ]
        page = deck.page(deck.translate("Method and privacy"), words, notes)
        for side, fit in enumerate(pair):
            page.write(Box(MARGIN + side * (width + 36), body.top, width, body.height), fit)


def _method(deck: Deck) -> list[Words]:
    released, translate = deck.report.released, deck.translate
    answered = [answered_words(team, released.tally.participation(team), translate) for team in Team]
    parts: list[dict[str, Any]] = [{"title": translate("Who answered"), "paragraphs": answered}]
    parts += explaining.method(released.mode, deck.minimum, deck.report.notice, translate)
    seal = translate("Seal of the release (SHA-256): the same seal means the same counts.")
    parts.append({"title": seal, "paragraphs": [f"{deck.report.digest[:SEAL]} …"]})
    words = []
    for part in parts:
        words.append(Words(text=part["title"], is_head=True, before=0.8))
        words += [Words(text=line, before=0.25) for line in part["paragraphs"]]
    return words


def contact(deck: Deck) -> None:
    """Whom to call; no slide where nobody is named."""
    who = deck.report.book.contact
    if who.is_empty:
        return
    title = deck.translate("Does strategic planning and team work need more thought?")
    said = paragraphs(who.words)
    if len(said) == 1 and len(who.words) <= SHORT_TITLE:
        title, said = who.words, []
    page = deck.page(deck.translate("Contact"), title, [who.name, who.company, who.email, who.phone])
    lines = [Words(text=who.name, is_bold=True, scale=1.2)] if who.name else []
    lines += [Words(text=text, before=0.2) for text in (who.company, who.email, who.phone) if text]
    lines += [replace(each, role="quiet", scale=0.8, before=0.6) for each in said]
    card = Box(MARGIN, page.body.top + 16, FULL, 300)
    page.ink.panel(card.left, card.top, card.width, card.height, name="Card")
    page.ink.panel(card.left, card.top, 6, card.height, "accent", name="Edge")
    left = card.left + 40
    if deck.report.brand.logo:
        plate = Box(left, card.top + 78, 252, 144)
        page.ink.panel(plate.left, plate.top, plate.width, plate.height, "surface", name="Plate of the logo")
        page.picture(deck.report.brand.logo, Box(left + 18, plate.top + 18, 216, 108), deck.report.brand.name)
        left = plate.right + 36
    room = Box(left, card.top + 20, card.right - left - 24, card.height - 40)
    page.text(room, lines, (30.0, 28.0, 24.0, 20.0, 16.0, 14.0, 12.0), anchor="middle")
