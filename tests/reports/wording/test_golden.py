"""What is said of a question for every label, state, confidence and size that counts can have: read golden.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from assessments.scales import Team
from reports.analysis.coorientation import ConfidenceWord, State
from reports.analysis.labels import Label
from reports.series import MirrorRow, mirror_row
from reports.wording import (
    evidence_words,
    first_move,
    gap_words,
    saying_words,
    side_words,
    split_words,
    subject_words,
)
from tests.reports.example_reports import make_report, row, with_guesses

CASES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("golden.toml").read_text("utf-8"))["case"]
APART = {State.DISSENSUS, State.DISSENSUS_REVERSED, State.FALSE_CONSENSUS}
SIZES = {"tiny": (4, 3), "small": (6, 5), "medium": (13, 10), "large": (140, 90)}


def mirrored(case: dict[str, Any]) -> MirrorRow:
    sales, marketing, sales_guess, marketing_guess = map(tuple, case["counts"])
    tally = with_guesses(row("S7", sales, marketing), sales_guess, marketing_guess)
    return mirror_row(make_report([tally], minimum=3), 1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case["is"]))
def test_words_of_a_question_are_those_agreed_on(case: dict[str, Any]) -> None:
    one, team = mirrored(case), Team(case["team"])
    said = (
        gap_words(one.row),
        evidence_words(one.row),
        saying_words(one),
        side_words(one, team),
        subject_words(one),
        split_words(one),
        first_move(one),
    )
    assert [words for words in said if words] == case["words"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: "-".join(case["is"]))
def test_case_is_what_it_says(case: dict[str, Any]) -> None:
    one = mirrored(case)
    side = one.side(Team(case["team"]))
    assert case["is"] == [
        *(one.row.label, side.state or "none", side.confidence or "none"),
        next(size for size, counts in SIZES.items() if counts == tuple(mark.n for mark in one.row.marks)),
    ]


def test_every_label_meets_every_state_that_it_can_meet() -> None:
    """A verdict on the gap goes with every state; one is undecided wherever it says what the label does not say."""
    met = {(label, state, confidence) for label, state, confidence, _ in (case["is"] for case in CASES)}
    judged = set(Label) - {Label.HIDDEN, Label.FEW}
    claims = {Label.CLEAR, Label.POSSIBLE}
    for state in State:
        for label in judged if state not in APART else judged - {Label.SIMILAR, Label.SLIGHT}:
            assert (label, state, ConfidenceWord.UNCLEAR) in met
            decided = {word for word in ConfidenceWord if (label, state, word) in met} - {ConfidenceWord.UNCLEAR}
            is_open = label in (Label.POSSIBLE, Label.NOISE)
            said = {ConfidenceWord.LIKELY} if is_open else {ConfidenceWord.CLEAR, ConfidenceWord.LIKELY}
            assert decided == (said if (state in APART) is (label in claims) else set())


@pytest.mark.parametrize("size", SIZES)
def test_every_size_has_its_cases(size: str) -> None:
    assert size in {case["is"][3] for case in CASES}
