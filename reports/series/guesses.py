"""What each team guessed of the other's answers, as asked. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.scales import FrozenItem, Team
from assessments.tallies import Histogram
from reports.document import Report
from reports.series.answers import Segment, segments_of
from reports.series.gaps import placed
from reports.series.mirror import MirrorRow, Side, mirror_series


@dataclass(frozen=True, slots=True, kw_only=True)
class GuessSeries:
    """One team's guesses of the other's answer to one question, lowest answer first.

    `segments` are empty where `side` has no guess to show, and where the team's ordinary answer is its guess.
    """

    mirror: MirrorRow
    side: Side
    segments: tuple[Segment, ...]

    @property
    def team(self) -> Team:
        return self.side.team


def guess_series(report: Report) -> tuple[GuessSeries, ...]:
    """Both teams' guesses of every question, in the order of the questionnaire."""
    rows = zip(mirror_series(report).rows, placed(report), report.released.tally.items, strict=True)
    return tuple(
        GuessSeries(mirror=mirrored, side=side, segments=_segments(item.item, side, cell.guess if cell else None))
        for mirrored, (item, _position), tally in rows
        for side in mirrored.sides
        for cell in (tally.cell(side.team),)
    )


def _segments(asked: FrozenItem, side: Side, guesses: Histogram | None) -> tuple[Segment, ...]:
    if guesses is None or side.guess is None or side.guess.is_answer:
        return ()
    return segments_of(asked, guesses)
