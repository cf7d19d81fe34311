"""What every output shows, decided once: order, numbers as printed, who is hidden and why. ★ No Django.

Charts, tables, sentences and files read these rows, so that no two of them can print different numbers. Numbers are
rounded here, to whole points, half away from zero. A printed difference is that of the two printed numbers beside it
(`apart`), so that every page adds up: 56 and 40 are +16, even where the files say 16.6.

`gaps` has one row a question, `answers` and `groups` one question close up, `mirror` what the teams expect of each
other, `scores` the index and the dimensions, `cards` and `overview` the round as a whole, `agenda` what to talk about
in a workshop, `change`, `movement` and `trend` the rounds before.
"""

from reports.series.agenda import MOMENTS, Moment, Part, Talk, proposed_agenda, still_unplanned, talks
from reports.series.answers import Distribution, QuestionSeries, Segment, distribution, vote_series
from reports.series.cards import Card, CardKind, Empty, three_cards
from reports.series.change import (
    Break,
    ChangeRow,
    ChangeSeries,
    DimensionShift,
    GapShift,
    IndexShift,
    RoundName,
    TeamShift,
    change_series,
)
from reports.series.gaps import Absence, GapRow, GapSeries, Mark, Order, gap_series
from reports.series.groups import GroupList, GroupRow, GroupSeries, group_series
from reports.series.ledger import change_since
from reports.series.mirror import (
    GuessAbsence,
    Level,
    MirrorRow,
    MirrorSeries,
    Reading,
    Side,
    Split,
    mirror_row,
    mirror_series,
)
from reports.series.movement import Movement, clearest, movement
from reports.series.overview import LeadSpeedReading, Overview, PriorityRow, round_overview
from reports.series.printing import percent, signed, staged, whole
from reports.series.scores import DimensionReading, DimensionRow, IndexReading, NoIndex, dimension_rows, round_index
from reports.series.trend import IndexTrendPoint, PointAbsence, Trend, TrendLine, TrendPoint, trend_line, trend_series

__all__ = [
    "MOMENTS",
    "Absence",
    "Break",
    "Card",
    "CardKind",
    "ChangeRow",
    "ChangeSeries",
    "DimensionReading",
    "DimensionRow",
    "DimensionShift",
    "Distribution",
    "Empty",
    "GapRow",
    "GapSeries",
    "GapShift",
    "GroupList",
    "GroupRow",
    "GroupSeries",
    "GuessAbsence",
    "IndexReading",
    "IndexShift",
    "IndexTrendPoint",
    "LeadSpeedReading",
    "Level",
    "Mark",
    "MirrorRow",
    "MirrorSeries",
    "Moment",
    "Movement",
    "NoIndex",
    "Order",
    "Overview",
    "Part",
    "PointAbsence",
    "PriorityRow",
    "QuestionSeries",
    "Reading",
    "RoundName",
    "Segment",
    "Side",
    "Split",
    "Talk",
    "TeamShift",
    "Trend",
    "TrendLine",
    "TrendPoint",
    "change_series",
    "change_since",
    "clearest",
    "dimension_rows",
    "distribution",
    "gap_series",
    "group_series",
    "mirror_row",
    "mirror_series",
    "movement",
    "percent",
    "proposed_agenda",
    "round_index",
    "round_overview",
    "signed",
    "staged",
    "still_unplanned",
    "talks",
    "three_cards",
    "trend_line",
    "trend_series",
    "vote_series",
    "whole",
]
