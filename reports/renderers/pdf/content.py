"""What stands in the client book, as the data that `book.typ` sets. ★ No Django."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from accounts.branding import READABLE
from accounts.colors import contrast
from assessments.books import Section
from assessments.scales import Team
from reports.document import Report
from reports.renderers.look import COLORS
from reports.renderers.pdf import agreement, comments, ending, opening, pictures, questions, rounds, workshop
from reports.renderers.pdf.words import page_words
from reports.wording import Translate, headline, shortened

PRODUCT = "OneTeam"

RUNNING = 40
"""Characters of a name in the head of every page, which has one line."""

Page: TypeAlias = Callable[[Report, Translate], dict[str, Any] | None]

PAGES: Mapping[Section, Page] = MappingProxyType(
    {
        Section.SUMMARY: opening.summary,
        Section.HOW: opening.how,
        Section.GAPS: pictures.gaps,
        Section.MIRROR: pictures.mirror,
        Section.QUESTIONS: questions.questions,
        Section.DIMENSIONS: pictures.dimensions,
        Section.COMMENTS: comments.comments,
        Section.TREND: rounds.trend,
        Section.AGENDA: workshop.agenda,
        Section.WORKSHEET: workshop.worksheet,
        Section.PLAN: workshop.plan,
        Section.AGREEMENT: agreement.agreement,
        Section.METHOD: ending.method,
        Section.CONTACT: ending.contact,
    }
)
"""What makes each section; None where a report has nothing for it and it is left out."""

FOLLOWING: Mapping[str, str] = MappingProxyType({Section.COMMENTS.value: Section.DIMENSIONS.value})
"""Sections of many small pieces that go on below another one, which rarely fills its page."""


def content(report: Report, translate: Translate) -> dict[str, Any]:
    """Plain JSON values: every text already worded, every number already printed. `logo` stands apart: bytes."""
    released = report.released
    return {
        "lang": report.language,
        "paper": report.book.paper.value,
        "look": _look(report.brand.accent),
        "title": translate("{organization}: how Sales and Marketing see their work together").format(
            organization=released.organization
        ),
        "author": report.brand.name or PRODUCT,
        "description": headline(report, translate),
        "organization": released.organization,
        "running": f"{shortened(released.organization, RUNNING)} · {shortened(released.title, RUNNING)}",
        "promise": translate("Shown only where at least {minimum} people of a team answered").format(
            minimum=released.tally.minimum
        ),
        "words": page_words(translate),
        "cover": opening.cover(report, translate),
        "chapters": _chapters(report, translate),
    }


def _chapters(report: Report, translate: Translate) -> list[list[dict[str, Any]]]:
    """Sections that begin a page, each with those that stand below it."""
    chapters: list[list[dict[str, Any]]] = []
    for section in report.book.sections:
        page = _page(section, report, translate)
        if page and chapters and _goes_on(page, chapters[-1][-1]):
            chapters[-1].append(page)
        elif page:
            chapters.append([page])
    return chapters


def _goes_on(page: Mapping[str, Any], above: Mapping[str, Any]) -> bool:
    follows = FOLLOWING.get(page["kind"]) == above["kind"] and not above["is_short"]
    return follows or bool(page["is_short"])


def _page(section: Section, report: Report, translate: Translate) -> dict[str, Any] | None:
    """A section. One that only says why there is nothing `is_short`: it stands below the one before."""
    made = PAGES[section](report, translate)
    return None if made is None else {"kind": section.value, "is_short": False, **made}


def _look(accent: str) -> dict[str, str]:
    """The colors of data stay as they are. Where an accent cannot be read, words are in ink."""
    ink, surface = COLORS["ink"], COLORS["surface"]
    return {
        **{name: COLORS[name] for name in ("ink", "quiet", "line", "edge")},
        **{team.value: COLORS[team] for team in Team},
        "accent": accent,
        "on_accent": max((surface, ink), key=lambda words: contrast(words, accent)),
        "accent_ink": accent if contrast(accent, surface) >= READABLE else ink,
    }
