"""Arithmetic on the counts of a round: `analyse(tally) -> Analysis`, as docs/measures.md defines it. ★ No Django.

Everything is a function of histograms, so 100,000 answers cost what 100 cost. One module per kind of figure: `items`
(one team), `gaps` (two teams), `labels` (verdicts over the round).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from assessments.scales import Direction, FrozenItem, Scale
from assessments.tallies import Cell, Histogram, ItemTally, Participation, RoundTally
from reports.analysis.figures import GapFigures, TeamFigures
from reports.analysis.gaps import gap
from reports.analysis.items import item
from reports.analysis.labels import Label, bh, label, may_be_judged

_RowFigures: TypeAlias = tuple[TeamFigures | None, TeamFigures | None, GapFigures | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnalysis:
    """One item: both teams' figures (None where hidden), the gap between them, and what may be said about it."""

    item: FrozenItem
    sales: TeamFigures | None
    marketing: TeamFigures | None
    gap: GapFigures | None
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All figures of a round, its items in questionnaire order without the open ones."""

    items: tuple[ItemAnalysis, ...]


def analyse(tally: RoundTally, previous: RoundTally | None = None) -> Analysis:  # noqa: ARG001
    """The analysis of one round from its suppressed counts.

    `previous` is the last closed round of the same assessment; comparisons with it are not part of Analysis yet.
    """
    sizes = _team_size(tally.sales), _team_size(tally.marketing)
    rows = [row for row in tally.items if not row.item.is_open]
    figures = [_row_figures(row, sizes) for row in rows]
    return Analysis(
        items=tuple(
            _judged(row.item, *both, q) for row, both, q in zip(rows, figures, _adjusted(figures), strict=True)
        )
    )


def _team_size(participation: Participation) -> int | None:
    """People of a team; None where nobody counted them or more responded than were counted."""
    invited = participation.invited
    return None if invited is None or invited < participation.responded else invited


def _row_figures(row: ItemTally, sizes: tuple[int | None, int | None]) -> _RowFigures:
    return (
        _team_figures(row.item, row.sales, sizes[0]),
        _team_figures(row.item, row.marketing, sizes[1]),
        _gap_figures(row, sizes),
    )


def _team_figures(item_asked: FrozenItem, cell: Cell | None, team_size: int | None) -> TeamFigures | None:
    """The figures of one cell. Yes or no knows no agreement and no camps, a diagnostic nothing favorable."""
    if cell is None:
        return None
    figures = replace(item(oriented(item_asked, cell.hist), cell.dk, team_size, cell.na), hist=cell.hist)
    if item_asked.scale is Scale.YESNO:
        figures = replace(figures, rwg_raw=None, split=None)
    if item_asked.direction is Direction.NEUTRAL:
        figures = replace(figures, fav=None, fav_ci=None)
    return figures


def _gap_figures(row: ItemTally, sizes: tuple[int | None, int | None]) -> GapFigures | None:
    """The gap of an item shown for both teams, q not set yet."""
    if row.sales is None or row.marketing is None:
        return None
    a, b = oriented(row.item, row.sales.hist), oriented(row.item, row.marketing.hist)
    figures = gap(a, b, dk=(row.sales.dk, row.marketing.dk), N=sizes)
    if figures is not None and row.item.direction is Direction.NEUTRAL:
        return replace(figures, fav_diff=None, fav_diff_ci=None)
    return figures


def oriented(item_asked: FrozenItem, h: Histogram) -> Histogram:
    """The histogram with high = good: reversed here, once, where the question was asked the other way round."""
    return (h[4], h[3], h[2], h[1], h[0]) if item_asked.direction is Direction.NEGATIVE else h


def _adjusted(figures: Sequence[_RowFigures]) -> list[float | None]:
    """Benjamini–Hochberg q over the items that may be judged, diagnostics included; None for all others."""
    family = {
        place: both.p_label
        for place, (sales, marketing, both) in enumerate(figures)
        if both is not None and may_be_judged(sales, marketing)
    }
    qs = dict(zip(family, bh(list(family.values())), strict=True))
    return [qs.get(place) for place in range(len(figures))]


def _judged(
    item_asked: FrozenItem,
    sales: TeamFigures | None,
    marketing: TeamFigures | None,
    difference: GapFigures | None,
    q: float | None,
) -> ItemAnalysis:
    figures = None if difference is None else replace(difference, q=q)
    return ItemAnalysis(
        item=item_asked, sales=sales, marketing=marketing, gap=figures, label=label(sales, marketing, figures)
    )
