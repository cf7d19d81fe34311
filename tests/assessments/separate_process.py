"""What the concurrency tests run in processes of their own, on the test's database.

`submit PATH COUNT` answers the survey at PATH that often and prints every receipt.
`close_and_die CODE` closes a round again and again, killed after one statement more each time, until it survives.
`close_and_be_killed CODE` does the same, killed after a random time.
Both print after each attempt, as a line of JSON, what the database then holds.
`work` does what `manage.py work --once` does.
`send_and_be_killed TIMES SECONDS` sends mails again and again, killed each time before that many seconds are over;
then it sends the rest. Prints the exit code of each.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import django


def submit(path: str, count: str) -> None:
    """Every third page is sent twice, as by a phone that lost the reply."""
    from django.test import Client

    browser = Client(SERVER_NAME="127.0.0.1")
    for number in range(int(count)):
        (nonce,) = re.findall(r'name="nonce" value="([^"]+)"', browser.get(path).content.decode())
        values = {"nonce": nonce, "Q1": str(number % 5 + 1), "Q2-comment": f"Comment {number}"}
        for _ in range(2 if number % 3 == 0 else 1):
            reply = browser.post(path, values)
        (receipt,) = re.findall(r'<code id="receipt">([^<]+)</code>', reply.content.decode())
        print(receipt)


def close_and_die(code: str) -> None:
    for statements in itertools.count(1):
        status = _in_child(partial(_close, code, dies_after=statements))
        _in_child(partial(_print_state, code))
        if status == 0:
            break


def close_and_be_killed(code: str) -> None:
    for attempt in itertools.count(1):
        status = _in_child(partial(_close, code), seconds_to_live=random.uniform(0, 0.03 * attempt))
        _in_child(partial(_print_state, code))
        if status == 0:
            break


def work() -> None:
    from django.core.management import call_command

    call_command("work", "--once")


def send_and_be_killed(times: str, seconds: str) -> None:
    for _ in range(int(times)):
        print(_in_child(_send, seconds_to_live=random.uniform(0.1, 1) * float(seconds)), flush=True)
    print(_in_child(_send))


def _send() -> None:
    from django.utils import timezone

    from assessments.services.sending import send_waiting

    send_waiting(clock=timezone.now, should_stop=lambda: False)


def _in_child(act: Callable[[], None], seconds_to_live: float | None = None) -> int:
    """Forks before any connection is open; returns the child's exit code, negative for the signal that ended it."""
    child = os.fork()
    if child == 0:
        act()
        sys.stdout.flush()
        os._exit(0)
    if seconds_to_live is not None:
        time.sleep(seconds_to_live)
        os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _close(code: str, dies_after: int | None = None) -> None:
    from django.db import connection
    from django.utils import timezone

    from assessments.models import Round, StateChoice
    from assessments.services.closing import close_round

    executed = 0

    def dies(execute: Callable[..., Any], *arguments: Any) -> Any:
        nonlocal executed
        result = execute(*arguments)
        executed += 1
        if executed == dies_after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    round = Round.objects.get(code=code)
    if round.state == StateChoice.OPEN:
        with connection.execute_wrapper(dies):
            close_round(round=round, now=timezone.now())


def _print_state(code: str) -> None:
    from assessments.models import Answer, Comment, Release, ReleasedComment, Response, Round
    from assessments.releases import load

    round = Round.objects.get(code=code)
    releases = [load(release.document) for release in Release.objects.filter(round=round)]
    state = {
        "state": round.state,
        "responses": Response.objects.filter(round=round).count(),
        "answers": Answer.objects.filter(response__round=round).count(),
        "comments": Comment.objects.filter(response__round=round).count(),
        "released": [release.tally.sales.responded for release in releases],
        "quoted": ReleasedComment.objects.filter(round=round).count(),
    }
    print(json.dumps(state))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.settings")
    django.setup()
    globals()[sys.argv[1]](*sys.argv[2:])
