"""The only bridge from the database to a report."""

from __future__ import annotations

import datetime
from dataclasses import fields, replace
from functools import lru_cache

from accounts.worn import brand_of
from assessments.agreements import load_terms
from assessments.books import Book
from assessments.handouts import contact_logo, saved_book
from assessments.models import FocusArea, Round
from assessments.plans import focus_areas
from assessments.queries import release_documents, release_keys, released_comments
from assessments.releases import load
from assessments.versions import Versions, agreement_of
from reports.document import Agreement, PlannedAction, PlannedFocus, Report, report_on


def build_report(round: Round) -> Report:
    """The report of a closed round. Raises Release.DoesNotExist while there is none.

    Comments are read each time: what is redacted is gone from every page and file at once.
    """
    report, comments = _report(release_keys(round)), released_comments(round)
    return replace(
        report,
        comments=tuple(comment for comment in comments if not comment.is_redacted),
        redacted=tuple(comment for comment in comments if comment.is_redacted),
    )


def build_book(round: Round, book: Book | None = None) -> Report:
    """The report with all that stands in files: the plan and the agreement, too, as they are now.

    The files' settings are `book`, or else those that are saved. The client is called what it was called at closing:
    one book knows one name.
    """
    report, book = build_report(round), saved_book(round).book if book is None else book
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
def _report(keys: tuple[tuple[int, str], ...]) -> Report:
    """A pure function of releases, which never change: computed once, as an exact p costs milliseconds.

    `keys` are ids and digests, this round's last; documents are read only for what is not computed yet.
    """
    *earlier, released = (load(document) for document in release_documents([pk for pk, _digest in keys]))
    return report_on(released, tuple(earlier), digest=keys[-1][1])
