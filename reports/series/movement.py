"""What moved since the round before, counted and the largest named: only what is more than chance. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.analysis.labels import Label
from reports.series.change import ChangeRow, ChangeSeries, IndexShift, RoundName, TeamShift
from reports.series.printing import MINUS


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """How many gaps `narrowed`, `widened` and `turned`, how many scores of a team went clearly `up` and `down`.

    `most` is the question that moved most: by its gap where any gap moved, else by a team's score, as does
    `most_score`. None where nothing moved for certain, or too little to name (`is_slight`). The index is beside it,
    but nothing tests an index.
    """

    since: RoundName
    narrowed: int
    widened: int
    turned: int
    up: int
    down: int
    is_slight: bool
    most: ChangeRow | None
    most_score: ChangeRow | None
    index: IndexShift | None

    @property
    def gaps(self) -> int:
        return self.narrowed + self.widened + self.turned

    @property
    def scores(self) -> int:
        return self.up + self.down


def movement(series: ChangeSeries | None) -> Movement | None:
    """What moved; None where there is no round before, or no question that can be compared with it."""
    if series is None or not any(shift.printed_change for row in series.rows for shift in row.shifts):
        return None
    gaps, clear = [row for row in series.rows if row.gap and row.gap.has_moved], list(_clear(series))
    return Movement(
        since=series.before,
        narrowed=sum(row.gap.narrowed for row in gaps if row.gap),
        widened=sum(row.gap.widened for row in gaps if row.gap),
        turned=sum(row.gap.turned for row in gaps if row.gap),
        up=sum(shift.is_up for _row, shift in clear),
        down=sum(not shift.is_up for _row, shift in clear),
        is_slight=any(_is_slight(row) for row in series.rows),
        most=min(gaps, key=_by_gap) if gaps else _largest(clear),
        most_score=_largest(clear),
        index=series.index,
    )


def clearest(row: ChangeRow) -> TeamShift | None:
    """The team whose score moved most, among those that moved clearly."""
    return max((shift for shift in row.shifts if shift.is_clear), key=_size, default=None)


def _clear(series: ChangeSeries) -> Iterator[tuple[ChangeRow, TeamShift]]:
    return ((row, shift) for row in series.rows for shift in row.shifts if shift.is_clear)


def _is_slight(row: ChangeRow) -> bool:
    """Whether anything of a question moved by more than chance, though not by enough to be named."""
    is_real = row.gap is not None and row.gap.is_real and not row.gap.has_moved
    return is_real or any(shift.label is Label.SLIGHT for shift in row.shifts)


def _largest(clear: list[tuple[ChangeRow, TeamShift]]) -> ChangeRow | None:
    found = min(clear, key=lambda one: (*(-size for size in _size(one[1])), one[0].row.position), default=None)
    return found[0] if found else None


def _size(shift: TeamShift) -> tuple[int, float]:
    """How far a score moved: as printed, and where two print alike, in truth."""
    return _points(shift.printed_change or "0"), round(abs(shift.change or 0), 9)


def _by_gap(row: ChangeRow) -> tuple[int, float, int]:
    if row.gap is None:
        return 0, 0, row.row.position
    return -_points(row.gap.printed_change), -round(abs(row.gap.change), 9), row.row.position


def _points(printed: str) -> int:
    return int(printed.lstrip(f"+{MINUS}"))
