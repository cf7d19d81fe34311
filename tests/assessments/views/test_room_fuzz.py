from __future__ import annotations

from urllib.parse import quote, quote_from_bytes, urlencode

import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessments.models import Ballot, Phone, Workshop
from assessments.services.votes import open_vote
from assessments.views import wrong_links
from tests.builders import make_closed_round, make_workshop
from tests.survey_pages import MULTIPART, URLENCODED

pytestmark = pytest.mark.django_db

FIELDS = st.lists(
    st.tuples(
        st.sampled_from(["code", "team", "vote", "choice", "again", ""]) | st.text(max_size=6),
        st.sampled_from(["Q1", "sales", "marketing", "0", "3", "6", "-1", "1e3", "٣", "\x00"]) | st.text(max_size=20),
    ),
    max_size=4,
)
BODIES = st.one_of(
    FIELDS.map(lambda fields: (urlencode(fields).encode(), URLENCODED)),
    st.binary(max_size=60).map(lambda body: (quote_from_bytes(body, safe="=&%").encode(), URLENCODED)),
    st.tuples(st.binary(max_size=80), st.sampled_from([MULTIPART, "multipart/form-data", "text/plain", "", "é"])),
)
COOKIES = st.sampled_from(["", "x", "A" * 22, "A" * 4000, "é" * 22, "\x01"]) | st.text(
    st.characters(max_codepoint=255), max_size=30
)
EVERYTHING = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture
def workshop(monkeypatch: pytest.MonkeyPatch) -> Workshop:
    monkeypatch.setattr(wrong_links, "ALLOWED_A_MINUTE", 10**9)
    workshop = make_workshop(make_closed_round([4] * 5, [2] * 5))
    open_vote(workshop=workshop, code="Q1", now=timezone.now())
    return workshop


@EVERYTHING
@given(path=st.sampled_from(["", "{code}/", "{code}/vote/", "{code}/leave/"]), body=BODIES, cookie=COOKIES)
def test_whatever_a_phone_sends_is_taken_or_refused(
    workshop: Workshop, path: str, body: tuple[bytes, str], cookie: str
) -> None:
    phone = Client()
    phone.cookies["room"] = cookie
    reply = phone.generic("POST", "/w/" + path.format(code=workshop.code), *body)
    assert reply.status_code in {302, 307, 400, 404, 409}
    assert Ballot.objects.count() <= Phone.objects.count() <= 1


@EVERYTHING
@given(code=st.text(min_size=1, max_size=30).filter(lambda code: "/" not in code and code not in {".", ".."}))
def test_whatever_stands_for_a_code_is_unknown(workshop: Workshop, code: str) -> None:
    assert Client().get(f"/w/{quote(code)}/").status_code == 404
