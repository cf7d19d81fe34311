"""The story of a report as slides that can be edited: native charts, shapes and tables, 16:9. ★ No Django.

Named deck, as the library that writes it is called pptx. The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from assessments.books import Section
from reports.document import Report
from reports.renderers.deck import closing, gaps, mirror, opening, questions, topics, trend, workshop
from reports.renderers.deck.packing import Package, Properties
from reports.renderers.deck.pages import Deck
from reports.renderers.deck.template import template
from reports.wording import Translate, headline, untranslated

SLIDES: Mapping[Section, Callable[[Deck], None]] = MappingProxyType(
    {
        Section.SUMMARY: opening.summary,
        Section.HOW: opening.how_to_read,
        Section.GAPS: gaps.gap_overview,
        Section.MIRROR: mirror.double_mirror,
        Section.QUESTIONS: questions.all_questions,
        Section.DIMENSIONS: topics.dimensions,
        Section.COMMENTS: closing.comments,
        Section.TREND: trend.trend,
        Section.AGENDA: workshop.agenda,
        Section.WORKSHEET: workshop.worksheet,
        Section.PLAN: workshop.plan,
        Section.AGREEMENT: closing.agreement,
        Section.METHOD: closing.method,
        Section.CONTACT: closing.contact,
    }
)


def render(report: Report, translate: Translate = untranslated) -> bytes:
    """The slides of the book's sections in their order, after a cover.

    A book without the part on single questions still shows those that are proposed for a workshop, after the gaps.
    """
    deck = Deck(Package(template(report.brand.accent)), report, translate)
    opening.cover(deck)
    for section in report.book.sections:
        SLIDES[section](deck)
        if section is Section.GAPS and Section.QUESTIONS not in report.book.sections:
            questions.proposed_questions(deck)
    deck.write_feet()
    released = report.released
    properties = Properties(
        title=f"{released.organization}: {headline(report, translate)}",
        author=report.brand.name or "OneTeam",
        subject=f"{released.assessment} · {released.title}",
        closed_on=released.closed_on,
        language=report.language,
    )
    return deck.file.packed(properties)
