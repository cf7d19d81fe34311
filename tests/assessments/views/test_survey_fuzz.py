from __future__ import annotations

from urllib.parse import quote_from_bytes, urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Answer, Comment, Response, Round
from tests.builders import make_question, make_round
from tests.survey_pages import MULTIPART, NONCE, URLENCODED, part, path_of

pytestmark = pytest.mark.django_db

NAMES = st.one_of(
    st.sampled_from(["nonce", "Q1", "Q1-guess", "Q1-comment", "O3", "O3-comment", "item-1", "csrf", ""]),
    st.text(max_size=8),
)
VALUES = st.one_of(
    st.sampled_from(["1", "3", "5", "dk", "na", "", "6", "-1", "NaN", "1e9", "０", "\x00", NONCE, NONCE[::-1]]),
    st.text(max_size=40),
)
FIELDS = st.lists(st.tuples(NAMES, VALUES), max_size=6)
WITH_NONCE = FIELDS.map(lambda fields: [("nonce", NONCE), *fields])


def urlencoded(fields: list[tuple[str, str]]) -> tuple[bytes, str]:
    return urlencode(fields).encode(), URLENCODED


def multipart(fields: list[tuple[str, str]]) -> tuple[bytes, str]:
    return b"".join(part(name, value.encode()) for name, value in fields) + b"--x--\r\n", MULTIPART


REQUESTS = st.one_of(
    FIELDS.map(urlencoded),
    WITH_NONCE.map(urlencoded),
    WITH_NONCE.map(multipart),
    st.binary(max_size=80).map(lambda body: (quote_from_bytes(body, safe="=&%").encode(), URLENCODED)),
    st.tuples(
        st.binary(max_size=120),
        st.sampled_from([URLENCODED, MULTIPART, "multipart/form-data", "application/json", "text/plain", "", "é"])
        | st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30).map("multipart/".__add__),
    ),
)


@pytest.fixture
def round(db: None) -> Round:
    return make_round(
        questions=[
            make_question("Q1", not_applicable="We have none"),
            make_question("O3", scale="text", kind="open", labels=[]),
        ]
    )


def stored() -> tuple[int, int, int]:
    return Response.objects.count(), Answer.objects.count(), Comment.objects.count()


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(request=REQUESTS)
def test_whatever_is_posted_is_stored_or_refused(client: Client, round: Round, request: tuple[bytes, str]) -> None:
    before = stored()
    reply = client.generic("POST", path_of(round), *request)
    assert reply.status_code in {200, 400, 409}
    if reply.status_code != 200:
        assert stored() == before
        assert b'name="nonce"' in reply.content


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(token=st.text(st.characters(exclude_characters="/", exclude_categories=["Cs"]), min_size=1, max_size=60))
def test_whatever_link_is_tried_leads_nowhere(client: Client, round: Round, token: str) -> None:
    before = stored()
    for method in (client.get, client.head, client.post):
        assert method(f"/s/{token}/", REMOTE_ADDR="192.0.2.8").status_code in {404, 429}
    assert stored() == before
