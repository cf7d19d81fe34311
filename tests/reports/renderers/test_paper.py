"""Long charts on paper: every question once, in order, on sheets that hold what is on them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from assessments.tallies import ItemTally
from reports.renderers.svg import Room, cut, gap_heights, paper_mirror_charts, sheet_sizes
from reports.renderers.svg.paper import SHEET, UNDER_HEAD
from reports.series import GapRow, GapSeries, gap_series, mirror_series
from tests.reports.example_reports import NINE, make_report, row, with_guesses
from tests.reports.strategies import some

CODES = [*NINE, "L01", "L02", "L07", "L09", "L11", "L15", "L18", "L20", "L22"]


def tallies(count: int) -> list[ItemTally]:
    counts = list(NINE.values())
    return [
        with_guesses(row(code, *counts[place % 9]), *counts[(place + 1) % 9])
        for place, code in enumerate((CODES * 3)[:count])
    ]


def gap_parts(series: GapSeries) -> list[Sequence[GapRow]]:
    """Under a heading, and on sheets of their own."""
    return cut(series.rows, sheet_sizes(*gap_heights(series), Room(930)))


def heights(drawn: list[str]) -> list[float]:
    return [float(re.findall(r'viewBox="0 0 700 ([\d.]+)"', each)[0]) for each in drawn]


@some
@given(st.integers(1, 40))
def test_sheets_hold_every_question_once_and_no_more_than_fits(count: int) -> None:
    report = make_report(tallies(count))
    series, rows = gap_series(report), mirror_series(report).rows

    assert [each for part in gap_parts(series) for each in part] == list(series.rows)
    mirrors = paper_mirror_charts(rows, series.minimum)
    assert heights(mirrors)[0] <= UNDER_HEAD + 1
    assert max(heights(mirrors)) <= SHEET + 1
    ids = re.findall(r' id="([^"]*)"', "".join(mirrors))
    assert len(ids) == len(set(ids))


def test_last_question_does_not_stand_alone() -> None:
    parts = [len(part) for count in range(2, 40) for part in gap_parts(gap_series(make_report(tallies(count))))]

    assert min(parts) == 2


def test_sheets_share_their_rows() -> None:
    """No page of two rows follows a full one."""
    for count in range(2, 40):
        parts = [len(part) for part in gap_parts(gap_series(make_report(tallies(count))))]
        assert max(parts) - min(parts) <= 3
