"""G11: No side records. No log line tells who opened a survey; nothing is fetched from or sent to anybody else."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from assessments.models import Response
from assessments.scales import Team
from tests.accounts.mail_server import free_port
from tests.builders import (
    link_token,
    make_closed_round,
    make_confidential_round,
    make_round,
    make_workshop,
    person_token,
)

pytestmark = pytest.mark.django_db(transaction=True)

BROWSER = "Respondent-Browser/7.3"
NONCE = "g11-0123456789abcdefgh"


@contextmanager
def server(database_url: str, log: Path) -> Iterator[int]:
    """The product as `runserver` starts it, writing to `log`; its port."""
    port = free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", f"127.0.0.1:{port}"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "alignment.settings"},
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_for(port)
            yield port
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def ask(port: int, method: str, path: str, form: dict[str, str] | None = None) -> int:
    headers = {
        "User-Agent": BROWSER,
        "Content-Type": "application/x-www-form-urlencoded",
        "Referer": "http://mail.test/",
    }
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request(method, path, body=urlencode(form) if form else None, headers=headers)
        return connection.getresponse().status


def test_log_of_surveys_and_votes_tells_nothing_of_their_people(database_url: str, tmp_path: Path) -> None:
    anonymous = make_round()
    personal = make_confidential_round(
        assessment=anonymous.assessment, title="Autumn", people={Team.SALES: [("anna@example.com", "Anna")]}
    )
    invitation = personal.invitations.get()
    secrets = [link_token(anonymous, Team.SALES), person_token(invitation)]
    room = make_workshop(make_closed_round([], [], assessment=anonymous.assessment, title="Winter")).code
    wrong = "wrong-but-secret-token"
    log = tmp_path / "log"
    with server(database_url, log) as port:
        for token in secrets:
            path = f"/s/{token}/"
            assert ask(port, "GET", path) == 200
            assert ask(port, "POST", path, {"nonce": NONCE, "Q1": "4", "Q1-comment": "My words"}) == 200
            assert ask(port, "POST", path, {"nonce": NONCE, "Q1": "9"}) in {400, 410}
            assert ask(port, "POST", f"{path}receipt/", {"receipt": "AAAAA-AAAAA-AAAAA-AAAAA"}) == 404
            assert ask(port, "GET", f"{path}nowhere/") == 404
        assert ask(port, "GET", f"/s/{wrong}/") == 404
        assert ask(port, "GET", f"/w/{room}/now/") == 200
        assert ask(port, "POST", f"/w/{room}/", {"team": "sales"}) == 307
        assert ask(port, "POST", f"/w/{room}/vote/", {"vote": "Q1", "choice": "4"}) == 409
    written = log.read_text()
    assert Response.objects.count() == 2
    assert "/s/…/" in written  # it does log that a page was asked for
    for trace in (*secrets, room, wrong, BROWSER, "mail.test", "My words", "anna", NONCE):
        assert trace not in written


def test_operators_are_told_to_keep_no_access_log_of_the_survey() -> None:
    text = (Path(settings.BASE_DIR) / "docs" / "operations.md").read_text()
    block = text[text.index("location /s/ {") :]
    assert "access_log off;" in block[: block.index("}")]
    assert ["location /u/ {" in text, "location /w/ {" in text] == [True, True]
