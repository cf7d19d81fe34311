from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import get_args
from xml.etree import ElementTree as ET

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessments.scales import Team
from assessments.tallies import Histogram
from reports.document import Report
from reports.renderers.look import COLORS, RAMP, RAMP_INK, Layout
from reports.renderers.svg import Air, distribution_chart, gap_chart
from reports.renderers.svg.ink import SMALL
from reports.renderers.svg.measure import REPORT_FACE, text_width, wrapped
from reports.series import Order, distribution, gap_series
from reports.wording import chart_summary, headline
from tests.reports.example_reports import make_report, nine_questions, row
from tests.reports.strategies import reports, some, texts

SVG = "{http://www.w3.org/2000/svg}"
LAYOUTS: tuple[Layout, ...] = get_args(Layout)
CLEAR: tuple[Histogram, Histogram] = (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)


@dataclass(frozen=True)
class Box:
    """Where a line of text lies."""

    text: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        slack = 0.5
        return (
            min(self.right, other.right) - max(self.left, other.left) > slack
            and min(self.bottom, other.bottom) - max(self.top, other.top) > slack
        )


def charts(report: Report, layout: Layout) -> Iterator[str]:
    """Every chart of a report; that of the gaps is for its pages alone."""
    for order in Order if layout == "page" else ():
        yield gap_chart(gap_series(report, order))
    for shown in gap_series(report).rows:
        yield distribution_chart(distribution(report, shown.position), layout)


def boxes(svg: str, layout: Layout) -> list[Box]:
    """All texts of a chart, from the baseline's cap height to a little below it."""
    face = REPORT_FACE if layout == "page" else 1
    found = []
    for text in ET.fromstring(svg).iter(f"{SVG}text"):
        words, size = text.text or "", float(text.get("font-size", "0"))
        width = face * text_width(words, size, int(text.get("font-weight", "400")))
        for beside in text.iter(f"{SVG}tspan"):
            width += float(beside.get("dx", "0")) + face * text_width(beside.text or "", SMALL)
        x, y = float(text.get("x", "0")), float(text.get("y", "0"))
        left = x - {"start": 0, "middle": width / 2, "end": width}[text.get("text-anchor", "start")]
        found.append(Box(words, left, left + width, y - 0.76 * size, y + 0.2 * size))
    return found


def words_of(svg: str) -> list[str]:
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


@some
@given(reports(), st.sampled_from(LAYOUTS))
def test_charts_are_well_formed_and_bare(report: Report, layout: Layout) -> None:
    """No style, no script, nothing from elsewhere: the pages' policy would refuse it."""
    for svg in charts(report, layout):
        root = ET.fromstring(svg)
        names = {element.tag.removeprefix(SVG) for element in root.iter()}
        attributes = {name for element in root.iter() for name in element.attrib}
        assert names <= {"svg", "title", "desc", "defs", "pattern", "line", "rect", "circle", "path", "text", "tspan"}
        assert not {name for name in attributes if name.startswith("on") or name in {"style", "href"}}


@some
@given(reports(), st.sampled_from(LAYOUTS))
def test_chart_texts_never_collide(report: Report, layout: Layout) -> None:
    for svg in charts(report, layout):
        collisions = [(a.text, b.text) for a, b in combinations(boxes(svg, layout), 2) if a.overlaps(b)]
        assert collisions == []


@some
@given(reports())
def test_air_keeps_words_apart_and_inside(report: Report) -> None:
    """As on pages of a book that a chart fills."""
    found = boxes(gap_chart(gap_series(report), air=Air(across=95, down=11)), "page")
    assert [(a.text, b.text) for a, b in combinations(found, 2) if a.overlaps(b)] == []
    assert [box.text for box in found if box.left < -0.5 or box.right > 795.5] == []


@some
@given(reports(), st.sampled_from(LAYOUTS))
def test_chart_texts_stay_inside_the_picture(report: Report, layout: Layout) -> None:
    for svg in charts(report, layout):
        root = ET.fromstring(svg)
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        outside = [
            box.text
            for box in boxes(svg, layout)
            if box.left < -0.5 or box.right > width + 0.5 or box.top < -0.5 or box.bottom > height + 0.5
        ]
        assert outside == []


@some
@given(reports())
def test_gap_chart_prints_every_number_of_the_series(report: Report) -> None:
    series = gap_series(report)
    words = words_of(gap_chart(series))
    expected = [mark.printed for shown in series.rows for mark in shown.marks]
    expected += [shown.printed_apart for shown in series.rows if shown.printed_apart is not None]
    for number in set(expected):
        assert words.count(number) >= expected.count(number)


@some
@given(reports(), st.sampled_from(LAYOUTS))
def test_distribution_chart_prints_every_share(report: Report, layout: Layout) -> None:
    # The words of an answer may be "0%", too; then nothing tells one from the other.
    assume(not any("%" in label for row in report.released.tally.items for label in row.item.labels))
    for shown in gap_series(report).rows:
        question = distribution(report, shown.position)
        segments = [segment for answers in (question.sales, question.marketing) for segment in answers.segments]
        printed = [word for word in words_of(distribution_chart(question, layout)) if re.fullmatch(r"[<>]?\d+%", word)]
        assert sorted(printed) == sorted(segment.printed for segment in segments if segment.count)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_charts_hold_nothing_of_a_hidden_team(layout: Layout) -> None:
    """The same pictures whatever the four hidden people said."""
    drawn = {
        tuple(charts(make_report([row("S8", (0, 1, 3, 3, 2), hidden, dk=(0, dk), na=(0, na))]), layout))
        for hidden, dk, na in [((4, 0, 0, 0, 0), 0, 0), ((0, 0, 1, 0, 3), 3, 2), ((0, 2, 2, 0, 0), 5, 1)]
    }
    assert len(drawn) == 1


def test_gap_chart_says_that_a_team_is_hidden() -> None:
    gap = gap_chart(gap_series(make_report([row("S8", (0, 1, 3, 3, 2), (4, 0, 0, 0, 0))])))
    assert "Marketing: fewer than 5 answered" in words_of(gap)
    assert 'class="chart-hidden"' in gap


def test_gap_chart_of_two_hidden_teams_says_so_once() -> None:
    hidden = make_report([row("S7", (0, 1, 2, 1, 0), (0, 1, 2, 0, 0))])
    words = words_of(gap_chart(gap_series(hidden)))
    assert "Both teams: fewer than 5 answered" in words
    assert "Hidden to protect anonymity" in words


def test_gap_chart_is_an_image_named_by_its_finding() -> None:
    report = nine_questions()
    root = ET.fromstring(gap_chart(gap_series(report)))
    title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert desc is not None
    assert (root.get("role"), root.get("aria-labelledby"), root.get("aria-describedby")) == (
        *("img", title.get("id"), desc.get("id")),
    )
    assert title.text == headline(report)
    assert desc.text == chart_summary(gap_series(report))


def test_charts_on_one_page_share_no_id() -> None:
    report = nine_questions()
    drawn = [gap_chart(gap_series(report))]
    drawn += [distribution_chart(distribution(report, 1), layout) for layout in LAYOUTS]
    drawn.append(gap_chart(gap_series(report), prefix="second"))
    ids = [name for svg in drawn for name in re.findall(r' id="([^"]+)"', svg)]
    assert len(ids) == len(set(ids))
    assert all(
        f"url(#{name.removesuffix('-hatch')}-hatch)" in "".join(drawn) for name in ids if name == "second-hatch"
    )


def test_gap_chart_puts_equal_scores_apart() -> None:
    report = make_report([row("S7", (0, 0, 6, 0, 0), (0, 0, 6, 0, 0))])
    root = ET.fromstring(gap_chart(gap_series(report)))
    circle = list(root.iter(f"{SVG}circle"))[-1]
    diamond = [each.get("d", "") for each in root.iter(f"{SVG}path")][-1]
    x, y = map(float, re.findall(r"[\d.]+", diamond)[:2])
    assert float(circle.get("cx", "0")) == pytest.approx(x, abs=0.1)
    assert y > float(circle.get("cy", "0"))


@pytest.mark.parametrize(("counts", "first"), [(CLEAR, Team.MARKETING), ((CLEAR[1], CLEAR[0]), Team.SALES)])
def test_gap_chart_puts_numbers_on_the_outer_sides(counts: tuple[Histogram, Histogram], first: Team) -> None:
    series = gap_series(make_report([row("S7", *counts)]))
    root = ET.fromstring(gap_chart(series))
    numbers = {
        each.get("class", ""): (each.get("text-anchor", "start"), float(each.get("x", "0")))
        for each in root.iter(f"{SVG}text")
        if each.get("class") in {f"chart-{team}" for team in Team}
    }
    left, right = numbers[f"chart-{first}"], numbers[f"chart-{first.other}"]
    (bridge,) = [each for each in root.iter(f"{SVG}line") if each.get("class") == "chart-edge-line"]
    ends = sorted(float(bridge.get(end, "0")) for end in ("x1", "x2"))
    assert (left[0], right[0]) == ("end", "start")
    assert left[1] < ends[0] < ends[1] < right[1]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("counts", [(300, 1, 1, 2, 3), (3, 2, 1, 1, 300), (1, 1, 400, 1, 2), (1, 150, 1, 150, 1)])
def test_distribution_chart_keeps_numbers_of_thin_segments_apart(layout: Layout, counts: Histogram) -> None:
    question = distribution(make_report([row("S9", counts, counts)]), 1)
    svg = distribution_chart(question, layout)
    texts_drawn = boxes(svg, layout)
    assert [(a.text, b.text) for a, b in combinations(texts_drawn, 2) if a.overlaps(b)] == []
    width = float(ET.fromstring(svg).get("width", "0"))
    assert [box.text for box in texts_drawn if box.left < 0 or box.right > width] == []
    printed = [segment.printed for segment in question.sales.segments]
    assert sorted(word for word in words_of(svg) if word.endswith("%")) == sorted(printed * 2)


def test_gap_chart_draws_teams_by_shape_as_well_as_color() -> None:
    svg = gap_chart(gap_series(nine_questions()))
    assert set(re.findall(r'<circle[^>]* class="([^ "]+)', svg)) == {"chart-sales"}
    assert set(re.findall(r'<path[^>]* class="([^ "]+)', svg)) == {"chart-marketing"}


def test_gap_chart_explains_ranges_where_one_is_drawn() -> None:
    some_missing, everybody = (
        gap_chart(gap_series(make_report([row("S7", *CLEAR)], sales=(invited, 6), marketing=(7, 7))))
        for invited in (9, 6)
    )
    assert "likely range; none where everybody answered" in some_missing
    assert "likely range" not in everybody


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><svg onload="x">', "a & b", "]]>", "nul\0\x0b\ufffe", "é 漢字 👍 ‮x"]
)
def test_charts_escape_the_words_of_users(layout: Layout, payload: str) -> None:
    tally = row("S6", *CLEAR)
    labels = (payload, *tally.item.labels[1:])
    hostile = replace(tally, item=replace(tally.item, text=payload, labels=labels, not_applicable=payload))
    for svg in charts(make_report([hostile]), layout):
        root = ET.fromstring(svg)
        assert "<script" not in svg
        assert [each for each in root.iter() if each is not root and each.tag == f"{SVG}svg"] == []
        assert "onload" not in {name for each in root.iter() for name in each.attrib}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_charts_need_no_magnifier(layout: Layout) -> None:
    for svg in charts(nine_questions(), layout):
        assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)) >= 12


def luminance(color: str) -> float:
    """Relative luminance of #rrggbb. Source: WCAG 2.2."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_colors_can_be_told_from_the_ground_and_read() -> None:
    surface = COLORS["surface"]
    assert min(contrast(COLORS[role], surface) for role in (*Team, "edge")) >= 3
    assert min(contrast(COLORS[role], surface) for role in (*Team, "ink", "quiet")) >= 4.5
    assert min(contrast(ink, step) for ink, step in zip(RAMP_INK, RAMP, strict=True)) >= 4.5


def test_ramp_is_in_order_without_color() -> None:
    lights = [luminance(step) for step in RAMP]
    assert lights == sorted(lights, reverse=True)
    assert min(contrast(*pair) for pair in pairwise(RAMP)) >= 1.25


@given(texts, st.integers(40, 400))
def test_wrapped_lines_fit_and_lose_no_word(text: str, width: int) -> None:
    lines = wrapped(text, width, 14)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(each, 14) <= width or len(each) == 1 for each in lines)


def test_charts_are_small_enough_to_stand_on_a_page() -> None:
    assert len(gap_chart(gap_series(nine_questions()))) < 40_000
