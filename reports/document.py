"""The report: all that any page or file needs to say about a closed round. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.comments import ShownComment
from assessments.releases import ReleasedRound
from reports.analysis import Analysis, analyse
from reports.analysis.trend import IndexPoint, index_trend


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A release and what was computed from it, with its comments. `digest` seals the release (SHA-256, hex).

    `earlier` are the rounds of the same assessment that closed before, oldest first. `index_trend` has one point for
    each of them and one for this round. `comments` are those that have their words; `redacted` had them once. Both
    stand in their random order.
    """

    released: ReleasedRound
    earlier: tuple[ReleasedRound, ...]
    digest: str
    analysis: Analysis
    index_trend: tuple[IndexPoint, ...]
    comments: tuple[ShownComment, ...] = ()
    redacted: tuple[ShownComment, ...] = ()

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
