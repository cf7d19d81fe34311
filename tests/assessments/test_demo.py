"""The story of the demo holds for every seed."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from assessments.bank import load_bank
from assessments.demo import DemoResponse, RoundStory, responses
from assessments.demo_story import ASKING_NOW, CLIENTS, FIRST_LOOK, SIX_MONTHS_ON
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, POINTS, Team

ROUNDS = (FIRST_LOOK, SIX_MONTHS_ON, ASKING_NOW)
BANK = {item.code: item for item in load_bank().questions}
QUICK_NINE = load_bank().forms["quick-nine"]


def told(story: RoundStory, seed: int = 1) -> list[DemoResponse]:
    return list(responses(story, random.Random(seed)))


def test_there_are_two_clients_and_three_rounds_of_which_one_is_open() -> None:
    assert [len(client.rounds) for client in CLIENTS] == [2, 1]
    assert [story.is_open for story in ROUNDS] == [False, False, True]
    assert all(story.launched < min(story.closes, 0) for story in ROUNDS)


@pytest.mark.parametrize("story", ROUNDS)
def test_every_string_has_a_sign_for_everybody(story: RoundStory) -> None:
    for team in story.teams.values():
        assert len({len(signs) for signs in [*team.own.values(), *team.guesses.values()]}) == 1
        assert len(team.own["S1"]) <= team.invited


@pytest.mark.parametrize("story", ROUNDS)
def test_answers_are_ones_that_the_survey_takes(story: RoundStory) -> None:
    for response in told(story):
        for code, answer in response.own.items():
            allowed = {*POINTS, DONT_KNOW} | ({NOT_APPLICABLE} if BANK[code].not_applicable else set())
            assert answer in allowed
        for code, guess in response.guesses.items():
            assert guess in {*POINTS, DONT_KNOW}
            assert code in QUICK_NINE.guesses
            assert BANK[code].may_guess(response.team)
        assert {*response.own, *response.comments} <= {*QUICK_NINE.questions}


@pytest.mark.parametrize("story", [FIRST_LOOK, SIX_MONTHS_ON])
@pytest.mark.parametrize("team", list(Team))
def test_every_comment_is_written_by_somebody(story: RoundStory, team: Team) -> None:
    written = Counter((c, t) for each in told(story) if each.team is team for c, t in each.comments.items())
    assert written == Counter(story.teams[team].comments)


def test_same_seed_gives_the_same_people() -> None:
    assert told(FIRST_LOOK, 7) == told(FIRST_LOOK, 7)
    assert told(FIRST_LOOK, 7) != told(FIRST_LOOK, 8)
