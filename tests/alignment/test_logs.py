"""No secret address is ever written to the log."""

from __future__ import annotations

import io
import logging

import pytest
from django.test import Client

from alignment.logs import WithoutTokens
from assessments.scales import Team
from tests.builders import link_token, make_round

TOKEN = "yRk3_tVq-0aZ.81:bQ"
MANGLED = "yRk3_tVq-0aZk81xbQ7m-P"
"""As long as a survey link's token; it stands where none belongs."""


def written_of(message: str) -> str:
    record = logging.LogRecord("django", logging.INFO, __file__, 1, "%s", (message,), None)
    return WithoutTokens("%(message)s").format(record)


@pytest.mark.parametrize(
    ("message", "written"),
    [
        (f"Not Found: /s/{TOKEN}/", "Not Found: /s/…/"),
        (f'"POST /s/{TOKEN}/ HTTP/1.1" 200 512', '"POST /s/…/ HTTP/1.1" 200 512'),
        (f"/s/{TOKEN}", "/s/…"),
        (f"Not Found: /u/{TOKEN}/", "Not Found: /u/…/"),
        (f"Not Found: /r/{TOKEN}/", "Not Found: /r/…/"),
        (f"Not Found: /x/{TOKEN}/questions/2/", "Not Found: /x/…/questions/2/"),
        ("Gone: /w/K7MQ2X/vote/", "Gone: /w/…/vote/"),
        (f"https://survey.example.com/join/{TOKEN}/?next=/", "https://survey.example.com/join/…/?next=/"),
        (f"/setup/{TOKEN}/ and /s/{TOKEN}/", "/setup/…/ and /s/…/"),
        (f"/account/login/?next=%2Fjoin%2F{TOKEN}%2F", "/account/login/?next=%2Fjoin%2F…%2F"),
        (f"/account/password/reset/key/{TOKEN}/", "/account/password/reset/key/…/"),
        (f"Not Found: /s/ {TOKEN}/", "Not Found: /s/…/"),
        (f"Not Found: /s/\u200b{TOKEN}\u200b/", "Not Found: /s/…/"),
        (f"Not Found: /s//{TOKEN}/", "Not Found: /s//…/"),
        (f"Not Found: /s/{TOKEN[:9]} {TOKEN[9:]}/", "Not Found: /s/…/"),
        (f'"GET /s/%20{TOKEN}/ HTTP/1.1" 404 512', '"GET /s/…/ HTTP/1.1" 404 512'),
        (f"Not Found: /s/a/{MANGLED}/", "Not Found: /s/…/…/"),
        (f"Not Found: /s:{MANGLED}/", "Not Found: /s:…/"),
        (f"Not Found: /s\\{MANGLED}/", "Not Found: /s\\…/"),
        (f'"GET /s%5C{MANGLED}/ HTTP/1.1" 404 512', '"GET /s%…/ HTTP/1.1" 404 512'),
        (f"Not Found: /{MANGLED}/", "Not Found: /…/"),
        (f"Not Found: /o/{MANGLED}/", "Not Found: /o/…/"),
        (f"https://survey.example.com/{MANGLED}", "https://survey.example.com/…"),
        (f"Not Found: /S:{MANGLED}.{MANGLED}/", "Not Found: /S:….…/"),
    ],
)
def test_secret_addresses_are_left_out(message: str, written: str) -> None:
    assert written_of(message) == written


@pytest.mark.parametrize(
    "message",
    [
        "/o/acme/rounds/K7MQ2XRD/",
        "/static/css/survey.css",
        "/o/acme-of-northern-and-southern-europe/rounds/K7MQ2XRD/",
        '"GET /account/login/?next=%2Fo%2Facme-of-northern-and-southern-europe%2F HTTP/1.1" 200 512',
        "/static/admin/js/admin/RelatedObjectLookups.0123456789ab.js",
        "TemplateDoesNotExist: assessments/_organization_crumbs.html",
        '  File "/srv/a-rather-long-name-of-a-directory/oneteam/work.py", line 3, in a_rather_long_name_of_a_function',
    ],
)
def test_all_else_of_the_log_stays(message: str) -> None:
    assert written_of(message) == message


def test_secret_addresses_are_left_out_of_tracebacks(log: io.StringIO) -> None:
    try:
        raise ValueError(f"cannot answer /s/{TOKEN}/")
    except ValueError:
        logging.getLogger("django.request").exception("failed")
    assert TOKEN not in log.getvalue()
    assert "ValueError: cannot answer /s/…/" in log.getvalue()


@pytest.mark.django_db
def test_visits_of_survey_links_leave_no_token(log: io.StringIO, client: Client) -> None:
    token = link_token(make_round(), Team.SALES)
    for path in (f"/s/{token}/", f"/s/{token}", f"/s/{token[:-1]}x/", f"/s/{token}/more/"):
        for method in (client.get, client.post, client.put):
            method(path)
    assert "Not Found: /s/…/" in log.getvalue()
    assert token[:-1] not in log.getvalue()
