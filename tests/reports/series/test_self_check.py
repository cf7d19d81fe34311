"""What one person's answers can say."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.bank import load_bank
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, Direction, Team
from reports.series.self_check import Look, Seat, SelfCheck, self_check

NINE = load_bank().questions[:9]
ANSWERS = st.dictionaries(st.sampled_from([item.code for item in NINE]), st.sampled_from([0, 1, 2, 3, 4, 5]))


def numbers(check: SelfCheck) -> list[int]:
    return [reply.number for reply in check.to_take]


@pytest.mark.parametrize(
    ("code", "answer", "look"),
    [
        ("S1", 1, Look.WEAK),
        ("S1", 2, Look.WEAK),
        ("S1", 3, Look.MIDDLE),
        ("S1", 4, Look.STRONG),
        ("S1", 5, Look.STRONG),
        ("S1", DONT_KNOW, Look.UNSEEN),
        ("S6", NOT_APPLICABLE, Look.ABSENT),
        ("S8", 1, Look.NEUTRAL),
        ("S8", DONT_KNOW, Look.UNSEEN),
    ],
)
def test_look_follows_the_yes_no_view(code: str, answer: int, look: Look) -> None:
    check = self_check(NINE, {code: answer}, None)
    assert [(reply.item.code, reply.look) for reply in check.answered] == [(code, look)]


def test_look_of_a_reversed_question_is_turned() -> None:
    reversed_item = replace(NINE[0], direction=Direction.NEGATIVE)
    check = self_check([reversed_item], {"S1": 5}, None)
    assert (check.replies[0].look, check.replies[0].point, check.replies[0].label) == (Look.WEAK, 5, "Routinely")


@pytest.mark.parametrize(
    ("team", "seats"),
    [
        (Team.SALES, "other-work own-work own-mind other-mind shared own-work own-work figures shared"),
        (Team.MARKETING, "own-work other-work other-mind own-mind shared other-work other-work figures shared"),
        (
            None,
            "marketing-work sales-work sales-mind marketing-mind shared sales-work sales-work figures shared",
        ),
    ],
)
def test_seat_says_where_one_sits(team: Team | None, seats: str) -> None:
    assert [reply.seat for reply in self_check(NINE, {}, team).replies] == [Seat(seat) for seat in seats.split()]


def test_weak_and_absent_come_first_then_unseen_then_between_then_strong() -> None:
    answers = {"S1": 5, "S2": 3, "S3": DONT_KNOW, "S6": NOT_APPLICABLE, "S7": 2, "S9": 1}
    assert numbers(self_check(NINE, answers, Team.SALES)) == [9, 7, 6]
    assert numbers(self_check(NINE, {code: answers[code] for code in ("S1", "S2", "S3")}, Team.SALES)) == [3, 2, 1]


def test_of_equals_ones_own_work_and_guesses_come_first() -> None:
    answers = dict.fromkeys([item.code for item in NINE], 4)
    assert numbers(self_check(NINE, answers, Team.SALES)) == [2, 4, 6]
    assert numbers(self_check(NINE, answers, Team.MARKETING)) == [1, 3, 2]


def test_weakest_are_several_where_they_are_level() -> None:
    weakest = self_check(NINE, {"S1": 2, "S5": 1, "S9": 1, "S2": 4}, None).weakest
    assert [reply.number for reply in weakest] == [5, 9]
    assert self_check(NINE, {"S1": 4}, None).weakest == ()


@given(answers=ANSWERS, team=st.sampled_from([*Team, None]))
def test_nothing_is_said_of_what_was_skipped(answers: dict[str, int], team: Team | None) -> None:
    check = self_check(NINE, answers, team)
    assert {reply.item.code for reply in check.answered} == set(answers)
    assert len(check.answered) + len(check.missing) == len(NINE)
    assert (
        sum(len(check.looking(look)) for look in Look) == sum(len(check.seated(seat)) for seat in Seat) == len(answers)
    )
    assert len(check.to_take) == min(3, len(answers))
