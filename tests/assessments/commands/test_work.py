from __future__ import annotations

import datetime
import logging
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from assessments.management.commands import work
from assessments.management.commands.work import Worker
from assessments.models import Invitation, Phone, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.mailing import invite
from tests.accounts.mail_server import free_port, mail_server, use_mail_server
from tests.builders import join, make_closed_round, make_organization, make_workshop
from tests.invited import make_listed_round, people
from tests.smtp import Moody

pytestmark = pytest.mark.django_db


class Clock:
    """The worker's own, to be set."""

    def __init__(self, now: datetime.datetime) -> None:
        self.at = now

    def now(self) -> datetime.datetime:
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(timezone.now())
    monkeypatch.setattr(work, "timezone", clock)
    return clock


def invited_round(name: str = "Acme") -> Round:
    round = make_listed_round(people(3), organization=make_organization(name))
    invite(round=round, now=timezone.now())
    return round


def test_once_does_all_that_is_to_be_done(settings: LazySettings) -> None:
    old, due, mailed = (invited_round(name) for name in ("Acme", "Brim", "Cove"))
    close_round(round=old, now=timezone.now())
    Round.objects.filter(pk=old.pk).update(closed_at=timezone.now() - timedelta(days=30))
    Round.objects.filter(pk=due.pk).update(closes_at=timezone.now() - timedelta(hours=1))
    moody = Moody()
    with mail_server(settings, moody):
        call_command("work", "--once")
    due.refresh_from_db()
    assert due.state == "closed"
    assert sorted(moody.got) == [f"p{number}@example.com" for number in range(3)]
    assert set(Invitation.objects.values_list("round", flat=True)) == {due.pk, mailed.pk}


def test_worker_leaves_a_mail_server_in_trouble_alone_for_a_while(
    settings: LazySettings, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    """30 seconds, then twice as long each time, until the first mail goes through."""
    invited_round()
    worker, started = Worker(), clock.at
    use_mail_server(settings, free_port())
    tried = []
    with caplog.at_level(logging.WARNING):
        for second in range(0, 300, 5):
            clock.at = started + timedelta(seconds=second)
            caplog.clear()
            worker.work()
            if "The mail server takes no mail" in caplog.text:
                tried.append(second)
    assert tried == [0, 30, 90, 210]
    moody = Moody()
    with mail_server(settings, moody):
        clock.at = started + timedelta(seconds=445)
        worker.work()
        assert moody.got == []
        clock.at = started + timedelta(seconds=450)
        worker.work()
    assert len(moody.got) == 3


def test_worker_purges_once_a_day(clock: Clock) -> None:
    worker, started = Worker(), clock.at
    worker.work()
    round = invited_round()
    close_round(round=round, now=started)
    Round.objects.update(closed_at=started - timedelta(days=31))
    clock.at = started + timedelta(hours=23)
    worker.work()
    assert Invitation.objects.count() == 3
    clock.at = started + timedelta(hours=24)
    worker.work()
    assert Invitation.objects.count() == 0


def test_worker_ends_a_workshop_when_its_day_is_over(clock: Clock) -> None:
    workshop = make_workshop(make_closed_round([4] * 5, [2] * 5))
    join(workshop, Team.SALES, 2)
    worker, started = Worker(), clock.at
    for hours, phones in ((0, 2), (17, 2), (19, 0)):
        clock.at = started + timedelta(hours=hours)
        worker.work()
        assert Phone.objects.count() == phones


@pytest.mark.django_db(transaction=True)
def test_worker_outlives_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    worker, passes = Worker(), []

    def work_badly() -> None:
        passes.append(1)
        if len(passes) == 3:
            worker.stop()
        raise OperationalError

    monkeypatch.setattr(worker, "work", work_badly)
    monkeypatch.setattr(work, "PAUSE_SECONDS", 0.01)
    worker.run()
    assert len(passes) == 3
