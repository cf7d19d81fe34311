from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.tallies import Histogram, ItemTally
from reports.analysis.labels import Label
from reports.series import Empty, three_cards
from reports.wording import card_title, card_words, evidence_words
from tests.reports.example_reports import make_report, row, with_guesses

CLEAR: tuple[Histogram, Histogram] = (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)
POSSIBLE: tuple[Histogram, Histogram] = (0, 1, 3, 4, 1), (1, 3, 3, 1, 0)
NOISE: tuple[Histogram, Histogram] = (1, 2, 2, 2, 1), (2, 2, 2, 1, 1)
HIGH: Histogram = (0, 0, 0, 40, 20)
MIDDLE: Histogram = (0, 5, 50, 5, 0)
LOW: Histogram = (20, 40, 0, 0, 0)


def card(place: int, *rows: ItemTally) -> tuple[str, str]:
    shown = three_cards(make_report(rows))[place]
    return card_title(shown), card_words(shown, 5)


def test_gap_card_names_a_clear_gap() -> None:
    guesses: tuple[Histogram, Histogram] = (0, 0, 1, 4, 1), (1, 4, 0, 0, 0)
    assert card(0, with_guesses(row("S7", *CLEAR), *guesses)) == (
        "Largest clear gap",
        (
            "Sales says 75, Marketing says 21; Marketing expected Sales to say 20, Sales expected Marketing to "
            "say 75. 54 points apart, a clear gap. 6 and 7 answers: enough to say so."
        ),
    )


def test_gap_card_asks_about_a_possible_gap() -> None:
    assert card(0, row("S7", *POSSIBLE)) == (
        "Largest possible gap",
        (
            "Sales says 64, Marketing says 38. 26 points apart, a possible gap. "
            "9 and 8 answers: enough to ask, not to conclude."
        ),
    )


def test_gap_card_names_the_minority_who_know() -> None:
    words, minority = card(0, row("S7", *CLEAR, dk=(0, 8)))[1], "This is the view of the minority who know."
    assert words.endswith("54 points apart, a clear gap. 6 and 7 answers: enough to say so. " + minority)


@pytest.mark.parametrize(
    ("counts", "code", "title", "words"),
    [
        (HIGH, "S7", "Best agreement", "Sales says 83, Marketing says 83. Alike: both put it high."),
        (MIDDLE, "S7", "Closest agreement", "Sales says 50, Marketing says 50. Alike: both put it in the middle."),
        (LOW, "S7", "Agreed, and low for both", "Sales says 17, Marketing says 17. Alike: both put it low."),
        (LOW, "S8", "Closest agreement", "Sales says 17, Marketing says 17. The teams see this alike."),
        (LOW, "L22", "Best agreement", "Sales says 83, Marketing says 83. Alike: both put it high."),
    ],
)
def test_agreement_card_says_where_both_stand_and_praises_no_low_score(
    counts: Histogram, code: str, title: str, words: str
) -> None:
    assert card(1, row(code, counts, counts)) == (title, words)


def test_misjudgment_card_says_who_is_wrong_and_what_that_makes_of_the_gap() -> None:
    assert card(2, with_guesses(row("S5", HIGH, HIGH), LOW, HIGH)) == (
        "Largest misjudgment",
        (
            "Sales expects Marketing to say 17; Marketing says 83: Marketing answers 66 points higher than Sales "
            "expects. Imagined gap: the teams agree, and Sales does not expect it."
        ),
    )


@pytest.mark.parametrize(
    ("place", "rows", "words"),
    [
        (0, [row("S7", *NOISE)], "No gap is both large and sure enough to name one."),
        (
            1,
            [row("S7", *NOISE)],
            "No agreement is sure: being alike takes more answers to show than a gap.",
        ),
        (2, [row("S7", *CLEAR)], "No guess can be shown: it takes at least 5 people of a team who guess."),
        (
            2,
            [with_guesses(row("S7", *NOISE), *NOISE)],
            "No misjudgment is sure: the guesses are near, or too few to tell.",
        ),
        (0, [], "Nothing can be compared: on no question did enough people of both teams give a rating."),
        (1, [], "Nothing can be compared: on no question did enough people of both teams give a rating."),
    ],
)
def test_empty_card_is_honest(place: int, rows: list[ItemTally], words: str) -> None:
    assert card(place, *rows)[1] == words


def test_every_empty_card_has_words() -> None:
    for shown in three_cards(make_report([row("S7", *NOISE)])):
        for empty in Empty:
            assert card_words(replace(shown, mirror=None, empty=empty), 5).endswith(".")


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (Label.HIDDEN, ""),
        (Label.FEW, "6 and 7 answers: too few to compare."),
        (Label.CLEAR, "6 and 7 answers: enough to say so."),
        (Label.POSSIBLE, "6 and 7 answers: enough to ask, not to conclude."),
        (Label.SIMILAR, "6 and 7 answers: enough to call it alike."),
        (Label.SLIGHT, "6 and 7 answers: enough to see a small difference."),
        (Label.NOISE, "6 and 7 answers: too few to rule out chance."),
    ],
)
def test_evidence_is_the_numbers_of_answers_and_what_they_carry(label: Label, words: str) -> None:
    shown = three_cards(make_report([row("S7", *CLEAR)]))[0].row
    assert shown is not None
    assert evidence_words(replace(shown, label=label)) == words


def test_evidence_counts_nobody_of_a_hidden_team() -> None:
    shown = three_cards(make_report([row("S7", *CLEAR)]))[0].row
    assert shown is not None
    assert evidence_words(replace(shown, sales=None)) == ""
