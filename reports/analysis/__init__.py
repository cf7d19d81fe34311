"""Arithmetic on the counts of a round: `analyse(tally) -> Analysis`, as docs/measures.md defines it. ★ No Django.

Everything is a function of histograms, so 100,000 answers cost what 100 cost. One module per kind of figure: `items`
(one team), `pairs` (both teams, high = good), `gaps` (how far they are apart), `labels` (verdicts over the round).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.scales import Direction, FrozenItem
from assessments.tallies import ItemTally, RoundTally
from reports.analysis.figures import GapFigures, TeamFigures
from reports.analysis.gaps import gap
from reports.analysis.labels import Label, label, may_be_judged, q_values
from reports.analysis.pairs import Pair, TeamSizes, oriented, pair, team_sizes

__all__ = ["Analysis", "ItemAnalysis", "analyse", "oriented"]


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
    sizes = team_sizes(tally)
    rows = [row for row in tally.items if not row.item.is_open]
    pairs = [pair(row, sizes) for row in rows]
    gaps = _with_q(pairs, [_gap_figures(row, sizes) for row in rows])
    return Analysis(items=tuple(_judged(*both) for both in zip(pairs, gaps, strict=True)))


def _gap_figures(row: ItemTally, sizes: TeamSizes) -> GapFigures | None:
    """The gap of an item shown for both teams, q not set yet."""
    if row.sales is None or row.marketing is None:
        return None
    a, b = oriented(row.item, row.sales.hist), oriented(row.item, row.marketing.hist)
    figures = gap(a, b, dk=(row.sales.dk, row.marketing.dk), N=sizes)
    if figures is not None and row.item.direction is Direction.NEUTRAL:
        return replace(figures, fav_diff=None, fav_diff_ci=None)
    return figures


def _with_q(pairs: Sequence[Pair], gaps: Sequence[GapFigures | None]) -> list[GapFigures | None]:
    """The gaps with q, adjusted over those that may be judged, diagnostics included; None for all others."""
    ps = [
        both.p_label if both is not None and may_be_judged(one.sales, one.marketing) else None
        for one, both in zip(pairs, gaps, strict=True)
    ]
    return [both and replace(both, q=q) for both, q in zip(gaps, q_values(ps), strict=True)]


def _judged(one: Pair, difference: GapFigures | None) -> ItemAnalysis:
    return ItemAnalysis(
        item=one.item,
        sales=one.sales,
        marketing=one.marketing,
        gap=difference,
        label=label(one.sales, one.marketing, difference),
    )
