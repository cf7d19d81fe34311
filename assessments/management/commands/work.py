"""The one background process."""

from __future__ import annotations

import logging
import signal
import time
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.db import InterfaceError, OperationalError, close_old_connections, connection, transaction
from django.utils import timezone

from assessments.delivery import Unreachable
from assessments.management.plain import PlainCommand
from assessments.models import ReleasedComment, Round, StateChoice, Workshop
from assessments.services.forgetting import forget_on_disk, forget_thoroughly
from assessments.services.mailing import start_due_waves
from assessments.services.retention import close_due_rounds, purge_expired
from assessments.services.sending import expire_claims, send_waiting
from assessments.services.workshops import end_forgotten_workshops

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5
PURGE_EVERY = timedelta(days=1)
FIRST_BACK_OFF, LONGEST_BACK_OFF = timedelta(seconds=30), timedelta(minutes=10)


class Command(PlainCommand):
    help = (
        "Closes rounds whose time is over, sends invitations and reminders, and deletes what has had its time, until "
        "it is stopped. Several may run at once, and each may be killed at any moment: no mail is sent twice."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what is to be done now, and end")

    def handle(self, *args: Any, **options: Any) -> None:
        worker = Worker()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        if options["once"]:
            worker.work()
        else:
            worker.run()


class Worker:
    """Works in passes. A stop lets it finish the mail that it has in hand."""

    def __init__(self) -> None:
        self._is_stopped = False  # not an Event: its lock could be held by the very code that a signal interrupts
        self._purged_at: datetime | None = None
        self._forgotten: tuple[int, int, int] | None = None  # rounds closed, comments redacted, workshops ended then
        self._mails_not_before: datetime | None = None
        self._back_off = FIRST_BACK_OFF

    def stop(self) -> None:
        self._is_stopped = True

    def _should_stop(self) -> bool:
        return self._is_stopped

    def run(self) -> None:
        logger.info("Work began")
        while not self._is_stopped:
            try:
                self.work()
            except (OperationalError, InterfaceError):
                logger.exception("The database cannot be used; trying again")
            close_old_connections()
            self._pause()
        logger.info("Work ended")

    def _pause(self) -> None:
        ends_at = time.monotonic() + PAUSE_SECONDS
        while not self._is_stopped and time.monotonic() < ends_at:
            time.sleep(0.2)

    def work(self) -> None:
        """One pass through all that is to be done."""
        now = timezone.now()
        close_due_rounds(now=now)
        end_forgotten_workshops(now=now)
        start_due_waves(now=now)
        expire_claims(now=now)
        if self._mails_not_before is None or now >= self._mails_not_before:
            self._send()
        if self._purged_at is None or now - self._purged_at >= PURGE_EVERY:
            purge_expired(now=now)
            self._purged_at = now
            self._forgotten = None
        transaction.on_commit(self._forget, robust=True)  # that is now

    def _forget(self) -> None:
        """After each closing, redaction and end of a workshop, by whomever, and each purge; SQLite's log always."""
        closed = Round.objects.filter(state=StateChoice.CLOSED).count()
        redacted = ReleasedComment.objects.exclude(redacted_on=None).count()
        ended = Workshop.objects.exclude(ended_at=None).count()
        if (closed, redacted, ended) != self._forgotten:
            self._forgotten = (closed, redacted, ended) if forget_thoroughly() else None
        elif connection.vendor == "sqlite":
            forget_on_disk()

    def _send(self) -> None:
        try:
            send_waiting(clock=timezone.now, should_stop=self._should_stop)
        except Unreachable:
            self._mails_not_before = timezone.now() + self._back_off
            self._back_off = min(self._back_off * 2, LONGEST_BACK_OFF)
        else:
            self._mails_not_before, self._back_off = None, FIRST_BACK_OFF
