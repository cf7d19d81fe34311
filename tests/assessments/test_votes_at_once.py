"""Many phones at once, and the lock in the midst of them: each ballot is counted or refused, and counted once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from assessments.models import Ballot, Phone, Vote, Workshop
from assessments.scales import Team
from assessments.services.errors import NotJoined, VoteClosed
from assessments.services.votes import cast_ballot, join_workshop, leave, lock_vote, open_vote
from assessments.services.workshops import end_workshop, prepare_workshop
from assessments.workshops import AgendaEntry
from tests.builders import join, make_closed_round, make_question, make_workshop

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vote(transactional_db: None) -> Vote:
    return open_vote(workshop=make_workshop(make_closed_round([4] * 5, [2] * 5)), code="Q1", now=timezone.now())


def at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """What each act returns, or the domain error that it raises; all begin together."""
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        try:
            barrier.wait()
            return act()
        except VoteClosed as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_ten_phones_that_tap_again_and_again_cast_ten_ballots(vote: Vote) -> None:
    workshop, phones = vote.workshop, [Client() for _ in range(10)]
    for place, phone in enumerate(phones):
        phone.post(f"/w/{workshop.code}/", {"team": list(Team)[place % 2].value}, follow=True)
    cookies = [phone.cookies["room"].value for phone in phones]

    def tap(cookie: str, choice: int) -> int:
        client = Client()
        client.cookies["room"] = cookie
        return client.post(f"/w/{workshop.code}/vote/", {"vote": "Q1", "choice": str(choice)}).status_code

    for choice in (1, 2, 5):
        taps = [partial(tap, cookie, choice) for cookie in cookies for _ in range(2)]
        assert set(at_once(taps)) == {302}
    assert sorted(Ballot.objects.values_list("team", "choice")) == [("marketing", 5)] * 5 + [("sales", 5)] * 5
    result = lock_vote(vote=vote)
    assert (result.sales.hist, result.marketing.hist) == ((0, 0, 0, 0, 5), (0, 0, 0, 0, 5))


@pytest.mark.parametrize("attempt", range(5))
def test_locking_counts_exactly_the_ballots_that_were_taken(vote: Vote, attempt: int) -> None:
    devices = [(team, device) for team in Team for device in join(vote.workshop, team, 10)]
    casts = [partial(cast_ballot, vote=vote, device=device, choice=3) for _team, device in devices]
    middle = len(casts) // 2
    outcomes = at_once([*casts[:middle], partial(lock_vote, vote=vote), *casts[middle:]])
    result = outcomes.pop(middle)
    taken = [team for (team, _device), outcome in zip(devices, outcomes, strict=True) if outcome is None]
    refused = [outcome for outcome in outcomes if isinstance(outcome, VoteClosed)]
    assert len(taken) + len(refused) == 20
    assert result == lock_vote(vote=vote)
    assert [lock_vote(vote=vote).team(team).voted for team in Team] == [taken.count(team) for team in Team]
    assert Ballot.objects.count() == 0


def test_ending_in_the_midst_of_ballots_leaves_nothing(vote: Vote) -> None:
    workshop = vote.workshop
    devices = join(workshop, Team.SALES, 12)
    casts = [partial(cast_ballot, vote=vote, device=device, choice=3) for device in devices]
    outcomes = at_once([*casts, partial(end_workshop, workshop=workshop, now=timezone.now())])
    assert {type(outcome) for outcome in outcomes} <= {type(None), VoteClosed}
    assert (Ballot.objects.count(), Phone.objects.count(), Vote.objects.count()) == (0, 0, 0)


def test_phone_that_leaves_while_it_votes_leaves_no_ballot(vote: Vote) -> None:
    workshop = vote.workshop
    for device in join(workshop, Team.SALES, 6):
        cast_ballot(vote=vote, device=device, choice=3)
        taps = [partial(leave, workshop=workshop, device=device) for _ in range(3)]
        at_once([*taps, *(partial(_cast_if_joined, vote, device) for _ in range(3))])
    assert (Ballot.objects.count(), Phone.objects.count()) == (0, 0)


def _cast_if_joined(vote: Vote, device: str) -> None:
    with suppress(NotJoined):
        cast_ballot(vote=vote, device=device, choice=2)


def test_phone_that_taps_both_teams_at_once_joins_one(vote: Vote) -> None:
    workshop = vote.workshop
    taps = [partial(join_workshop, workshop=workshop, team=team, device="phone") for team in [*Team] * 5]
    assert set(at_once(taps)) == {None}
    assert Phone.objects.count() == 1


def test_two_facilitators_prepare_and_open_one(transactional_db: None) -> None:
    round = make_closed_round([4] * 5, [2] * 5)
    agenda = [AgendaEntry(code="Q1", minutes=5)]
    at_once([partial(prepare_workshop, round=round, agenda=agenda, proposed=["Q1"]) for _ in range(6)])
    assert Workshop.objects.count() == 1
    workshop = make_workshop(round)
    votes = at_once([partial(open_vote, workshop=workshop, code="Q1", now=timezone.now()) for _ in range(6)])
    assert (len(set(votes)), Vote.objects.count()) == (1, 1)


def test_vote_and_agenda_at_once_wait_for_each_other_in_no_circle(transactional_db: None) -> None:
    """On PostgreSQL a circle is a deadlock, and an error for one of them."""
    codes = [f"Q{number}" for number in range(1, 9)]
    round = make_closed_round([4] * 5, [2] * 5, questions=[make_question(code) for code in codes])
    workshop = make_workshop(round, *codes)
    agenda = [AgendaEntry(code=code, minutes=5) for code in codes]
    prepare = partial(prepare_workshop, round=round, agenda=agenda, proposed=codes)
    for code in codes:
        _workshop, vote, _again = at_once(
            [prepare, partial(open_vote, workshop=workshop, code=code, now=timezone.now()), prepare]
        )
        assert isinstance(vote, Vote)
        lock_vote(vote=vote)
    assert Vote.objects.filter(result__isnull=False).count() == len(codes)
