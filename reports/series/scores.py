"""The index of the round and its dimensions, as printed. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.scales import Team
from reports.analysis.figures import Interval
from reports.analysis.index import (
    Dimension,
    DimensionFigures,
    IndexFigures,
    Lacking,
    Reason,
    Stage,
    is_scored,
    is_usable,
)
from reports.analysis.pairs import Pair
from reports.document import Report
from reports.series.gaps import GapRow, gap_series
from reports.series.printing import MINUS, apart, around, signed, span, staged, whole


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexReading:
    """The index of the round, 0–100, or of one dimension; every number also as printed.

    `level` is what both teams put together say and `penalty` what seeing it differently costs, so that in print, too,
    index = level − penalty. `gap` is the mean gap without its sign. The index lies in `low`–`high` at most.
    `close_to` is the stage that this range reaches into. `printed_dk_range` counts all don't-knows as the lowest and
    as the highest answer; None where that makes no difference worth showing. Of the questions `asked`, `scored` could
    count and `used` do.
    """

    index: float
    printed: str
    level: float
    printed_level: str
    penalty: str
    gap: float
    printed_gap: str
    low: float
    high: float
    printed_range: str
    printed_dk_range: str | None
    stage: Stage
    close_to: Stage | None
    used: int
    scored: int
    asked: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoIndex:
    """In place of an index: why there is none, and how many of the scored questions could be used."""

    reason: Reason
    used: int
    scored: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionReading:
    """Both teams' scores on a dimension with ranges that are at most this wide, the signed gap, and the index.

    There is no verdict on the gap of a dimension: it has no label.
    """

    sales: float
    marketing: float
    gap: float
    printed_sales: str
    printed_marketing: str
    printed_gap: str
    sales_range: Interval
    marketing_range: Interval
    gap_range: Interval
    printed_sales_range: str
    printed_marketing_range: str
    printed_gap_range: tuple[str, str]
    whole: IndexReading

    @property
    def printed_apart(self) -> str:
        """The printed gap without its sign."""
        return self.printed_gap.lstrip(f"+{MINUS}")

    @property
    def higher(self) -> Team | None:
        """The team that stands higher in print; None at an equal number."""
        if self.printed_gap == "0":
            return None
        return Team.SALES if self.printed_gap.startswith("+") else Team.MARKETING


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionRow:
    """A dimension of the round with its figures, or with the reason why there are none.

    `positions` are its questions' places in the questionnaire, scored or not. `only` is the question that the figures
    rest on, where it is a single one: they are its own, and so is its verdict.
    """

    code: str
    name: str
    positions: tuple[int, ...]
    only: GapRow | None
    reading: DimensionReading | None
    lacking: NoIndex | None


def round_index(report: Report) -> tuple[IndexReading | None, NoIndex | None]:
    """The index of the round, or why there is none."""
    return index_reading(report.analysis.index, _pairs(report))


def dimension_rows(report: Report) -> tuple[DimensionRow, ...]:
    """The dimensions of the round in the order in which they were first asked."""
    rows = {row.code: row for row in gap_series(report).rows}
    return tuple(_dimension_row(report, one, rows) for one in report.analysis.dimensions)


def _pairs(report: Report) -> list[Pair]:
    return [Pair(item=one.item, sales=one.sales, marketing=one.marketing) for one in report.analysis.items]


def index_reading(
    figures: IndexFigures | Lacking, pairs: Sequence[Pair]
) -> tuple[IndexReading | None, NoIndex | None]:
    """The printed index of these questions, or why there is none."""
    used, scored = sum(map(is_usable, pairs)), sum(is_scored(one.item) for one in pairs)
    if isinstance(figures, Lacking):
        return None, NoIndex(reason=figures.reason, used=used, scored=scored)
    return _index_reading(figures, used, scored, len(pairs)), None


def _index_reading(figures: IndexFigures, used: int, scored: int, asked: int) -> IndexReading:
    low, high = figures.range
    lowest, highest = figures.index_if_dk_lowest, figures.index_if_dk_highest
    return IndexReading(
        index=figures.index,
        printed=str(staged(figures.index)),
        level=figures.level,
        printed_level=str(whole(figures.level)),
        penalty=str(whole(figures.level) - staged(figures.index)),
        gap=figures.mean_abs_gap,
        printed_gap=str(whole(figures.mean_abs_gap)),
        low=low,
        high=high,
        printed_range=span(staged(low), staged(high)),
        printed_dk_range=span(staged(lowest), staged(highest)) if figures.depends_on_dont_knows else None,
        stage=figures.stage,
        close_to=figures.close_to,
        used=used,
        scored=scored,
        asked=asked,
    )


def _dimension_row(report: Report, dimension: Dimension, rows: dict[str, GapRow]) -> DimensionRow:
    own, figures = [one for one in _pairs(report) if one.item.dimension == dimension.code], dimension.figures
    used = [rows[one.item.code] for one in own if is_usable(one)]
    index, lacking = index_reading(figures if isinstance(figures, Lacking) else figures.whole, own)
    return DimensionRow(
        code=dimension.code,
        name=report.dimension_names.get(dimension.code, dimension.code),
        positions=tuple(rows[one.item.code].position for one in own),
        only=used[0] if len(used) == 1 else None,
        reading=None if isinstance(figures, Lacking) or index is None else _dimension_reading(figures, index),
        lacking=lacking,
    )


def _dimension_reading(figures: DimensionFigures, index: IndexReading) -> DimensionReading:
    points = apart(figures.sales, figures.marketing)
    return DimensionReading(
        sales=figures.sales,
        marketing=figures.marketing,
        gap=figures.gap,
        printed_sales=str(whole(figures.sales)),
        printed_marketing=str(whole(figures.marketing)),
        printed_gap=signed(points),
        sales_range=figures.sales_range,
        marketing_range=figures.marketing_range,
        gap_range=figures.gap_range,
        printed_sales_range=span(*figures.sales_range),
        printed_marketing_range=span(*figures.marketing_range),
        printed_gap_range=around(*figures.gap_range, points),
        whole=index,
    )
