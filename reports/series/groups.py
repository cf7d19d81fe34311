"""How the groups of each team answered one question. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.scales import Team
from assessments.tallies import ItemTally
from reports.analysis.segments import SegmentFigures, segments
from reports.document import Report
from reports.series.gaps import Absence, absence_of, placed
from reports.series.printing import whole


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """A group, or several shown together; the name "" stands for people who chose none.

    `score` is 0–100 with high = good; None without answers.
    """

    names: tuple[str, ...]
    n: int
    score: float | None
    printed: str | None

    @property
    def is_merged(self) -> bool:
        return len(self.names) > 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupList:
    """The groups of one team in the order of the question, merged ones last; empty where `absence` says why."""

    team: Team
    absence: Absence | None
    rows: tuple[GroupRow, ...]

    @property
    def merged(self) -> int:
        """How many groups are shown together; 0 where each stands alone."""
        return sum(len(row.names) for row in self.rows if row.is_merged)

    @property
    def is_one(self) -> bool:
        """Whether all who answered are shown together: the row says no more than the team's own score."""
        return bool(self.merged) and not any(row.n for row in self.rows if not row.is_merged)


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSeries:
    """One question by group. `title` is what people were asked about themselves."""

    title: str
    sales: GroupList
    marketing: GroupList
    minimum: int

    @property
    def lists(self) -> tuple[GroupList, GroupList]:
        return self.sales, self.marketing


def group_series(report: Report, position: int) -> GroupSeries | None:
    """The question at this place by group; None in a round that asked for none.

    Raises KeyError where no question is, or an open one.
    """
    released = report.released
    if not released.segment_title:
        return None
    rows = zip(placed(report), released.tally.items, strict=True)
    item, row = {place: (item, row) for (item, place), row in rows}[position]
    return GroupSeries(
        title=released.segment_title,
        sales=_list(Team.SALES, row, absence_of(item.sales)),
        marketing=_list(Team.MARKETING, row, absence_of(item.marketing)),
        minimum=released.tally.minimum,
    )


def _list(team: Team, row: ItemTally, absence: Absence | None) -> GroupList:
    """Where everybody chose a group, nothing is said of those who chose none."""
    found = segments(row.item, row.cell(team)) or ()
    return GroupList(team=team, absence=absence, rows=tuple(_row(one) for one in found if one.n or one.names != ("",)))


def _row(figures: SegmentFigures) -> GroupRow:
    printed = None if figures.score is None else str(whole(figures.score))
    return GroupRow(names=figures.names, n=figures.n, score=figures.score, printed=printed)
