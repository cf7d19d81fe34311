"""Who guessed the other team wrong, judged over a whole round. ★ No Django."""

from __future__ import annotations

from assessments.scales import Team
from reports.analysis import ItemAnalysis
from reports.analysis.coorientation import SideFigures
from reports.analysis.estimates import Estimate, estimates
from reports.analysis.figures import TeamFigures

Judged = dict[tuple[int, Team], Estimate | None]


def judged_sides(items: dict[int, ItemAnalysis]) -> Judged:
    """What may be said of each side's accuracy, by position and team, over the whole round."""
    sides = {
        (position, team): (side, _fewest(item, team, side))
        for position, item in items.items()
        for team in Team
        if (side := figures_of(item, team)) is not None
    }
    return dict(zip(sides, estimates(list(sides.values())), strict=True))


def figures_of(item: ItemAnalysis, team: Team) -> SideFigures | None:
    views = item.coorientation
    if views is None:
        return None
    return views.sales if team is Team.SALES else views.marketing


def _fewest(item: ItemAnalysis, team: Team, side: SideFigures) -> int:
    own, other = answers_of(item, team), answers_of(item, team.other)
    guesses = side.guesses if side.guesses is not None else own.n if own else 0
    return min(guesses, other.n if other else 0)


def answers_of(item: ItemAnalysis, team: Team) -> TeamFigures | None:
    return item.sales if team is Team.SALES else item.marketing
