"""The groups of a team on one item: how each answered, as far as it may be shown. ★ No Django.

Own views only, one item at a time and one grouping a round: nothing is crossed and nothing is compared. Groups too
small to be shown stand together, as they do in the release.
"""

from __future__ import annotations

from dataclasses import dataclass

from assessments.scales import FrozenItem
from assessments.tallies import Cell, Histogram
from reports.analysis.items import score
from reports.analysis.pairs import oriented


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFigures:
    """A group, or several that are shown together, in the order of the question; "" are those who chose none.

    `hist` is as asked, `score` of the oriented counts: points 0–100, None without answers.
    """

    names: tuple[str, ...]
    n: int
    hist: Histogram
    score: float | None


def segments(asked: FrozenItem, cell: Cell | None) -> tuple[SegmentFigures, ...] | None:
    """The groups of a shown cell, those that are shown together last; None for a hidden one.

    Empty where the round asked for no groups, or nobody of the team gave a point.
    """
    if cell is None:
        return None
    alone = [_figures(asked, (one.name,), one.hist) for one in cell.segments]
    others = [_figures(asked, cell.others.names, cell.others.hist)] if cell.others else []
    return (*alone, *others)


def _figures(asked: FrozenItem, names: tuple[str, ...], hist: Histogram) -> SegmentFigures:
    return SegmentFigures(names=names, n=sum(hist), hist=hist, score=score(oriented(asked, hist)))
