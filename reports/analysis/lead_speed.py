"""Whether sales leads close faster than marketing leads: three readings of what is neither good nor bad. ★ No Django.

Point 1 of its scale is "Marketing’s leads close much faster", point 5 "Sales’ own leads close much faster".
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.analysis.constants import LEAD_SPEED_CODE, MEASURE_FIRST, TOLERANCE
from reports.analysis.figures import TeamFigures
from reports.analysis.labels import may_be_judged
from reports.analysis.pairs import Pair

MIDDLE = 50.0
"""Points of "about the same"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadSpeed:
    """Do the teams see the same facts, can they see them at all, and does each favor its own leads?

    `shared_picture` is 0–100, `sales_unseen` and `marketing_unseen` are shares (0–1) of those who answered with
    "Don’t know" or "We do not measure it". None where a team is hidden, or gave too few points to say.
    """

    shared_picture: float | None
    sales_unseen: float | None
    marketing_unseen: float | None
    favors_own: bool | None

    @property
    def needs_measuring(self) -> bool:
        """Whether so many of a team cannot say that the first thing to do is to measure."""
        unseen = (share for share in (self.sales_unseen, self.marketing_unseen) if share is not None)
        return any(share >= MEASURE_FIRST - TOLERANCE for share in unseen)


def lead_speed(one: Pair) -> LeadSpeed | None:
    """The three readings; None for every other question. Shared picture: 100 − |gap|, beside the index, not in it."""
    if one.item.code != LEAD_SPEED_CODE:
        return None
    return LeadSpeed(
        shared_picture=_shared_picture(one.sales, one.marketing),
        sales_unseen=_unseen(one.sales),
        marketing_unseen=_unseen(one.marketing),
        favors_own=_favors_own(one.sales, one.marketing),
    )


def _shared_picture(sales: TeamFigures | None, marketing: TeamFigures | None) -> float | None:
    if sales is None or sales.score is None or marketing is None or marketing.score is None:
        return None
    return 100 - abs(sales.score - marketing.score)


def _favors_own(sales: TeamFigures | None, marketing: TeamFigures | None) -> bool | None:
    """Whether Sales finds its own leads quicker and Marketing its own; a verdict, so None below N_LABEL answers."""
    if sales is None or sales.score is None or marketing is None or marketing.score is None:
        return None
    return sales.score > MIDDLE > marketing.score if may_be_judged(sales, marketing) else None


def _unseen(team: TeamFigures | None) -> float | None:
    if team is None:
        return None
    cannot_say = team.dk + (team.na or 0)
    return cannot_say / (team.n + cannot_say) if team.n + cannot_say else None
