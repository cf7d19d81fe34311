"""The round as a whole: its index, its dimensions, what to talk about first, and three cards. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.analysis.labels import Label
from reports.analysis.lead_speed import LeadSpeed, lead_speed
from reports.analysis.pairs import Pair
from reports.analysis.priorities import Reason
from reports.document import Report
from reports.series.cards import Card, cards_of
from reports.series.gaps import GapRow
from reports.series.mirror import MirrorRow, MirrorSeries, mirror_series
from reports.series.printing import percent
from reports.series.scores import DimensionRow, IndexReading, NoIndex, dimension_rows, round_index

PROPOSED = 3
"""Questions proposed for the workshop: what 60 to 90 minutes hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriorityRow:
    """A question in its place among what to talk about, 1 = first. `is_proposed`: for the workshop.

    `reasons` may be empty: a question can come third because the others are better. Those that rest on what a team
    expects of the other are given only where `mirror` has a side that is decided.
    """

    rank: int
    is_proposed: bool
    reasons: tuple[Reason, ...]
    row: GapRow
    mirror: MirrorRow


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSpeedReading:
    """Three readings of the question whether sales leads close faster; None where a team cannot be shown.

    `shared_picture` is 0–100, `…_unseen` the share of a team that cannot say or does not measure. `favors_own`: each
    team finds its own leads quicker, and that is not chance.
    """

    row: GapRow
    shared_picture: str | None
    sales_unseen: str | None
    marketing_unseen: str | None
    favors_own: bool
    needs_measuring: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """All that stands above the questions. Either `index` or `lacking` is given; `lead_speed` where it was asked."""

    index: IndexReading | None
    lacking: NoIndex | None
    dimensions: tuple[DimensionRow, ...]
    priorities: tuple[PriorityRow, ...]
    cards: tuple[Card, Card, Card]
    lead_speed: LeadSpeedReading | None

    @property
    def proposed(self) -> tuple[PriorityRow, ...]:
        """The questions proposed for the workshop, at most PROPOSED."""
        return tuple(one for one in self.priorities if one.is_proposed)


def round_overview(report: Report) -> Overview:
    """The round as a whole."""
    series = mirror_series(report)
    index, lacking = round_index(report)
    return Overview(
        index=index,
        lacking=lacking,
        dimensions=dimension_rows(report),
        priorities=_priorities(report, series),
        cards=cards_of(series),
        lead_speed=_lead_speed(report, series),
    )


def _priorities(report: Report, series: MirrorSeries) -> tuple[PriorityRow, ...]:
    found = [
        PriorityRow(
            rank=item.priority.rank,
            is_proposed=item.priority.rank <= PROPOSED,
            reasons=_spoken(item.priority.reasons, mirrored),
            row=mirrored.row,
            mirror=mirrored,
        )
        for item, mirrored in zip(report.analysis.items, series.rows, strict=True)
        if item.priority is not None
    ]
    return tuple(sorted(found, key=lambda one: one.rank))


def _spoken(reasons: Sequence[Reason], mirrored: MirrorRow) -> tuple[Reason, ...]:
    unsure = (Reason.HIDDEN_DISAGREEMENT, Reason.IMAGINED_GAP)
    is_decided = any(side.is_decided for side in mirrored.sides)
    return tuple(reason for reason in reasons if is_decided or reason not in unsure)


def _lead_speed(report: Report, series: MirrorSeries) -> LeadSpeedReading | None:
    pairs = (Pair(item=one.item, sales=one.sales, marketing=one.marketing) for one in report.analysis.items)
    found = ((lead_speed(one), mirrored.row) for one, mirrored in zip(pairs, series.rows, strict=True))
    return next((_lead_speed_reading(figures, row) for figures, row in found if figures is not None), None)


def _lead_speed_reading(figures: LeadSpeed, row: GapRow) -> LeadSpeedReading:
    return LeadSpeedReading(
        row=row,
        shared_picture=None if row.points is None else str(100 - abs(row.points)),
        sales_unseen=None if figures.sales_unseen is None else percent(figures.sales_unseen),
        marketing_unseen=None if figures.marketing_unseen is None else percent(figures.marketing_unseen),
        favors_own=bool(figures.favors_own) and row.label in (Label.CLEAR, Label.POSSIBLE),
        needs_measuring=figures.needs_measuring,
    )
