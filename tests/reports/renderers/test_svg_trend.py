from __future__ import annotations

import re
from itertools import combinations
from xml.etree import ElementTree as ET

from hypothesis import given

from assessments.scales import Team
from assessments.tallies import Histogram
from reports.document import Report
from reports.renderers.svg import index_chart, trend_chart
from reports.series import trend_series
from reports.wording import index_trend_summary, trend_summary
from tests.reports.example_reports import compared, make_report, row, two_rounds
from tests.reports.renderers.test_svg import SVG, boxes, words_of
from tests.reports.strategies import reports, some

HIGH: Histogram = (0, 0, 1, 4, 1)
LOW: Histogram = (2, 4, 1, 0, 0)


def pictures(report: Report) -> list[str]:
    """The index and every question over the rounds."""
    series = trend_series(report)
    summary = index_trend_summary(series.index, series.rounds)
    drawn = [index_chart(series.index, series.rounds, "Index", summary, "trend-index")]
    for line in series.lines:
        summary = trend_summary(line, series.rounds)
        drawn.append(trend_chart(line, series.rounds, line.row.text, summary, f"trend-{line.row.position}"))
    return drawn


def joints(svg: str, team: Team) -> int:
    return len(re.findall(f'<line [^>]*class="chart-{team}-line"', svg))


@some
@given(reports(), reports(), reports())
def test_trend_texts_never_collide_and_stay_inside(now: Report, before: Report, first: Report) -> None:
    for svg in pictures(compared(now, compared(before, first))):
        root, drawn = ET.fromstring(svg), boxes(svg, "wide")
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        assert [(a.text, b.text) for a, b in combinations(drawn, 2) if a.overlaps(b)] == []
        assert [box.text for box in drawn if box.left < -0.5 or box.right > width + 0.5] == []
        assert [box.text for box in drawn if box.top < -0.5 or box.bottom > height + 0.5] == []


def test_trend_prints_and_joins_what_was_asked_twice() -> None:
    _index, follow_up, agreed, new = pictures(two_rounds())
    assert [joints(svg, team) for svg in (follow_up, agreed, new) for team in Team] == [1, 1, 1, 1, 0, 0]
    assert [words_of(follow_up).count(number) for number in ("79", "22")] == [2, 2]


def test_trend_is_broken_where_a_team_was_hidden() -> None:
    rounds = [make_report([row("S7", HIGH, marketing)]) for marketing in (LOW, (1, 1, 1, 0, 0), LOW)]
    (_index, svg) = pictures(compared(rounds[2], compared(rounds[1], rounds[0])))
    assert (joints(svg, Team.SALES), joints(svg, Team.MARKETING)) == (2, 0)
    assert len(re.findall("<path", svg)) == 2
    desc = ET.fromstring(svg).find(f"{SVG}desc")
    assert desc is not None
    assert "Marketing: Autumn 21, Autumn hidden, Autumn 21." in (desc.text or "")


def test_trend_does_not_hide_equal_scores_behind_one_another() -> None:
    same = compared(make_report([row("S7", LOW, LOW)]), make_report([row("S7", LOW, LOW)]))
    root = ET.fromstring(pictures(same)[1])
    circles = [float(circle.get("cx", "0")) for circle in root.iter(f"{SVG}circle")]
    diamonds = [float(path.get("d", "").removeprefix("M").split()[0]) for path in root.iter(f"{SVG}path")]
    assert [round(right - left) for left, right in zip(circles, diamonds, strict=True)] == [10, 10]
