"""G13: Receipt. A code tells whether a response is counted and withdraws it until closing; then it is destroyed."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Answer, Comment, Invitation, Response, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.views import wrong_links
from assessments.views.shelf import Shelf
from tests.builders import answer, make_confidential_round, make_round, person_token
from tests.survey_pages import nonce_in, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_wrong_links_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrong_links, "_counts", Shelf(10))


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_round(organization)


def asked(client: Client, round: Round, receipt: str, team: Team = Team.SALES, **more: str) -> tuple[int, str]:
    reply = client.post(f"{path_of(round, team)}receipt/", {"receipt": receipt, **more})
    headings = re.findall(r"<h1[^>]*>([^<]+)</h1>", reply.content.decode())
    return reply.status_code, headings[0]


COUNTED = (200, "Your response is stored")
WITHDRAWN = (200, "Your response is withdrawn")
UNKNOWN = (404, "Check your receipt")


def test_hundred_receipts_are_all_counted(client: Client, round: Round) -> None:
    receipts = [answer(round, team, own={"Q1": 3}) for team in Team for _ in range(50)]
    assert len(set(receipts)) == 100
    replies = [asked(client, round, receipt, Team.SALES) for receipt in receipts[:50]]
    replies += [asked(client, round, receipt, Team.MARKETING) for receipt in receipts[50:]]
    assert set(replies) == {COUNTED}


def test_receipt_of_the_page_itself_is_counted_however_it_is_typed(client: Client, round: Round) -> None:
    page = client.post(path_of(round), {"nonce": nonce_in(client.get(path_of(round))), "Q1": "4"}).content.decode()
    (receipt,) = re.findall(r'id="receipt">([^<]+)<', page)
    for typed in (receipt, receipt.lower(), receipt.replace("-", ""), f"  {receipt.replace('-', ' ')}\n"):
        assert asked(client, round, typed) == COUNTED


def test_withdrawn_response_is_gone_with_its_comments(client: Client, round: Round) -> None:
    kept = answer(round, Team.SALES, own={"Q1": 1}, comments={"Q1": "Kept"})
    gone = answer(round, Team.SALES, own={"Q1": 5}, guess={"Q1": 2}, comments={"Q1": "Gone"})
    assert asked(client, round, gone, withdraw="yes") == WITHDRAWN
    assert (Response.objects.count(), Answer.objects.get().own, Comment.objects.get().text) == (1, 1, "Kept")
    assert asked(client, round, gone) == UNKNOWN
    assert asked(client, round, gone, withdraw="yes") == UNKNOWN
    assert asked(client, round, kept) == COUNTED


def test_after_closing_the_code_is_unknown(client: Client, round: Round) -> None:
    receipt = answer(round, Team.SALES, own={"Q1": 5})
    close_round(round=round, now=timezone.now())
    assert asked(client, round, receipt) == (410, "This survey is closed")
    assert asked(client, round, receipt, withdraw="yes") == (410, "This survey is closed")
    assert not Response.objects.exists()


def test_looking_withdraws_nothing(client: Client, round: Round) -> None:
    receipt = answer(round, Team.SALES, own={"Q1": 5})
    for method in (client.get, client.head, client.options):
        method(f"{path_of(round)}receipt/?receipt={receipt}&withdraw=yes")
    assert Response.objects.count() == 1


def test_receipt_of_another_team_or_round_is_unknown(client: Client, organization: Organization, round: Round) -> None:
    receipt = answer(round, Team.SALES, own={"Q1": 5})
    assert asked(client, round, receipt, Team.MARKETING) == UNKNOWN
    other = make_round(assessment=round.assessment, title="Autumn")
    assert asked(client, other, receipt, withdraw="yes") == UNKNOWN
    assert Response.objects.count() == 1


def test_trying_out_receipts_is_slowed_down(client: Client, round: Round) -> None:
    replies = [asked(client, round, f"{n:020d}")[0] for n in range(wrong_links.ALLOWED_A_MINUTE + 1)]
    assert set(replies[:-1]) == {404}
    assert replies[-1] == 429


@pytest.mark.parametrize("typed", ["", "x", "x" * 5000, "AAAAA-AAAAA-AAAAA-AAAA", "\x00" * 20, "é" * 20])
def test_nonsense_is_answered_calmly(client: Client, round: Round, typed: str) -> None:
    assert asked(client, round, typed) == UNKNOWN
    assert asked(client, round, typed, withdraw="yes") == UNKNOWN


def test_receipt_page_sets_no_cookie_and_shows_no_answer(client: Client, round: Round) -> None:
    receipt = answer(round, Team.SALES, own={"Q1": 5}, comments={"Q1": "My words"})
    reply = client.post(f"{path_of(round)}receipt/", {"receipt": receipt})
    assert not reply.cookies
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert "My words" not in reply.content.decode()


def test_personal_link_may_be_used_again_after_withdrawing(client: Client, organization: Organization) -> None:
    round = make_confidential_round(organization, people={Team.SALES: [("anna@example.com", "Anna")]})
    path = f"/s/{person_token(Invitation.objects.get())}/"
    form = {"nonce": nonce_in(client.get(path)), "Q1": "4"}
    (receipt,) = re.findall(r'id="receipt">([^<]+)<', client.post(path, form).content.decode())
    assert client.get(path).status_code == 410
    assert client.post(f"{path}receipt/", {"receipt": receipt, "withdraw": "yes"}).status_code == 200
    assert not Response.objects.exists()
    assert client.post(path, {"nonce": nonce_in(client.get(path)), "Q1": "2"}).status_code == 200
    assert Response.objects.filter(round=round).count() == 1
