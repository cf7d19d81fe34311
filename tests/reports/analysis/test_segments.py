"""The groups of a team: their figures add up to the team's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import Direction, Scale
from assessments.tallies import Cell, Histogram, Others, RoundTally, Segment, suppress
from reports.analysis.items import total
from reports.analysis.pairs import pair
from reports.analysis.segments import SegmentFigures, segments
from tests.reports.analysis.rows import NOBODY, asked, row, tally
from tests.reports.analysis.strategies import added, histograms

EAST, WEST, NONE = (0, 0, 1, 4, 1), (2, 3, 1, 0, 0), (1, 0, 1, 0, 0)


def cell(**groups: Histogram) -> Cell:
    """What a team's groups answered; `none` are those who chose none."""
    hist = NOBODY
    for each in groups.values():
        hist = added(hist, each)
    parts = tuple(Segment(name="" if name == "none" else name, hist=each) for name, each in groups.items())
    return Cell(hist=hist, segments=parts)


def shown(tallied: RoundTally) -> Cell | None:
    return suppress(tallied, tallied.minimum).items[0].sales


def figures(names: tuple[str, ...], hist: Histogram, score: float | None) -> SegmentFigures:
    return SegmentFigures(names=names, n=sum(hist), hist=hist, score=score)


def test_segments_are_scored_one_by_one() -> None:
    groups = segments(asked(), shown(tally(row(cell(East=EAST, West=WEST), None))))
    assert groups == (figures(("East",), EAST, 75.0), figures(("West",), WEST, 125 / 6))


def test_segments_that_were_merged_are_scored_together() -> None:
    groups = segments(asked(), shown(tally(row(cell(East=(0, 0, 0, 8, 0), West=WEST, none=NONE), None))))
    assert groups == (
        figures(("East",), (0, 0, 0, 8, 0), 75.0),
        figures(("West", ""), (3, 3, 2, 0, 0), 21.875),
    )


def test_segments_of_a_reversed_item_are_scored_the_other_way_round() -> None:
    groups = segments(asked(direction=Direction.NEGATIVE), cell(East=EAST))
    assert groups == (figures(("East",), EAST, 25.0),)


@pytest.mark.parametrize(
    ("direction", "scale", "hist", "score"),
    [(Direction.NEUTRAL, Scale.FIVE, EAST, 75.0), (Direction.POSITIVE, Scale.YESNO, (2, 0, 0, 0, 6), 75.0)],
)
def test_segments_of_other_kinds_of_items_are_scored_as_their_teams(
    direction: Direction, scale: Scale, hist: Histogram, score: float
) -> None:
    item = asked(direction=direction, scale=scale)
    whole = Cell(hist=hist, segments=(Segment(name="all", hist=hist),))
    (group,) = segments(item, whole) or ()
    team = pair(row(whole, None, item)).sales
    assert team is not None
    assert group.score == score == team.score


def test_segment_without_answers_has_no_score() -> None:
    groups = segments(asked(), shown(tally(row(cell(East=EAST, West=NOBODY), None))))
    assert groups == (figures(("East",), EAST, 75.0), figures(("West",), NOBODY, None))


def test_segments_of_a_hidden_team_are_hidden_too() -> None:
    assert segments(asked(), shown(tally(row(cell(East=(0, 2, 2, 0, 0)), None)))) is None


@pytest.mark.parametrize("nothing", [Cell(hist=EAST), replace(cell(East=NOBODY), dk=7)])
def test_segments_are_none_where_none_were_asked_or_nobody_gave_a_point(nothing: Cell) -> None:
    assert segments(asked(), shown(tally(row(nothing, None)))) == ()


@given(st.lists(histograms(per_point=3), min_size=1, max_size=6), st.sampled_from(Direction))
def test_segments_add_up_to_their_team(groups: list[Histogram], direction: Direction) -> None:
    item = asked(direction=direction)
    parts = cell(**{f"group {place}": hist for place, hist in enumerate(groups)})
    gated = shown(tally(row(parts, None, item)))
    found = segments(item, gated)
    if gated is None or not gated.n:
        assert not found
        return
    assert found is not None
    assert sum(group.n for group in found) == gated.n
    assert [sum(counts) for counts in zip(*(group.hist for group in found), strict=True)] == list(gated.hist)
    steps = sum(total(group.hist) for group in found)
    assert steps == total(gated.hist)


def test_merged_segments_are_those_that_were_hidden() -> None:
    gated = shown(tally(row(cell(a=(0, 9, 0, 0, 0), b=(1, 0, 0, 0, 0), c=(0, 0, 5, 0, 0)), None)))
    assert gated is not None
    assert gated.others == Others(names=("b", "c"), hist=(1, 0, 5, 0, 0))
    assert [one.name for one in gated.segments] == ["a"]
