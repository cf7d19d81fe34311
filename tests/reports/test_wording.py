from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from assessments.scales import Direction
from assessments.tallies import Cell, Histogram, ItemTally
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import Order, distribution, gap_series
from reports.wording import (
    chart_summary,
    distribution_summary,
    finding,
    headline,
    label_words,
    question_sentence,
    range_words,
    row_note,
    row_words,
    shortened,
)
from tests.reports.example_reports import bank_item, make_report, nine_questions, row

CLEAR: tuple[Histogram, Histogram] = (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)
CLEARER: tuple[Histogram, Histogram] = (0, 0, 0, 4, 4), (4, 3, 0, 0, 0)
POSSIBLE: tuple[Histogram, Histogram] = (0, 1, 3, 4, 1), (1, 3, 3, 1, 0)
SIMILAR: tuple[Histogram, Histogram] = (5, 20, 50, 20, 5), (5, 20, 49, 21, 5)
SLIGHT: tuple[Histogram, Histogram] = (5, 30, 70, 40, 5), (10, 50, 70, 18, 2)
NOISE: tuple[Histogram, Histogram] = (1, 2, 2, 2, 1), (2, 2, 2, 1, 1)
HIDDEN: tuple[Histogram, Histogram] = (0, 1, 2, 1, 0), (0, 2, 3, 1, 0)
NOBODY_KNOWS = ItemTally(
    item=bank_item("S7"), sales=Cell(hist=(0, 0, 1, 4, 1)), marketing=Cell(hist=(0, 0, 0, 0, 0), dk=7)
)


def one(counts: tuple[Histogram, Histogram], code: str = "S7", **options: Any) -> Report:
    return make_report([row(code, *counts)], **options)


def label_of(report: Report) -> Label:
    return gap_series(report).rows[0].label


def sentence(report: Report) -> str:
    return question_sentence(distribution(report, 1))


@pytest.mark.parametrize(
    ("label", "words"),
    [
        (Label.HIDDEN, "hidden to protect anonymity"),
        (Label.FEW, "too few answers to compare"),
        (Label.CLEAR, "clear gap"),
        (Label.POSSIBLE, "possible gap: worth a question, not a conclusion"),
        (Label.SIMILAR, "the teams see this alike"),
        (Label.SLIGHT, "a real but small difference"),
        (Label.NOISE, "may be chance"),
    ],
)
def test_label_words_are_those_of_the_measures(label: Label, words: str) -> None:
    assert label_words(label) == words


STEP = "One person answering one step differently moves"


@pytest.mark.parametrize(
    ("counts", "label", "words"),
    [
        (
            CLEAR,
            Label.CLEAR,
            (
                "Sales: 75 of 100, most often “Most”; Marketing: 21 of 100, most often “Few”. 54 points apart, "
                f"Sales higher. Clear gap. {STEP} Sales by 4 points, Marketing by 4."
            ),
        ),
        (
            ((0, 10, 20, 60, 30), (40, 60, 30, 10, 0)),
            Label.CLEAR,
            (
                "Sales: 73 of 100, most often “Most”; Marketing: 27 of 100, most often “Few”. 46 points apart, "
                "Sales higher. Clear gap."
            ),
        ),
        (
            POSSIBLE,
            Label.POSSIBLE,
            (
                "Sales: 64 of 100, most often “Most”; Marketing: 38 of 100, most often “Few” and “About half”, "
                "equally. "
                f"26 points apart, Sales higher. Possible gap: worth a question, not a conclusion. {STEP} "
                "Sales by 3 points, Marketing by 3."
            ),
        ),
        (
            ((0, 3, 9, 12, 3), (3, 9, 12, 3, 0)),
            Label.CLEAR,
            (
                "Sales: 64 of 100, most often “Most”; Marketing: 39 of 100, most often “About half”. "
                "25 points apart, Sales higher. Clear gap."
            ),
        ),
        (
            SIMILAR,
            Label.SIMILAR,
            (
                "Sales: 50 of 100, most often “About half”; Marketing: 50 of 100, most often “About half”. "
                "0 points apart, both the same. The teams see this alike."
            ),
        ),
        (
            NOISE,
            Label.NOISE,
            (
                "Sales: 50 of 100, no answer more often than all others; Marketing: 41 of 100, no answer more "
                "often than "
                "all others. 9 points apart, Sales higher. May be chance. "
                f"{STEP} Sales by 3 points, Marketing by 3."
            ),
        ),
        (
            ((0, 0, 0, 8, 0), (0, 0, 20, 20, 0)),
            Label.CLEAR,
            (
                "Sales: 75 of 100, all 8 chose “Most”; Marketing: 63 of 100, most often “About half” and "
                "“Most”, equally. "
                f"12 points apart, Sales higher. Clear gap. {STEP} Sales by 3 points."
            ),
        ),
        (
            SLIGHT,
            Label.SLIGHT,
            (
                "Sales: 52 of 100, most often “About half”; Marketing: 42 of 100, most often “About half”. "
                "10 points apart, Sales higher. A real but small difference."
            ),
        ),
        (
            HIDDEN,
            Label.HIDDEN,
            (
                "Sales: fewer than 5 answered; Marketing: 46 of 100, most often “About half”. "
                f"Hidden to protect anonymity. {STEP} Marketing by 4 points."
            ),
        ),
    ],
)
def test_question_sentence_says_exactly_what_is_known(
    counts: tuple[Histogram, Histogram], label: Label, words: str
) -> None:
    report = one(counts)
    assert (label_of(report), sentence(report)) == (label, words)


def test_question_sentence_of_few_answers_compares_nothing() -> None:
    assert sentence(one(((0, 0, 1, 2, 0), (0, 3, 1, 0, 0)), minimum=3)) == (
        "Sales: 67 of 100, most often “Most”; Marketing: 31 of 100, most often “Few”. 36 points apart, Sales higher. "
        f"Too few answers to compare. {STEP} Sales by 8 points, Marketing by 6."
    )


def test_question_sentence_says_when_nobody_could_say() -> None:
    assert sentence(make_report([NOBODY_KNOWS])) == (
        "Sales: 75 of 100, most often “Most”; Marketing: nobody could say. Nothing to compare. "
        f"{STEP} Sales by 4 points."
    )


def test_question_sentence_counts_the_silent_and_the_unsure() -> None:
    rows = [row("S7", (0, 0, 1, 9, 5), (6, 6, 2, 0, 0), dk=(0, 7))]
    assert sentence(make_report(rows, sales=(16, 15), marketing=(23, 21))) == (
        "Sales: 82 of 100, most often “Most”; Marketing: 18 of 100, most often “Almost none” and “Few”, equally. "
        "64 points apart, Sales higher. Clear gap. Whatever the people who did not answer think, Sales stays higher. "
        "33% of Marketing do not know: not visible from where they sit."
    )


def test_verdict_names_the_minority_who_know() -> None:
    rows = [row("S7", (0, 0, 1, 9, 5), (6, 6, 2, 0, 0), dk=(0, 14))]
    assert "Clear gap, among the minority who know." in sentence(make_report(rows))


def test_reversed_question_says_that_high_is_still_best() -> None:
    assert sentence(one(CLEAR, "L22")).startswith(
        "Sales: 25 of 100, most often “Most”; Marketing: 79 of 100, most often “Few”. "
        "Reversed question: 100 is still best. 54 points apart, Marketing higher. Clear gap."
    )


S7 = "“Attention to marketing leads”"


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ([CLEAR], f"The one clear gap is on {S7}: Sales 75, Marketing 21 of 100."),
        ([CLEAR, NOISE, CLEARER], f"The largest of 2 clear gaps is on {S7}: Sales 88, Marketing 11 of 100."),
        ([POSSIBLE, NOISE], f"A possible gap, to ask about: {S7}, Sales 64, Marketing 38 of 100."),
        ([SIMILAR, SIMILAR], "Sales and Marketing see every question alike."),
        ([SIMILAR, SLIGHT], "Sales and Marketing see alike, or nearly so, whatever can be compared."),
        ([SLIGHT, NOISE], "The differences that are real are small; the others may be chance."),
        (
            [SIMILAR, NOISE],
            "Sales and Marketing see 1 of 2 questions alike. Other gaps may be chance.",
        ),
        ([NOISE], "The gaps between Sales and Marketing may all be chance: too few answers to tell."),
        (
            [HIDDEN, HIDDEN],
            "Nothing can be compared: no question has answers from at least 5 people of each team.",
        ),
        ([], "This round asked no question that can be compared."),
    ],
)
def test_headline_says_the_strongest_thing_that_is_true(counts: list[tuple[Histogram, Histogram]], words: str) -> None:
    assert headline(make_report([row("S7", *pair) for pair in counts])) == words


@pytest.mark.parametrize(
    ("text", "counts", "words"),
    [
        ("Meet?", [CLEAR], "The one clear gap is on “Meet?”: Sales 75, Marketing 21 of 100."),
        ("Meet?", [CLEAR, CLEARER], "The largest of 2 clear gaps is on “Meet?”: Sales 88, Marketing 11 of 100."),
        ("Meet?", [POSSIBLE], "A possible gap, to ask about: “Meet?”, Sales 64, Marketing 38 of 100."),
        ("Meet " * 17, [CLEAR], f"Clear gap on “{'Meet ' * 17}”: Sales 75, Marketing 21 of 100."),
        ("Meet " * 30, [CLEAR], f"Clear gap on “{('Meet ' * 18).rstrip()}…”: Sales 75, Marketing 21 of 100."),
    ],
)
def test_headline_says_more_where_the_question_is_short(
    text: str, counts: list[tuple[Histogram, Histogram]], words: str
) -> None:
    rows = [row("S7", *pair) for pair in counts]
    report = make_report([replace(tally, item=replace(tally.item, text=text, short_name="")) for tally in rows])
    assert headline(report) == words
    assert len(words) <= 140


def test_headline_of_few_answers() -> None:
    report = one(((0, 1, 2, 0, 0), (0, 2, 1, 0, 0)), minimum=3)
    assert headline(report) == "Too few answers to compare Sales and Marketing on any question."


def test_headline_says_who_could_say_nothing() -> None:
    nobody: Histogram = (0, 0, 0, 0, 0)
    unable, both = row("S7", CLEAR[0], nobody, dk=(0, 7)), row("S7", nobody, nobody, dk=(7, 7))
    words = "Nothing can be compared: everybody in {} pressed “Don’t know” on every question."
    assert headline(make_report([unable])) == words.format("Marketing")
    assert headline(make_report([both])) == words.format("both teams")


def test_finding_does_not_depend_on_the_order() -> None:
    report = nine_questions()
    assert finding(gap_series(report, Order.GAP)) == headline(report)


def test_wording_never_judges_a_neutral_question() -> None:
    asked = replace(bank_item("S8"), direction=Direction.NEUTRAL)
    cells = [Cell(hist=counts, na=0) for counts in CLEARER]
    report = make_report([ItemTally(item=asked, sales=cells[0], marketing=cells[1])])
    texts = [headline(report), sentence(report), chart_summary(gap_series(report))]
    assert [
        word for word in ("good", "bad", "better than", "worse", "best") if any(word in text for text in texts)
    ] == []
    assert row_note(gap_series(report).rows[0]) == (
        "neither end is better; 100 is “Sales’ own leads close much faster”"
    )


@pytest.mark.parametrize(
    ("code", "note"),
    [
        ("S3", "what Marketing answers is its guess"),
        ("S4", "what Sales answers is its guess"),
        ("S7", ""),
        ("S9", ""),
    ],
)
def test_row_says_whose_answer_is_a_guess(code: str, note: str) -> None:
    (asked,) = gap_series(make_report([row(code, *CLEARER)])).rows
    assert row_note(asked) == note


def test_wording_prints_no_probability_and_never_no_gap() -> None:
    report = nine_questions()
    words = chart_summary(gap_series(report)) + headline(report)
    assert "p =" not in words
    assert "no gap" not in words.lower()
    assert "significan" not in words.lower()


def test_chart_summary_names_every_question_and_no_hidden_number() -> None:
    summary = chart_summary(gap_series(nine_questions()))
    assert summary.startswith(
        "Scores of Sales and Marketing from 0 to 100, question by question. 1. Do Marketing people meet with the "
        "customers during the sales process? Sales 23, Marketing 69. 46 points apart, Marketing higher. Clear gap."
    )
    assert (
        "8. Do sales leads close faster than marketing leads? (neither end is better; 100 is “Sales’ own "
        "leads close much faster”) Sales 67, Marketing: fewer than "
        "5 answered. Hidden to protect anonymity." in summary
    )


def test_distribution_summary_holds_every_count() -> None:
    assert distribution_summary(distribution(nine_questions(), 6)) == (
        "Sales: No input 30% (3), Asked once, long ago 40% (4), Some input now and then 20% (2), Regular input, "
        "visibly used 10% (1), Criteria written together 0% (0), Don’t know: 0, We have no such criteria: 2. "
        "Marketing: No input 22% (2), Asked once, long ago 33% (3), Some input now and then 33% (3), Regular input, "
        "visibly used 11% (1), Criteria written together 0% (0), Don’t know: 0, We have no such criteria: 0."
    )


def test_range_words_know_no_range_at_a_full_count() -> None:
    row_of_s1 = gap_series(nine_questions(invited=(14, 9))).rows[0]
    assert row_of_s1.sales is not None
    assert row_of_s1.marketing is not None
    assert range_words(row_of_s1.sales) == "likely range 10–36"
    assert range_words(row_of_s1.marketing) == "everybody in the team answered"


def test_every_word_passes_through_translate() -> None:
    """A translation that turns every sentence of ours into dots leaves only the question's own words and numbers."""

    def dots(text: str) -> str:
        return "".join(part if part.startswith("{") else "·" for part in text.replace("}", "}|").split("|"))

    report = make_report([row("S7", *CLEAR), row("S7", *HIDDEN)])
    for words in (headline(report, dots), question_sentence(distribution(report, 1), dots)):
        assert "Sales" not in words
        assert "gap" not in words.lower()


def test_shortened_cuts_between_words() -> None:
    assert shortened("Do the two teams describe the ideal customer", 20) == "Do the two teams…"
    assert shortened("x" * 30, 20) == "x" * 19 + "…"
    assert shortened("short", 20) == "short"


def test_row_words_of_a_hidden_team_hold_no_number_of_it() -> None:
    assert row_words(gap_series(one(HIDDEN)).rows[0], 5).endswith(
        "Sales: fewer than 5 answered, Marketing 46. Hidden to protect anonymity."
    )


def test_silence_is_not_spoken_of_beside_chance() -> None:
    """Marketing would stay higher whatever two silent people thought, and yet the gap may be chance."""
    report = make_report([row("S2", (0, 2, 9, 3, 0), (0, 0, 7, 3, 1))], sales=(15, 14), marketing=(12, 11))
    question = distribution(report, 1)
    assert (question.row.label, question.row.is_silence_proof) == (Label.NOISE, True)
    assert "Whatever" not in question_sentence(question)
