"""The only bridge from the database to a report."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from functools import lru_cache

from django.utils.translation import get_language, gettext, override

from accounts.worn import brand_of
from assessments.agreements import load_terms
from assessments.books import Book
from assessments.handouts import contact_logo, saved_book
from assessments.models import FocusArea, Round
from assessments.plans import focus_areas
from assessments.queries import release_documents, release_keys, released_comments
from assessments.releases import load
from assessments.versions import Versions, agreement_of
from assessments.wordings import dimension_names, released_in
from reports.document import Agreement, PlannedAction, PlannedFocus, Report, report_on

ORIGINAL = "en"
"""The language that the bank asks in: data have its wording, so that it is the same in every file."""


def build_report(round: Round, language: str = "") -> Report:
    """The report of a closed round. Raises Release.DoesNotExist while there is none.

    It speaks the language at work unless another one is named. Comments are read each time: what is redacted is gone
    from every page and file at once.
    """
    report, comments = _report(release_keys(round), language or _at_work()), released_comments(round)
    return replace(
        report,
        comments=tuple(comment for comment in comments if not comment.is_redacted),
        redacted=tuple(comment for comment in comments if comment.is_redacted),
    )


def _at_work() -> str:
    return get_language() or ORIGINAL


def build_book(round: Round, book: Book | None = None, language: str = "") -> Report:
    """The report with all that stands in files: the plan and the agreement, too, as they are now.

    The files' settings are `book`, or else those that are saved; they say its language, too. The client is called what
    it was called at closing: one book knows one name.
    """
    book = saved_book(round).book if book is None else book
    report = build_report(round, language or book.language)
    return replace(
        report,
        brand=replace(brand_of(round.organization), name=report.released.organization),
        plan=tuple(_focus(area) for area in focus_areas(round)),
        agreement=_agreement(agreement_of(round.assessment), round.zone),
        book=book,
        contact_logo=contact_logo(round.organization, book),
    )


def _focus(area: FocusArea) -> PlannedFocus:
    names = [each.name for each in fields(PlannedAction)]
    actions = (PlannedAction(**{name: getattr(action, name) for name in names}) for action in area.actions.all())
    return PlannedFocus(code=area.item.code, actions=tuple(actions))


def _agreement(agreement: Versions, zone: datetime.tzinfo) -> Agreement | None:
    newest = agreement.newest
    if newest is None:
        return None
    return Agreement(
        version=newest.version,
        saved_on=newest.saved_at.astimezone(zone).date(),
        signed_on=newest.signed_on,
        terms=load_terms(newest.terms),
    )


@lru_cache(maxsize=64)
def _report(keys: tuple[tuple[int, str], ...], language: str) -> Report:
    """A pure function of releases, which never change: computed once a language, as an exact p costs milliseconds.

    `keys` are ids and digests, this round's last; documents are read only for what is not computed yet.
    """
    rounds = [load(document) for document in release_documents([pk for pk, _digest in keys])]
    with override(language):
        *earlier, released = (released_in(one, gettext) for one in rounds)
        names = dimension_names(gettext)
    return replace(report_on(released, tuple(earlier), digest=keys[-1][1]), language=language, dimension_names=names)
