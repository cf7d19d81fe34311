"""Several processes at the queue of mails at once, some of them killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.utils import timezone

from assessments.models import Mail, MailState, Round
from assessments.people import people_of
from assessments.schedules import is_working_time
from assessments.services.mailing import invite
from assessments.services.sending import expire_claims
from tests.accounts.mail_server import free_port
from tests.assessments.test_concurrency import lines_of_processes
from tests.builders import make_organization
from tests.invited import make_listed_round, people
from tests.smtp import Moody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Moody]:
    """A mail server, and the environment that makes other processes send to it."""
    moody, port = Moody(), free_port()
    controller = Controller(moody, hostname="127.0.0.1", port=port)
    controller.start()
    monkeypatch.setenv("EMAIL_HOST", "127.0.0.1")
    monkeypatch.setenv("EMAIL_PORT", str(port))
    monkeypatch.setenv("EMAIL_USE_TLS", "false")
    yield moody
    controller.stop()


def invited_round(count: int) -> Round:
    round = make_listed_round(people(count))
    invite(round=round, now=timezone.now())
    return round


def test_four_workers_mail_everybody_once(database_url: str, server: Moody) -> None:
    round = invited_round(120)
    lines_of_processes(database_url, [("work",)] * 4)
    assert sorted(server.got) == sorted(each.invitation.email for each in people_of(round))
    assert [each.state for each in people_of(round)] == [MailState.DONE] * 120


def zone_at_work() -> str:
    """Where it is nearest to noon just now."""
    return f"Etc/GMT{timezone.now().hour - 12:+d}"


def test_due_reminder_of_four_workers_reaches_everybody_once(database_url: str, server: Moody) -> None:
    """At weekends it rests, and then for everybody alike."""
    round = make_listed_round(people(100), time_zone=zone_at_work())
    now = timezone.now()
    invite(round=round, now=now)
    Mail.objects.update(state=MailState.DONE)
    round.waves.filter(number=1).update(send_at=now)
    lines_of_processes(database_url, [("work",)] * 4)
    assert Mail.objects.filter(wave__number=1).count() == 100
    expected = 100 if is_working_time(now, round.zone) else 0
    assert len(server.got) == len(set(server.got)) == expected


def check_killed(database_url: str, server: Moody, count: int, kills: int, seconds: float) -> None:
    """Nobody gets two mails; whoever perhaps got none is listed, at most one a kill, and is not mailed again."""
    round = invited_round(count)
    [codes] = lines_of_processes(database_url, [("send_and_be_killed", str(kills), str(seconds))])
    assert codes == [str(-signal.SIGKILL)] * kills + ["0"]
    expire_claims(now=timezone.now() + timedelta(minutes=3))
    lines_of_processes(database_url, [("work",)])
    states = Counter(each.state for each in people_of(round))
    assert [address for address, mails in Counter(server.got).items() if mails > 1] == []
    assert states[MailState.UNKNOWN] <= kills
    assert states[MailState.DONE] + states[MailState.UNKNOWN] == count
    done = {each.invitation.email for each in people_of(round) if each.state == MailState.DONE}
    assert done <= set(server.got)


def test_sender_killed_five_times_mails_nobody_twice(database_url: str, server: Moody) -> None:
    check_killed(database_url, server, count=300, kills=5, seconds=0.3)


@pytest.mark.slow
def test_sender_killed_twenty_times_mails_nobody_twice(database_url: str, server: Moody) -> None:
    check_killed(database_url, server, count=5_000, kills=20, seconds=1.5)


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_worker_that_is_stopped_ends_its_mail_first(database_url: str, server: Moody, ending: signal.Signals) -> None:
    round = invited_round(500)
    worker = subprocess.Popen(
        [sys.executable, "manage.py", "work"],
        cwd=settings.BASE_DIR,
        env={**os.environ, "DATABASE_URL": database_url},
        stderr=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 30
    while len(server.got) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    worker.send_signal(ending)
    _out, log = worker.communicate(timeout=30)
    states = Counter(each.state for each in people_of(round))
    assert worker.returncode == 0
    assert "Work ended" in log
    assert states[MailState.CLAIMED] == states[MailState.UNKNOWN] == 0
    assert 3 <= states[MailState.DONE] == len(server.got) < 500


def test_workers_close_due_rounds_once(database_url: str) -> None:
    rounds = [make_listed_round(people(2), organization=make_organization(name)) for name in ("Acme", "Brim")]
    Round.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    lines_of_processes(database_url, [("work",)] * 4)
    for round in rounds:
        round.refresh_from_db()
        assert (round.state, round.release.round_id) == ("closed", round.pk)
