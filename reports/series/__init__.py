"""What every output shows, decided once: order, numbers as printed, who is hidden and why. ★ No Django.

Charts, tables, sentences and files read these rows, so that no two of them can print different numbers. Numbers are
rounded here, to whole points, half away from zero; a printed gap is the rounded true gap and not the difference of
two rounded scores (56 and 40 may well be +17).
"""

from reports.series.answers import Distribution, QuestionSeries, Segment, distribution
from reports.series.gaps import Absence, GapRow, GapSeries, Mark, Order, gap_series
from reports.series.printing import percent, signed, whole

__all__ = [
    "Absence",
    "Distribution",
    "GapRow",
    "GapSeries",
    "Mark",
    "Order",
    "QuestionSeries",
    "Segment",
    "distribution",
    "gap_series",
    "percent",
    "signed",
    "whole",
]
