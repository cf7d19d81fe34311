"""A team below the minimum, from the file of its answers to the last byte of every page and file."""

from __future__ import annotations

import random
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.utils import timezone

from accounts.models import User
from assessments.models import Release, Round
from assessments.services.importing import ImportPlan, import_round
from tests.reports.addresses import result_addresses

pytestmark = pytest.mark.django_db

HEADER = "team,S1,S1:guess,S1:comment,S7,S7:guess,S8,S9,Do we share one calendar?"
SALES = [
    f"sales,{1 + n % 5},{1 + n % 4},Sales {n},{5 - n % 3},2,{1 + n % 3},{1 + n % 2},{n % 5 + 1}" for n in range(9)
]
MODEST = [
    "marketing,5,4,,1,5,5,5,3",
    "marketing,4,4,We do,2,4,dk,5,3",
    "marketing,5,4,,1,4,na,4,",
    "marketing,5,3,,1,,,5,1",
]
LOUD = [
    "marketing,1,dk,,5,1,1,dk,5",
    "marketing,1,1,Never!,5,1,na,dk,5",
    "marketing,dk,1,,5,1,2,1,5",
    "marketing,1,1,So,dk,2,1,1,5",
]
FIFTH = "marketing,1,2,,5,1,1,2,5"
EVERYBODY = [f"marketing,{1 + n % 5},3,,{1 + n % 4},2,{1 + n % 5},3,4" for n in range(8)]


def outputs(leader: User, monkeypatch: pytest.MonkeyPatch, *files: Sequence[str]) -> Mapping[str, bytes]:
    """Each address of the last of these rounds with what it answers, and what was stored of all.

    Chance and clock do the same every time, and nothing stays behind, so that only answers can differ.
    """
    chance = random.Random(7)
    monkeypatch.setattr(secrets, "choice", chance.choice)
    monkeypatch.setattr(secrets, "token_bytes", chance.randbytes)
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: chance.randbytes(size).hex())
    monkeypatch.setattr(random, "SystemRandom", lambda: random.Random(7))
    found: dict[str, bytes] = {}
    with time_machine.travel(datetime(2026, 10, 30, 9, tzinfo=UTC), tick=False), transaction.atomic():
        rounds = [imported(rows, date(2026, month, 1)) for month, rows in enumerate(files, start=1)]
        client = Client()
        client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
        for address in result_addresses(rounds[-1]):
            chance.seed(7)  # the first page of a process draws more
            response = client.get(address)
            assert response.status_code == 200
            found[address] = response.content
        found["stored"] = repr([(one.document, one.digest) for one in Release.objects.order_by("pk")]).encode()
        transaction.set_rollback(True)
    return found


def imported(rows: Sequence[str], closed_on: date) -> Round:
    plan = ImportPlan(
        organization_name="Acme", assessment_name="Yearly", title="Round", closed_on=closed_on, invited_sales=12
    )
    content = "\n".join([HEADER, *rows]).encode()
    return import_round(content=content, plan=plan, now=timezone.now(), report_progress=ignored).round


def ignored(done: int, total: int) -> None:
    """Nobody waits for progress."""


WHOLE = [*SALES, *EVERYBODY]
SECRETS = {
    "this round": lambda four: [[*SALES, *four]],
    "this round after another": lambda four: [WHOLE, [*SALES, *four]],
    "the round before": lambda four: [[*SALES, *four], WHOLE],
}


@pytest.mark.parametrize("where", SECRETS)
def test_no_byte_of_any_page_or_file_depends_on_a_team_below_the_minimum(
    leader: User, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    modest, loud = (outputs(leader, monkeypatch, *SECRETS[where](four)) for four in (MODEST, LOUD))
    assert [address for address in modest if modest[address] != loud[address]] == []
    assert modest.keys() == loud.keys()


def test_fifth_answer_is_seen_in_every_file(leader: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """Guards the test above: what it compares does differ once it may."""
    modest, loud = (outputs(leader, monkeypatch, [*SALES, *four, FIFTH]) for four in (MODEST, LOUD))
    rounds = [address for address in modest if not re.search("/(questions|screen|comments)/", address)]
    assert [address for address in rounds if modest[address] == loud[address]] == []
