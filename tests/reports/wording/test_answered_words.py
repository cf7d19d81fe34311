"""Participation in words."""

from __future__ import annotations

import pytest

from assessments.tallies import Participation, RoundTally
from reports.wording.turnout import caution_words, shortage_words, turnout_words

MOST = "Most of Sales have not answered: the silent ones may see it differently."
SOME = "Some of Sales have not answered: they may see it differently."
UNEQUAL = "One team took part much more than the other: the comparison rests on unequal parts."
OVERFULL = "Sales: more answers than people counted. Someone answered twice, or the count is wrong."


@pytest.mark.parametrize(
    ("responded", "invited", "words"),
    [
        (12, 14, "12 of 14 answered (86%)"),
        (0, 14, "0 of 14 answered (0%)"),
        (14, 14, "14 of 14 answered (100%)"),
        (15, 14, "15 answered"),
        (3, None, "3 answered"),
        (0, 0, "0 answered"),
    ],
)
def test_share_is_said_only_where_the_team_was_counted(responded: int, invited: int | None, words: str) -> None:
    assert turnout_words(Participation(invited=invited, responded=responded)) == words


@pytest.mark.parametrize(
    ("sales", "marketing", "words"),
    [
        ((10, 10), (10, 10), []),
        ((71, 100), (100, 100), []),
        ((70, 100), (99, 100), [SOME]),
        ((5, 10), (7, 10), [SOME, SOME.replace("Sales", "Marketing")]),
        ((49, 100), (71, 100), [MOST]),
        ((8, 10), (11, 10), [OVERFULL.replace("Sales", "Marketing")]),
        ((9, 10), (6, 10), [SOME.replace("Sales", "Marketing"), UNEQUAL]),
        ((12, 30), (24, 30), [MOST, UNEQUAL]),
        ((6, None), (5, None), []),
        ((6, 5), (5, None), [OVERFULL]),
        ((4, 30), (9, 10), []),
    ],
)
def test_cautions_follow_the_rates(
    sales: tuple[int, int | None], marketing: tuple[int, int | None], words: list[str]
) -> None:
    assert caution_words(make_tally(sales, marketing)) == words


def make_tally(sales: tuple[int, int | None], marketing: tuple[int, int | None]) -> RoundTally:
    """Responded and invited of each team."""
    return RoundTally(
        minimum=5,
        sales=Participation(responded=sales[0], invited=sales[1]),
        marketing=Participation(responded=marketing[0], invited=marketing[1]),
        items=(),
    )


def test_shortage_says_how_many_are_needed() -> None:
    assert shortage_words(make_tally((5, None), (4, 9))) == [
        "Marketing: 4 answered, at least 5 are needed to show anything of this team."
    ]
    assert len(shortage_words(make_tally((0, 4), (4, 9)))) == 2
