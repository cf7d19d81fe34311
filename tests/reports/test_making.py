"""Files are made a few at a time, and the survey goes on meanwhile."""

from __future__ import annotations

import threading
import time
from dataclasses import replace

import pytest
from django.test import Client

from accounts.models import Organization
from assessments.models import Export, Response
from reports.document import Report
from reports.renderers import EXPORTS
from reports.views import making, sheets
from reports.wording import Translate
from tests.builders import make_closed_round, make_round
from tests.reports.example_reports import nine_questions
from tests.survey_pages import nonce_in, path_of

REPORT = nine_questions()


class Slow:
    """A renderer that works until it is told to end."""

    def __init__(self) -> None:
        self.began, self.may_end = threading.Semaphore(0), threading.Event()

    def render(self, report: Report, _translate: Translate) -> bytes:
        self.began.release()
        assert self.may_end.wait(30)
        return b"%PDF"


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    slow = Slow()
    monkeypatch.setattr(making, "EXPORTS", {**EXPORTS, "pdf": replace(EXPORTS["pdf"], render=slow.render)})
    return slow


def start(slow: Slow, number: int) -> list[threading.Thread]:
    threads = [threading.Thread(target=making.made, args=("pdf", REPORT, f"user {n}")) for n in range(number)]
    for thread in threads:
        thread.start()
        assert slow.began.acquire(timeout=30)
    return threads


def end(slow: Slow, threads: list[threading.Thread]) -> None:
    slow.may_end.set()
    for thread in threads:
        thread.join(30)


def test_few_are_made_at_once_and_then_again(slow: Slow) -> None:
    threads = start(slow, making.MOST_AT_ONCE)
    with pytest.raises(making.Refused, match="Other files are being made just now") as refused:
        making.made("pdf", REPORT, "user 9")
    assert refused.value.seconds == making.SHORTLY
    end(slow, threads)
    assert making.made("pdf", REPORT, "user 9") == b"%PDF"


def test_failure_leaves_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(report: Report, _translate: Translate) -> bytes:
        raise ValueError

    monkeypatch.setattr(making, "EXPORTS", {**EXPORTS, "pdf": replace(EXPORTS["pdf"], render=fail)})
    for _ in range(making.MOST_AT_ONCE + 1):
        with pytest.raises(making.Failed):
            making.made("pdf", REPORT, "user 1")


def test_nobody_makes_many_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now)
    monkeypatch.setattr(
        making, "EXPORTS", {"pdf": replace(EXPORTS["pdf"], render=lambda _report, _translate: b"%PDF")}
    )
    for _ in range(making.A_MINUTE):
        making.made("pdf", REPORT, "user 1")
    with pytest.raises(making.Refused, match="Please wait 60 seconds") as refused:
        making.made("pdf", REPORT, "user 1")
    assert refused.value.seconds == 60
    assert making.made("pdf", REPORT, "user 2") == b"%PDF"
    monkeypatch.setattr(time, "time", lambda: now + 59.6)
    with pytest.raises(making.Refused, match=r"Please wait 1 second\."):
        making.made("pdf", REPORT, "user 1")
    monkeypatch.setattr(time, "time", lambda: now + 60)
    assert making.made("pdf", REPORT, "user 1") == b"%PDF"


def test_cheap_kinds_are_never_held_up(slow: Slow) -> None:
    threads = start(slow, making.MOST_AT_ONCE)
    assert making.made("csv", REPORT, "user 9").startswith(b"\xef\xbb\xbf")
    end(slow, threads)


@pytest.mark.django_db
def test_refusal_is_a_page_with_the_time_to_wait(as_editor: Client, organization: Organization, slow: Slow) -> None:
    round = make_closed_round([], [], organization=organization)
    threads = start(slow, making.MOST_AT_ONCE)
    here = f"/o/acme/rounds/{round.code}/"
    replies = [
        as_editor.post(f"{here}book/make/pdf/"),
        as_editor.get(f"{here}report.pdf"),
        as_editor.get(f"{here}book/preview/"),
        as_editor.get(f"{here}book/preview/1.png"),
    ]
    end(slow, threads)
    for reply in replies:
        assert (reply.status_code, reply.headers["Retry-After"]) == (429, "5")
        assert "Other files are being made just now." in reply.content.decode()
        assert "ry again" in reply.content.decode()
    assert replies[-1].headers["Content-Type"] == "image/svg+xml"
    assert Export.objects.count() == 0


@pytest.mark.django_db
def test_page_waits_no_longer_than_patience_for_another_to_be_drawn(
    as_editor: Client, organization: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "PATIENCE", 0.05)
    round = make_closed_round([], [], organization=organization)
    with sheets._drawing:
        assert as_editor.get(f"/o/acme/rounds/{round.code}/book/preview/").status_code == 429
    assert as_editor.get(f"/o/acme/rounds/{round.code}/book/preview/").status_code == 200


@pytest.mark.django_db(transaction=True)
def test_survey_is_answered_while_files_are_made(client: Client, slow: Slow) -> None:
    """As many as are allowed at once, and the database is not held by any of them."""
    round = make_round()
    threads = start(slow, making.MOST_AT_ONCE)
    began = time.monotonic()
    sent = client.post(path_of(round), {"nonce": nonce_in(client.get(path_of(round))), "Q1": "4"})
    assert time.monotonic() - began < 10
    end(slow, threads)
    assert (sent.status_code, Response.objects.count()) == (200, 1)
