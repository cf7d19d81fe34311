from __future__ import annotations

from hypothesis import given

from reports.document import Report
from reports.wording import headline, summary_sentences
from tests.reports.example_reports import make_report, nine_questions, row, two_rounds
from tests.reports.strategies import reports, some


def test_round_is_said_in_five_sentences() -> None:
    assert summary_sentences(nine_questions()) == (
        "Clear gap on “Do marketing leads get the appropriate attention by sales?”: Sales 79, Marketing 22 of 100.",
        "No agreement is sure: being alike takes more answers to show than a gap.",
        (
            "On “Do Sales people value the collateral support developed by marketing?”, Marketing expects Sales to "
            "say 72; Sales says 44: Sales answers 28 points lower than Marketing expects."
        ),
        "The alignment index is 39 of 100: Neighbors.",
        (
            "Talk about “Do marketing leads get the appropriate attention by sales?” first. Collect one example from "
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
    assert sentences[0] == headline(report)
    assert all(words and words[-1] in ".…”" and "None" not in words and "{" not in words for words in sentences)


def test_index_names_both_sides_of_a_border_it_may_lie_on() -> None:
    assert summary_sentences(two_rounds())[3] == "The alignment index is 44 of 100: Neighbors, close to Partners."
