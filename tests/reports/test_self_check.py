"""The nine questions tried without an account: what comes back, and that nothing stays."""

from __future__ import annotations

import html
import logging
import re
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import GUEST, Organization, Role, User
from tests.builders import make_member, make_organization
from tests.dumps import dump_tables

pytestmark = pytest.mark.django_db

CHECK = "/check/"
ALL = {"S1": "2", "S2": "3", "S3": "4", "S4": "dk", "S5": "5", "S6": "na", "S7": "4", "S8": "4", "S9": "1"}


def words(response: Any) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def checked(response: Any) -> set[tuple[str, str]]:
    found = re.findall(r'<input type="radio" name="(\w+)" value="(\w+)" checked>', response.content.decode())
    return set(found)


def test_form_asks_the_nine_in_their_words(client: Client) -> None:
    response = client.get(CHECK)
    page = words(response)
    assert response.status_code == 200
    assert "9 of 9 Do Sales and Marketing develop SLAs to govern the lead and sales funnel process?" in page
    assert "Nothing agreed Spoken understandings only Written by one side" in page
    assert "We have no such criteria" in page
    assert page.count("Don’t know") == 9
    assert "9 questions, 2 minutes" in page
    assert checked(response) == set()


def test_result_says_what_one_person_can_say(client: Client) -> None:
    page = words(client.post(CHECK, {"team": "sales", **ALL}))
    assert "What looks weakest to you: “SLAs for the funnel”" in page
    assert "Whether the teams see it the same way, it cannot tell" in page
    assert "Looks strong to you 3 3 Do Sales people value the collateral support developed by marketing? Much" in page
    assert "Looks weak to you 2 1 Do Marketing people meet" in page
    assert "Out of your sight 1 4 Do Marketing people believe" in page
    assert "Not there yet 1 6 Do Sales people provide input" in page
    assert "The work of Sales, your own team 2 6 7 You see what your team sets out to do" in page
    assert "Marketing: not asked yet" in page


def test_result_takes_three_with_their_prompts(client: Client) -> None:
    page = words(client.post(CHECK, {"team": "sales", **ALL}))
    taken = page.split("What to talk about with both teams")[1].split("Take it to both teams")[0]
    assert [
        taken.count(prompt) for prompt in ("If there is an SLA: say", "last won and the last lost", "Everyone writes")
    ] == [1] * 3
    assert taken.count("To talk about") == 3
    assert "Your answer: We have no such criteria Would Marketing say so, too?" in taken


def test_reason_that_all_share_is_said_once(client: Client) -> None:
    page = words(client.post(CHECK, {f"S{number}": "3" for number in (1, 2, 3, 4)}))
    assert page.count("You see it in between. The teams may see it more clearly.") == 1


def test_result_can_be_sent_on_and_printed(client: Client) -> None:
    page = html.unescape(client.post(f"{CHECK}?lang=de", {"team": "sales", **ALL}).content.decode())
    assert "mailto:?subject=" in page
    assert f"{settings.SITE_URL}/check/?lang=de" in page
    assert "data-print" in page


def test_unfinished_says_what_it_can_and_what_is_missing(client: Client) -> None:
    page = words(client.post(CHECK, {"S7": "1"}))
    assert "You answered 1 of 9. The rest of this page speaks of those only. Answer the others" in page
    assert "Looks weak to you 1 7 Do marketing leads" in page
    assert "Do both teams see it that way, too?" in page
    assert "Do Sales people participate" not in page


def test_nothing_answered_is_said_and_the_team_stays(client: Client) -> None:
    response = client.post(CHECK, {"team": "marketing"})
    assert response.status_code == 400
    assert "Nothing is answered yet. One answer is enough to begin with." in words(response)
    assert checked(response) == {("team", "marketing")}


def test_answers_can_be_changed(client: Client) -> None:
    page = client.post(CHECK, {"team": "sales", **ALL}).content.decode()
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', page))
    assert kept == {"team": "sales", **ALL}
    assert checked(client.post(CHECK, {**kept, "change": "1"})) == {("team", "sales"), *ALL.items()}


@pytest.mark.parametrize(
    "garbage",
    [
        {"S1": "6"},
        {"S1": "na"},  # not offered there
        {"S1": ["1", "2"]},
        {"S1": "<script>alert(1)</script>"},
        {"S1": "\x00"},
        {"S99": "1"},
        {"team": "legal"},
        {"x" * 300: "y" * 3000},
    ],
)
def test_garbage_is_left_out_and_said(client: Client, garbage: dict[str, str]) -> None:
    response = client.post(CHECK, {"S9": "1", **garbage})
    assert response.status_code == 200
    assert "Something that arrived is no answer to these questions. It was left out." in words(response)
    assert "You answered 1 of 9." in words(response)
    assert b"<script>" not in response.content


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"S1=4", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"&".join(b"S%d=1" % number for number in range(2000)), "application/x-www-form-urlencoded"),
        (b"\xff\xfe=%ff", "application/x-www-form-urlencoded"),
        (b"S1=4", "multipart/form-data"),
        (b"{}", "application/json"),
    ],
)
def test_what_cannot_be_read_brings_the_form_again(client: Client, body: bytes, kind: str) -> None:
    response = client.generic("POST", CHECK, body, content_type=kind)
    assert response.status_code == 400
    assert "Nothing is answered yet." in words(response)


def test_answers_of_an_address_are_not_looked_at(client: Client) -> None:
    assert client.get(CHECK, ALL).content == client.get(CHECK).content


def test_nothing_is_remembered(client: Client) -> None:
    """No cookie, no cache of what holds an answer, and another site's form needs no token."""
    strict = Client(enforce_csrf_checks=True)
    for response, kept in (
        (client.get(CHECK), "private, no-cache"),
        (strict.post(CHECK, {"team": "sales", **ALL}), "no-store"),
        (strict.post(CHECK, {"team": "sales", **ALL, "change": "1"}), "no-store"),
    ):
        assert response.status_code == 200
        assert not response.cookies
        assert response.headers["Cache-Control"] == kept


def test_database_is_asked_for_the_demo_only(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        client.get(CHECK)
        client.post(CHECK, {"team": "sales", **ALL, "change": "1"})
    with django_assert_num_queries(1) as asked:
        client.post(CHECK, {"team": "sales", **ALL})
    assert GUEST in asked.captured_queries[0]["sql"]


def test_result_goes_on_to_the_demo_where_there_is_one(client: Client) -> None:
    assert "/demo/" not in client.post(CHECK, ALL).content.decode()
    northwind = make_organization("Northwind")
    Organization.objects.filter(pk=northwind.pk).update(is_demo=True)
    guest = make_member(northwind, Role.VIEWER, GUEST)
    guest.set_unusable_password()
    guest.save()
    page = client.post(CHECK, ALL).content.decode()
    assert re.findall(r'<a class="btn btn-secondary" href="([^"]*)"', page) == ["/demo/"]
    assert '<a href="/account/login/">Sign in and set up a round</a>' in page


def test_no_row_changes_and_nobody_is_recognized(as_consultant: Client, client: Client, consultant: User) -> None:
    before = dump_tables()
    stranger = Client().post(CHECK, {"team": "sales", **ALL})
    member = as_consultant.post(CHECK, {"team": "sales", **ALL})
    assert member.content == stranger.content
    assert dump_tables() == before


def test_log_holds_no_answer(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        client.post(CHECK, {"team": "marketing", **ALL, "S1": "wondrous-answer"})
        client.post(CHECK, {"team": "wondrous-team"})
    assert "Bad Request: /check/" in caplog.text
    assert [word for word in ("wondrous", "marketing", "S1", "S9", "dk") if word in caplog.text] == []


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_nothing_else_is_taken(client: Client, method: str) -> None:
    assert getattr(client, method)(CHECK).status_code == 405


def test_pages_run_and_style_nothing_inline(client: Client) -> None:
    for response in (client.get(CHECK), client.post(CHECK, ALL)):
        page = response.content.decode()
        assert [part for part in (" style=", "<style", "<script>", " onclick=") if part in page] == []


def test_home_leads_to_it(client: Client) -> None:
    assert f'href="{CHECK}"' in client.get("/").content.decode()
