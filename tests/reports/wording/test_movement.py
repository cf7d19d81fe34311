from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.tallies import Histogram, ItemTally
from reports.document import Report
from reports.series import Movement, change_series, movement
from reports.wording import headline, lead, movement_count_words, told_cards, unmoved_words
from tests.reports.example_reports import compared, make_report, row

LOW: Histogram = (6, 5, 1, 0, 0)
MIDDLE: Histogram = (1, 3, 5, 3, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)
FEW: Histogram = (0, 1, 2, 1, 0)

NARROWED = (HIGH, MIDDLE), (HIGH, LOW)
WIDENED = (HIGH, LOW), (HIGH, MIDDLE)
TURNED = (LOW, HIGH), (HIGH, LOW)
SAME = (HIGH, LOW), (HIGH, LOW)
UP = (HIGH, HIGH), (LOW, LOW)
DOWN = (LOW, LOW), (HIGH, HIGH)
"""Sales and Marketing now, and before."""

Pair = tuple[tuple[Histogram, Histogram], tuple[Histogram, Histogram]]


def after_spring(*questions: tuple[str, Pair]) -> Report:
    now = make_report([row(code, *pair[0]) for code, pair in questions])
    before = make_report([row(code, *pair[1]) for code, pair in questions])
    return compared(now, replace(before, released=replace(before.released, title="Spring")))


def moved(report: Report) -> Movement:
    found = movement(change_series(report))
    assert found is not None
    return found


S7, S1 = "“Attention to marketing leads”", "“Marketing meeting customers”"


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([("S7", NARROWED), ("S1", SAME)], f"Since “Spring”, the gap on {S7} narrowed from 70 to 39."),
        ([("S7", WIDENED)], f"Since “Spring”, the gap on {S7} widened from 39 to 70."),
        (
            [("S7", TURNED)],
            f"Since “Spring”, the gap on {S7} turned round: now Marketing stands higher.",
        ),
        (
            [("S7", NARROWED), ("S1", NARROWED)],
            f"Since “Spring”, 2 gaps narrowed and none widened; most on {S7}, from 70 to 39.",
        ),
        (
            [("S7", WIDENED), ("S1", WIDENED)],
            f"Since “Spring”, 2 gaps widened and none narrowed; most on {S7}, from 39 to 70.",
        ),
        (
            [("S7", NARROWED), ("S1", WIDENED)],
            f"Since “Spring”, gaps narrowed: 1, widened: 1; most on {S7}, from 70 to 39.",
        ),
        (
            [("S7", NARROWED), ("S1", TURNED)],
            f"Since “Spring”, gaps narrowed: 1, widened: 0, turned round: 1; most on {S1}.",
        ),
        (
            [("S7", UP)],
            f"Since “Spring”, both teams moved up on {S7}.",
        ),
        (
            [("S7", DOWN)],
            f"Since “Spring”, both teams moved down on {S7}.",
        ),
        (
            [("S7", UP), ("S1", DOWN)],
            f"Since “Spring”, team scores clearly up: 2, down: 2; most on {S7}.",
        ),
        ([("S7", ((HIGH, FEW), (LOW, FEW)))], f"Since “Spring”, Sales moved up on {S7}, from 15 to 85."),
        ([("S7", ((LOW, FEW), (HIGH, FEW)))], f"Since “Spring”, Sales moved down on {S7}, from 85 to 15."),
    ],
)
def test_headline_says_what_moved_first(questions: list[tuple[str, Pair]], words: str) -> None:
    report = after_spring(*questions)
    assert headline(report) == words
    assert lead(report) == headline(replace(report, earlier=(), analysis=replace(report.analysis, change=None)))


def test_round_in_which_nothing_moved_leads_with_its_finding_and_says_so_below() -> None:
    report = after_spring(("S7", SAME), ("S1", SAME), ("S2", SAME))
    assert headline(report).startswith("The largest of 3 clear gaps is on")
    assert lead(report) == (
        "Since “Spring”, whatever moved may be chance. "
        "Index 32 in both rounds, from the 3 scored questions that both rounds can use."
    )
    assert told_cards(report)[0].title == "Largest clear gap"
    assert "small" in unmoved_words(replace(moved(report), is_slight=True))


def test_round_that_shares_no_question_says_so() -> None:
    report = compared(make_report([row("S7", HIGH, LOW)]), make_report([row("S1", HIGH, LOW)]))
    assert lead(report) == "No question can be compared with “Autumn”."


def test_hidden_team_leaves_no_gap_to_speak_of() -> None:
    report = after_spring(("S7", ((HIGH, HIGH), (HIGH, FEW))))
    assert lead(report) == "Since “Spring”, whatever moved may be chance."
    assert [card.change for card in told_cards(report)] == [None, None, None]


def test_long_names_are_cut_and_never_the_bad_news() -> None:
    long = "Meet " * 40

    def named(tally: ItemTally) -> ItemTally:
        return replace(tally, item=replace(tally.item, text=long, short_name=""))

    now = make_report([named(row("S7", HIGH, MIDDLE)), named(row("S1", HIGH, LOW))])
    before = make_report([named(row("S7", HIGH, LOW)), named(row("S1", HIGH, MIDDLE))])
    before = replace(
        before, released=replace(before.released, title="A first look at how we work together, in spring")
    )
    words = headline(compared(now, before))
    assert words.startswith("Since “A first look at how we work…”, gaps narrowed: 1, widened: 1; most on “Meet Meet")
    assert words.endswith("…”.")
    assert len(words) <= 140


def test_card_of_what_moved_comes_first_and_counts_the_rest() -> None:
    card, *others = told_cards(after_spring(("S7", NARROWED), ("S1", UP)))
    assert (card.title, card.heading) == ("The gap that moved most since “Spring”", "Attention to marketing leads")
    assert card.words == (
        "The gap narrowed from 70 to 39 (Sales higher both times), by more than chance. "
        "Marketing moved up by 31 points, from 15 to 46: a clear change. Sales 85 before, 85 now: about as before."
    )
    assert card.more == (
        "In all, by more than chance: gaps narrowed 1, widened 0; team scores up 3, down 0. "
        "The score that moved most: Sales on “Marketing meeting customers”, from 15 to 85."
    )
    assert len(others) == 3


def test_card_of_a_score_is_not_called_a_gap() -> None:
    assert told_cards(after_spring(("S7", UP)))[0].title == "Moved most since “Spring”"


def test_counts_name_what_turned_only_where_something_did() -> None:
    assert movement_count_words(moved(after_spring(("S7", TURNED)))) == (
        "In all, by more than chance: gaps narrowed 0, widened 0, turned round 1; team scores up 1, down 1."
    )
