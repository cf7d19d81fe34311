"""One question of the gap chart between 0 and 100: marks, ranges, numbers, and what is hidden. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from assessments.scales import Team
from reports.renderers.look import BRIDGE, THIN_BRIDGE
from reports.renderers.svg.ink import MARK_RADIUS, line, mark, strip, words
from reports.series import Absence, GapRow, Mark
from reports.wording import Translate, absence_words, team_name

CLOSE = 2 * MARK_RADIUS + 5
"""Marks nearer than this would cover one another: they step apart, Sales up and Marketing down."""

APART = 10.0
NUMBER_GAP = MARK_RADIUS + 6
RANGE_GAP = MARK_RADIUS + 7.5
CAP = 3.5
REACH = APART + RANGE_GAP + CAP
"""How far a track's ink reaches above and below its middle."""

STRIP = 24.0
"""Height of the strip that stands for a team without a score."""

NUMBER_ROOM = 40.0
"""Space beside the axis for the number of a mark at 0 or 100."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Where 0 and 100 points lie."""

    left: float
    right: float

    def x(self, points: float) -> float:
        return self.left + (self.right - self.left) * points / 100


@dataclass(frozen=True, slots=True)
class Air:
    """Units that a chart gets beyond what it needs: so much more across, and so much above and below each row."""

    across: float = 0.0
    down: float = 0.0


NO_AIR = Air()


@dataclass(frozen=True, slots=True)
class Track:
    """The drawing place of one row: its axis, its middle, the round's minimum, the id of the hatching, the tongue."""

    axis: Axis
    y: float
    minimum: int
    hatch: str
    translate: Translate


def draw_track(row: GapRow, track: Track) -> Iterator[str]:
    """Everything between the two ends, from back to front."""
    if row.sales and row.marketing:
        yield from _pair(row, row.sales, row.marketing, track)
    elif not row.marks and row.sales_absence is row.marketing_absence:
        yield from _strip(row.sales_absence, _both_absent(row, track), track.y, track)
    else:
        for team in Team:
            yield from _half(row, team, track)


def _pair(row: GapRow, sales: Mark, marketing: Mark, track: Track) -> Iterator[str]:
    at = {Team.SALES: track.axis.x(sales.score), Team.MARKETING: track.axis.x(marketing.score)}
    is_close = abs(at[Team.SALES] - at[Team.MARKETING]) < CLOSE
    step = APART if is_close else 0
    heights = {Team.SALES: track.y - step, Team.MARKETING: track.y + step}
    is_sales_left = (at[Team.SALES], 0) <= (at[Team.MARKETING], 1)
    for each in (sales, marketing):
        yield from _range(each, heights[each.team], track)
    if not is_close:
        width, role = BRIDGE.get(row.label, THIN_BRIDGE)
        yield line(at[Team.SALES], track.y, at[Team.MARKETING], track.y, role=role, width=width)
    for each in (marketing, sales):
        is_left = is_sales_left is (each.team is Team.SALES)
        yield mark(each.team, at[each.team], heights[each.team])
        yield _number(each, at[each.team], heights[each.team], is_left=is_left)


def _half(row: GapRow, team: Team, track: Track) -> Iterator[str]:
    """One team alone: Sales keeps to the upper half, Marketing to the lower one."""
    y = track.y + (-1 if team is Team.SALES else 1) * (STRIP / 2 + 2)
    shown = row.mark(team)
    if shown is None:
        yield from _strip(row.absence(team), _absent(row, team, track), y, track)
        return
    yield from _range(shown, y, track)
    yield mark(team, track.axis.x(shown.score), y)
    yield _number(shown, track.axis.x(shown.score), y, is_left=False)


def _number(shown: Mark, x: float, y: float, *, is_left: bool) -> str:
    """The score beside its mark, on the side away from the other team's."""
    anchor, offset = ("end", -NUMBER_GAP) if is_left else ("start", NUMBER_GAP)
    return words(shown.printed, x + offset, y + 5, size=14, role=shown.team, weight=700, anchor=anchor)


def _range(shown: Mark, y: float, track: Track) -> Iterator[str]:
    """A thin bar with caps above a circle and below a diamond, so that two ranges never lie on one another."""
    if shown.low is None or shown.high is None:
        return
    side = -1 if shown.team is Team.SALES else 1
    low, high, bar = track.axis.x(shown.low), track.axis.x(shown.high), y + side * RANGE_GAP
    for x1, y1, x2, y2 in (
        (low, bar, high, bar),
        (low, bar - CAP, low, bar + CAP),
        (high, bar - CAP, high, bar + CAP),
    ):
        yield line(x1, y1, x2, y2, role=shown.team, width=1.5)
    middle = track.axis.x(shown.score)
    yield line(middle, bar, middle, y, role=shown.team, width=1.5)


def capped(low: float, high: float, y: float, *, role: str) -> Iterator[str]:
    """A thin bar with a cap at either end."""
    for x1, y1, x2, y2 in ((low, y, high, y), (low, y - CAP, low, y + CAP), (high, y - CAP, high, y + CAP)):
        yield line(x1, y1, x2, y2, role=role, width=1.5)


def _strip(absence: Absence | None, text: str, y: float, track: Track) -> Iterator[str]:
    left, width = track.axis.left - NUMBER_ROOM / 2, track.axis.right - track.axis.left + NUMBER_ROOM
    hatching = track.hatch if absence is Absence.MINIMUM else None
    yield from strip(text, left, y - STRIP / 2, width, STRIP, hatching)


def _absent(row: GapRow, team: Team, track: Track) -> str:
    absence = row.absence(team)
    reason = absence_words(absence, track.minimum, track.translate) if absence else ""
    return f"{team_name(team, track.translate)}: {reason}"


def _both_absent(row: GapRow, track: Track) -> str:
    absence = row.sales_absence
    reason = absence_words(absence, track.minimum, track.translate) if absence else ""
    return track.translate("Both teams: {reason}").format(reason=reason)
