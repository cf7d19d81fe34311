"""After a whole run: no secret of a link stands in the database or the log, and nobody gets another's."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils import timezone

from alignment.logs import WithoutTokens
from assessments import tokens
from assessments.models import Link, Mail, MailState, Round
from assessments.services.invitations import reset_link, send_again
from assessments.services.mailing import invite, remind_now, start_due_waves
from tests.accounts.mail_server import free_port, mail_server
from tests.dumps import sqlite_files
from tests.invited import invitation_of, make_listed_round, people, personal_token
from tests.smtp import Moody
from tests.survey_pages import NONCE

pytestmark = pytest.mark.django_db(transaction=True)

EMAILS = [f"p{number}@example.com" for number in range(8)]


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that the product's log writes, from the smallest word on."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(lambda record: record.name != "mail.log")  # of the test's own mail server
    handler.setFormatter(WithoutTokens("%(levelname)s %(message)s"))
    logger, level = logging.getLogger(), logging.getLogger().level
    loggers = [logger, logging.getLogger("django"), logging.getLogger("django.server")]
    for each in loggers:
        each.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield stream
    logger.setLevel(level)
    for each in loggers:
        each.removeHandler(handler)


def stored() -> str:
    """Every value in every table, and on SQLite every byte of the files."""
    parts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            parts += [str(bytes(v) if isinstance(v, memoryview) else v) for row in cursor.fetchall() for v in row]
    if connection.vendor == "sqlite":
        parts.append(sqlite_files().decode("latin-1"))
    return "\n".join(parts)


def secrets_of(round: Round) -> dict[str, str]:
    """The survey and unsubscribe secrets of everybody, by secret."""
    found = {}
    for email in EMAILS:
        invitation = invitation_of(round, email)
        found[personal_token(invitation)] = email
        assert invitation.link is not None
        found[tokens.unsubscribe_token(bytes(invitation.link.seed))] = email
    return found


def whole_run(round: Round, settings: LazySettings, moody: Moody) -> dict[str, str]:
    """Invitations, one refused with its link quoted, one unknown; answers, a reset, reminders, a closing."""
    client, now = Client(), timezone.now()
    seen = secrets_of(round)
    refused = personal_token(invitation_of(round, EMAILS[1]))
    moody.moods = {"p1": ("DATA", f"550 spam: {settings.SITE_URL}/s/{refused}/"), "p2": ("DATA", Moody.HANG_UP)}
    invite(round=round, now=now)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, free_port()  # nobody is there
    call_command("work", "--once")
    settings.EMAIL_PORT = port
    call_command("work", "--once")
    moody.moods = {}
    for email in EMAILS[1:3]:
        send_again(invitation=invitation_of(round, email), now=now)
    reset_link(invitation=invitation_of(round, EMAILS[3]), now=now)
    call_command("work", "--once")
    for token, email in list(seen.items()):
        if email in EMAILS[4:6]:
            client.get(f"/s/{token}/")
            client.post(f"/s/{token}/", {"nonce": NONCE, "Q1": "4"})
            client.post(f"/u/{token}/")
            client.get(f"/u/{token}")
    round.waves.filter(number=1).update(send_at=now)
    start_due_waves(now=now)
    call_command("work", "--once")
    remind_now(round=round, now=now)
    call_command("work", "--once")
    seen = {**seen, **secrets_of(round)}
    Round.objects.update(closes_at=now - timedelta(hours=1))
    call_command("work", "--once")
    return seen


def test_secrets_stay_out_of_database_and_log(settings: LazySettings, log: io.StringIO) -> None:
    round, moody = make_listed_round(people(8)), Moody()
    with mail_server(settings, moody):
        secrets = whole_run(round, settings, moody)
    round.refresh_from_db()
    everything, written = stored(), log.getvalue()
    assert round.state == "closed"
    assert len(secrets) == 2 * (len(EMAILS) + 1)
    assert Mail.objects.filter(wave__number=0, state=MailState.DONE).count() == 8
    assert tokens.hash_token(next(iter(secrets))) in everything
    assert [secret for secret in secrets if secret in everything] == []
    assert "Mails dealt with" in written
    assert "Connection refused" in written
    assert [secret for secret in secrets if secret in written] == []
    assert [email for email in EMAILS if email in written] == []
    assert Link.objects.filter(is_used=True).count() == 0


def test_mails_hold_the_secrets_of_their_recipient_only(settings: LazySettings, log: io.StringIO) -> None:
    round, moody = make_listed_round(people(8)), Moody()
    with mail_server(settings, moody):
        secrets = whole_run(round, settings, moody)
    assert len(moody.mails) >= 9
    for mail, [address] in zip(moody.mails, moody.recipients, strict=True):
        assert {email for secret, email in secrets.items() if secret in mail.as_string()} == {address}
