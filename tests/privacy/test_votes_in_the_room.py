"""Votes in the room: counted once, shown from the minimum on, and then forgotten with the phones they came from."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Ballot, Phone, Vote, Workshop
from assessments.scales import Team
from assessments.services.forgetting import forget_thoroughly
from assessments.services.votes import lock_vote, open_vote
from assessments.services.workshops import end_workshop, move_workshop
from assessments.workshops import Position, Step
from tests.builders import make_closed_round, make_workshop
from tests.dumps import holders, sqlite_files
from tests.reports.addresses import result_addresses

pytestmark = pytest.mark.django_db(transaction=True)

BROWSER = "Participant-Browser/7.3"
ADDRESS = "203.0.113.78"


@pytest.fixture
def workshop(organization: Organization) -> Workshop:
    return make_workshop(make_closed_round([4] * 5, [2] * 5, organization=organization), "Q1", "Q2")


def open_on(workshop: Workshop, code: str) -> Vote:
    return open_vote(workshop=workshop, code=code, now=timezone.now())


def phones(workshop: Workshop, team: Team, number: int) -> list[Client]:
    """Phones that joined as people do, from a recognizable browser and address."""
    joined = [Client(headers={"user-agent": BROWSER}, REMOTE_ADDR=ADDRESS) for _ in range(number)]
    for phone in joined:
        phone.post(f"/w/{workshop.code}/", {"team": team.value}, follow=True)
    return joined


def cast(phone: Client, vote: Vote, choice: int) -> None:
    form = {"vote": vote.item.code, "choice": str(choice)}
    assert phone.post(f"/w/{vote.workshop.code}/vote/", form).status_code == 302


def cookies_of(joined: Sequence[Client]) -> list[str]:
    return [phone.cookies["room"].value for phone in joined]


def on_disk(secrets: Sequence[str]) -> list[str]:
    """Those that the files still hold; what PostgreSQL's hold is tried in tests/assessments/services."""
    if connection.vendor != "sqlite":
        return []
    files = sqlite_files()
    return [secret for secret in secrets if secret.encode() in files]


# --- Traces ----------------------------------------------------------------------------------------------------------
def test_nothing_of_a_ballot_outlives_its_vote_and_nothing_of_a_phone_its_workshop(workshop: Workshop) -> None:
    vote, joined = open_on(workshop, "Q1"), phones(workshop, Team.SALES, 6)
    for choice, phone in enumerate(joined):
        for again in (5 - choice, choice):
            cast(phone, vote, again)
    ballots = list(Ballot.objects.values_list("ballot_hash", flat=True))
    devices = list(Phone.objects.values_list("device_hash", flat=True))
    cookies = cookies_of(joined)
    assert (holders(ballots), holders(devices)) == ({"assessments_ballot"}, {"assessments_phone"})
    assert holders([*cookies, BROWSER, ADDRESS]) == set()
    lock_vote(vote=vote)
    assert (holders(ballots), on_disk(ballots)) == (set(), [])
    end_workshop(workshop=workshop, now=timezone.now())
    assert (holders(devices), on_disk([*devices, *cookies])) == (set(), [])
    assert forget_thoroughly()
    assert on_disk([*ballots, *devices, *cookies]) == []


def test_vote_that_is_dropped_leaves_nothing(workshop: Workshop) -> None:
    vote, joined = open_on(workshop, "Q1"), phones(workshop, Team.MARKETING, 3)
    for phone in joined:
        cast(phone, vote, 2)
    ballots = list(Ballot.objects.values_list("ballot_hash", flat=True))
    end_workshop(workshop=workshop, now=timezone.now())
    assert (holders(ballots), on_disk(ballots), Vote.objects.count()) == (set(), [], 0)


def test_pages_of_postgresql_are_cleared(workshop: Workshop) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("the files of SQLite are searched above")
    vote = open_on(workshop, "Q1")
    for choice, phone in enumerate(phones(workshop, Team.SALES, 6)):
        cast(phone, vote, choice)
    lock_vote(vote=vote)
    assert _pages("assessments_ballot") == 0
    end_workshop(workshop=workshop, now=timezone.now())
    assert _pages("assessments_phone") == 0


def _pages(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_relation_size(%s)", [table])
        return int(cursor.fetchone()[0])


def test_ballots_of_two_votes_cannot_be_put_together(workshop: Workshop) -> None:
    """Somebody who copied the database during both votes, and has no phone's cookie, finds nothing to join them by."""
    joined, copies = phones(workshop, Team.SALES, 5), []
    devices = set(Phone.objects.values_list("device_hash", flat=True))
    for code in ("Q1", "Q2"):
        vote = open_on(workshop, code)
        for phone in joined:
            cast(phone, vote, 4)
        copies.append(set(Ballot.objects.values_list("ballot_hash", flat=True)))
        lock_vote(vote=vote)
    assert [len(copy) for copy in copies] == [5, 5]
    assert [one & other for one, other in itertools.combinations([devices, *copies], 2)] == [set()] * 3


# --- The minimum -----------------------------------------------------------------------------------------------------
def everything_shown(workshop: Workshop, viewer: Client, phone: Client) -> dict[str, str]:
    """What a viewer, a phone of the room and the database's result show, without what changes from page to page."""
    round = workshop.round
    state = reverse("assessments:workshop-state", args=[round.organization.slug, round.code])
    own = [address for address in result_addresses(round) if "/workshop/" in address]
    shown = {address: viewer.get(address).content.decode() for address in [state, *own]}
    shown |= {then: phone.get(f"/w/{workshop.code}/{then}").content.decode() for then in ("", "now/")}
    shown["result"] = json.dumps([vote.result for vote in workshop.votes.all()])
    return {name: _CHANGING.sub("", text) for name, text in shown.items()}


_CHANGING = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|"seconds": \d+|data-seconds="\d+"|"moves": \d+')

WAYS = [(1, 1, 1, 1), (5, 5, 5, 5), (1, 2, 4, 5), (0, 0, 0, 0), (3, 3, 0, 0)]


@pytest.mark.parametrize("way", WAYS)
def test_four_votes_of_a_team_show_only_that_there_are_four(
    organization: Organization, leader: User, way: tuple[int, ...]
) -> None:
    """However four people voted, every page is the same, to the last character, as if they had all pressed 3."""
    viewer = Client()
    viewer.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    round, seen = make_closed_round([4] * 5, [2] * 5, organization=organization), []
    workshop = make_workshop(round)
    few, many = phones(workshop, Team.SALES, 4), phones(workshop, Team.MARKETING, 5)
    watching = phones(workshop, Team.SALES, 1)[0]
    for choices in ((3, 3, 3, 3), way):
        Vote.objects.all().delete()
        move_workshop(workshop=workshop, position=Position(1, Step.FINDING), now=timezone.now())
        vote = open_on(workshop, "Q1")
        for phone, choice in zip([*few, *many], [*choices, 1, 2, 3, 4, 5], strict=True):
            cast(phone, vote, choice)
        move_workshop(workshop=workshop, position=Position(1, Step.VOTE), now=timezone.now())
        before = everything_shown(workshop, viewer, watching)
        lock_vote(vote=vote)
        seen.append((before, everything_shown(workshop, viewer, watching)))
    assert seen[0] == seen[1]
    result = Vote.objects.get().result
    assert result is not None
    assert result["sales"] == {"voted": 4, "hist": None, "dk": None}
    assert result["marketing"] == {"voted": 5, "hist": [1, 1, 1, 1, 1], "dk": 0}


def test_open_vote_shows_no_choice_of_anyone(workshop: Workshop, leader: User) -> None:
    """Also of a team that is large enough: before the lock there is nothing but how many have voted."""
    viewer = Client()
    viewer.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    vote, joined = open_on(workshop, "Q1"), phones(workshop, Team.SALES, 8)
    watching = phones(workshop, Team.MARKETING, 1)[0]
    seen = []
    for choice in (1, 5):
        for phone in joined:
            cast(phone, vote, choice)
        seen.append(everything_shown(workshop, viewer, watching))
    assert seen[0] == seen[1]
