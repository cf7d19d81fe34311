"""Arithmetic on the counts of a round: `analyse(tally) -> Analysis`, as docs/measures.md defines it. ★ No Django.

Everything is a function of histograms, so 100,000 answers cost what 100 cost. One module per kind of figure, each on
top of those before it: `items` (one team) and `agreement` inside it, `pairs` (both teams, high = good), `gaps` (how
far they are apart), `labels` (verdicts over the round), `coorientation` (what they think of each other), `index` (the
round and its dimensions as one number), `priorities` (what to talk about first), `turnout` (who is silent),
`lead_speed` (one question read in its own way), `change` (since the round before), `segments` (the groups of a team).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.scales import Direction, FrozenItem
from assessments.tallies import ItemTally, RoundTally
from reports.analysis.change import Change
from reports.analysis.change import change as compared
from reports.analysis.coorientation import CoOrientation
from reports.analysis.coorientation import coorientation as views_of_each_other
from reports.analysis.figures import GapFigures, TeamFigures
from reports.analysis.gaps import gap
from reports.analysis.index import Dimension, IndexFigures, Lacking, dimensions
from reports.analysis.index import index as index_of
from reports.analysis.labels import Label, label, may_be_judged, q_values
from reports.analysis.pairs import Pair, TeamSizes, oriented, pair, team_sizes
from reports.analysis.priorities import Priority, ranked, weigh

__all__ = ["Analysis", "ItemAnalysis", "analyse", "oriented"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemAnalysis:
    """One item: both teams' figures (None where hidden), the gap between them, and what may be said about it.

    `coorientation` is None where a team is hidden, `priority` also where a team has too few answers to compare.
    """

    item: FrozenItem
    sales: TeamFigures | None
    marketing: TeamFigures | None
    gap: GapFigures | None
    label: Label
    coorientation: CoOrientation | None
    priority: Priority | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """All figures of a round, its items in questionnaire order without the open ones.

    `priorities` are the codes of the items that have one, first to discuss first. `change` is None without an earlier
    round.
    """

    items: tuple[ItemAnalysis, ...]
    dimensions: tuple[Dimension, ...]
    index: IndexFigures | Lacking
    priorities: tuple[str, ...]
    change: Change | None


def analyse(tally: RoundTally, previous: RoundTally | None = None) -> Analysis:
    """The analysis of one round from its suppressed counts.

    `previous` is the suppressed tally of the last closed round of the same assessment.
    """
    sizes = team_sizes(tally)
    rows = [row for row in tally.items if not row.item.is_open]
    pairs = [pair(row, sizes) for row in rows]
    items = _prioritized(pairs, _judged(rows, pairs, sizes))
    return Analysis(
        items=items,
        dimensions=dimensions(pairs),
        index=index_of(pairs),
        priorities=_first_to_last(items),
        change=None if previous is None else compared(tally, previous),
    )


def _judged(rows: Sequence[ItemTally], pairs: Sequence[Pair], sizes: TeamSizes) -> list[ItemAnalysis]:
    """The items with everything but their priorities."""
    gaps = _with_q(pairs, [_gap_figures(row, sizes) for row in rows])
    return [
        ItemAnalysis(
            item=one.item,
            sales=one.sales,
            marketing=one.marketing,
            gap=both,
            label=label(one.sales, one.marketing, both),
            coorientation=views_of_each_other(row),
            priority=None,
        )
        for row, one, both in zip(rows, pairs, gaps, strict=True)
    ]


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


def _prioritized(pairs: Sequence[Pair], items: Sequence[ItemAnalysis]) -> tuple[ItemAnalysis, ...]:
    """The items with the priorities that have one."""
    weighed = [weigh(two, one.gap, one.label, one.coorientation) for two, one in zip(pairs, items, strict=True)]
    priorities = ranked(weighed)
    return tuple(replace(one, priority=priority) for one, priority in zip(items, priorities, strict=True))


def _first_to_last(items: Sequence[ItemAnalysis]) -> tuple[str, ...]:
    ranks = {one.item.code: one.priority.rank for one in items if one.priority}
    return tuple(sorted(ranks, key=ranks.__getitem__))
