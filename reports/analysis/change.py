"""What changed since the round before, like for like: the same questions in the same words. ★ No Django.

Answers are anonymous, so rounds are taken as independent. Where the same people answer alike twice, that makes the
intervals too wide and never too narrow; rounds are not linked to gain precision.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import sqrt

from assessments.scales import FrozenItem, Team
from assessments.tallies import Histogram, ItemTally, RoundTally
from reports.analysis.constants import POINTS_PER_STEP, TOLERANCE
from reports.analysis.figures import GapFigures, Interval, TeamFigures
from reports.analysis.gaps import difference, gap
from reports.analysis.index import DimensionFigures, IndexFigures, Lacking, dimensions, index, is_usable
from reports.analysis.items import floored_variance
from reports.analysis.labels import Label, label, may_be_judged, q_values
from reports.analysis.numerics import t_quantile, t_survival
from reports.analysis.pairs import Pair, oriented, pair
from reports.analysis.turnout import Caution, cautions


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamChange:
    """One team's score now minus before, in points. Labels as for gaps, q adjusted over the team's questions."""

    change: float
    ci: Interval | None
    p_label: float
    q: float | None
    label: Label


@dataclass(frozen=True, slots=True, kw_only=True)
class GapChange:
    """The gap (Sales − Marketing) now minus before, in points. `narrowed`: smaller than it was, and not by chance."""

    change: float
    ci: Interval | None
    p: float | None
    narrowed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemChange:
    """A question that both rounds asked; None where a cell of either round is hidden or without points."""

    code: str
    sales: TeamChange | None
    marketing: TeamChange | None
    gap_change: GapChange | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexChange:
    """The index of both rounds from the questions that can be used in both."""

    previous: float
    current: float
    change: float
    items_used: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DimensionChange:
    """A dimension's index in both rounds, or why it cannot be compared."""

    code: str
    index: IndexChange | Lacking


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """This round beside the one before: its questions that were asked then, too, in this round's order."""

    items: tuple[ItemChange, ...]
    index: IndexChange | Lacking
    dimensions: tuple[DimensionChange, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class _Common:
    """A question of both rounds: its counts and its figures now, and before. Both carry this round's item."""

    row: ItemTally
    earlier_row: ItemTally
    now: Pair
    before: Pair

    def hists(self, team: Team) -> tuple[Histogram, Histogram] | None:
        """A team's answers now and before, high = good; None unless both rounds show points."""
        cells = self.row.cell(team), self.earlier_row.cell(team)
        if cells[0] is None or cells[1] is None or not (cells[0].n and cells[1].n):
            return None
        return oriented(self.row.item, cells[0].hist), oriented(self.row.item, cells[1].hist)


def change(now: RoundTally, before: RoundTally) -> Change:
    """Everything of `now` that can be compared with `before`, both suppressed."""
    common = _common(now, before)
    by_team = zip(_team_changes(Team.SALES, common), _team_changes(Team.MARKETING, common), strict=True)
    pairs = _usable_in_both(common)
    return Change(
        items=tuple(
            ItemChange(code=one.row.item.code, sales=sales, marketing=marketing, gap_change=_gap_change(one))
            for one, (sales, marketing) in zip(common, by_team, strict=True)
        ),
        index=_index_change(index(pairs[0]), index(pairs[1])),
        dimensions=_dimension_changes(*pairs),
        cautions=cautions(now, before),
    )


def is_same_question(one: FrozenItem, other: FrozenItem) -> bool:
    """Whether respondents read the same, and the same end of the scale is the good one."""
    return all(getattr(one, part) == getattr(other, part) for part in ("code", "text", "scale", "labels", "direction"))


def _common(now: RoundTally, before: RoundTally) -> list[_Common]:
    earlier = {row.item.code: row for row in before.items}
    both = ((row, earlier[row.item.code]) for row in now.items if row.item.code in earlier)
    asked_again = ((row, old) for row, old in both if is_same_question(row.item, old.item) and not row.item.is_open)
    return [
        _Common(row, old, pair(row), pair(old))
        for row, old in ((row, replace(old, item=row.item)) for row, old in asked_again)
    ]


def _team_changes(team: Team, common: Sequence[_Common]) -> list[TeamChange | None]:
    """One team's changes; each team is a family of its own for q."""
    hists = (one.hists(team) for one in common)
    changes = [both and gap(*both) for both in hists]
    figures = [(one.now.figures(team), one.before.figures(team)) for one in common]
    ps = [one.p_label if one and may_be_judged(*both) else None for one, both in zip(changes, figures, strict=True)]
    judged = zip(changes, figures, q_values(ps), strict=True)
    return [None if one is None else _team_change(replace(one, q=q), *both) for one, both, q in judged]


def _team_change(moved: GapFigures, now: TeamFigures | None, before: TeamFigures | None) -> TeamChange:
    return TeamChange(
        change=moved.gap, ci=moved.gap_ci, p_label=moved.p_label, q=moved.q, label=label(now, before, moved)
    )


def _gap_change(one: _Common) -> GapChange | None:
    sales, marketing = one.hists(Team.SALES), one.hists(Team.MARKETING)
    if sales is None or marketing is None:
        return None
    gaps = difference(sales[0], marketing[0]), difference(sales[1], marketing[1])
    moved = gaps[0] - gaps[1]
    ci, p = _four_groups(moved, [*sales, *marketing])
    is_real = ci is not None and (ci[0] > 0 or ci[1] < 0)
    return GapChange(change=moved, ci=ci, p=p, narrowed=is_real and abs(gaps[0]) < abs(gaps[1]) - TOLERANCE)


def _four_groups(center: float, hists: Sequence[Histogram]) -> tuple[Interval | None, float | None]:
    """Welch's t interval (95 %, clipped to ±200) and p for a sum or difference of the means of several groups.

    SE = 25·√Σv, v = s²/n with the floored variance, df = (Σv)²/Σ(v²/(n − 1)). None where a group has one answer.
    Source: Satterthwaite 1946.
    """
    sizes = [sum(h) for h in hists]
    if min(sizes) < 2:
        return None, None
    vs = [floored_variance(h) / n for h, n in zip(hists, sizes, strict=True)]
    se, df = (
        POINTS_PER_STEP * sqrt(sum(vs)),
        sum(vs) ** 2 / sum(v**2 / (n - 1) for v, n in zip(vs, sizes, strict=True)),
    )
    half = t_quantile(0.025, df) * se
    return (max(center - half, -200.0), min(center + half, 200.0)), 2 * t_survival(abs(center) / se, df)


def _usable_in_both(common: Sequence[_Common]) -> tuple[list[Pair], list[Pair]]:
    """The pairs of both rounds; what only one of them can use counts as hidden in both."""
    kept = [
        (one.now, one.before) if is_usable(one.now) and is_usable(one.before) else (_hidden(one.now), _hidden(one.now))
        for one in common
    ]
    return [now for now, _ in kept], [before for _, before in kept]


def _hidden(one: Pair) -> Pair:
    return Pair(item=one.item, sales=None, marketing=None)


def _index_change(now: IndexFigures | Lacking, before: IndexFigures | Lacking) -> IndexChange | Lacking:
    if isinstance(now, Lacking):
        return now
    if isinstance(before, Lacking):
        return before
    return IndexChange(
        previous=before.index, current=now.index, change=now.index - before.index, items_used=now.items_used
    )


def _dimension_changes(now: Sequence[Pair], before: Sequence[Pair]) -> tuple[DimensionChange, ...]:
    return tuple(
        DimensionChange(code=new.code, index=_index_change(_whole(new.figures), _whole(old.figures)))
        for new, old in zip(dimensions(now), dimensions(before), strict=True)
    )


def _whole(figures: DimensionFigures | Lacking) -> IndexFigures | Lacking:
    return figures if isinstance(figures, Lacking) else figures.whole
