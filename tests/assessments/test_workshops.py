from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from assessments.scales import Direction, FrozenItem, GuessRule, Kind, Scale, Subject, Team
from assessments.tallies import Cell
from assessments.workshops import (
    END,
    AgendaEntry,
    Position,
    Step,
    VoteTime,
    count_votes,
    dump_agenda,
    dump_result,
    load_agenda,
    load_result,
    nearest,
    planned_vote,
    positions,
)

ITEM = FrozenItem(
    code="Q1", version=1, text="Question?", dimension=None, subject=Subject.BOTH, kind=Kind.BEHAVIOR,
    direction=Direction.POSITIVE, scale=Scale.FIVE, labels=("a", "b", "c", "d", "e"), not_applicable="",
    guess_rule=GuessRule.BOTH, prompt="", actions=(),
)  # fmt: skip
AGENDA = (
    AgendaEntry(code="Q1", minutes=5),
    AgendaEntry(code="Q2", minutes=10, vote=VoteTime.BEFORE),
    AgendaEntry(code="Q3", minutes=10, vote=VoteTime.AFTER),
)

agendas = st.lists(
    st.builds(AgendaEntry, code=st.text(max_size=3), minutes=st.integers(1, 120), vote=st.sampled_from(VoteTime)),
    max_size=5,
)
places = st.builds(Position, st.integers(-2, 9), st.sampled_from(Step))
cells = st.builds(Cell, hist=st.tuples(*[st.integers(0, 7)] * 5), dk=st.integers(0, 7))


def steps(place: int, without: Mapping[str, Collection[Step]] = MappingProxyType({})) -> list[str]:
    return [position.step.value for position in positions(AGENDA, without) if position.place == place]


# --- The way of the screen -------------------------------------------------------------------------------------------
def test_positions_begin_with_welcome_and_end_with_what_follows() -> None:
    walked = positions(AGENDA)
    assert (walked[0], [one.step for one in walked[-3:]]) == (Position(0, Step.WELCOME), list(END))
    assert {one.place for one in walked[-3:]} == {4}


def test_positions_put_the_vote_before_or_after_the_reveal() -> None:
    assert steps(1) == ["question", "guess", "own", "finding"]
    assert steps(2) == ["question", "vote", "guess", "own", "finding"]
    assert steps(3) == ["question", "guess", "own", "finding", "vote"]


def test_positions_skip_what_has_nothing_to_show() -> None:
    assert steps(2, {"Q2": [Step.GUESS]}) == ["question", "vote", "own", "finding"]
    assert steps(3, {"Q3": [Step.GUESS, Step.OWN]}) == ["question", "finding", "vote"]


def test_nearest_stays_at_the_last_step_before_one_that_is_missing() -> None:
    walked = positions(AGENDA, {"Q1": [Step.GUESS]})
    assert nearest(Position(1, Step.GUESS), walked) == Position(1, Step.QUESTION)
    assert nearest(Position(1, Step.VOTE), walked) == Position(1, Step.FINDING)
    assert nearest(Position(99, Step.QUESTION), walked) == Position(4, Step.CLOSE)
    assert nearest(Position(-1, Step.CLOSE), walked) == Position(0, Step.WELCOME)


@given(agendas, places)
def test_nearest_is_always_a_position_of_the_workshop(agenda: list[AgendaEntry], wanted: Position) -> None:
    walked = positions(agenda)
    found = nearest(wanted, walked)
    assert found in walked
    assert found.place <= max(wanted.place, 0)
    assert (found == wanted) == (wanted in walked)


@given(agendas)
def test_positions_never_repeat_and_never_go_back(agenda: list[AgendaEntry]) -> None:
    walked = positions(agenda)
    assert len(set(walked)) == len(walked)
    assert [one.place for one in walked] == sorted(one.place for one in walked)


@given(agendas)
def test_agenda_survives_being_stored(agenda: list[AgendaEntry]) -> None:
    assert load_agenda(json.loads(json.dumps(dump_agenda(agenda)))) == tuple(agenda)


def test_planned_vote_is_added_once() -> None:
    assert [entry.vote for entry in planned_vote(AGENDA, "Q1", VoteTime.AFTER)] == ["after", "before", "after"]
    assert planned_vote(AGENDA, "Q2", VoteTime.AFTER) == AGENDA
    assert planned_vote(AGENDA, "Q9", VoteTime.AFTER) == AGENDA


# --- Counting --------------------------------------------------------------------------------------------------------
def test_count_votes_shows_teams_from_the_minimum_on() -> None:
    result = count_votes(
        ITEM, {Team.SALES: Cell(hist=(0, 1, 2, 0, 2), dk=1), Team.MARKETING: Cell(hist=(4, 0, 0, 0, 0))}, 5
    )
    assert (result.sales.voted, result.sales.hist, result.sales.dk) == (6, (0, 1, 2, 0, 2), 1)
    assert (result.marketing.voted, result.marketing.hist, result.marketing.dk) == (4, None, None)
    assert result.team(Team.MARKETING) == result.marketing


def test_count_votes_hides_dont_knows_that_would_fill_up_a_small_team() -> None:
    result = count_votes(
        ITEM, {Team.SALES: Cell(hist=(4, 0, 0, 0, 0), dk=1), Team.MARKETING: Cell(hist=(0, 0, 0, 0, 0), dk=5)}, 5
    )
    assert (result.sales.voted, result.sales.hist, result.sales.dk) == (5, None, None)
    assert (result.marketing.hist, result.marketing.dk) == ((0, 0, 0, 0, 0), 5)


@given(cells, cells, st.integers(3, 10))
def test_count_votes_of_a_small_team_depend_on_its_number_alone(sales: Cell, other: Cell, minimum: int) -> None:
    """Any two ways to vote of as many people, too few to be shown, lead to the same document."""
    same = Cell(hist=(0, 0, 0, 0, sum(sales.hist)), dk=sales.dk)
    documents = [
        dump_result(count_votes(ITEM, {Team.SALES: cell, Team.MARKETING: other}, minimum)) for cell in (sales, same)
    ]
    if 0 < sales.n < minimum:
        assert documents[0] == documents[1]
        assert documents[0]["sales"] == {"voted": sales.n + sales.dk, "hist": None, "dk": None}
    elif sales.n >= minimum:
        assert tuple(documents[0]["sales"]["hist"]) == sales.hist


@given(cells, cells)
def test_result_survives_being_stored(sales: Cell, marketing: Cell) -> None:
    result = count_votes(ITEM, {Team.SALES: sales, Team.MARKETING: marketing}, 5)
    assert load_result(json.loads(json.dumps(dump_result(result)))) == result
