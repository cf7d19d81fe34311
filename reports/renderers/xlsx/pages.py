"""The sheets that are read from top to bottom: the summary and the method. ★ No Django."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from assessments.books import Section
from assessments.scales import Team
from reports.document import Report
from reports.renderers.xlsx.cells import Kind, number, share
from reports.renderers.xlsx.tables import Line, Page, Sheet, Style
from reports.series import round_overview
from reports.wording import (
    LABELS,
    ToldCard,
    Translate,
    capitalized,
    explaining,
    headline,
    index_range_words,
    index_words,
    label_meaning,
    label_words,
    lead,
    no_index_words,
    stage_words,
    summary_sentences,
    team_name,
    told_cards,
)


def summary(report: Report, others: Sequence[Sheet], translate: Translate) -> Page:
    """The round at a glance, and what the `others` sheets hold."""
    lines = [
        *_opening(report, translate),
        *_sentences(report, translate),
        *_index(report, translate),
        *_cards(report, translate),
        *_participation(report, translate),
        *_sheets(others, translate),
        *_contact(report, translate),
    ]
    return Page(translate("Summary"), translate("The round at a glance."), tuple(lines))


def _opening(report: Report, translate: Translate) -> Iterator[Line]:
    released = report.released
    closed_on = datetime.date.fromisoformat(released.closed_on)
    yield Line(Style.TITLE, released.organization)
    yield Line(Style.PLAIN, translate("Assessment"), released.assessment)
    yield Line(Style.PLAIN, translate("Round"), released.title)
    yield Line(Style.PLAIN, translate("Closed on"), closed_on, Kind.DAY)
    yield Line(Style.HEADING, translate("In one sentence"))
    yield Line(Style.LEAD, "", headline(report, translate))
    if words := lead(report, translate):
        yield Line(Style.PLAIN, "", words)


def _sentences(report: Report, translate: Translate) -> Iterator[Line]:
    if report.book.summary:
        yield Line(Style.HEADING, translate("Our own summary"))
        yield Line(Style.PLAIN, "", report.book.summary)
    yield Line(Style.HEADING, translate("In short"))
    for place, words in enumerate(summary_sentences(report, translate), start=1):
        yield Line(Style.PLAIN, str(place), words)


def _index(report: Report, translate: Translate) -> Iterator[Line]:
    overview = round_overview(report)
    yield Line(Style.HEADING, translate("Alignment index"))
    if overview.index is None:
        yield Line(Style.PLAIN, "", no_index_words(overview.lacking, translate) if overview.lacking else "")
        return
    yield Line(Style.PLAIN, translate("Index, 0 to 100"), number(overview.index.printed), Kind.POINTS)
    yield Line(Style.PLAIN, translate("Stage"), stage_words(overview.index, translate))
    yield Line(Style.PLAIN, "", index_words(overview.index, translate))
    yield Line(Style.PLAIN, "", index_range_words(overview.index, translate))


def _cards(report: Report, translate: Translate) -> Iterator[Line]:
    yield Line(Style.HEADING, translate("Findings"))
    for card in told_cards(report, translate):
        yield Line(Style.PLAIN, card.title, _card(card))


def _card(card: ToldCard) -> str:
    words = f"{card.words} {card.more}".rstrip()
    return f"{card.row.position}. {card.row.text}\n{words}" if card.row else words


def _participation(report: Report, translate: Translate) -> Iterator[Line]:
    yield Line(Style.HEADING, translate("Who answered"))
    for team in Team:
        counts, name = report.released.tally.participation(team), team_name(team, translate)
        yield Line(Style.PLAIN, translate("{team}: answered").format(team=name), counts.responded, Kind.COUNT)
        if counts.invited is None or counts.invited < counts.responded:
            words = translate("Nobody counted the people of the team, or more answered than were counted.")
            yield Line(Style.PLAIN, translate("{team}: invited").format(team=name), words)
            continue
        yield Line(Style.PLAIN, translate("{team}: invited").format(team=name), counts.invited, Kind.COUNT)
        part = share(counts.responded, counts.invited)
        yield Line(Style.PLAIN, translate("{team}: share").format(team=name), part, Kind.SHARE)


def _sheets(others: Sequence[Sheet], translate: Translate) -> Iterator[Line]:
    yield Line(Style.HEADING, translate("In this workbook"))
    for sheet in others:
        yield Line(Style.SHEET, sheet.name, sheet.about)


def _contact(report: Report, translate: Translate) -> Iterator[Line]:
    contact = report.book.contact
    if Section.CONTACT not in report.book.sections or contact.is_empty:
        return
    yield Line(Style.HEADING, translate("Contact"))
    for words in (contact.words, contact.name, contact.company, contact.email, contact.phone):
        if words:
            yield Line(Style.PLAIN, "", words)


# --- Method ---------------------------------------------------------------------------------------------------------
def method(report: Report, translate: Translate) -> Page:
    """How to read the figures, how they are made, and what protects the people who answered."""
    lines = [
        *_how_to_read(translate),
        *_verdicts(translate),
        *_terms(report, translate),
        Line(Style.HEADING, translate("Seal")),
        Line(Style.PLAIN, "", explaining.seal_words(translate)),
        Line(Style.PLAIN, "", report.digest),
    ]
    return Page(translate("Method"), translate("How the figures are made, and what protects people."), tuple(lines))


def _how_to_read(translate: Translate) -> Iterator[Line]:
    yield Line(Style.HEADING, translate("How to read this workbook"))
    yield Line(
        Style.PLAIN,
        translate("Empty cells"),
        translate("An empty cell holds nothing that may be shown. The last column of its line says why."),
    )
    for part in explaining.how_to_read(translate):
        yield Line(Style.PLAIN, part["title"], part["text"])


def _verdicts(translate: Translate) -> Iterator[Line]:
    yield Line(Style.HEADING, translate("What is said about a difference"))
    for label in LABELS:
        yield Line(Style.PLAIN, capitalized(label_words(label, translate)), label_meaning(label, translate))


def _terms(report: Report, translate: Translate) -> Iterator[Line]:
    released = report.released
    for part in explaining.method(released.mode, released.tally.minimum, report.notice, translate):
        yield Line(Style.HEADING, part["title"])
        for paragraph in part["paragraphs"]:
            yield Line(Style.PLAIN, "", paragraph)
