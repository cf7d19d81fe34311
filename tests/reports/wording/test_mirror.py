from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.scales import FrozenItem, GuessRule, Subject, Team
from assessments.tallies import Cell, Histogram, ItemTally
from reports.analysis.coorientation import ConfidenceWord, State
from reports.analysis.estimates import Estimate
from reports.analysis.labels import Label
from reports.series import MirrorRow, mirror_row
from reports.wording import (
    attitude_words,
    expectation_words,
    first_move,
    reading_name,
    saying_words,
    side_words,
    split_words,
    state_name,
    state_words,
    subject_words,
)
from tests.reports.example_reports import bank_item, make_report, row, with_guesses

HIGH: Histogram = (0, 0, 1, 4, 3)
LOW: Histogram = (3, 4, 1, 0, 0)
SPLIT: Histogram = (3, 2, 0, 2, 3)


def mirrored(
    sales: Histogram = HIGH,
    marketing: Histogram = LOW,
    guesses: tuple[Histogram | None, Histogram | None] = (LOW, LOW),
    code: str = "S7",
    dk: tuple[int, int] = (0, 0),
) -> MirrorRow:
    tally = row(code, sales, marketing, dk)
    assert tally.sales is not None
    assert tally.marketing is not None
    cells = replace(tally.sales, guess=guesses[0]), replace(tally.marketing, guess=guesses[1])
    return mirror_row(make_report([replace(tally, sales=cells[0], marketing=cells[1])]), 1)


def judged(item: FrozenItem, estimate: Estimate | None, accuracy: str = "−41") -> str:
    """What is said of Marketing's guess 40 of Sales' 81 on a question like `item`."""
    one = mirrored(code=item.code)
    guess, truth = one.sales.own, one.sales.own
    assert guess is not None
    assert truth is not None
    side = replace(
        one.marketing,
        guess=replace(guess, team=Team.MARKETING, printed="40", n=8),
        guess_absence=None,
        estimate=estimate,
        printed_accuracy=accuracy,
    )
    own = replace(one.sales, own=replace(truth, printed="81", n=13))
    is_neutral = replace(one.row, is_neutral=item.direction.value == "0")
    return expectation_words(replace(one, sales=own, marketing=side, row=is_neutral), Team.MARKETING)


START = "Marketing expects Sales to say 40; Sales says 81: "


@pytest.mark.parametrize(
    ("code", "under", "over"),
    [
        (
            "S7",  # about Sales
            "Marketing underestimates how Sales sees itself by 41 points.",
            "Marketing overestimates how Sales sees itself by 41 points.",
        ),
        (
            "S1",  # about Marketing
            "Sales rates Marketing 41 points higher than Marketing expects.",
            "Sales rates Marketing 41 points lower than Marketing expects.",
        ),
        *(
            (
                code,  # about both, neutral, what Sales thinks, what Marketing thinks
                "Sales answers 41 points higher than Marketing expects.",
                "Sales answers 41 points lower than Marketing expects.",
            )
            for code in ("S9", "S8", "S3", "S4")
        ),
    ],
)
def test_misjudgment_is_of_the_other_of_oneself_or_of_an_answer(code: str, under: str, over: str) -> None:
    item = bank_item(code)
    assert judged(item, Estimate.UNDER) == START + under
    assert judged(item, Estimate.OVER) == START + over


@pytest.mark.parametrize(
    ("estimate", "accuracy", "words"),
    [
        (Estimate.CLOSE, "−3", "Marketing is close."),
        (Estimate.SLIGHT, "+8", "Marketing is off by 8 points, a real but small difference."),
        (Estimate.OPEN, "−11", "the guess cannot be told from the answer, as 8 guesses and 13 answers are too few."),
        (Estimate.OPEN, "0", "as expected, as far as 8 and 13 answers can tell."),
        (None, "−41", "8 and 13 answers are too few to judge by."),
    ],
)
def test_guess_is_never_called_wrong_by_chance(estimate: Estimate | None, accuracy: str, words: str) -> None:
    assert judged(bank_item("S7"), estimate, accuracy) == START + words


@pytest.mark.parametrize(
    ("state", "clear", "likely", "unclear"),
    [
        (
            State.CONSENSUS,
            "Shared view: the teams are near each other, and Sales knows it.",
            "Likely a shared view: the teams are near each other, and Sales knows it.",
            "Between the teams: undecided, leaning to a shared view.",
        ),
        (
            State.DISSENSUS,
            "Open gap: the teams differ, and Sales knows it.",
            "Likely an open gap: the teams differ, and Sales knows it.",
            "Between the teams: undecided, leaning to an open gap.",
        ),
        (
            State.DISSENSUS_REVERSED,
            "Reversed gap: the teams differ, and Sales expects it the other way round.",
            "Likely a reversed gap: the teams differ, and Sales expects it the other way round.",
            "Between the teams: undecided, leaning to a reversed gap.",
        ),
        (
            State.FALSE_CONSENSUS,
            "Hidden gap: the teams differ, and Sales does not expect it.",
            "Likely a hidden gap: the teams differ, and Sales does not expect it.",
            "Between the teams: undecided, leaning to a hidden gap.",
        ),
        (
            State.FALSE_CONFLICT,
            "Imagined gap: the teams are near each other, and Sales does not expect it.",
            "Likely an imagined gap: the teams are near each other, and Sales does not expect it.",
            "Between the teams: undecided, leaning to an imagined gap.",
        ),
    ],
)
def test_state_is_said_as_surely_as_it_is_known(state: State, clear: str, likely: str, unclear: str) -> None:
    one = mirrored()
    words = zip(ConfidenceWord, (clear, likely, unclear), strict=True)
    for confidence, expected in words:
        side = replace(one.sales, state=state, confidence=confidence)
        assert state_words(replace(one, sales=side), Team.SALES) == expected
        assert state_name(state) in expected.lower()


def test_teams_agree_only_where_that_is_the_verdict() -> None:
    one = mirrored()
    side = replace(one.sales, state=State.FALSE_CONFLICT, confidence=ConfidenceWord.CLEAR)
    alike = replace(one, sales=side, row=replace(one.row, label=Label.SIMILAR))
    assert state_words(alike, Team.SALES) == "Imagined gap: the teams agree, and Sales does not expect it."


def test_side_has_no_state_where_the_answer_is_the_guess() -> None:
    one = mirrored(code="S3", guesses=(None, None))
    assert state_words(one, Team.MARKETING) == ""
    assert side_words(one, Team.MARKETING) == (
        "Marketing expects Sales to say 19; Sales says 81: Sales answers 62 points higher than Marketing expects."
    )


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (mirrored(guesses=((1, 1, 1, 0, 0), LOW)), "Fewer than 5 of Sales said what Marketing would say."),
        (mirrored(guesses=(None, LOW)), "Fewer than 5 of Sales said what Marketing would say."),
        (mirrored(sales=(0, 1, 1, 1, 0)), "What Sales expects is hidden: in Sales, fewer than 5 answered."),
        (mirrored(marketing=(0, 1, 1, 1, 0)), "What Sales expects is hidden: in Marketing, fewer than 5 answered."),
        (
            mirrored(marketing=(0, 0, 0, 0, 0), dk=(0, 6)),
            "What Sales expects has nothing beside it: everybody in Marketing pressed “Don’t know”.",
        ),
    ],
)
def test_missing_guess_has_its_reason(one: MirrorRow, words: str) -> None:
    assert one.sales.guess is None
    assert side_words(one, Team.SALES) == words


def test_team_that_was_not_asked_is_not_said_to_be_too_few() -> None:
    item = replace(bank_item("S7"), guess_rule=GuessRule.NONE)
    report = make_report([ItemTally(item=item, sales=Cell(hist=HIGH), marketing=Cell(hist=LOW))])
    assert side_words(mirror_row(report, 1), Team.SALES) == "Sales was not asked what Marketing would say."


def test_question_says_what_each_says_and_expects() -> None:
    assert (
        saying_words(mirrored())
        == "Sales says 81, Marketing says 19; Marketing expected Sales to say 19, Sales expected Marketing to say 19."
    )
    assert (
        saying_words(mirrored(guesses=(None, LOW)))
        == "Sales says 81, Marketing says 19; Marketing expected Sales to say 19."
    )
    assert saying_words(mirrored(guesses=(None, None))) == "Sales says 81, Marketing says 19."
    assert saying_words(mirrored(sales=(0, 1, 1, 1, 0))) == "Marketing says 19."
    assert saying_words(mirrored(sales=(0, 1, 1, 1, 0), marketing=(0, 1, 1, 1, 0))) == ""


def test_attitude_question_says_that_the_other_team_expects() -> None:
    """What Sales thinks, only Sales can say: the answer of Marketing is a guess."""
    assert saying_words(mirrored(code="S3", guesses=(HIGH, None))) == (
        "Sales says 81, Marketing expected Sales to say 19; Sales thought that Marketing would expect 81."
    )
    assert (
        saying_words(mirrored(code="S3", guesses=(None, None))) == "Sales says 81, Marketing expected Sales to say 19."
    )
    assert (
        saying_words(mirrored(code="S3", sales=(0, 1, 1, 1, 0), guesses=(None, None)))
        == "Marketing expected Sales to say 19."
    )
    assert attitude_words(mirrored(code="S3")) == (
        "Only Sales can know this: what Marketing answers is its guess, so it was not asked twice."
    )
    assert attitude_words(mirrored(code="S7")) == ""


def test_readings_are_named_in_words() -> None:
    assert [reading_name(reading) for reading in mirrored().readings] == [
        "Sales says",
        "Marketing expects Sales to say",
        "Marketing says",
        "Sales expects Marketing to say",
    ]


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (
            mirrored(),
            "Sales rates itself 81, Marketing rates Sales 19: a blind spot, or work that Marketing does not see?",
        ),
        (mirrored(LOW, HIGH), "Sales rates itself 19, Marketing rates Sales 81: unseen effort?"),
        (
            mirrored(LOW, HIGH, code="S1"),
            "Marketing rates itself 81, Sales rates Marketing 19: a blind spot, or work that Sales does not see?",
        ),
        (mirrored(code="S9"), ""),  # about both
        (mirrored(code="S3"), ""),  # what Sales thinks, only Sales can rate
        (mirrored(HIGH, HIGH), ""),  # alike
        (mirrored(HIGH, (1, 1, 1, 1, 0)), ""),  # hidden
    ],
)
def test_subject_of_a_question_is_named_as_a_question(one: MirrorRow, words: str) -> None:
    assert subject_words(one) == words


def test_neutral_question_rates_nobody() -> None:
    one = mirrored()
    assert subject_words(replace(one, row=replace(one.row, is_neutral=True))) == ""
    assert subject_words(replace(one, subject=Subject.BOTH)) == ""


def test_split_team_is_described_as_asked() -> None:
    assert split_words(mirrored(sales=SPLIT)) == (
        "Sales is of two minds: 5 of 10 answered “Almost none” or “Few”, 5 “Most” or “Almost all”."
    )
    reversed_question = split_words(mirrored(sales=(4, 1, 0, 2, 3), code="L22"))
    assert reversed_question == (
        "Sales is of two minds: 5 of 10 answered “Almost none” or “Few”, 5 “Most” or “Almost all”."
    )
    assert split_words(mirrored()) == ""


def state_of(sales: State | None, marketing: State | None, sales_word: str = "clear") -> MirrorRow:
    """A question about both teams on which these states are known."""
    one = mirrored(code="S9")
    sides = [
        replace(one.sales, state=sales, confidence=ConfidenceWord(sales_word) if sales else None),
        replace(one.marketing, state=marketing, confidence=ConfidenceWord.LIKELY if marketing else None),
    ]
    return replace(one, sales=sides[0], marketing=sides[1])


CALMLY = "Show it calmly, and collect one example from each side before any remedy."
FACTS = " differ: bring facts, then negotiate."
EXAMPLES = "Collect one example from each side, then look at the facts together."
RELIEF = "Show how near the teams are: that is a relief where a gap was expected."


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (state_of(State.FALSE_CONSENSUS, State.DISSENSUS), CALMLY),
        (state_of(State.DISSENSUS, State.DISSENSUS_REVERSED), CALMLY),
        (state_of(State.DISSENSUS, State.DISSENSUS), f"Likely both know that they{FACTS}"),
        (state_of(State.DISSENSUS, State.DISSENSUS, "unclear"), f"Likely Marketing knows that the teams{FACTS}"),
        (state_of(State.FALSE_CONSENSUS, State.DISSENSUS, "unclear"), f"Likely Marketing knows that the teams{FACTS}"),
        (state_of(State.DISSENSUS, None), f"Sales knows that the teams{FACTS}"),
        (state_of(State.CONSENSUS, State.FALSE_CONFLICT), RELIEF),
        (state_of(State.FALSE_CONSENSUS, None, "unclear"), EXAMPLES),
        (state_of(None, None), EXAMPLES),
        (
            mirrored((0, 1, 3, 4, 1), (1, 3, 3, 1, 0), guesses=(None, None)),
            "Ask whether both teams recognize this gap before working on it.",
        ),
        (
            mirrored((0, 2, 4, 2, 1), (1, 3, 3, 1, 0), guesses=(None, None)),
            "Ask both teams how they see it: these answers alone cannot tell.",
        ),
        (mirrored(HIGH, (1, 1, 1, 1, 0)), ""),
    ],
)
def test_first_move_follows_the_side_that_sees_less(one: MirrorRow, words: str) -> None:
    assert first_move(one) == words


@pytest.mark.parametrize(
    ("sales", "marketing", "words"),
    [
        (HIGH, HIGH, "Protect it, and name who keeps it going."),
        (LOW, LOW, "Act on it: both teams put it below the middle."),
        ((0, 1, 10, 1, 0), (0, 1, 10, 1, 0), "Ask each other what would move it by one step."),
    ],
)
def test_first_move_of_a_shared_view_depends_on_its_level(sales: Histogram, marketing: Histogram, words: str) -> None:
    one = mirrored(sales, marketing, (marketing, sales), code="S9")
    sides = [replace(side, state=State.CONSENSUS, confidence=ConfidenceWord.CLEAR) for side in one.sides]
    assert first_move(replace(one, sales=sides[0], marketing=sides[1])) == words
    neutral = replace(one, sales=sides[0], marketing=sides[1], level=None)
    assert first_move(neutral) == "Neither end is better: agree on what it means for both of you."


def test_first_move_starts_inside_a_split_team_and_with_what_is_out_of_sight() -> None:
    assert first_move(mirrored(sales=SPLIT)) == "Let Sales talk among itself first: it is of two minds."
    assert first_move(mirrored(SPLIT, SPLIT)) == "Let each team talk among itself first: both are of two minds."
    assert first_move(mirrored(dk=(0, 4))) == "Make it visible before judging it."


def test_first_move_of_a_misjudged_attitude_is_to_show_it() -> None:
    assert first_move(mirrored(code="S3", guesses=(None, None))) == CALMLY


def test_with_guesses_of_both_everything_is_said() -> None:
    one = mirror_row(make_report([with_guesses(row("S9", HIGH, HIGH), HIGH, HIGH)]), 1)
    assert side_words(one, Team.SALES).startswith("Sales expects Marketing to say 81; Marketing says 81: ")
