"""One item as both teams answered it, side by side: where counts are turned to high = good, once. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from assessments.scales import Direction, FrozenItem, Scale, Team
from assessments.tallies import Cell, Histogram, ItemTally, Participation, RoundTally
from reports.analysis.figures import TeamFigures
from reports.analysis.items import item

TeamSizes: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An item and both teams' figures, None where hidden: what stands before anything is compared."""

    item: FrozenItem
    sales: TeamFigures | None
    marketing: TeamFigures | None

    def figures(self, team: Team) -> TeamFigures | None:
        return self.sales if team is Team.SALES else self.marketing


def team_size(participation: Participation) -> int | None:
    """People of a team; None where nobody counted them or more responded than were counted."""
    invited = participation.invited
    return None if invited is None or invited < participation.responded else invited


def team_sizes(tally: RoundTally) -> TeamSizes:
    """People of Sales and of Marketing."""
    return team_size(tally.sales), team_size(tally.marketing)


def pair(row: ItemTally, sizes: TeamSizes = (None, None)) -> Pair:
    """Both teams' figures of one item, for teams of these `sizes`."""
    return Pair(
        item=row.item,
        sales=_team_figures(row.item, row.sales, sizes[0]),
        marketing=_team_figures(row.item, row.marketing, sizes[1]),
    )


def oriented(item_asked: FrozenItem, h: Histogram) -> Histogram:
    """The histogram with high = good: reversed here, once, where the question was asked the other way round."""
    return (h[4], h[3], h[2], h[1], h[0]) if item_asked.direction is Direction.NEGATIVE else h


def _team_figures(item_asked: FrozenItem, cell: Cell | None, size: int | None) -> TeamFigures | None:
    """The figures of one cell. Yes or no knows no agreement and no camps, a diagnostic nothing favorable."""
    if cell is None:
        return None
    figures = replace(item(oriented(item_asked, cell.hist), cell.dk, size, cell.na), hist=cell.hist)
    if item_asked.scale is Scale.YESNO:
        figures = replace(figures, rwg_raw=None, split=None)
    if item_asked.direction is Direction.NEUTRAL:
        figures = replace(figures, fav=None, fav_ci=None)
    return figures
