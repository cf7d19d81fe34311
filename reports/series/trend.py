"""All rounds of an assessment side by side: lines are connected only where the same was asked. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessments.scales import Team
from assessments.tallies import ItemTally
from reports.analysis.change import is_same_question
from reports.analysis.index import Lacking, Reason, Stage
from reports.analysis.trend import IndexPoint
from reports.document import Report
from reports.series.change import RoundName, earlier_absence, earlier_score, round_name
from reports.series.gaps import Absence, GapRow, gap_series
from reports.series.printing import staged, whole


class PointAbsence(StrEnum):
    """Why a team has no point in a round: not asked, fewer than the minimum answered, or nobody could say."""

    NOT_ASKED = "not-asked"
    MINIMUM = "minimum"
    DONT_KNOW = "dont-know"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One team's score in one round. `joins`: it may be connected with the point of the round just before.

    `is_reworded`: asked, but not in the words of the round just before that asked it.
    """

    score: float | None
    printed: str | None
    absence: PointAbsence | None
    joins: bool
    is_reworded: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendLine:
    """A question of the newest round over all rounds, oldest first: a point a round for each team."""

    row: GapRow
    sales: tuple[TrendPoint, ...]
    marketing: tuple[TrendPoint, ...]

    def points(self, team: Team) -> tuple[TrendPoint, ...]:
        return self.sales if team is Team.SALES else self.marketing

    @property
    def is_comparable(self) -> bool:
        """Whether any two points are connected."""
        return any(point.joins for point in (*self.sales, *self.marketing))


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexTrendPoint:
    """The index of one round, or why it has none. `joins`: from the same `used` questions as the round just before.

    Connected points may differ from the rounds' own indices, which may rest on more questions.
    """

    index: float | None
    printed: str | None
    stage: Stage | None
    lacking: Reason | None
    used: int
    joins: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """All rounds up to this one, oldest first; with a single one there is no trend."""

    rounds: tuple[RoundName, ...]
    index: tuple[IndexTrendPoint, ...]
    lines: tuple[TrendLine, ...]

    @property
    def is_one_round(self) -> bool:
        return len(self.rounds) == 1


def trend_series(report: Report) -> Trend:
    """Every question of this round and the index, over all rounds."""
    return Trend(
        rounds=tuple(map(round_name, report.rounds)),
        index=tuple(map(_index_point, report.index_trend)),
        lines=tuple(_line(report, row) for row in gap_series(report).rows),
    )


def trend_line(report: Report, position: int) -> TrendLine:
    """The question at this place over all rounds. Raises KeyError where none is, or an open one."""
    return _line(report, {row.position: row for row in gap_series(report).rows}[position])


def _line(report: Report, row: GapRow) -> TrendLine:
    asked = [_asked(tally.items, row.code) for tally in (one.tally for one in report.rounds)]
    return TrendLine(row=row, sales=_points(asked, Team.SALES), marketing=_points(asked, Team.MARKETING))


def _asked(items: tuple[ItemTally, ...], code: str) -> ItemTally | None:
    return next((row for row in items if row.item.code == code), None)


def _points(asked: list[ItemTally | None], team: Team) -> tuple[TrendPoint, ...]:
    return tuple(
        _point(row, asked[place - 1] if place else None, _last(asked[:place]), team) for place, row in enumerate(asked)
    )


def _last(asked: list[ItemTally | None]) -> ItemTally | None:
    return next((row for row in reversed(asked) if row is not None), None)


def _point(row: ItemTally | None, before: ItemTally | None, last: ItemTally | None, team: Team) -> TrendPoint:
    """`before` is the question in the round just before, `last` in the last one that asked it."""
    if row is None:
        return TrendPoint(score=None, printed=None, absence=PointAbsence.NOT_ASKED, joins=False, is_reworded=False)
    points, absence = earlier_score(row, team), earlier_absence(row, team)
    is_same = before is not None and is_same_question(row.item, before.item)
    return TrendPoint(
        score=points,
        printed=None if points is None else str(whole(points)),
        absence=_ABSENCES[absence] if absence else None,
        joins=is_same and before is not None and None not in (points, earlier_score(before, team)),
        is_reworded=last is not None and not is_same_question(row.item, last.item),
    )


_ABSENCES = {Absence.MINIMUM: PointAbsence.MINIMUM, Absence.DONT_KNOW: PointAbsence.DONT_KNOW}


def _index_point(point: IndexPoint) -> IndexTrendPoint:
    figures = point.figures
    if isinstance(figures, Lacking):
        return IndexTrendPoint(index=None, printed=None, stage=None, lacking=figures.reason, used=0, joins=point.joins)
    return IndexTrendPoint(
        index=figures.index,
        printed=str(staged(figures.index)),
        stage=figures.stage,
        lacking=None,
        used=len(figures.items_used),
        joins=point.joins,
    )
