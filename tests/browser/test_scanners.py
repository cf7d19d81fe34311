"""Mail scanners open every link and run its scripts. That must not answer, unsubscribe, or change anything."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from django.core.management import call_command
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from assessments.scales import Team
from assessments.services.mailing import invite
from tests.accounts.mail_server import Inbox, html_text, mail_server, plain_text
from tests.browser.conftest import Visit
from tests.builders import make_confidential_round
from tests.dumps import dump_tables

HALF_A_MINUTE = 30_000
"""Milliseconds of the page's own clock, wound forward."""


@pytest.fixture
def mailed_addresses(transactional_db: None, live_server: LiveServer, settings: LazySettings) -> list[str]:
    """The path of every address that three people get by mail, headers included."""
    settings.SITE_URL = live_server.url
    people = {Team.SALES: [(f"p{n}@example.com", f"Person {n}") for n in range(3)]}
    round = make_confidential_round(people=people)
    invite(round=round, now=timezone.now())
    inbox = Inbox()
    with mail_server(settings, inbox):
        call_command("work", "--once")
    found: set[str] = set()
    for mail in inbox.mails:
        everything = [plain_text(mail), html_text(mail), *(str(value) for value in mail.values())]
        found.update(re.findall(rf"{re.escape(live_server.url)}[^\s\"'<>)]+", " ".join(everything)))
    assert len(inbox.mails) == 3
    return sorted(urlsplit(address).path for address in found)


def test_scanner_that_runs_scripts_for_half_a_minute_changes_no_row(visit: Visit, mailed_addresses: list[str]) -> None:
    before = dump_tables()
    assert len([path for path in mailed_addresses if path.startswith("/s/")]) == 3
    assert len([path for path in mailed_addresses if path.startswith("/u/")]) == 3
    for path in mailed_addresses:
        page = visit("about:blank")
        page.clock.install()
        page.goto(path)
        page.clock.run_for(HALF_A_MINUTE)
        assert page.evaluate("localStorage.length") == 0
        page.mouse.wheel(0, 10_000)
        page.clock.run_for(HALF_A_MINUTE)
    assert dump_tables() == before
