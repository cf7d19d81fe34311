"""Who is silent: notes on response rates, which change no number, and what makes rounds hard to compare. ★ No Django.

People invited are known only where somebody counted them; without that nothing is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessments.scales import Team
from assessments.tallies import Participation, RoundTally
from reports.analysis.constants import RATE_DIFFERENCE, RATE_FEW, RATE_MOVED, RATE_SOME, SIZE_MOVED, TOLERANCE
from reports.analysis.pairs import team_size


class Silence(StrEnum):
    """MOST have not answered, and may differ: a banner. SOME have not: a note."""

    MOST = "most"
    SOME = "some"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turnout:
    """Response rates (0–1) with their notes; a rate is None for a team of unknown size."""

    sales_rate: float | None
    marketing_rate: float | None
    sales: Silence | None
    marketing: Silence | None
    is_uneven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What moved in a team between two rounds, so that other people may be speaking now."""

    team: Team
    rate_moved: bool
    size_moved: bool


def turnout(tally: RoundTally) -> Turnout:
    """The response rates of a round and what to say about them."""
    rates = response_rate(tally.sales), response_rate(tally.marketing)
    return Turnout(
        sales_rate=rates[0],
        marketing_rate=rates[1],
        sales=_silence(rates[0]),
        marketing=_silence(rates[1]),
        is_uneven=_moved(*rates, RATE_DIFFERENCE),
    )


def cautions(now: RoundTally, before: RoundTally) -> tuple[Caution, ...]:
    """The teams whose response rate or size moved too far to compare two rounds without saying so."""
    found = (_caution(team, now.participation(team), before.participation(team)) for team in Team)
    return tuple(caution for caution in found if caution.rate_moved or caution.size_moved)


def response_rate(participation: Participation) -> float | None:
    """Responded/invited, 0–1; None for a team of nobody or of unknown size."""
    size = team_size(participation)
    return participation.responded / size if size else None


def _silence(rate: float | None) -> Silence | None:
    if rate is None or rate > RATE_SOME + TOLERANCE:
        return None
    return Silence.MOST if rate < RATE_FEW - TOLERANCE else Silence.SOME


def _caution(team: Team, now: Participation, before: Participation) -> Caution:
    sizes = team_size(now), team_size(before)
    return Caution(
        team=team,
        rate_moved=_moved(response_rate(now), response_rate(before), RATE_MOVED),
        size_moved=_moved(*sizes, SIZE_MOVED * (sizes[1] or 0)),
    )


def _moved(one: float | None, other: float | None, least: float) -> bool:
    return one is not None and other is not None and one != other and abs(one - other) >= least - TOLERANCE
