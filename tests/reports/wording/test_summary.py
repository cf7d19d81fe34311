from __future__ import annotations

from dataclasses import replace

from hypothesis import given

from assessments.tallies import Histogram
from reports.document import Report
from reports.wording import headline, index_sentence, lead, summary_sentences
from tests.reports.example_reports import compared, make_report, nine_questions, row, two_rounds
from tests.reports.strategies import reports, some

LOW: Histogram = (6, 5, 1, 0, 0)
HIGH: Histogram = (0, 0, 1, 5, 6)


def test_round_is_said_in_five_sentences() -> None:
    assert summary_sentences(nine_questions()) == (
        "The largest of 3 clear gaps is on “Attention to marketing leads”: Sales 79, Marketing 22 of 100.",
        "No agreement is sure: being alike takes more answers to show than a gap.",
        (
            "On “The value of Marketing’s material”, Marketing expects Sales to "
            "say 72; Sales says 44: Sales answers 28 points lower than Marketing expects."
        ),
        "The alignment index is 39 of 100: Neighbors.",
        (
            "Talk about “Attention to marketing leads” first. Collect one example from "
            "each side, then look at the facts together."
        ),
    )


def test_round_with_too_few_answers_says_so_five_times() -> None:
    sentences = summary_sentences(make_report([row("S1", (0, 1, 1, 0, 0), (0, 1, 0, 0, 0))]))
    assert sentences[0].startswith("Nothing can be compared")
    assert sentences[3].startswith("No index")
    assert sentences[4] == "These answers propose nothing to talk about first."


@some
@given(reports())
def test_every_sentence_is_whole(report: Report) -> None:
    sentences = summary_sentences(report)
    assert len(sentences) == 5
    assert (sentences[0], lead(report)) == (headline(report), "")
    asked = "".join(row.item.name for row in report.released.tally.items)
    assert all(words and words[-1] in ".…”" for words in sentences)
    assert [mark for mark in ("None", "{") if mark not in asked and mark in "".join(sentences)] == []


def test_movement_comes_first_and_the_index_has_its_before() -> None:
    codes = ("S1", "S2", "S5")
    before = make_report([row(code, HIGH, LOW) for code in codes])
    now = make_report([row("S1", HIGH, HIGH), *(row(code, HIGH, LOW) for code in codes[1:])])
    report = compared(now, replace(before, released=replace(before.released, title="Spring")))
    sentences = summary_sentences(report)
    assert sentences[:2] == (headline(report), lead(report))
    assert sentences[0] == "Since “Spring”, the gap on “Marketing meeting customers” narrowed from 70 to 0."
    assert sentences[1].startswith("The largest of 2 clear gaps is on")
    assert sentences[4] == "The alignment index is 50 of 100, after 32 in “Spring”: Partners, close to Neighbors."
    assert len(sentences) == 6


def test_round_in_which_nothing_moved_says_so_after_its_finding() -> None:
    sentences = summary_sentences(compared(nine_questions(), nine_questions()))
    assert sentences[0] == headline(nine_questions())
    assert sentences[1] == "Since “Autumn”, whatever moved may be chance."
    assert len(sentences) == 6


def test_index_of_other_questions_has_both_as_they_can_be_compared() -> None:
    codes = ("S1", "S2", "S5")
    now = make_report([*(row(code, LOW, LOW) for code in codes), row("S9", HIGH, HIGH)])
    sentences = summary_sentences(compared(now, make_report([row(code, LOW, LOW) for code in codes])))
    assert sentences[4] == (
        "The alignment index is 32 of 100: Neighbors, close to Two worlds. "
        "Index 15 in both rounds, from the 3 scored questions that both rounds can use."
    )


def test_index_names_both_sides_of_a_border_it_may_lie_on() -> None:
    assert index_sentence(two_rounds()) == "The alignment index is 44 of 100: Neighbors, close to Partners."
