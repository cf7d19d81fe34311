from __future__ import annotations

import io
import re

import pytest
from django.test import Client

from accounts.models import Organization
from assessments.models import Answer, Response, Round
from tests.builders import make_question, make_round
from tests.survey_pages import MULTIPART, NONCE, URLENCODED, checked_in, nonce_in, part, path_of

pytestmark = pytest.mark.django_db

GOOD = f"nonce={NONCE}&Q1=4".encode()


@pytest.fixture
def round(db: None) -> Round:
    return make_round()


@pytest.mark.parametrize(
    "values",
    [
        {"Q1": "6"},
        {"Q1": "-1"},
        {"Q1": "NaN"},
        {"Q1": ["3", "4"]},
        {"Q1": "na"},
        {"Q1-guess": "na"},
        {"Q1-comment": "x" * 2001},
        {"Q1-comment": "a\x00b"},
        {"Q9": "3"},
        {"nonce": ""},
        {"nonce": "short"},
    ],
)
def test_invalid_answers_come_back_with_everything_typed(
    client: Client, round: Round, values: dict[str, str | list[str]]
) -> None:
    kept = {"nonce": NONCE, "Q2": "5", "Q2-guess": "dk", "Q2-comment": "Kept <i>words</i>"}
    response = client.post(path_of(round), {**kept, **values})
    text = response.content.decode()
    assert response.status_code == 400
    assert "Nothing was sent yet" in text
    assert [pair for pair in checked_in(response) if pair[0].startswith("Q2")] == [("Q2", "5"), ("Q2-guess", "dk")]
    assert "\nKept &lt;i&gt;words&lt;/i&gt;</textarea>" in text
    assert Response.objects.count() == 0


def test_error_summary_links_to_elements_of_the_page(client: Client, round: Round) -> None:
    values = {"nonce": NONCE, "Q1": "6", "Q1-guess": "7", "Q2-comment": "x" * 2001}
    text = client.post(path_of(round), values).content.decode()
    targets = re.findall(r'<li><a href="#([^"]+)">', text)
    assert targets == ["q1", "q1-guess", "q2-comment"]
    assert [text.count(f' id="{target}"') for target in targets] == [1, 1, 1]
    described = re.findall(r'aria-describedby="([^"]+-error) ?"', text)
    assert all(text.count(f'id="{name}"') == 1 for names in described for name in names.split())
    assert "x" * 2001 in text


@pytest.mark.parametrize("value", ["3", "0", "North", ["1", "2"]])
def test_group_that_is_none_comes_back_with_everything_typed(client: Client, value: str | list[str]) -> None:
    round = make_round(segment_title="Region", segments=("North", "South"))
    reply = client.post(path_of(round), {"nonce": NONCE, "Q1": "5", "segment": value})
    text = reply.content.decode()
    assert (reply.status_code, Response.objects.count()) == (400, 0)
    assert '<li><a href="#segment">Please choose one of the groups shown, or none.</a></li>' in text
    assert (text.count(' id="segment"'), text.count('id="segment-error"')) == (1, 1)
    assert ("Q1", "5") in checked_in(reply)


def test_group_stays_chosen_while_something_else_is_corrected(client: Client) -> None:
    round = make_round(segment_title="Region", segments=("North", "South"))
    reply = client.post(path_of(round), {"nonce": NONCE, "Q1": "6", "segment": "2"})
    assert checked_in(reply) == [("segment", "2")]
    assert client.post(path_of(round), {"nonce": NONCE, "Q1": "5", "segment": "2"}).status_code == 200
    assert Response.objects.get().segment == 2


def test_page_with_errors_can_be_corrected_and_sent(client: Client, round: Round) -> None:
    response = client.post(path_of(round), {"nonce": NONCE, "Q1": "6"})
    assert nonce_in(response) == NONCE
    assert client.post(path_of(round), {"nonce": nonce_in(response), "Q1": "5"}).status_code == 200
    assert Answer.objects.get().own == 5


def test_page_without_a_nonce_gets_a_fresh_one(client: Client, round: Round) -> None:
    response = client.post(path_of(round), {"Q1": "5"})
    assert (response.status_code, len(nonce_in(response))) == (400, 22)
    assert client.post(path_of(round), {"nonce": nonce_in(response), "Q1": "5"}).status_code == 200


def test_fields_of_another_round_are_refused(client: Client, round: Round) -> None:
    other = make_round(questions=[make_question("Elsewhere")], organization=Organization.objects.create(slug="b"))
    response = client.post(path_of(round), {"nonce": NONCE, "Elsewhere": "3"})
    assert (response.status_code, Response.objects.count()) == (400, 0)
    assert client.post(path_of(other), {"nonce": NONCE, "Elsewhere": "3"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"a=1&" * 1_000_000, URLENCODED),
        (b"a=1&" * 2_000, URLENCODED),
        (GOOD + b"&Q1-comment=" + b"x" * 1_000_000, URLENCODED),
        (GOOD + b"&Q1-comment=%ff%fe", URLENCODED),
        (GOOD + b"&Q1-comment=\xff", URLENCODED),
        (GOOD, f"{URLENCODED}; charset=latin-1"),
        (GOOD, f"{URLENCODED}; charset=base64"),
        (GOOD, "text/plain"),
        (b'{"nonce": "0123456789abcdefABCDE_-", "Q1": 4}', "application/json"),
        (b"", "multipart/form-data"),
        (b"", "multipart/form-data; boundary="),
        (b"rubbish", "multipart/form-data; boundary=x"),
        (b"--x\r\n\r\n--x--", "multipart/form-data; boundary=x; charset=base64"),
        (part("nonce", NONCE.encode()) + part("Q1-comment", b"\xff") + b"--x--\r\n", MULTIPART),
        (part('Q1-comment"; filename="f.txt', b"file") + part("nonce", NONCE.encode()) + b"--x--\r\n", MULTIPART),
    ],
)
def test_unreadable_request_gives_the_form_again(client: Client, round: Round, body: bytes, content_type: str) -> None:
    response = client.generic("POST", path_of(round), body, content_type)
    assert (response.status_code, Response.objects.count()) == (400, 0)
    assert "Nothing was sent yet" in response.content.decode()
    assert len(nonce_in(response)) == 22


@pytest.mark.parametrize("length", [len(GOOD) + 1, "", "many"])
def test_request_that_was_cut_off_stores_nothing(client: Client, round: Round, length: object) -> None:
    environ = {"wsgi.input": io.BytesIO(GOOD), "CONTENT_LENGTH": str(length)}
    response = client.generic("POST", path_of(round), GOOD, URLENCODED, **environ)  # type: ignore[arg-type]
    assert (response.status_code, Response.objects.count()) == (400, 0)
