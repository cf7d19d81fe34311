"""What the page of expectations says first, and how the charts name their ends."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.scales import GuessRule
from assessments.tallies import Histogram, ItemTally
from reports.series import gap_series, mirror_series
from reports.wording import mirror_finding, scale_ends, sides_words
from tests.reports.example_reports import make_report, row, with_guesses

HIGH: Histogram = (0, 0, 0, 4, 8)
LOW: Histogram = (8, 4, 0, 0, 0)
MIXED: Histogram = (2, 2, 3, 2, 2)
FEW: Histogram = (0, 2, 1, 0, 0)
NOBODY: Histogram = (0, 0, 0, 0, 0)
NEVER_ASKED = replace(row("S7", HIGH, LOW), item=replace(row("S7", HIGH, LOW).item, guess_rule=GuessRule.NONE))


def finding(*tallies: ItemTally) -> str:
    return mirror_finding(mirror_series(make_report(tallies)).rows)


@pytest.mark.parametrize(
    ("tally", "words"),
    [
        (
            row("S7", HIGH, LOW),
            (
                "No guess can be shown: on no question did 5 or more people of a team say what the other team would "
                "answer. In the next round guesses are shown if that many do."
            ),
        ),
        (
            NEVER_ASKED,
            (
                "No guess can be shown: this round did not ask what people expect the other team to answer. "
                "A round that asks it shows here how well the teams know each other."
            ),
        ),
        (
            with_guesses(row("S7", HIGH, FEW), HIGH, FEW),
            (
                "No guess can be shown: it would stand beside what the other team answered, and no question has "
                "answers from 5 or more people of each team. In the next round guesses are shown where one has."
            ),
        ),
        (
            with_guesses(row("S7", HIGH, NOBODY, dk=(0, 9)), HIGH, HIGH),
            (
                "No guess can be shown: it would stand beside what the other team answered, and on every question "
                "everybody in one of the teams pressed “Don’t know”."
            ),
        ),
    ],
)
def test_round_without_guesses_says_only_why_and_what_would_show_them(tally: ItemTally, words: str) -> None:
    assert finding(tally) == words


def test_finding_claims_knowledge_only_where_something_is_known() -> None:
    known = with_guesses(row("S7", HIGH, LOW), LOW, HIGH)
    assert finding(known) == "Each team knows where the other stands, on every question that can be judged."
    unsure = with_guesses(row("S7", MIXED, MIXED), MIXED, MIXED)
    assert finding(unsure) == "These answers cannot tell whether a team overlooks a gap or imagines one."
    agreed = with_guesses(row("S9", HIGH, HIGH), HIGH, HIGH)
    assert finding(unsure, agreed) == "No team clearly overlooks a gap or imagines one."
    assert finding(unsure, agreed, known) == (
        "No team clearly overlooks a gap or imagines one. "
        "Gaps that a team knows of, clear or likely: 1 of 3 questions."
    )
    hidden = with_guesses(row("S7", HIGH, LOW), HIGH, LOW)
    words = "Gaps that a team does not expect: 1 of 2 questions. Gaps that it only imagines: 0."
    assert finding(hidden, known) == words


def test_finding_of_attitudes_alone_speaks_of_no_gap() -> None:
    assert finding(row("S3", HIGH, LOW)) == "A team misjudges what the other answers: 1 of 1 questions."
    assert finding(row("S3", MIXED, MIXED)) == "These answers cannot tell whether a team misjudges the other."


def test_the_same_reason_of_both_sides_is_said_once() -> None:
    tallies = [
        *(row("S7", HIGH, LOW), NEVER_ASKED, row("S7", HIGH, FEW), row("S7", FEW, FEW)),
        row("S7", HIGH, NOBODY, dk=(0, 9)),
    ]
    assert [sides_words(mirrored) for mirrored in mirror_series(make_report(tallies)).rows] == [
        ["In neither team did 5 or more people say what the other would say."],
        ["Nobody was asked what the other team would say."],
        ["What the teams expect of each other is hidden: in Marketing, fewer than 5 answered."],
        ["What the teams expect of each other is hidden: in both teams, fewer than 5 answered."],
        ["What the teams expect of each other has nothing beside it: everybody in Marketing pressed “Don’t know”."],
    ]
    (both,) = mirror_series(make_report([with_guesses(row("S7", HIGH, LOW), LOW, HIGH)])).rows
    assert len(sides_words(both)) == 2


@pytest.mark.parametrize(
    ("codes", "ends"),
    [
        (["S7"], ("Almost none", "Almost all")),
        (["L22"], ("Almost all", "Almost none")),  # reversed: few home-made pieces are best
        (["S1", "S7", "S8"], ("least good answer", "best answer")),
        (["S8", "O2"], ("first answer", "last answer")),
    ],
)
def test_ends_of_the_scale_say_what_they_mean(codes: list[str], ends: tuple[str, str]) -> None:
    assert scale_ends(gap_series(make_report([row(code, HIGH, LOW) for code in codes])).rows) == ends
