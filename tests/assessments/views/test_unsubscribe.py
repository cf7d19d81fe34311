from __future__ import annotations

import re

import pytest
from django.conf import LazySettings
from django.test import Client

from assessments import tokens
from assessments.models import Invitation, Round
from assessments.services.mailing import invite, remind_now
from assessments.views.wrong_links import ALLOWED_A_MINUTE
from tests.accounts.mail_server import mail_server
from tests.invited import (
    CLOSES_AT,
    MONDAY,
    invitation_of,
    make_listed_round,
    people,
    personal_token,
    send_all,
)
from tests.smtp import Moody
from tests.survey_pages import NONCE

pytestmark = pytest.mark.django_db

P0, P1 = "p0@example.com", "p1@example.com"


@pytest.fixture
def round(db: None) -> Round:
    return make_listed_round(people(2), now=MONDAY, closes_at=CLOSES_AT)


def path_of(round: Round, email: str = P0) -> str:
    link = invitation_of(round, email).link
    assert link is not None
    return f"/u/{tokens.unsubscribe_token(bytes(link.seed))}/"


def unwilling() -> list[str]:
    return list(Invitation.objects.filter(wants_mail=False).values_list("email", flat=True))


def test_looking_changes_nothing(client: Client, round: Round) -> None:
    """Programs that look into mails open every address."""
    for _ in range(50):
        assert client.get(path_of(round)).status_code == 200
        assert client.head(path_of(round)).status_code == 200
        assert client.options(path_of(round)).status_code == 405
    assert unwilling() == []
    page = client.get(path_of(round)).content.decode()
    assert re.findall(r"<form[^>]*>", page) == ['<form method="post">']


def test_button_ends_mails_and_the_survey_link_still_works(client: Client) -> None:
    round = make_listed_round(people(2))
    reply = client.post(path_of(round))
    assert reply.status_code == 200
    assert "You will get no more mails about this survey." in reply.content.decode()
    assert unwilling() == [P0]
    survey = f"/s/{personal_token(invitation_of(round, P0))}/"
    assert client.post(survey, {"nonce": NONCE, "Q1": "4"}).status_code == 200


def test_one_click_of_a_mail_program_ends_mails(round: Round, settings: LazySettings) -> None:
    """RFC 8058: from the headers of the mail, without a cookie or a page, and then there is no reminder."""
    invite(round=round, now=MONDAY)
    moody = Moody()
    with mail_server(settings, moody):
        send_all(MONDAY)
        [mail] = [mail for mail, to in zip(moody.mails, moody.recipients, strict=True) if to == [P0]]
        [path] = re.findall(rf"<{settings.SITE_URL}(/u/[^>]+)>", mail["List-Unsubscribe"])
        name, _equals, value = mail["List-Unsubscribe-Post"].partition("=")
        assert Client(enforce_csrf_checks=True).post(path, {name: value}).status_code == 200
        remind_now(round=round, now=MONDAY)
        send_all(MONDAY)
    assert [address for [address] in moody.recipients[2:]] == [P1]


def test_unknown_secret_gets_the_same_replies(client: Client, round: Round) -> None:
    known, unknown = path_of(round), f"/u/{tokens.new_nonce()}/"
    for method in (client.get, client.post):
        right, wrong = method(known), method(unknown)
        assert (right.status_code, right.content) == (wrong.status_code, wrong.content)
        assert dict(right.headers) == dict(wrong.headers)
    assert unwilling() == [P0]


def test_whoever_tries_out_secrets_has_to_wait(client: Client, round: Round) -> None:
    there = "192.0.2.99"
    replies = [client.post(f"/u/wrong{number}/", REMOTE_ADDR=there) for number in range(ALLOWED_A_MINUTE + 1)]
    assert [reply.status_code for reply in replies] == [200] * ALLOWED_A_MINUTE + [429]
    assert replies[-1].headers["Retry-After"] == "60"
    assert client.post(path_of(round), REMOTE_ADDR=there).status_code == 200
    assert unwilling() == [P0]


def test_page_needs_and_sets_no_cookie(client: Client, round: Round) -> None:
    client.cookies.load({"sessionid": "x", "csrftoken": "broken"})
    for reply in (client.get(path_of(round)), client.post(path_of(round))):
        assert dict(reply.cookies) == {}
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert "cookie" not in reply.headers.get("Vary", "").lower()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client: Client, round: Round, method: str) -> None:
    assert getattr(client, method)(path_of(round)).status_code == 405
    assert unwilling() == []
