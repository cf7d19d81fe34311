from __future__ import annotations

import pytest
from hypothesis import given

from assessments.scales import Team
from assessments.tallies import Histogram, ItemTally
from assessments.workshops import Step, TeamVotes
from reports.analysis.coorientation import ConfidenceWord
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import talks
from reports.wording import guess_lead, reveal_words, step_name, verdict, vote_words, waiting_words
from tests.reports.example_reports import make_report, row, with_guesses
from tests.reports.strategies import reports, some

HIGH: Histogram = (0, 0, 1, 6, 5)
LOW: Histogram = (5, 6, 1, 0, 0)
WIDE: Histogram = (0, 3, 5, 3, 0)
TOP: Histogram = (0, 0, 0, 0, 12)
MANY: Histogram = (5, 20, 50, 20, 5)
FAR: Histogram = (0, 0, 5, 45, 50)


@pytest.mark.parametrize(
    ("tally", "sentence"),
    [
        (with_guesses(row("S7", HIGH, LOW), LOW, HIGH), "You see this differently. Both know it."),
        (with_guesses(row("S7", HIGH, LOW), HIGH, LOW), "You see this differently. Neither expected it."),
        (
            with_guesses(row("S7", HIGH, LOW), LOW, LOW),
            "You see this differently. Sales knows it. Marketing did not expect it.",
        ),
        (with_guesses(row("S7", MANY, MANY), FAR, FAR), "You see this alike. Neither expected it."),
        (with_guesses(row("S7", MANY, MANY), MANY, MANY), "You see this alike. Both know it."),
        (with_guesses(row("S7", WIDE, WIDE), TOP, TOP), "You are likely near each other. Likely neither expected it."),
        (
            row("S7", HIGH, LOW, dk=(0, 12)),
            "You see this differently. This is how the minority who know see it.",
        ),
        (row("S7", HIGH, LOW), "You see this differently."),
        (row("S7", HIGH, (1, 2, 1, 0, 0)), "Not shown: in Marketing, fewer than 5 answered."),
        (row("S7", (1, 1, 1, 0, 0), (1, 2, 1, 0, 0)), "Not shown: in both teams, fewer than 5 answered."),
        (row("S7", HIGH, (0, 0, 0, 0, 0), dk=(0, 6)), "Too few answers to compare."),
    ],
)
def test_finding_is_one_message_for_the_room(tally: ItemTally, sentence: str) -> None:
    (talk,) = talks(make_report([tally]))
    assert reveal_words(talk.mirror) == sentence


@some
@given(reports())
def test_finding_claims_no_more_than_the_verdict(report: Report) -> None:
    for talk in talks(report):
        words, label = reveal_words(talk.mirror), talk.mirror.row.label
        assert words
        assert words.startswith("You see this differently.") <= (label is Label.CLEAR)
        assert words.startswith("You see this alike.") <= (label is Label.SIMILAR)


@some
@given(reports())
def test_finding_is_as_sure_as_the_first_move_beside_it(report: Report) -> None:
    for talk in talks(report):
        words, sides = reveal_words(talk.mirror), talk.mirror.sides
        assert all(side.confidence is not ConfidenceWord.LIKELY for side in sides) or "ikely " in words
        is_claim = talk.mirror.row.label in (Label.CLEAR, Label.POSSIBLE, Label.SIMILAR, Label.SLIGHT)
        assert ("the minority who know" in words) == (is_claim and "minority" in verdict(talk.mirror.row))


def test_only_one_team_can_guess_an_attitude() -> None:
    (talk,) = talks(make_report([row("S3", HIGH, LOW)]))
    assert guess_lead(talk.mirror) == "What Marketing expected Sales to say"


def test_every_step_has_a_name() -> None:
    assert len({step_name(step) for step in Step}) == len(Step)


@pytest.mark.parametrize(
    ("votes", "sentence"),
    [
        (TeamVotes(voted=6, hist=(1, 2, 3, 0, 0), dk=0), "Sales: 6 voted."),
        (TeamVotes(voted=4, hist=None, dk=None), "Sales: 4 voted. Not shown: fewer than 5 chose an answer."),
        (TeamVotes(voted=0, hist=None, dk=None), "Sales: nobody voted."),
    ],
)
def test_vote_says_how_many_and_why_not_more(votes: TeamVotes, sentence: str) -> None:
    assert vote_words(Team.SALES, votes, 5) == sentence


def test_room_is_told_which_team_has_too_few_phones() -> None:
    assert waiting_words({Team.SALES: 5, Team.MARKETING: 4}, 5) == (
        "Votes of Marketing can be shown from 5 phones a team. Until then: raise hands."
    )
    assert waiting_words({Team.SALES: 5, Team.MARKETING: 5}, 5) == ""
