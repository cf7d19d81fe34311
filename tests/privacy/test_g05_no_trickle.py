"""G5: No trickle. Results come from the one release made at closing; before it only participation is visible."""

from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Release, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.errors import WrongState
from reports.renderers import EXPORTS
from tests.builders import answer, make_closed_round, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_round(organization)


def results(client: Client, round: Round) -> dict[str, tuple[int, bytes]]:
    """Everything that shows results of a closed round: status, and page without the one count that is public."""
    slug = round.organization.slug
    addresses = [
        reverse("reports:dashboard", args=[slug, round.code]),
        reverse("reports:mirror", args=[slug, round.code]),
        reverse("reports:trend", args=[slug, round.code]),
        reverse("reports:question-detail", args=[slug, round.code, 1]),
        *(reverse("reports:report-export", args=[slug, round.code, kind]) for kind in EXPORTS),
    ]
    replies = {address: client.get(address) for address in addresses}
    return {address: (reply.status_code, without_count(reply.content)) for address, reply in replies.items()}


def without_count(page: bytes) -> bytes:
    """How many answered may be seen; and the token against forged requests is another one on every page."""
    return re.sub(rb"\b[56]\b", b"n", re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", page))


def five_and_five(round: Round) -> None:
    for team in Team:
        for _ in range(5):
            answer(round, team, own={"Q1": 2, "Q2": 4}, guess={"Q1": 3})


def test_sixth_answer_of_an_open_round_changes_no_byte_of_any_output(as_consultant: Client, round: Round) -> None:
    five_and_five(round)
    before = results(as_consultant, round)
    answer(round, Team.SALES, own={"Q1": 5, "Q2": 1}, guess={"Q1": 1}, comments={"Q1": "Sixth"})
    assert results(as_consultant, round) == before
    assert {status for address, (status, _page) in before.items() if "report." in address} == {404}


def test_second_release_is_refused_by_the_database() -> None:
    round = make_closed_round(sales=[1, 2, 3, 4, 5], marketing=[1, 2, 3, 4, 5])
    first = Release.objects.get(round=round)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.create(round=round, document=first.document, salt=b"1", digest="2")
    with pytest.raises(WrongState):
        close_round(round=round, now=timezone.now())


def test_closed_round_is_not_opened_again() -> None:
    round = make_closed_round(sales=[1, 2, 3, 4, 5], marketing=[1, 2, 3, 4, 5])
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.filter(pk=round.pk).update(state="open", closed_at=None)
