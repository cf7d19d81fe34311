from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import Team
from reports.document import Report
from reports.renderers.look import Layout
from reports.renderers.svg import mirror_chart, mirror_close_up
from reports.series import MirrorRow, mirror_row, mirror_series
from reports.wording import mirror_summary, mirror_title, reading_words
from tests.reports.example_reports import make_report, row, two_rounds, with_guesses
from tests.reports.renderers.test_svg import LAYOUTS, SVG, boxes, words_of
from tests.reports.strategies import reports, some

HOSTILE = "<script>alert(1)</script>"


def pictures(report: Report, layout: Layout) -> Iterator[tuple[list[MirrorRow], str]]:
    """The round's picture and those of its questions, each with what it shows."""
    series = mirror_series(report)
    yield list(series.rows), mirror_chart(series.rows, series.minimum, layout)
    for mirrored in series.rows:
        yield [mirrored], mirror_close_up(mirrored, series.minimum, layout)


@some
@given(reports(), st.sampled_from(LAYOUTS))
def test_mirror_texts_never_collide_and_stay_inside(report: Report, layout: Layout) -> None:
    for _rows, svg in pictures(report, layout):
        root, drawn = ET.fromstring(svg), boxes(svg, layout)
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        assert [(a.text, b.text) for a, b in combinations(drawn, 2) if a.overlaps(b)] == []
        assert [box.text for box in drawn if box.left < -0.5 or box.right > width + 0.5] == []
        assert [box.text for box in drawn if box.top < -0.5 or box.bottom > height + 0.5] == []


@some
@given(reports(), st.sampled_from(LAYOUTS))
def test_mirror_names_every_reading(report: Report, layout: Layout) -> None:
    for rows, svg in pictures(report, layout):
        expected = [reading_words(reading) for mirrored in rows for reading in mirrored.readings]
        drawn = [text for text in words_of(svg) if re.fullmatch(r"\w+ (says|expects) \d+(, its guess)?", text)]
        assert sorted(drawn) == sorted(expected)


@some
@given(reports(), st.sampled_from(LAYOUTS))
def test_mirror_marks_answers_solid_and_guesses_hollow(report: Report, layout: Layout) -> None:
    for rows, svg in pictures(report, layout):
        readings = [reading for mirrored in rows for reading in mirrored.readings]
        for team, tag in ((Team.SALES, "circle"), (Team.MARKETING, "path")):
            own = len([each for each in readings if each.team is team and not each.is_guess])
            guesses = len([each for each in readings if each.team is team and each.is_guess])
            assert len(re.findall(f'<{tag}[^>]*class="chart-{team} chart-rim"', svg)) == own
            assert len(re.findall(f'<{tag}[^>]*class="chart-surface chart-{team}-line"', svg)) == guesses


@pytest.mark.parametrize("layout", LAYOUTS)
def test_mirror_is_an_image_told_in_words_and_needs_no_magnifier(layout: Layout) -> None:
    for rows, svg in pictures(two_rounds(), layout):
        root = ET.fromstring(svg)
        title, desc = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
        assert title is not None
        assert desc is not None
        assert (root.get("role"), root.get("aria-labelledby")) == ("img", title.get("id"))
        assert (title.text, desc.text) == (mirror_title(rows), mirror_summary(rows))
        assert min(float(size) for size in re.findall(r'font-size="([\d.]+)"', svg)) >= 12
        assert re.findall(r"style=|<script|href=", svg) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_mirror_holds_nothing_of_a_hidden_team(layout: Layout) -> None:
    """The same pictures whatever the four hidden people said and guessed, and whatever was guessed of them."""
    drawn = set()
    for hidden, guess, guessed in (
        ((4, 0, 0, 0, 0), (0, 0, 4, 0, 0), (0, 5, 0, 4, 0)),
        ((0, 0, 1, 0, 3), (2, 0, 0, 1, 1), (1, 0, 0, 0, 8)),
    ):
        tally = with_guesses(row("S7", (0, 1, 3, 3, 2), hidden), guessed, guess)
        drawn.add(tuple(svg for _rows, svg in pictures(make_report([tally]), layout)))
    assert len(drawn) == 1
    assert "Marketing: fewer than 5 answered" in words_of(drawn.pop()[0])


def test_mirror_puts_guess_and_answer_apart_where_they_meet() -> None:
    same = (0, 0, 6, 0, 0)
    report = make_report([with_guesses(row("S7", same, same), same, same)])
    root = ET.fromstring(mirror_close_up(mirror_row(report, 1), 5))
    solid, hollow = (float(circle.get("cy", "0")) for circle in reversed(list(root.iter(f"{SVG}circle"))))
    assert solid != hollow
    heights = {circle.get("cy") for circle in root.iter(f"{SVG}circle")}
    assert len(heights) == 2
