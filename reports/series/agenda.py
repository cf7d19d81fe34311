"""What to talk about in the room, and in which order: relief first, the hardest last. ★ No Django."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from assessments.scales import FrozenItem
from reports.analysis.coorientation import State
from reports.document import Report
from reports.series.gaps import placed
from reports.series.mirror import MirrorRow, mirror_series
from reports.series.overview import PriorityRow, round_overview

_KNOWN = {State.DISSENSUS, State.DISSENSUS_REVERSED}


class Part(StrEnum):
    """Why a question stands where it stands: a gap that is only imagined, the talk itself, a gap that both know."""

    RELIEF = "relief"
    TALK = "talk"
    LAST = "last"


class Moment(StrEnum):
    """A part of a workshop that is no question: the first opens it, the others follow the questions."""

    WELCOME = "welcome"
    CHOOSE = "choose"
    PROMISE = "promise"


MOMENTS: Mapping[Moment, int] = MappingProxyType({Moment.WELCOME: 5, Moment.CHOOSE: 15, Moment.PROMISE: 15})
"""Minutes of each, in the order of the day."""

_MINUTES = {Part.RELIEF: 8, Part.TALK: 15, Part.LAST: 20}
_ORDER = list(Part)

MOST_RELIEF = 1
"""Questions taken up only because the gap is imagined; more, and the room has no time for those that are real."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """A question that can be talked about. `rank` is its place among the priorities, None without one."""

    item: FrozenItem
    mirror: MirrorRow
    part: Part
    minutes: int
    rank: int | None

    @property
    def position(self) -> int:
        return self.mirror.row.position


def talks(report: Report) -> tuple[Talk, ...]:
    """All questions of the round that were answered on a scale, in its order."""
    items = {position: item for item, position in placed(report)}
    return tuple(_talk(row, items[row.row.position].item) for row in mirror_series(report).rows)


def proposed_agenda(report: Report) -> tuple[Talk, ...]:
    """The priorities that are proposed for a workshop, opened by an imagined gap if the round has one.

    Imagined gaps first, for relief; gaps that both teams know of last, as they take longest; else by priority. Empty
    where nothing could be compared.
    """
    wanted = {one.row.position for one in round_overview(report).proposed}
    known = talks(report)
    chosen = [talk for talk in known if talk.position in wanted]
    relief = [talk for talk in known if talk.part is Part.RELIEF and talk not in chosen]
    return tuple(sorted([*chosen, *sorted(relief, key=_rank)[:MOST_RELIEF]], key=_turn))


def _talk(mirrored: MirrorRow, item: FrozenItem) -> Talk:
    part = _part(mirrored)
    return Talk(item=item, mirror=mirrored, part=part, minutes=_MINUTES[part], rank=mirrored.row.rank)


def _part(mirrored: MirrorRow) -> Part:
    """Only of states that a headline may speak of."""
    states = {side.state for side in mirrored.sides if side.is_decided and side.state is not None}
    if State.FALSE_CONFLICT in states:
        return Part.RELIEF
    return Part.LAST if states and states <= _KNOWN else Part.TALK


def _turn(talk: Talk) -> tuple[int, int]:
    return _ORDER.index(talk.part), _rank(talk)


def _rank(talk: Talk) -> int:
    return talk.rank if talk.rank is not None else 1_000 + talk.position


def still_unplanned(report: Report) -> tuple[PriorityRow, ...]:
    """What is proposed for the workshop and has no action yet: for the worksheet, which is filled in by hand."""
    planned = {focus.code for focus in report.plan if focus.actions}
    return tuple(one for one in round_overview(report).proposed if one.row.code not in planned)
