from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given

from assessments.scales import Team
from assessments.workshops import Step
from reports.document import Report
from reports.renderers.svg import reveal_chart
from reports.series import MirrorRow, talks
from reports.wording import reading_words
from tests.reports.example_reports import make_report, row, with_guesses
from tests.reports.renderers.test_svg import boxes, words_of
from tests.reports.strategies import reports, some

SAYS = re.compile(r"\w+ (says|expects) \d+(, its guess)?")


def pictures(report: Report) -> Iterator[tuple[MirrorRow, Step, str]]:
    for talk in talks(report):
        for step in (Step.GUESS, Step.OWN):
            yield talk.mirror, step, reveal_chart(talk.mirror, talk.item.labels, step)


@some
@given(reports())
def test_reveal_texts_never_collide_and_stay_inside(report: Report) -> None:
    for _mirrored, _step, svg in pictures(report):
        root, drawn = ET.fromstring(svg), boxes(svg, "wide")
        width, height = float(root.get("width", "0")), float(root.get("height", "0"))
        assert [(a.text, b.text) for a, b in combinations(drawn, 2) if a.overlaps(b)] == []
        assert [box.text for box in drawn if box.left < -0.5 or box.right > width + 0.5] == []
        assert [box.text for box in drawn if box.top < -0.5 or box.bottom > height + 0.5] == []


@some
@given(reports())
def test_reveal_shows_first_what_was_expected_and_then_what_is_said(report: Report) -> None:
    for mirrored, step, svg in pictures(report):
        guesses = [side.guess for side in mirrored.sides if side.guess is not None]
        own = [side.own for side in mirrored.sides if side.own is not None] if step is Step.OWN else []
        said = [text for text in words_of(svg) if SAYS.fullmatch(text)]
        assert sorted(said) == sorted(reading_words(reading) for reading in [*guesses, *own])


def test_expectations_do_not_give_the_answers_away() -> None:
    """Neither in the picture, nor in its name and description."""
    tally = with_guesses(row("S7", (0, 0, 2, 6, 4), (3, 4, 2, 0, 0)), (0, 0, 1, 7, 3), (0, 2, 5, 2, 0))
    (talk,) = talks(make_report([tally]))
    svg = reveal_chart(talk.mirror, talk.item.labels, Step.GUESS)
    own = [side.own for side in talk.mirror.sides if side.own is not None]
    assert [reading.printed for reading in own] == ["79", "22"]
    assert "79" not in words_of(svg)
    assert "says" not in svg
    assert (
        ET.fromstring(svg).findtext("{http://www.w3.org/2000/svg}title") == "Marketing expects 50 · Sales expects 80"
    )


@pytest.mark.parametrize("step", [Step.GUESS, Step.OWN])
def test_hidden_team_is_said_to_be_hidden(step: Step) -> None:
    (talk,) = talks(make_report([row("S7", (0, 0, 2, 6, 4), (2, 2, 0, 0, 0))]))
    said = " ".join(words_of(reveal_chart(talk.mirror, talk.item.labels, step)))
    assert "fewer than 5 answered" in said
    assert "Marketing says" not in said
    assert talk.mirror.side(Team.MARKETING).own is None
