"""A confidential round from end to end: a list, mails through a real server, phones, a reminder, closing."""

from __future__ import annotations

import datetime
import signal
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Answer, Link, Response
from assessments.services.questions import load_bank_into_database
from tests.accounts.mail_server import Inbox, mail_server
from tests.browser.conftest import Visit
from tests.browser.test_walk import answer_on_phone
from tests.invited import MONDAY, links_in

SALES = [f"s{number}@example.com, Sales Person {number}, Sales" for number in range(1, 7)]
MARKETING = [f"m{number}@example.com, Marketing Person {number}, Marketing" for number in range(1, 7)]
WRONG = ["s6 at example.com, Sales Person 6, Sales", "m6@example.com, Marketing Person 6, Finance"]
"""What stands in place of the last line of each team at first."""


@pytest.fixture(autouse=True)
def _links_lead_here(settings: LazySettings, live_server: LiveServer) -> None:
    settings.SITE_URL = live_server.url
    load_bank_into_database()


@pytest.fixture(autouse=True)
def _working_hours() -> Iterator[None]:
    """Reminders wait for them: the whole process is in a Monday morning."""
    with time_machine.travel(MONDAY):
        yield


@pytest.fixture
def inbox(settings: LazySettings) -> Iterator[Inbox]:
    inbox = Inbox()
    with mail_server(settings, inbox):
        yield inbox


def work() -> None:
    """`manage.py work --once`, in this process, which lives on a Monday; its way with signals ends with it."""
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    call_command("work", "--once")
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.mark.django_db(transaction=True)
def test_walk_from_a_list_of_people_to_closing(
    visit: Visit, problems: list[str], consultant: User, organization: Organization, inbox: Inbox
) -> None:
    page = visit(f"/o/{organization.slug}/", user=consultant)
    plan_confidential_round(page, consultant)
    fill_list(page)
    launch_and_send(page)
    work()
    assert sorted(recipients(inbox)) == sorted(line.partition(",")[0] for line in SALES + MARKETING)
    links = links_by_recipient(inbox)
    assert len(set(links.values())) == 12

    answer_on_phone(visit, links["s1@example.com"], [1, 2, 3, 4, 5, 4, 3, 2, 1])
    answer_on_phone(visit, links["m1@example.com"], [5, 4, 3, 2, 1, 2, 3, 4, 5])
    again = visit(links["s1@example.com"], width=390)
    expect(again.get_by_role("heading", level=1)).to_have_text("A response was sent from this link")
    problems.remove("Failed to load resource: the server responded with a status of 410 (Gone)")
    assert Response.objects.count() == 2

    page.reload()
    expect(page.locator("main")).to_contain_text("2 of 12 people have answered.")
    expect(page.locator("main")).to_contain_text("12 sent")
    assert "s1@example.com" not in page.content()
    remind(page)
    work()
    assert sorted(recipients(inbox)[12:]) == sorted(set(links) - {"s1@example.com", "m1@example.com"})
    assert links_by_recipient(inbox) == links
    page.reload()
    expect(page.locator("main")).to_contain_text("Went out")
    expect(page.locator("main")).not_to_contain_text("10 sent")

    extend(page)
    close(page)
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)
    assert Link.objects.filter(is_used=True).count() == 0


def recipients(inbox: Inbox) -> list[str]:
    return [address for addresses in inbox.recipients for address in addresses]


def links_by_recipient(inbox: Inbox) -> dict[str, str]:
    """The path in the last mail to each address."""
    return {to: urlsplit(links_in(mail)[0]).path for to, mail in zip(recipients(inbox), inbox.mails, strict=True)}


def plan_confidential_round(page: Page, consultant: User) -> None:
    page.get_by_role("button", name="Start with the nine basics").click()
    page.get_by_label("Title").fill("Spring")
    expect(page.get_by_label("Replies go to")).to_be_hidden()
    page.get_by_label("Confidential").check()
    expect(page.get_by_label("Replies go to")).to_have_value(consultant.email)
    expect(page.get_by_label("Invited in Sales")).to_be_hidden()
    page.get_by_role("button", name="Create draft").click()


def fill_list(page: Page) -> None:
    """Two of the lines are wrong at first."""
    page.get_by_role("link", name="Add people").click()
    page.get_by_label("People, one per line").fill("\n".join([*SALES[:5], *MARKETING[:5], *WRONG]))
    page.get_by_role("button", name="Add to the list").click()
    expect(page.get_by_role("alert")).to_contain_text("2 lines could not be used.")
    expect(page.get_by_label("People, one per line")).to_have_value("\n".join(WRONG))
    page.get_by_label("People, one per line").fill("\n".join([SALES[5], MARKETING[5]]))
    page.get_by_role("button", name="Add the corrected lines").click()
    expect(page.get_by_role("heading", name="12 people on the list")).to_be_visible()


def launch_and_send(page: Page) -> None:
    page.get_by_role("link", name="Back to the draft").click()
    page.get_by_role("link", name="Launch this round…").click()
    page.get_by_role("button", name="Launch now").click()
    page.get_by_role("link", name="Send the invitations").click()
    page.get_by_text("Send invitations to 12 people…").click()
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("status")).to_contain_text("12 invitations are on their way.")


def remind(page: Page) -> None:
    page.get_by_text("Send a reminder now…").click()
    expect(page.locator("main")).to_contain_text("10 people, less whoever wants no more mail. We do not tell who.")
    page.get_by_role("button", name="Send the reminder").click()
    expect(page.get_by_role("status")).to_contain_text("The reminder is on its way.")


def extend(page: Page) -> None:
    page.get_by_role("link", name="Extend…").click()
    later = MONDAY + datetime.timedelta(days=21)
    page.get_by_label("Closing day").fill(f"{later:%Y-%m-%d}")
    page.get_by_role("button", name="Extend").click()
    expect(page.locator("main")).to_contain_text("Day 1 of 22")


def close(page: Page) -> None:
    page.get_by_role("link", name="Close now…").click()
    expect(page.locator("main")).to_contain_text("Sales 1 of 5 needed: everything of this team will be hidden")
    expect(page.locator("main")).to_contain_text("no reminder goes out any more")
    page.get_by_role("button", name="Close and show results").click()
    expect(page.locator(".messages")).to_contain_text("The round is closed.")
