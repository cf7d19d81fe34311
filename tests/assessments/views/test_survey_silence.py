from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization
from accounts.shipped import shipped
from assessments.models import Answer, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.rounds import compose_by_form, launch_round
from tests.builders import link_token, make_draft, make_round
from tests.survey_pages import NONCE, URLENCODED, path_of, without_nonce

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Reply

pytestmark = pytest.mark.django_db


def row_counts() -> dict[str, int]:
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.fixture
def round(db: None) -> Round:
    return make_round()


def test_looking_changes_nothing(client: Client, round: Round) -> None:
    before = row_counts()
    for path in (path_of(round), path_of(round, Team.MARKETING)):
        for _ in range(50):
            assert client.get(path).status_code == 200
            assert client.head(path).status_code == 200
            assert client.options(path).status_code == 405
    assert row_counts() == before
    assert client.post(path_of(round), {"nonce": NONCE, "Q1": "4"}).status_code == 200


def all_replies(client: Client, round: Round) -> Iterator[Reply]:
    """One reply of every kind."""
    path = path_of(round)
    yield client.get(path)
    yield client.head(path)
    yield client.options(path)
    yield client.post(path, {"nonce": NONCE, "Q1": "4"})
    yield client.post(path, {"nonce": NONCE, "Q1": "5"})
    yield client.post(path, {"nonce": NONCE, "Q1": "6"})
    yield client.generic("POST", path, b"a=1&" * 2_000, URLENCODED)
    for _ in range(31):
        reply = client.get("/s/unknown/", REMOTE_ADDR="192.0.2.7")
    yield reply
    close_round(round=round, now=timezone.now())
    yield client.get(path)


BROKEN_COOKIES = {"sessionid": "x", "csrftoken": "broken", "messages": "also broken"}


@pytest.mark.parametrize("cookies", [{}, BROKEN_COOKIES])
def test_no_reply_sets_or_reads_a_cookie(client: Client, round: Round, cookies: dict[str, str]) -> None:
    client.cookies.load(cookies)
    replies = list(all_replies(client, round))
    assert [dict(reply.cookies) for reply in replies] == [{}] * len(replies)
    assert ["cookie" in reply.headers.get("Vary", "").lower() for reply in replies] == [False] * len(replies)


def test_headers_of_every_reply(client: Client, round: Round) -> None:
    token = link_token(round, Team.SALES)
    replies = list(all_replies(client, round))
    assert [reply.status_code for reply in replies] == [200, 200, 405, 200, 409, 400, 400, 429, 410]
    for reply in replies:
        assert reply.headers["Content-Security-Policy"] == settings.CONTENT_SECURITY_POLICY
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert token not in str(reply.headers)


def test_no_reply_loads_anything_from_elsewhere(client: Client, round: Round) -> None:
    own = [(Path(settings.BASE_DIR) / "static" / name).read_text() for name in ("css/survey.css", "js/survey.js")]
    pages = [reply.content.decode() for reply in all_replies(client, round)]
    for text in [*own, *pages]:
        assert re.findall(r"https?:|[\"'(=]\s*//|@import|url\(", text) == []
    receipts = {f"{path_of(round, team)}receipt/" for team in Team}
    for text in pages:
        assert re.findall(r"plotly|bootstrap|<style|style=|<script>| on\w+=", text) == []
        assert {*re.findall(r'(?:src|href)="([^"#][^"]*)"', text)} <= {
            "/static/css/survey.css",
            "/static/js/survey.js",
            "/static/favicon.svg",
            "/privacy/",
            "?lang=de",
            *receipts,
        }


def test_signed_in_people_answer_as_nobody(
    as_consultant: Client, organization: Organization, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    round = make_round(organization=organization)
    page, stranger = as_consultant.get(path_of(round)), Client().get(path_of(round))
    assert without_nonce(page) == without_nonce(stranger)
    with django_assert_num_queries(3):
        assert as_consultant.post(path_of(round), {"nonce": NONCE, "Q1": "4"}).status_code == 200
    assert Answer.objects.get().own == 4


def test_page_of_the_nine_arrives_with_the_first_packets(client: Client) -> None:
    """What comes with the first round trip of a connection is about 14 KB."""
    round = make_draft()
    compose_by_form(round=round, form="quick-nine")
    launch_round(round=round, now=timezone.now())
    page = client.get(path_of(round), headers={"accept-encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    static = Path(settings.BASE_DIR) / "static"
    names = ("css/survey.css", "js/survey.js", "favicon.svg")
    own = [gzip.compress(shipped(name, (static / name).read_text()).encode()) for name in names]
    assert sum(len(part) for part in [page.content, *own]) <= 14_000
