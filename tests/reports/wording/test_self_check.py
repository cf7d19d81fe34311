"""What one person is told about their own answers."""

from __future__ import annotations

import re
from itertools import product

import pytest

from assessments.bank import load_bank
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, Team
from reports.series.self_check import Look, Seat, self_check
from reports.wording.self_check import (
    limits_words,
    look_name,
    reason_words,
    seat_name,
    seat_words,
    self_check_headline,
)

NINE = load_bank().questions[:9]
TEAMS = (*Team, None)


@pytest.mark.parametrize(
    ("answers", "team", "words"),
    [
        (
            {"S7": 1, "S1": 2},
            Team.SALES,
            "What looks weakest to you: “Attention to marketing leads”",
        ),
        ({"S7": 1, "S1": 1}, Team.SALES, "2 of 2 look weak to you."),
        ({"S6": 9, "S1": 0}, None, "Nothing looks weak to you so far, but something is not there at all."),
        ({"S1": 0, "S2": 5}, None, "Nothing looks weak to you so far, but part of it is out of your sight."),
        ({"S2": 5}, Team.SALES, "Nothing looks weak to you so far. Would Marketing say the same?"),
        ({"S2": 5}, None, "Nothing looks weak to you so far. Would both teams say the same?"),
        ({"S2": 3, "S8": 5}, None, "Nothing looks strong to you so far, and nothing weak."),
        ({"S1": 3, "S2": 3, "S8": 3}, Team.SALES, "You see all 3 in between."),
        ({"S7": 1, "S1": 1, "S2": 2, "S3": 4}, Team.SALES, "3 of 4 look weak to you."),
    ],
)
def test_headline_names_what_stands_out(answers: dict[str, int], team: Team | None, words: str) -> None:
    assert self_check_headline(self_check(NINE, answers, team)) == words


def test_limits_say_that_one_person_shows_no_gap() -> None:
    assert limits_words(self_check(NINE, {}, Team.MARKETING)) == (
        "This is one person’s view of Marketing and Sales. Whether the teams see it the same way, it cannot tell: "
        "for that, both have to answer."
    )


def test_own_work_may_look_smaller_to_the_other_team() -> None:
    assert seat_name(Seat.OWN_WORK, Team.SALES) == "The work of Sales, your own team"
    assert seat_words(Seat.OWN_WORK, Team.SALES) == (
        "You see what your team sets out to do; Marketing sees what arrives. It may see less of it than you do."
    )


def test_those_in_neither_team_hear_of_both() -> None:
    assert seat_name(Seat.MARKETING_WORK, None) == "The work of Marketing"
    assert seat_words(Seat.MARKETING_WORK, None) == (
        "Marketing sees this from inside, Sales from outside. The two may well answer differently."
    )


def test_strong_own_work_is_asked_for_where_it_arrives() -> None:
    own, other = self_check(NINE, {"S7": 5, "S1": 5}, Team.SALES).to_take
    assert reason_words(own, Team.SALES) == (
        "It looks strong to you, and it is your own team’s work. Does it arrive in Marketing?"
    )
    assert reason_words(other, Team.SALES) == "It looks strong to you. Would Marketing say the same?"


def all_words() -> list[str]:
    """Every sentence that anybody can be told."""
    said = [look_name(look) for look in Look]
    for team in TEAMS:
        said += [words(seat, team) for seat, words in product(Seat, (seat_name, seat_words))]
        for answer in (DONT_KNOW, 1, 3, 5, NOT_APPLICABLE):
            check = self_check(NINE, {item.code: answer for item in NINE}, team)
            said += [self_check_headline(check), limits_words(check)]
            said += [reason_words(reply, team) for reply in check.answered]
    return said


def test_no_sentence_claims_a_gap_a_score_or_a_share() -> None:
    counts = re.compile(r"^\d of \d look weak to you\.$|^You see all \d in between\.$")  # of one's own answers
    said = [counts.sub("-", words.replace(item.text, "")) for words in all_words() for item in NINE[:1]]
    assert [words for words in said if re.search(r"\bgap|\bindex|percent|\d|[{}]", words)] == []
    assert "" not in said
