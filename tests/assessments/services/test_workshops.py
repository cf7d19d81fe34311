from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import LONGEST_WORKSHOP, Ballot, Phone, Round, Vote, Workshop
from assessments.rooms import latest_workshop, running_workshop, workshop_state
from assessments.scales import Team
from assessments.services.errors import DomainError, WrongState
from assessments.services.votes import cast_ballot, lock_vote, open_vote
from assessments.services.workshops import (
    end_forgotten_workshops,
    end_workshop,
    move_workshop,
    prepare_workshop,
    put_on_agenda,
    start_workshop,
)
from assessments.workshops import AgendaEntry, Position, Step, VoteTime, load_agenda
from tests.builders import join, make_closed_round, make_organization, make_question, make_round, make_workshop

pytestmark = pytest.mark.django_db

NOW = timezone.now()
Q1, Q2, Q3 = (AgendaEntry(code=code, minutes=10) for code in ("Q1", "Q2", "Q3"))


@pytest.fixture
def round(db: None) -> Round:
    questions = [*(make_question(code) for code in ("Q1", "Q2", "Q3")), make_question("O1", kind="open", scale="text")]
    return make_closed_round([4] * 5, [2] * 5, questions=questions)


def prepare(round: Round, *agenda: AgendaEntry) -> Workshop:
    return prepare_workshop(round=round, agenda=agenda, proposed=["Q2", "Q1"], now=NOW)


def started(round: Round, *agenda: AgendaEntry) -> Workshop:
    workshop = prepare(round, *agenda)
    start_workshop(workshop=workshop, now=NOW)
    return workshop


def move(workshop: Workshop, place: int, step: Step, seconds: int = 0) -> tuple[int, str]:
    move_workshop(workshop=workshop, position=Position(place, step), now=NOW + timedelta(seconds=seconds))
    return workshop.place, workshop.step


# --- Preparing -------------------------------------------------------------------------------------------------------
def test_first_workshop_is_prepared_with_its_agenda(round: Round) -> None:
    workshop = prepare(round, Q1, Q2)
    assert (workshop.number, workshop.place, workshop.step, workshop.proposed) == (1, 0, "welcome", ["Q2", "Q1"])
    assert load_agenda(workshop.agenda) == (Q1, Q2)
    assert len(workshop.code) == 6
    assert running_workshop(workshop.code, NOW) is None


def test_question_is_put_at_the_end_of_the_proposed_agenda_which_is_saved_with_it(round: Round) -> None:
    assert put_on_agenda(round=round, code="Q3", proposal=[Q2, Q1]) is False
    workshop = latest_workshop(round)
    assert workshop is not None
    assert (load_agenda(workshop.agenda), workshop.proposed) == ((Q2, Q1, Q3), ["Q2", "Q1"])


def test_question_is_put_on_the_saved_agenda_whatever_the_page_proposed(round: Round) -> None:
    workshop = prepare(round, Q1)
    assert put_on_agenda(round=round, code="Q3", proposal=[Q2]) is True
    workshop.refresh_from_db()
    assert load_agenda(workshop.agenda) == (Q1, Q3)
    with pytest.raises(DomainError):
        put_on_agenda(round=round, code="Q3", proposal=[])


def test_question_of_the_proposal_is_saved_with_it_once(round: Round) -> None:
    put_on_agenda(round=round, code="Q1", proposal=[Q2, Q1])
    workshop = latest_workshop(round)
    assert workshop is not None
    assert load_agenda(workshop.agenda) == (Q2, Q1)


def test_preparing_again_changes_the_same_workshop(round: Round) -> None:
    first = prepare(round, Q1, Q2)
    again = prepare(round, Q3)
    assert (again.pk, again.code, load_agenda(again.agenda)) == (first.pk, first.code, (Q3,))


def test_next_workshop_follows_the_one_that_ended(round: Round) -> None:
    first = started(round, Q1)
    end_workshop(workshop=first, now=NOW)
    second = prepare(round, Q2)
    assert (second.number, second.code == first.code) == (2, False)
    assert latest_workshop(round) == second


def test_next_workshop_follows_one_that_nobody_ended(round: Round) -> None:
    first = started(round, Q1)
    join(first, Team.SALES, 2)
    second = prepare_workshop(round=round, agenda=[Q1], proposed=[], now=NOW + LONGEST_WORKSHOP)
    first.refresh_from_db()
    assert (second.number, first.ended_at, Phone.objects.count()) == (2, NOW + LONGEST_WORKSHOP, 0)


def test_open_round_has_no_workshop() -> None:
    with pytest.raises(WrongState, match="close the round first"):
        prepare(make_round(), Q1)


@pytest.mark.parametrize(
    ("agenda", "sentence"),
    [
        ([], "at least one question"),
        ([Q1, Q1], "twice"),
        ([AgendaEntry(code="Q9", minutes=5)], "not one of this round"),
        ([AgendaEntry(code="O1", minutes=5)], "open question"),
        ([AgendaEntry(code="Q1", minutes=0)], "1 to 120 minutes"),
        ([AgendaEntry(code="Q1", minutes=121)], "1 to 120 minutes"),
    ],
)
def test_agenda_that_cannot_be_is_refused(round: Round, agenda: list[AgendaEntry], sentence: str) -> None:
    before = prepare(round, Q2)
    with pytest.raises(DomainError, match=sentence):
        prepare(round, *agenda)
    before.refresh_from_db()
    assert load_agenda(before.agenda) == (Q2,)


def test_screen_stays_with_its_question_when_the_agenda_changes(round: Round) -> None:
    workshop = started(round, Q1, Q2)
    move(workshop, 2, Step.OWN)
    changed = prepare(round, Q2, Q3, Q1)
    assert (changed.place, changed.step) == (1, "own")


@pytest.mark.parametrize(
    ("shown", "agenda", "after"),
    [
        ((1, Step.FINDING), [Q2, Q3], (1, "question")),  # the next question, and nothing of it yet
        ((3, Step.FINDING), [Q1, Q2], (3, "plan")),
        ((4, Step.AGREEMENT), [Q1], (2, "agreement")),
        ((0, Step.WELCOME), [Q3], (0, "welcome")),
    ],
)
def test_screen_goes_on_when_its_question_leaves_the_agenda(
    round: Round, shown: tuple[int, Step], agenda: list[AgendaEntry], after: tuple[int, str]
) -> None:
    move(started(round, Q1, Q2, Q3), *shown)
    changed = prepare(round, *agenda)
    assert (changed.place, changed.step) == after


def test_open_vote_keeps_its_question_on_the_agenda(round: Round) -> None:
    workshop = started(round, Q1, Q2)
    vote = open_vote(workshop=workshop, code="Q1", now=NOW)
    with pytest.raises(DomainError, match="Lock the vote first"):
        prepare(round, Q2)
    assert load_agenda(prepare(round, Q2, Q1).agenda)[1].vote == VoteTime.AFTER
    lock_vote(vote=vote)
    assert load_agenda(prepare(round, Q2).agenda) == (Q2,)


# --- The day ---------------------------------------------------------------------------------------------------------
def test_starting_opens_the_room_once(round: Round) -> None:
    workshop = started(round, Q1)
    start_workshop(workshop=workshop, now=NOW + timedelta(hours=1))
    assert (workshop.started_at, workshop.moved_at) == (NOW, NOW)
    assert running_workshop(f" {workshop.code[:3].lower()} {workshop.code[3:]}", NOW) == workshop
    assert running_workshop(workshop.code, NOW + LONGEST_WORKSHOP) is None


def test_ended_workshop_cannot_be_started_again(round: Round) -> None:
    workshop = started(round, Q1)
    end_workshop(workshop=workshop, now=NOW)
    with pytest.raises(WrongState, match="has ended"):
        start_workshop(workshop=workshop, now=NOW)


def test_moving_counts_and_keeps_the_time_of_the_place(round: Round) -> None:
    workshop = started(round, Q1, Q2)
    before = workshop.moves
    assert move(workshop, 1, Step.QUESTION, seconds=10) == (1, "question")
    assert move(workshop, 1, Step.OWN, seconds=20) == (1, "own")
    assert workshop.moved_at == NOW + timedelta(seconds=10)
    assert move(workshop, 2, Step.QUESTION, seconds=30) == (2, "question")
    assert (workshop.moved_at, workshop.moves) == (NOW + timedelta(seconds=30), before + 3)


def test_moving_to_a_place_that_is_not_there_stops_before_it(round: Round) -> None:
    workshop = started(round, Q1)
    assert move(workshop, 1, Step.VOTE) == (1, "finding")
    assert move(workshop, 40, Step.QUESTION) == (2, "close")


def test_only_a_running_workshop_moves(round: Round) -> None:
    workshop = prepare(round, Q1)
    with pytest.raises(WrongState, match="Start the workshop first"):
        move(workshop, 1, Step.QUESTION)
    start_workshop(workshop=workshop, now=NOW)
    with pytest.raises(WrongState, match="has ended"):
        move(workshop, 1, Step.QUESTION, seconds=int(LONGEST_WORKSHOP.total_seconds()))
    end_workshop(workshop=workshop, now=NOW)
    with pytest.raises(WrongState, match="has ended"):
        move(workshop, 1, Step.QUESTION)


# --- The end ---------------------------------------------------------------------------------------------------------
def test_ending_forgets_phones_and_drops_an_open_vote_uncounted(round: Round) -> None:
    workshop = started(round, Q1, Q2)
    devices = join(workshop, Team.SALES, 6)
    counted = open_vote(workshop=workshop, code="Q1", now=NOW)
    lock_vote(vote=counted)
    opened = open_vote(workshop=workshop, code="Q2", now=NOW)
    for device in devices:
        cast_ballot(vote=opened, device=device, choice=3)
    end_workshop(workshop=workshop, now=NOW)
    assert (Phone.objects.count(), Ballot.objects.count(), list(Vote.objects.all())) == (0, 0, [counted])
    assert (workshop.ended_at, running_workshop(workshop.code, NOW)) == (NOW, None)
    end_workshop(workshop=workshop, now=NOW + timedelta(hours=1))
    assert workshop.ended_at == NOW


def test_workshop_that_never_began_cannot_end(round: Round) -> None:
    with pytest.raises(WrongState, match="not been started"):
        end_workshop(workshop=prepare(round, Q1), now=NOW)


def test_forgotten_workshops_end_when_their_day_is_over(round: Round) -> None:
    workshop = started(round, Q1)
    join(workshop, Team.MARKETING, 3)
    other = make_workshop(make_closed_round([1], [1], organization=make_organization("Brim")), is_started=False)
    assert end_forgotten_workshops(now=NOW + LONGEST_WORKSHOP - timedelta(seconds=1)) == 0
    assert end_forgotten_workshops(now=NOW + LONGEST_WORKSHOP) == 1
    workshop.refresh_from_db()
    other.refresh_from_db()
    assert (Phone.objects.count(), workshop.ended_at is not None, other.ended_at) == (0, True, None)


# --- What the screens follow -----------------------------------------------------------------------------------------
def test_state_counts_phones_and_ballots_by_team(round: Round, django_assert_num_queries: object) -> None:
    workshop = started(round, Q1, Q2)
    sales, marketing = join(workshop, Team.SALES, 3), join(workshop, Team.MARKETING, 2)
    lock_vote(vote=open_vote(workshop=workshop, code="Q1", now=NOW))
    opened = open_vote(workshop=workshop, code="Q2", now=NOW)
    for device in [*sales, marketing[0]]:
        cast_ballot(vote=opened, device=device, choice=5)
    move(workshop, 1, Step.OWN, seconds=5)
    with django_assert_num_queries(1):  # type: ignore[operator]
        state = workshop_state(workshop, NOW + timedelta(seconds=65))
    assert (state.phones, state.votes) == ({"sales": 3, "marketing": 2}, {"sales": 3, "marketing": 1})
    assert (state.open_code, state.locked, state.is_locked, state.seconds) == ("Q2", ("Q1",), True, 60)
    assert (state.place, state.step, state.is_running) == (1, "own", True)
    move(workshop, 2, Step.QUESTION)
    assert workshop_state(workshop, NOW).is_locked is False


def test_state_of_a_prepared_workshop_is_empty(round: Round) -> None:
    state = workshop_state(prepare(round, Q1), NOW)
    assert (state.phones, state.votes, state.open_code) == (
        {"sales": 0, "marketing": 0},
        {"sales": 0, "marketing": 0},
        "",
    )
    assert (state.seconds, state.locked, state.is_running) == (0, (), False)
