"""The day in one room: two windows, phones, a live vote, what both teams take on, and what they sign."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Ballot, Phone, Round, Workshop
from assessments.rooms import vote_results
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.votes import open_vote
from assessments.workshops import Step
from tests.browser.conftest import Visit
from tests.builders import answer, make_round, make_workshop
from tests.reports import pdfs

PHONE = 390
HIGH, LOW = [4, 5, 4, 5, 4, 5], [1, 2, 1, 2, 1, 2]
PLAN = {
    "What Sales does": "Call within a day.",
    "Owner in Sales": "Sam Sales",
    "What Marketing does": "Send fewer leads.",
    "Owner in Marketing": "Mia Market",
    "Done by": "2027-02-01",
    "How you will know": "Hours to the first call",
}
PROMISES = {
    "Revenue goal": "1200000",
    "Currency": "USD",
    "Of this goal, from Marketing’s leads": "40",
    "Average deal size": "24000",
    "Of 100 accepted leads, how many become customers?": "20",
    "Of 100 leads, how many does Sales accept?": "60",
}
LOST = re.compile(r"^failed: |ERR_INTERNET_DISCONNECTED")

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def round(organization: Organization, settings: LazySettings, live_server: LiveServer) -> Round:
    settings.SITE_URL = live_server.url
    round = make_round(organization=organization)
    for own, expected, team in ((HIGH, LOW, Team.SALES), (LOW, LOW, Team.MARKETING)):
        for point, guess in zip(own, expected, strict=True):
            answer(round, team, own={"Q1": point}, guess={"Q1": guess})
    close_round(round=round, now=timezone.now())
    return round


def at(round: Round, name: str, *more: object) -> str:
    return reverse(name, args=[round.organization.slug, round.code, *more])


def screen_at(round: Round, place: int, step: Step) -> re.Pattern[str]:
    return re.compile(re.escape(at(round, "reports:workshop-screen", place, step.value)) + "$")


def joined(visit: Visit, workshop: Workshop, team: str) -> Page:
    """A phone in the room."""
    phone = visit(f"/w/{workshop.code}/", width=PHONE)
    phone.get_by_role("button", name=team).click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Look at the screen")
    return phone


def vote_without_looking(workshop: Workshop, team: Team, choice: int) -> None:
    """A phone whose pages nobody needs to see."""
    client = Client()
    client.post(f"/w/{workshop.code}/", {"team": team.value}, follow=True)
    client.post(f"/w/{workshop.code}/vote/", {"vote": "Q1", "choice": str(choice)})


def choose(phone: Page, answer: str) -> None:
    phone.get_by_label(answer, exact=True).check()
    phone.get_by_role("button", name=re.compile("Send|Change my vote")).click()


def forget_lost(problems: list[str]) -> None:
    """A network that is gone is what the test wanted."""
    problems[:] = [problem for problem in problems if not LOST.search(problem)]


def take_on_and_promise(page: Page, screen: Page, round: Round) -> None:
    """What follows from the talk: the screen shows it as it is written down elsewhere."""
    expect(screen.locator("main")).to_contain_text("Choose at most three.")
    page.goto(at(round, "reports:plan"))
    page.get_by_role("button", name="Take it into the plan").click()
    page.get_by_role("link", name="Add an action").click()
    for label, words in PLAN.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Save action").click()
    page.goto(at(round, "assessments:agreement-edit"))
    for label, words in PROMISES.items():
        page.get_by_label(label, exact=True).fill(words)
    page.get_by_role("button", name="Save the agreement").click()
    page.emulate_media(media="print")
    paper = pdfs.pages(page.pdf(format="A4"))[0]
    assert "Marketing brings 14 leads a month for 12 months" in paper
    assert paper.count("Signature") >= 2
    page.emulate_media(media="screen")

    screen.reload()
    expect(screen.locator("main")).to_contain_text("Sam Sales")
    expect(screen.locator("main")).to_contain_text("Mia Market")
    screen.keyboard.press("ArrowRight")
    expect(screen.locator("main")).to_contain_text("Marketing brings 14 leads a month for 12 months")


@pytest.mark.parametrize(("width", "dark"), [(1920, False), (390, True)])
def test_screens_are_without_barriers(
    visit: Visit, barriers: Callable[[Page], list[str]], editor: User, round: Round, width: int, dark: bool
) -> None:
    workshop = make_workshop(round)
    screen = visit(at(round, "reports:workshop-screen", 0, "welcome"), user=editor, width=width, dark=dark)
    found = barriers(screen)
    for _step in range(7):
        before = screen.url
        screen.keyboard.press("ArrowRight")
        screen.wait_for_function("before => location.href !== before", arg=before)
        found += barriers(screen)
        assert screen.evaluate("document.documentElement.scrollWidth <= innerWidth")
    open_vote(workshop=workshop, code="Q1", now=timezone.now())
    for address in ("reports:workshop-remote", "reports:workshop"):
        screen.goto(at(round, address))
        found += barriers(screen)
    assert found == []


def test_room_sees_the_same_and_votes_once(
    visit: Visit, problems: list[str], editor: User, leader: User, round: Round
) -> None:
    page = visit(at(round, "reports:workshop"), user=editor)
    page.get_by_role("button", name="Start the workshop").click()
    workshop = Workshop.objects.get()
    screen = visit(at(round, "reports:workshop-screen", 0, "welcome"), user=editor)
    remote = visit(at(round, "reports:workshop-remote"), user=editor, width=PHONE)
    second = visit(at(round, "reports:workshop-screen", 0, "welcome"), user=leader)
    sales, marketing = joined(visit, workshop, "Sales"), joined(visit, workshop, "Marketing")
    expect(screen.locator(".screen-counts")).to_have_text(re.compile(r"Sales\s*1\s*Marketing\s*1"))

    # The remote, the keyboard and Back move every screen.
    remote.get_by_role("button", name="Next").click()
    expect(screen).to_have_url(screen_at(round, 1, Step.QUESTION))
    screen.keyboard.press("ArrowRight")
    screen.keyboard.press("ArrowRight")
    expect(screen.locator("main")).to_contain_text("Sales says 88")
    expect(second).to_have_url(screen_at(round, 1, Step.OWN))
    expect(remote.locator("main")).to_contain_text("What each says")
    screen.go_back()
    expect(second).to_have_url(screen_at(round, 1, Step.GUESS))
    screen.reload()
    expect(screen).to_have_url(screen_at(round, 1, Step.GUESS))

    # A vote: hidden until it is locked, each phone once.
    remote.get_by_role("button", name="Open a vote").click()
    expect(screen.locator("main")).to_contain_text("Votes so far")
    for choice in (1, 1, 2):
        vote_without_looking(workshop, Team.MARKETING, choice)
    for choice in (4, 5, 5, 4):
        vote_without_looking(workshop, Team.SALES, choice)
    expect(sales.get_by_role("heading", level=1)).to_contain_text("Question Q1?")
    choose(sales, "Often")
    expect(sales.locator("main")).to_contain_text("Counted.")
    choose(sales, "Almost always")
    expect(marketing.get_by_role("heading", level=1)).to_contain_text("Question Q1?")
    marketing.context.set_offline(True)
    marketing.get_by_label("Rarely", exact=True).check()
    marketing.get_by_role("button", name="Send").click()
    expect(marketing.locator("#network")).to_contain_text("Not sent yet")
    marketing.context.set_offline(False)
    expect(marketing.locator("main")).to_contain_text("Counted.")
    marketing.reload()
    expect(marketing.locator("main")).to_contain_text("Counted.")
    expect(screen.locator(".screen-counts")).to_have_text(re.compile(r"Sales\s*5 of 5\s*Marketing\s*4 of 4"))
    expect(screen.locator("main")).not_to_contain_text("%")
    assert Ballot.objects.count() == 9

    # Four of Marketing: their choices stay hidden for good.
    screen.keyboard.press("v")
    expect(screen.locator("main")).to_contain_text("Marketing: 4 voted. Not shown")
    expect(screen.locator("main svg")).to_contain_text("60%")
    expect(sales.get_by_role("heading", level=1)).to_have_text("Locked. Look at the screen.")
    result = vote_results(workshop)["Q1"]
    assert (result.sales.hist, result.marketing.hist) == ((0, 0, 0, 2, 3), None)
    assert Ballot.objects.count() == 0

    # A lost network freezes the screen; it catches up by itself.
    screen.context.set_offline(True)
    expect(screen.locator("#lost")).to_contain_text("Connection lost")
    expect(screen.locator("main")).to_contain_text("60%")
    remote.get_by_role("button", name="Next", exact=True).click()
    screen.context.set_offline(False)
    expect(screen.locator("#lost")).to_be_hidden()
    expect(screen).to_have_url(screen_at(round, 2, Step.PLAN))
    forget_lost(problems)

    take_on_and_promise(page, screen, round)
    page.goto(at(round, "reports:workshop"))
    page.get_by_text("End the workshop").click()
    page.get_by_role("button", name="End it now").click()
    expect(page.locator("main")).to_contain_text("How the room voted")
    for phone in (sales, marketing):
        expect(phone.get_by_role("heading", level=1)).to_have_text("This workshop has ended")
    assert Phone.objects.count() == 0
    forget_lost(problems)
    problems[:] = [problem for problem in problems if "410" not in problem]
