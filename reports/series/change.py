"""This round beside the one before, as printed: only what was asked in the same words is compared. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessments.releases import ReleasedRound
from assessments.scales import Team
from assessments.tallies import ItemTally
from reports.analysis.change import Change, DimensionChange, GapChange, IndexChange, ItemChange, TeamChange
from reports.analysis.constants import ALPHA, TOLERANCE
from reports.analysis.index import Lacking, Reason
from reports.analysis.items import score
from reports.analysis.labels import Label, q_values
from reports.analysis.pairs import oriented
from reports.analysis.turnout import Caution
from reports.document import Report
from reports.series.gaps import Absence, GapRow, Order, gap_series
from reports.series.printing import MINUS, apart, around, signed, staged, whole


class Break(StrEnum):
    """Why a question cannot be compared with the round before: it was not asked, or not in the same words."""

    NEW = "new"
    REWORDED = "reworded"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundName:
    """A round of the assessment. `closed_on` is an ISO 8601 date."""

    code: str
    title: str
    closed_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamShift:
    """One team's score before and now, and the change between; what is None has its reason in the absences.

    `label` says of the change what labels say of a gap.
    """

    team: Team
    before: str | None
    now: str | None
    before_absence: Absence | None
    now_absence: Absence | None
    change: float | None
    printed_change: str | None
    printed_range: tuple[str, str] | None
    label: Label

    @property
    def is_clear(self) -> bool:
        return self.label is Label.CLEAR

    @property
    def is_up(self) -> bool:
        return (self.printed_change or "").startswith("+")


@dataclass(frozen=True, slots=True, kw_only=True)
class GapShift:
    """The gap (Sales − Marketing) before and now. `turned`: the other team stands higher now.

    At most one of `narrowed`, `widened` and `turned` is True, and then it is proven (`has_moved`), allowing for how
    many gaps were compared; all False says nothing, unless the change `is_real` but too small to print. Sentences
    give the `sizes`, without a sign, and which team is `higher`.
    """

    before: str
    now: str
    change: float
    printed_change: str
    printed_range: tuple[str, str] | None
    narrowed: bool
    widened: bool
    turned: bool
    is_real: bool

    @property
    def has_moved(self) -> bool:
        return self.narrowed or self.widened or self.turned

    @property
    def sizes(self) -> tuple[str, str]:
        """Before and now, as printed."""
        return self.before.lstrip(f"+{MINUS}"), self.now.lstrip(f"+{MINUS}")

    @property
    def higher(self) -> tuple[Team | None, Team | None]:
        """Which team stood higher before and now; None at an equal score."""
        return _higher(self.before), _higher(self.now)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """A question of this round beside itself in the round before; with a `broken` there is nothing to compare.

    `text_before` is how the question was asked before, where the words differ.
    """

    row: GapRow
    broken: Break | None
    text_before: str | None
    sales: TeamShift | None
    marketing: TeamShift | None
    gap: GapShift | None

    def shift(self, team: Team) -> TeamShift | None:
        return self.sales if team is Team.SALES else self.marketing

    @property
    def shifts(self) -> tuple[TeamShift, ...]:
        return tuple(shift for shift in (self.sales, self.marketing) if shift is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexShift:
    """The index of both rounds from the `used` questions that both can use: it may differ from the rounds' own."""

    before: str
    now: str
    change: float
    printed_change: str
    used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionShift:
    """A dimension's index in both rounds, or why it cannot be compared."""

    code: str
    name: str
    index: IndexShift | None
    lacking: Reason | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSeries:
    """Two rounds side by side. `dropped` are the questions of the round before that this one did not ask."""

    before: RoundName
    now: RoundName
    rows: tuple[ChangeRow, ...]
    order: Order
    dropped: tuple[str, ...]
    index: IndexShift | None
    lacking: Reason | None
    dimensions: tuple[DimensionShift, ...]
    cautions: tuple[Caution, ...]


def change_series(report: Report, order: Order = Order.QUESTIONNAIRE) -> ChangeSeries | None:
    """The change since the round before; None for the first round of an assessment."""
    before, change = report.previous, report.analysis.change
    if before is None or change is None:
        return None
    asked = {row.item.code for row in report.released.tally.items}
    index, lacking = _index_shift(change.index)
    return ChangeSeries(
        before=round_name(before),
        now=round_name(report.released),
        rows=_rows(report, before, change, order),
        order=order,
        dropped=tuple(row.item.text for row in before.tally.items if row.item.code not in asked),
        index=index,
        lacking=lacking,
        dimensions=tuple(_dimension_shift(report, one) for one in change.dimensions),
        cautions=change.cautions,
    )


def round_name(released: ReleasedRound) -> RoundName:
    return RoundName(code=released.code, title=released.title, closed_on=released.closed_on)


def _rows(report: Report, before: ReleasedRound, change: Change, order: Order) -> tuple[ChangeRow, ...]:
    changes = {one.code: one for one in change.items}
    earlier = {row.item.code: row for row in before.tally.items}
    real = _real_gaps(change)
    rows = gap_series(report, order).rows
    return tuple(_row(row, changes.get(row.code), earlier.get(row.code), row.code in real) for row in rows)


def _real_gaps(change: Change) -> set[str]:
    """The questions whose gap moved by more than chance, even with this many compared: a headline may say so.

    That is stricter than a gap's own range, which one time in twenty leaves out zero where nothing moved.
    """
    moved = [(one.code, one.gap_change) for one in change.items if one.gap_change is not None]
    judged = zip(moved, q_values([gap.p for _code, gap in moved]), strict=True)
    return {code for (code, gap), q in judged if gap.ci is not None and q is not None and q <= ALPHA + TOLERANCE}


def _row(row: GapRow, change: ItemChange | None, before: ItemTally | None, is_real: bool) -> ChangeRow:
    if change is None or before is None:
        is_new = before is None
        reworded = before.item.text if before and before.item.text != row.text else None
        broken = Break.NEW if is_new else Break.REWORDED
        return ChangeRow(row=row, broken=broken, text_before=reworded, sales=None, marketing=None, gap=None)
    return ChangeRow(
        row=row,
        broken=None,
        text_before=None,
        sales=_team_shift(Team.SALES, row, change.sales, before),
        marketing=_team_shift(Team.MARKETING, row, change.marketing, before),
        gap=None if change.gap_change is None else _gap_shift(change.gap_change, row, before, is_real),
    )


def _team_shift(team: Team, row: GapRow, change: TeamChange | None, before: ItemTally) -> TeamShift:
    mark, earlier = row.mark(team), earlier_score(before, team)
    points = None if mark is None or earlier is None else apart(mark.score, earlier)
    label = change.label if change else Label.HIDDEN if _is_hidden(row, before, team) else Label.FEW
    return TeamShift(
        team=team,
        before=None if earlier is None else str(whole(earlier)),
        now=mark.printed if mark else None,
        before_absence=earlier_absence(before, team),
        now_absence=row.absence(team),
        change=change.change if change else None,
        printed_change=None if change is None or points is None else signed(points),
        printed_range=around(*change.ci, points) if change and change.ci and points is not None else None,
        label=label,
    )


def _is_hidden(row: GapRow, before: ItemTally, team: Team) -> bool:
    return Absence.MINIMUM in (row.absence(team), earlier_absence(before, team))


def earlier_score(row: ItemTally, team: Team) -> float | None:
    """A team's score on a question of an earlier round, high = good; None where it is hidden or nobody could say."""
    cell = row.cell(team)
    return None if cell is None else score(oriented(row.item, cell.hist))


def earlier_absence(row: ItemTally, team: Team) -> Absence | None:
    cell = row.cell(team)
    if cell is None:
        return Absence.MINIMUM
    return None if cell.n else Absence.DONT_KNOW


def _gap_shift(change: GapChange, row: GapRow, before: ItemTally, is_real: bool) -> GapShift | None:
    """Narrowed and widened only where the printed numbers say so, too."""
    sales, marketing = (earlier_score(before, team) for team in Team)
    if row.points is None or sales is None or marketing is None:
        return None
    then, now = apart(sales, marketing), row.points
    turned = is_real and now * then < 0
    return GapShift(
        before=signed(then),
        now=signed(now),
        change=change.change,
        printed_change=signed(now - then),
        printed_range=around(*change.ci, now - then) if change.ci else None,
        narrowed=is_real and change.narrowed and not turned and abs(now) < abs(then),
        widened=is_real and not (change.narrowed or turned) and abs(now) > abs(then),
        turned=turned,
        is_real=is_real,
    )


def _higher(printed: str) -> Team | None:
    if printed == "0":
        return None
    return Team.SALES if printed.startswith("+") else Team.MARKETING


def _index_shift(change: IndexChange | Lacking) -> tuple[IndexShift | None, Reason | None]:
    if isinstance(change, Lacking):
        return None, change.reason
    shift = IndexShift(
        before=str(staged(change.previous)),
        now=str(staged(change.current)),
        change=change.change,
        printed_change=signed(staged(change.current) - staged(change.previous)),
        used=len(change.items_used),
    )
    return shift, None


def _dimension_shift(report: Report, change: DimensionChange) -> DimensionShift:
    index, lacking = _index_shift(change.index)
    name = report.dimension_names.get(change.code, change.code)
    return DimensionShift(code=change.code, name=name, index=index, lacking=lacking)
