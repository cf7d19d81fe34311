from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from assessments import tokens
from assessments.models import Answer, Comment, Response, Round
from assessments.scales import Team
from tests.builders import answer, make_organization, make_round
from tests.survey_pages import NONCE, path_of

pytestmark = pytest.mark.django_db(transaction=True)


def lines_of_processes(database_url: str, commands: Sequence[Sequence[str]]) -> list[list[str]]:
    """What processes of separate_process.py, all at work on the test's database at once, print."""

    def lines(command: Sequence[str]) -> list[str]:
        return subprocess.run(
            [sys.executable, "-m", "tests.assessments.separate_process", *command],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": database_url},
            stdout=subprocess.PIPE,
            text=True,
            timeout=300,
            check=True,
        ).stdout.splitlines()

    with ThreadPoolExecutor(len(commands)) as threads:
        return list(threads.map(lines, commands))


def post_at_once(path: str, forms: Sequence[dict[str, str]]) -> list[tuple[int, bytes]]:
    """Status and page of each reply; the threads wait for one another before they send."""
    barrier = Barrier(len(forms))

    def post(form: dict[str, str]) -> tuple[int, bytes]:
        try:
            client = Client()
            barrier.wait()
            reply = client.post(path, form)
            return reply.status_code, reply.content
        finally:
            connection.close()

    with ThreadPoolExecutor(len(forms)) as threads:
        return list(threads.map(post, forms))


def test_twenty_taps_at_once_store_one_response() -> None:
    round = make_round()
    replies = post_at_once(path_of(round), [{"nonce": NONCE, "Q1": "4", "Q1-comment": "Once"}] * 20)
    assert (len(set(replies)), replies[0][0]) == (1, 200)
    assert (Response.objects.count(), Answer.objects.count(), Comment.objects.count()) == (1, 1, 1)


def test_same_page_with_different_answers_at_once_stores_one_of_them() -> None:
    round = make_round()
    replies = post_at_once(path_of(round), [{"nonce": NONCE, "Q1": str(point)} for point in range(1, 6)])
    statuses = [status for status, _page in replies]
    assert sorted(statuses) == [200, 409, 409, 409, 409]
    assert Answer.objects.get().own == statuses.index(200) + 1


@pytest.mark.parametrize("each", [30, pytest.param(100, marks=pytest.mark.slow)])
def test_eight_processes_lose_and_double_nothing(database_url: str, each: int) -> None:
    round = make_round()
    commands = [("submit", path_of(round, team), str(each)) for team in Team for _ in range(4)]
    receipts = [receipt for lines in lines_of_processes(database_url, commands) for receipt in lines]
    stored = set(Response.objects.values_list("receipt_hash", flat=True))
    assert (len(receipts), {tokens.hash_token(receipt) for receipt in receipts}) == (8 * each, stored)
    assert Response.objects.filter(team="sales").count() == 4 * each
    assert [Answer.objects.filter(own=point).count() for point in range(1, 6)] == [8 * each // 5] * 5
    assert Comment.objects.count() == 8 * each


OPEN = {"state": "open", "responses": 10, "answers": 20, "comments": 10, "released": [], "quoted": 0}
CLOSED = {"state": "closed", "responses": 0, "answers": 0, "comments": 0, "released": [10], "quoted": 10}


def answered_round(name: str) -> Round:
    round = make_round(organization=make_organization(name))
    for _ in range(10):
        answer(round, Team.SALES, own={"Q1": 4, "Q2": 2}, comments={"Q1": "Words"})
    return round


def test_closing_killed_after_any_statement_leaves_all_or_its_release(database_url: str) -> None:
    (lines,) = lines_of_processes(database_url, [("close_and_die", answered_round("Acme").code)])
    states = [json.loads(line) for line in lines]
    killed_while_open = states.index(CLOSED)
    assert killed_while_open > 6
    assert states == [OPEN] * killed_while_open + [CLOSED] * (len(states) - killed_while_open)


def test_closing_killed_at_any_moment_leaves_all_or_its_release(database_url: str) -> None:
    commands = [("close_and_be_killed", answered_round(name).code) for name in ("Acme", "Brim", "Cove")]
    for lines in lines_of_processes(database_url, commands):
        states = [json.loads(line) for line in lines]
        assert [state for state in states if state not in (OPEN, CLOSED)] == []
        assert states[-1] == CLOSED
