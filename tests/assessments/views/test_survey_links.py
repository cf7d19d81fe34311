from __future__ import annotations

import datetime

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from assessments.models import GRACE, Response, Round
from assessments.services.closing import close_round
from tests.builders import make_draft, make_round
from tests.survey_pages import NONCE, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db: None) -> Round:
    return make_round(time_zone="America/New_York")


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused(client: Client, round: Round, method: str) -> None:
    response = getattr(client, method)(path_of(round))
    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, POST")


@pytest.mark.parametrize("token", ["x", "é\n\x00", "A" * 22, "<script>", "x" * 5000])
def test_unknown_link_is_not_found(client: Client, token: str) -> None:
    for method in (client.get, client.head, client.post):
        assert method(f"/s/{token}/", REMOTE_ADDR="192.0.2.1").status_code == 404


def test_link_of_a_draft_leads_nowhere(client: Client) -> None:
    assert client.get(path_of(make_draft()), REMOTE_ADDR="192.0.2.2").status_code == 404


def test_wrong_links_are_slowed_down_by_address_and_right_ones_never(client: Client, round: Round) -> None:
    def status_of(path: str, address: str) -> int:
        return client.get(path, REMOTE_ADDR=address).status_code

    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert [status_of(f"/s/wrong-{n}/", "192.0.2.3") for n in range(31)] == [404] * 30 + [429]
        assert client.post("/s/wrong/", REMOTE_ADDR="192.0.2.3").headers["Retry-After"] == "60"
        assert status_of("/s/wrong/", "192.0.2.4") == 404
        assert status_of(path_of(round), "192.0.2.3") == 200
        clock.shift(59)
        assert status_of("/s/wrong/", "192.0.2.3") == 429
        clock.shift(1)
        assert status_of("/s/wrong/", "192.0.2.3") == 404


def test_forwarded_address_counts_only_behind_a_proxy(client: Client, settings: object) -> None:
    def last_status(proxy: bool, **headers: str) -> int:
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if proxy else None  # type: ignore[attr-defined]
        codes = [client.get("/s/wrong/", REMOTE_ADDR="192.0.2.5", headers=headers).status_code for _ in range(20)]
        return codes[-1]

    assert last_status(False, x_forwarded_for="198.51.100.1") == 404
    assert last_status(False, x_forwarded_for="198.51.100.2") == 429
    assert last_status(True, x_forwarded_for="192.0.2.99, 198.51.100.3") == 404
    assert last_status(True, x_forwarded_for="192.0.2.98, 198.51.100.3") == 429
    assert last_status(True, x_forwarded_for="198.51.100.3, 198.51.100.4") == 404


def test_closed_round_says_when_it_closed(client: Client, round: Round) -> None:
    client.get(path_of(round))
    with time_machine.travel("2031-07-01T03:59:00Z", tick=False):
        Round.objects.update(closes_at="2031-07-02T00:00:00Z")
        close_round(round=round, now=timezone.now())
    for response in (client.get(path_of(round)), client.post(path_of(round), {"nonce": NONCE, "Q1": "4"})):
        assert response.status_code == 410
        assert "Monday, June 30, 2031, 11:59 p.m. New York time" in response.content.decode()
    assert Response.objects.count() == 0


def test_answers_are_taken_until_the_grace_is_over(client: Client, round: Round) -> None:
    client.get(path_of(round))
    assert round.closes_at is not None
    with time_machine.travel(round.closes_at + GRACE - datetime.timedelta(seconds=1), tick=False) as clock:
        assert client.get(path_of(round)).status_code == 200
        assert client.post(path_of(round), {"nonce": NONCE, "Q1": "4"}).status_code == 200
        clock.shift(1)
        assert client.get(path_of(round)).status_code == 410
        for values in ({"nonce": NONCE[::-1], "Q1": "4"}, {"nonce": NONCE, "Q1": "4"}, {"Q1": "6"}):
            response = client.post(path_of(round), values)
            assert response.status_code == (200 if values.get("nonce") == NONCE else 410)
    assert Response.objects.count() == 1


def test_link_of_a_deleted_round_is_unknown_to_a_process_that_kept_it(client: Client, round: Round) -> None:
    path = path_of(round)
    client.get(path)
    round.delete()
    assert client.get(path, REMOTE_ADDR="192.0.2.6").status_code == 404
    assert client.post(path, {"nonce": NONCE, "Q1": "4"}, REMOTE_ADDR="192.0.2.6").status_code == 404
