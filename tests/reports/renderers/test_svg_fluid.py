"""The picture of one row of the dashboard's chart."""

from __future__ import annotations

import re
from dataclasses import replace

from reports.renderers.svg import fluid_track
from reports.series import gap_series
from tests.reports.example_reports import nine_questions


def test_track_prints_both_scores_and_speaks_its_label() -> None:
    for row in gap_series(nine_questions()).rows:
        drawn = fluid_track(row, "Spoken")
        assert sorted(re.findall(r">(\d+)</text>", drawn)) == sorted(mark.printed for mark in row.marks), row.text
        assert 'role="img" aria-label="Spoken"' in drawn


def test_track_never_draws_a_hidden_team() -> None:
    row = next(row for row in gap_series(nine_questions()).rows if len(row.marks) == 2)
    alone = fluid_track(replace(row, marketing=None), "")

    assert "chart-sales" in alone
    assert "chart-marketing" not in alone
    assert fluid_track(replace(row, sales=None, marketing=None), "") == ""


def test_close_marks_step_apart_and_far_ones_are_joined() -> None:
    rows = [row for row in gap_series(nine_questions()).rows if len(row.marks) == 2]
    joined = {"chart-edge-line" in fluid_track(row, "") for row in rows if abs(row.gap or 0) > 9}
    apart = {"chart-edge-line" in fluid_track(row, "") for row in rows if abs(row.gap or 0) < 9}

    assert (joined, apart) == ({True}, {False})
