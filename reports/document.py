"""The report: all that any page or file needs to say about a closed round. ★ No Django."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from accounts.branding import Brand
from assessments.agreements import AgreementTerms
from assessments.bank import load_bank
from assessments.books import Book
from assessments.comments import ShownComment
from assessments.releases import Notice, ReleasedRound
from reports.analysis import Analysis, analyse
from reports.analysis.trend import IndexPoint, index_trend


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """An action of the plan. Owners and measure may be "", `due_on` may be None; `state` is planned, under-way, …"""

    sales_part: str
    marketing_part: str
    sales_owner: str
    marketing_owner: str
    due_on: datetime.date | None
    measure: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedFocus:
    """A question that the teams took on, by its code, and what they do about it."""

    code: str
    actions: tuple[PlannedAction, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """The newest version of the working agreement. `signed_on` is None until somebody says that it was signed."""

    version: int
    saved_on: datetime.date
    signed_on: datetime.date | None
    terms: AgreementTerms


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A release and what was computed from it, with its comments. `digest` seals the release (SHA-256, hex).

    `earlier` are the rounds of the same assessment that closed before, oldest first. `index_trend` has one point for
    each of them and one for this round. `comments` are those that have their words; `redacted` had them once. Both
    stand in their random order. `plan`, `agreement` and `book` are as they stood when the report was built.
    `contact_logo` is the consultant's own, a PNG as in `brand`, or b"".

    Its questions, and `dimension_names` by code, are in one `language`: as they were asked, or translated.
    """

    released: ReleasedRound
    earlier: tuple[ReleasedRound, ...]
    digest: str
    analysis: Analysis
    index_trend: tuple[IndexPoint, ...]
    comments: tuple[ShownComment, ...] = ()
    redacted: tuple[ShownComment, ...] = ()
    plan: tuple[PlannedFocus, ...] = ()
    agreement: Agreement | None = None
    book: Book = field(default_factory=Book)
    brand: Brand = field(default_factory=Brand)
    contact_logo: bytes = b""
    language: str = "en"
    dimension_names: Mapping[str, str] = field(default_factory=lambda: load_bank().dimensions)

    @property
    def notice(self) -> Notice:
        """What was promised, in the report's language, or else in the first one that it was promised in."""
        return self.released.notice.get(self.language) or next(iter(self.released.notice.values()))

    @property
    def previous(self) -> ReleasedRound | None:
        """The round that `analysis.change` compares with; None for the first of an assessment."""
        return self.earlier[-1] if self.earlier else None

    @property
    def rounds(self) -> tuple[ReleasedRound, ...]:
        """All rounds up to this one, oldest first."""
        return (*self.earlier, self.released)


def report_on(released: ReleasedRound, earlier: tuple[ReleasedRound, ...], digest: str) -> Report:
    """The report of a release beside those before it, oldest first: everything is computed here, once."""
    before = earlier[-1].tally if earlier else None
    return Report(
        released=released,
        earlier=earlier,
        digest=digest,
        analysis=analyse(released.tally, before),
        index_trend=index_trend([one.tally for one in (*earlier, released)]),
    )
