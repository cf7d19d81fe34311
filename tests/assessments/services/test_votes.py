from __future__ import annotations

import random

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from assessments import tokens
from assessments.models import Ballot, Phone, Round, Vote, Workshop
from assessments.rooms import PhoneState, phone_state, vote_results
from assessments.scales import Team
from assessments.services import votes
from assessments.services.errors import DomainError, NotJoined, VoteClosed, WrongState
from assessments.services.votes import cast_ballot, join_workshop, leave, lock_vote, open_vote
from assessments.services.workshops import end_workshop, move_workshop
from assessments.workshops import Position, Step, load_agenda
from tests.builders import join, make_closed_round, make_question, make_workshop

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture
def round(db: None) -> Round:
    return make_closed_round([4] * 5, [2] * 5)


@pytest.fixture
def workshop(round: Round) -> Workshop:
    return make_workshop(round, "Q1", "Q2")


@pytest.fixture
def vote(workshop: Workshop) -> Vote:
    return open_vote(workshop=workshop, code="Q1", now=timezone.now())


def cast(vote: Vote, team: Team, *choices: int) -> list[str]:
    """A phone a choice; what their cookies say."""
    devices = join(vote.workshop, team, len(choices))
    for device, choice in zip(devices, choices, strict=True):
        cast_ballot(vote=vote, device=device, choice=choice)
    return devices


# --- Opening ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("at", "planned"),
    [
        (Position(1, Step.QUESTION), "before"),
        (Position(1, Step.FINDING), "after"),
        (Position(2, Step.QUESTION), "after"),
        (Position(0, Step.WELCOME), "after"),
    ],
)
def test_open_vote_plans_the_vote_where_the_screen_stands(workshop: Workshop, at: Position, planned: str) -> None:
    move_workshop(workshop=workshop, position=at, now=timezone.now())
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    assert (vote.item.code, vote.is_locked) == ("Q1", False)
    assert [entry.vote for entry in load_agenda(workshop.agenda)] == [planned, "none"]
    assert (workshop.place, workshop.step) == (1, "vote")


def test_open_vote_twice_is_one_vote(workshop: Workshop, vote: Vote) -> None:
    assert open_vote(workshop=workshop, code="Q1", now=timezone.now()) == vote
    assert Vote.objects.count() == 1


def test_second_vote_waits_for_the_first(workshop: Workshop, vote: Vote) -> None:
    with pytest.raises(WrongState, match="Lock it first"):
        open_vote(workshop=workshop, code="Q2", now=timezone.now())
    lock_vote(vote=vote)
    assert open_vote(workshop=workshop, code="Q2", now=timezone.now()).item.code == "Q2"


def test_database_refuses_a_second_open_vote(workshop: Workshop, vote: Vote) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(workshop=workshop, item=workshop.round.items.get(code="Q2"))
    lock_vote(vote=vote)
    Vote.objects.create(workshop=workshop, item=workshop.round.items.get(code="Q2"))


def test_question_is_voted_on_once(workshop: Workshop, vote: Vote) -> None:
    lock_vote(vote=vote)
    with pytest.raises(WrongState, match="has voted on this question"):
        open_vote(workshop=workshop, code="Q1", now=timezone.now())


def test_only_questions_of_the_agenda_are_voted_on(workshop: Workshop) -> None:
    with pytest.raises(DomainError, match="not on the agenda"):
        open_vote(workshop=workshop, code="Q9", now=timezone.now())


def test_only_a_running_workshop_votes(round: Round) -> None:
    workshop = make_workshop(round, is_started=False)
    with pytest.raises(WrongState, match="Start the workshop first"):
        open_vote(workshop=workshop, code="Q1", now=timezone.now())


# --- Phones ----------------------------------------------------------------------------------------------------------
def test_phone_keeps_its_team_until_it_leaves(workshop: Workshop) -> None:
    for team in (Team.SALES, Team.MARKETING):
        join_workshop(workshop=workshop, team=team, device="phone")
    assert phone_state(workshop, "phone").team == Team.SALES
    leave(workshop=workshop, device="phone")
    assert phone_state(workshop, "phone") == PhoneState()
    join_workshop(workshop=workshop, team=Team.MARKETING, device="phone")
    assert phone_state(workshop, "phone").team == Team.MARKETING


def test_phone_that_leaves_takes_its_open_ballot_along(workshop: Workshop, vote: Vote) -> None:
    device, *_others = cast(vote, Team.SALES, 1, 2, 3)
    leave(workshop=workshop, device=device)
    assert sorted(Ballot.objects.values_list("choice", flat=True)) == [2, 3]
    assert Phone.objects.count() == 2


def test_room_holds_so_many_phones(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(votes, "MOST_PHONES", 2)
    first, _second = join(workshop, Team.SALES, 2)
    with pytest.raises(DomainError, match="This room is full: 2 phones"):
        join(workshop, Team.SALES, 1)
    join_workshop(workshop=workshop, team=Team.SALES, device=first)  # it has joined already


def test_nobody_joins_before_the_start_or_after_the_end(round: Round) -> None:
    workshop = make_workshop(round, is_started=False)
    with pytest.raises(WrongState, match="Nobody can join"):
        join(workshop, Team.SALES, 1)
    started = make_workshop(round)
    end_workshop(workshop=started, now=timezone.now())
    with pytest.raises(WrongState, match="Nobody can join"):
        join(started, Team.SALES, 1)


def test_stored_phone_and_ballot_have_nothing_in_common(vote: Vote) -> None:
    (device,) = cast(vote, Team.SALES, 4)
    phone, ballot = Phone.objects.get(), Ballot.objects.get()
    assert len({device, tokens.hash_token(device), phone.device_hash, ballot.ballot_hash}) == 4
    assert tokens.ballot_hash(device, vote.pk + 1) != ballot.ballot_hash
    assert tokens.device_hash(device, vote.workshop_id + 1) != phone.device_hash
    assert {field.column for field in Ballot._meta.fields} == {"id", "vote_id", "team", "ballot_hash", "choice"}
    assert {field.column for field in Phone._meta.fields} == {"id", "workshop_id", "team", "device_hash"}


# --- Casting ---------------------------------------------------------------------------------------------------------
def test_later_choice_replaces_the_earlier_one(vote: Vote) -> None:
    (device,) = cast(vote, Team.MARKETING, 4)
    for choice in (1, 0, 2):
        cast_ballot(vote=vote, device=device, choice=choice)
    ballot = Ballot.objects.get()
    assert (ballot.choice, ballot.team) == (2, "marketing")
    assert phone_state(vote.workshop, device).choice == 2


def test_phone_without_team_is_refused(vote: Vote) -> None:
    with pytest.raises(NotJoined, match="Choose your team first"):
        cast_ballot(vote=vote, device="stranger", choice=3)
    assert Ballot.objects.count() == 0


@pytest.mark.parametrize("choice", [-1, 6, 9])
def test_choice_that_is_not_offered_is_refused(vote: Vote, choice: int) -> None:
    (device,) = join(vote.workshop, Team.SALES, 1)
    with pytest.raises(DomainError, match="Choose one of the answers"):
        cast_ballot(vote=vote, device=device, choice=choice)
    assert Ballot.objects.count() == 0


def test_yes_or_no_has_no_point_between() -> None:
    question = make_question("Y1", scale="yesno", labels=["No", "", "", "", "Yes"])
    workshop = make_workshop(make_closed_round([], [], questions=[question, make_question("Q1")]), "Y1")
    vote = open_vote(workshop=workshop, code="Y1", now=timezone.now())
    with pytest.raises(DomainError, match="Choose one of the answers"):
        cast(vote, Team.SALES, 3)
    cast(vote, Team.SALES, 1, 5)
    assert Ballot.objects.count() == 2


# --- Locking ---------------------------------------------------------------------------------------------------------
def test_locking_counts_each_team_and_destroys_the_ballots(vote: Vote) -> None:
    cast(vote, Team.SALES, 1, 2, 2, 5, 5, 0)
    cast(vote, Team.MARKETING, 4, 4, 4, 4)
    result = lock_vote(vote=vote)
    assert (result.sales.voted, result.sales.hist, result.sales.dk) == (6, (1, 2, 0, 0, 2), 1)
    assert (result.marketing.voted, result.marketing.hist, result.marketing.dk) == (4, None, None)
    assert (Ballot.objects.count(), Phone.objects.count()) == (0, 10)
    assert vote_results(vote.workshop) == {"Q1": result}
    assert lock_vote(vote=vote) == result


def test_open_vote_has_no_result(vote: Vote) -> None:
    cast(vote, Team.SALES, 1, 2, 2, 5, 5, 0)
    assert vote_results(vote.workshop) == {}


def test_locked_vote_takes_no_ballot(vote: Vote) -> None:
    (device,) = cast(vote, Team.SALES, 1)
    lock_vote(vote=vote)
    with pytest.raises(VoteClosed, match="not counted"):
        cast_ballot(vote=vote, device=device, choice=2)
    assert Ballot.objects.count() == 0


def test_vote_of_an_ended_workshop_is_gone(vote: Vote) -> None:
    (device,) = cast(vote, Team.SALES, 1)
    end_workshop(workshop=vote.workshop, now=timezone.now())
    with pytest.raises(VoteClosed):
        cast_ballot(vote=vote, device=device, choice=2)
    with pytest.raises(VoteClosed):
        lock_vote(vote=vote)


def test_minimum_is_the_rounds_own() -> None:
    vote = open_vote(workshop=make_workshop(make_closed_round([1] * 8, [1] * 8, minimum=8)), code="Q1", now=NOW)
    cast(vote, Team.SALES, *[3] * 8)
    cast(vote, Team.MARKETING, *[3] * 7)
    result = lock_vote(vote=vote)
    assert (result.minimum, result.sales.hist, result.marketing.hist) == (8, (0, 0, 8, 0, 0), None)


class TestRandomVotes(TestCase):
    """Whatever phones do, in whatever order, each is counted once: with its last choice, in its last team."""

    acts = st.lists(st.tuples(st.integers(0, 11), st.sampled_from([*range(6), "leave"])), max_size=60)

    @settings(max_examples=settings().max_examples // 15)
    @given(acts, st.integers())
    def test_each_phone_is_counted_once_with_its_last_choice(
        self, acts: list[tuple[int, int | str]], seed: int
    ) -> None:
        workshop = make_workshop(make_closed_round([], []))
        vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
        chance, team_of, last = random.Random(seed), dict[int, Team](), dict[int, int]()
        for phone, act in acts:
            team = chance.choice(list(Team))
            join_workshop(workshop=workshop, team=team, device=f"phone {phone}")
            team_of.setdefault(phone, team)
            if act == "leave":
                leave(workshop=workshop, device=f"phone {phone}")
                last.pop(phone, None)
                del team_of[phone]
            else:
                cast_ballot(vote=vote, device=f"phone {phone}", choice=int(act))
                last[phone] = int(act)
        result = lock_vote(vote=vote)
        for team in Team:
            mine = [choice for phone, choice in last.items() if team_of[phone] is team]
            points = tuple(mine.count(point) for point in range(1, 6))
            shown = sum(points) >= 5 or (sum(points) == 0 and len(mine) >= 5)
            votes_of = result.team(team)
            assert votes_of.voted == len(mine)
            assert (votes_of.hist, votes_of.dk) == ((points, mine.count(0)) if shown else (None, None))
