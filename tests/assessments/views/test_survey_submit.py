from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
import time_machine
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from assessments.models import Answer, Comment, Response, Round
from assessments.scales import Team
from tests.builders import make_round
from tests.survey_pages import MULTIPART, NONCE, checked_in, nonce_in, part, path_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db: None) -> Round:
    return make_round()


def test_answers_are_stored_and_the_receipt_is_on_the_page(client: Client, round: Round) -> None:
    nonce = nonce_in(client.get(path_of(round)))
    response = client.post(
        path_of(round),
        {"nonce": nonce, "Q1": "4", "Q1-guess": "dk", "Q1-comment": "Words", "Q2": "dk", "Q2-comment": ""},
    )
    assert response.status_code == 200
    assert "Your answers are stored." in response.content.decode()
    assert re.search(r'<code id="receipt">[A-Z2-7]{5}(-[A-Z2-7]{5}){3}</code>', response.content.decode())
    assert Response.objects.get().team == "sales"
    assert list(Answer.objects.order_by("item__position").values_list("item__code", "own", "guess")) == [
        ("Q1", 4, 0),
        ("Q2", 0, None),
    ]
    assert Comment.objects.get().text == "Words"


def test_multipart_is_as_good(client: Client, round: Round) -> None:
    body = part("nonce", NONCE.encode()) + part("Q1-comment", "100 %ff, naïve".encode()) + b"--x--\r\n"
    response = client.generic("POST", path_of(round), body, MULTIPART)
    assert response.status_code == 200
    assert Comment.objects.get().text == "100 %ff, naïve"


def test_empty_page_may_be_sent(client: Client, round: Round) -> None:
    assert client.post(path_of(round), {"nonce": NONCE}).status_code == 200
    assert (Response.objects.count(), Answer.objects.count()) == (1, 0)


@pytest.mark.parametrize(("values", "queries"), [({"Q1": "4", "Q2": "1"}, 3), ({"Q1": "4", "Q1-comment": "So"}, 4)])
def test_storing_takes_at_most_four_queries(
    client: Client,
    round: Round,
    values: dict[str, str],
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(path_of(round))
    with django_assert_num_queries(queries):
        assert client.post(path_of(round), {"nonce": NONCE, **values}).status_code == 200


def test_process_that_never_showed_the_page_stores_too(
    client: Client, round: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(6):
        client.post(path_of(round), {"nonce": NONCE, "Q1": "4", "Q1-comment": "So"})
    assert Answer.objects.get().own == 4


def test_same_page_sent_again_gives_the_same_receipt(client: Client, round: Round) -> None:
    nonce = nonce_in(client.get(path_of(round)))
    replies = {client.post(path_of(round), {"nonce": nonce, "Q1": "4", "Q2": ""}).content for _ in range(3)}
    assert (len(replies), Response.objects.count()) == (1, 1)


def test_same_page_with_other_answers_asks_whether_it_is_another_person(client: Client, round: Round) -> None:
    nonce = nonce_in(client.get(path_of(round)))
    client.post(path_of(round), {"nonce": nonce, "Q1": "4"})
    again = client.post(path_of(round), {"nonce": nonce, "Q1": "2", "Q2-guess": "dk", "Q2-comment": "Other"})
    assert again.status_code == 409
    assert "A response was already sent from this page" in again.content.decode()
    assert ">Send as another person</button>" in again.content.decode()
    assert checked_in(again) == [("Q1", "2"), ("Q2-guess", "dk")]
    assert re.search(r"<textarea[^>]*>\nOther</textarea>", again.content.decode())
    assert nonce_in(again) != nonce
    assert list(Answer.objects.values_list("own", flat=True)) == [4]
    other = client.post(path_of(round), {"nonce": nonce_in(again), "Q1": "2"})
    assert (other.status_code, Response.objects.count()) == (200, 2)


def test_each_link_stores_for_its_own_team(client: Client, round: Round) -> None:
    for team in Team:
        client.post(path_of(round, team), {"nonce": NONCE, "Q1": "4"})
    assert sorted(Response.objects.values_list("team", flat=True)) == ["marketing", "sales"]


def test_page_of_yesterday_is_stored_without_any_cookie(client: Client, round: Round) -> None:
    nonce = nonce_in(client.get(path_of(round)))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=1)):
        stranger = Client(enforce_csrf_checks=True)
        assert stranger.post(path_of(round), {"nonce": nonce, "Q1": "4"}).status_code == 200
    assert Answer.objects.get().own == 4


@contextmanager
def broken_database() -> Iterator[None]:
    """As when the disk is full, or the server of the database restarts."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA query_only = ON")
        else:
            with suppress(OperationalError):
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA query_only = OFF")
    else:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_answers_stay_on_the_page_when_they_cannot_be_stored(client: Client) -> None:
    round = make_round()
    client.get(path_of(round))
    values = {"nonce": NONCE, "Q1": "4", "Q2-comment": "Kept"}
    with broken_database():
        failed = client.post(path_of(round), values)
    assert failed.status_code == 503
    assert "Your answers could not be stored just now" in failed.content.decode()
    assert (checked_in(failed), nonce_in(failed)) == ([("Q1", "4")], NONCE)
    assert "\nKept</textarea>" in failed.content.decode()
    assert client.post(path_of(round), values).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_survey_says_what_to_do_when_it_cannot_be_read(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a process that has not shown this page yet, so that it cannot show the answers again either."""
    round = make_round()
    values = {"nonce": NONCE, "Q1": "4"}
    connection.close()
    with monkeypatch.context() as gone:
        gone.setitem(connection.settings_dict, "NAME", "/nowhere/at-all")
        replies = [client.get(path_of(round)), client.post(path_of(round), values)]
    for reply in replies:
        assert reply.status_code == 503
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert "reloading this page sends them again" in reply.content.decode()
    assert client.post(path_of(round), values).status_code == 200
    assert Answer.objects.get().own == 4
