from __future__ import annotations

import pytest
from hypothesis import given

from assessments.tallies import Histogram, ItemTally
from reports.document import Report
from reports.series import talks
from reports.wording import discussion_prompts, first_move
from tests.reports.example_reports import bank_item, make_report, row, with_guesses
from tests.reports.strategies import some, whole_reports

HIGH: Histogram = (0, 0, 1, 6, 5)
LOW: Histogram = (5, 6, 1, 0, 0)
WIDE: Histogram = (0, 3, 5, 3, 0)
MANY_HIGH: Histogram = (0, 0, 5, 45, 50)
MANY_LOW: Histogram = (50, 45, 5, 0, 0)
MANY: Histogram = (5, 20, 50, 20, 5)


@pytest.mark.parametrize(
    ("tally", "prompt"),
    [
        (
            row("S7", HIGH, LOW),
            "Sales rates itself 83, Marketing rates Sales 17: a blind spot, or work that Marketing does not see?",
        ),
        (row("S9", HIGH, LOW), "What does Sales see that Marketing does not, and the other way round?"),
        (
            row("S8", HIGH, LOW),
            "What do the two teams mean by their answers, and what would a shared one make easier?",
        ),
        (
            with_guesses(row("S7", HIGH, LOW), HIGH, LOW),
            "What have you seen that made Sales expect 83, and what lies behind the answer of Marketing?",
        ),
        (row("S7", MANY_HIGH, MANY_HIGH), "What keeps this working, and who would notice first if it stopped?"),
        (row("S7", MANY, MANY), "What would the next better answer look like in your week?"),
        (row("S7", MANY_LOW, MANY_LOW), "You both put this low: what has kept it from being changed so far?"),
        (row("S8", MANY, MANY), "You see this alike: is it what both of you want?"),
        (row("S7", WIDE, WIDE), "What have you seen lately that speaks for a difference here, and what against it?"),
    ],
)
def test_last_prompt_asks_what_the_finding_leaves_open(tally: ItemTally, prompt: str) -> None:
    (talk,) = talks(make_report([tally]))
    own, *_move, asked = discussion_prompts(talk.mirror, talk.item)
    assert own == tally.item.prompt
    assert asked == prompt


def test_hidden_team_leaves_the_own_prompt_of_the_question() -> None:
    (talk,) = talks(make_report([row("S7", HIGH, (1, 2, 1, 0, 0))]))
    assert discussion_prompts(talk.mirror, talk.item) == (bank_item("S7").prompt,)


@some
@given(whole_reports())
def test_prompts_are_up_to_three_and_differ(report: Report) -> None:
    for talk in talks(report):
        prompts = discussion_prompts(talk.mirror, talk.item)
        assert len(set(prompts)) == len(prompts) <= 3
        assert all(prompts)
        assert first_move(talk.mirror) in {"", *prompts}
