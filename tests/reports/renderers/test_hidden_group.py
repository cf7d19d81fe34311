"""A group one below the minimum, wherever it is: no byte of any file or chart depends on what it answered."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from assessments.scales import Team
from assessments.tallies import EMPTY, Cell, Histogram, ItemTally
from reports.document import Report
from reports.renderers import EXPORTS
from reports.renderers.figures import gap_figure
from reports.renderers.svg import distribution_chart, gap_chart, mirror_chart
from reports.series import Order, distribution, gap_series, mirror_series
from tests.reports.analysis.strategies import counted
from tests.reports.example_reports import bank_item, compared, make_report
from tests.reports.strategies import some

MINIMUM = 5
SHOWN = Cell(hist=(1, 2, 4, 3, 2), dk=1, guess=(2, 3, 3, 1, 0))

few = some.max_examples // 10  # each prints every file
places = st.integers(0, 4)
four = st.lists(places, min_size=MINIMUM - 1, max_size=MINIMUM - 1).map(counted)
at_most_four = st.lists(places, max_size=MINIMUM - 1).map(counted)
counts = st.integers(0, MINIMUM - 1)
small_groups = st.builds(Cell, hist=four | at_most_four, dk=counts, guess=at_most_four)
"""What may not be seen: up to four answers beside up to four don't-knows."""


def round_of(cell: Cell, team: Team) -> Report:
    """Three questions. On the second, `cell` is what this team answered."""
    cells = {team: cell, team.other: SHOWN}
    rows = [
        row_of("S7", SHOWN, SHOWN),
        row_of("S8", cells[Team.SALES], cells[Team.MARKETING]),
        row_of("S9", SHOWN, SHOWN),
    ]
    return make_report(rows, minimum=MINIMUM, sales=(14, 13), marketing=(None, 13))


def row_of(code: str, sales: Cell, marketing: Cell) -> ItemTally:
    """Where the question offers "We do not measure it", as many said so as did not know."""
    item = bank_item(code)
    cells = [replace(cell, na=cell.dk if item.not_applicable else None) for cell in (sales, marketing)]
    return ItemTally(item=item, sales=cells[0], marketing=cells[1])


def hiding_answers(cell: Cell, team: Team) -> Report:
    return round_of(cell, team)


def hiding_guesses(cell: Cell, team: Team) -> Report:
    return round_of(replace(SHOWN, guess=cell.guess), team)


def hiding_answers_of_the_round_before(cell: Cell, team: Team) -> Report:
    return compared(round_of(SHOWN, team), round_of(cell, team))


def hiding_answers_compared_with_the_round_before(cell: Cell, team: Team) -> Report:
    return compared(round_of(cell, team), round_of(SHOWN, team))


HIDING: list[Callable[[Cell, Team], Report]] = [
    hiding_answers,
    hiding_guesses,
    hiding_answers_of_the_round_before,
    hiding_answers_compared_with_the_round_before,
]


def outputs(report: Report) -> Mapping[str, bytes]:
    """Every file and every chart."""
    charts = {f"gaps {order}": gap_chart(gap_series(report, order)) for order in Order}
    charts |= {f"answers {place}": distribution_chart(distribution(report, place)) for place in (1, 2, 3)}
    charts |= {"mirror": mirror_chart(mirror_series(report).rows, MINIMUM)}
    charts |= {"plotly": json.dumps(gap_figure(gap_series(report)))}
    files = {kind: export.render(report) for kind, export in EXPORTS.items()}
    return {name: chart.encode() for name, chart in charts.items()} | files


@cache
def outputs_without_anybody(hiding: Callable[[Cell, Team], Report], team: Team) -> Mapping[str, bytes]:
    return outputs(hiding(Cell(hist=EMPTY, guess=EMPTY), team))


@pytest.mark.parametrize("team", Team)
@pytest.mark.parametrize("hiding", HIDING)
@settings(max_examples=few)
@given(small_groups)
@example(Cell(hist=(4, 0, 0, 0, 0), dk=4, guess=(0, 0, 0, 0, 4)))
def test_no_byte_depends_on_a_group_below_the_minimum(
    hiding: Callable[[Cell, Team], Report], team: Team, one: Cell
) -> None:
    """Whatever up to four people say, all is as if they said nothing."""
    assert outputs(hiding(one, team)) == outputs_without_anybody(hiding, team)


def with_one_more(h: Histogram, place: int) -> Histogram:
    """Four answers and a fifth."""
    return counted([*(place for place, count in enumerate(h) for _ in range(count)), place])


@pytest.mark.parametrize("team", Team)
def test_every_file_and_chart_depends_on_a_group_at_the_minimum(team: Team) -> None:
    """Guards the test above: with a fifth answer, what was compared there does differ."""
    low, high = with_one_more((4, 0, 0, 0, 0), 1), with_one_more((0, 0, 0, 0, 4), 3)
    one, other = (outputs(hiding_answers(Cell(hist=h), team)) for h in (low, high))
    elsewhere = {"answers 1", "answers 3"}
    assert {name for name in one if one[name] == other[name]} == elsewhere


def test_files_with_guesses_depend_on_five_of_them() -> None:
    one, other = (
        outputs(hiding_guesses(Cell(hist=h, guess=h), Team.SALES)) for h in ((5, 0, 0, 0, 0), (0, 0, 0, 0, 5))
    )
    assert {"csv", "json", "mirror"} <= {name for name in one if one[name] != other[name]}
