"""Phones in a workshop: they follow it by themselves, hold on to a choice, and work without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.models import Ballot, Phone, Workshop
from assessments.services.votes import lock_vote, open_vote
from assessments.services.workshops import end_workshop, move_workshop
from assessments.workshops import Position, Step
from tests.browser.conftest import Visit
from tests.builders import make_closed_round, make_workshop

PHONE = 390


@pytest.fixture
def workshop(transactional_db: None) -> Workshop:
    workshop = make_workshop(make_closed_round([4] * 5, [2] * 5), "Q1", "Q2")
    move_workshop(workshop=workshop, position=Position(1, Step.QUESTION), now=timezone.now())
    return workshop


def join(page: Page, workshop: Workshop, team: str) -> None:
    page.get_by_label("The code on the screen").fill(f"{workshop.code[:3].lower()} {workshop.code[3:]}")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("button", name=team).click()


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name=words)).to_be_visible()


def choices() -> list[tuple[str, int]]:
    return list(Ballot.objects.values_list("team", "choice"))


def test_phone_follows_the_workshop_and_is_counted_once(
    visit: Visit, workshop: Workshop, barriers: Callable[[Page], list[str]], problems: list[str]
) -> None:
    page = visit("/w/", width=PHONE)
    assert barriers(page) == []
    join(page, workshop, "Marketing")
    heading(page, "Look at the screen")
    expect(page.get_by_role("link", name="Look again")).to_be_hidden()
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    heading(page, "Question Q1?")
    assert barriers(page) == []
    page.get_by_label("Often").check()
    page.get_by_role("button", name="Send").click()
    counted = page.get_by_text("Counted. You can change it until the vote is locked.")
    expect(counted).to_be_focused()
    assert barriers(page) == []
    page.get_by_label("Rarely").check()
    expect(counted).to_have_count(0)
    expect(page.get_by_text("Not sent yet. “Change my vote” sends it.")).to_be_visible()

    page.context.set_offline(True)
    page.get_by_role("button", name="Change my vote").click()
    expect(page.get_by_text("Your choice is kept here and goes out by itself")).to_be_visible()
    assert choices() == [("marketing", 4)]
    page.context.set_offline(False)
    expect(counted).to_be_visible()
    page.reload()
    expect(page.get_by_label("Rarely")).to_be_checked()
    assert (choices(), Phone.objects.count()) == ([("marketing", 2)], 1)

    lock_vote(vote=vote)
    heading(page, "Locked. Look at the screen.")
    end_workshop(workshop=workshop, now=timezone.now())
    heading(page, "This workshop has ended")
    assert page.context.cookies() == []
    expected = ("ERR_INTERNET_DISCONNECTED", "/vote/", "/now/", "410")
    problems[:] = [problem for problem in problems if not any(words in problem for words in expected)]


def test_phone_works_without_scripts(visit: Visit, workshop: Workshop) -> None:
    page = visit("/w/", width=PHONE, javascript=False)
    join(page, workshop, "Sales")
    heading(page, "Look at the screen")
    open_vote(workshop=workshop, code="Q1", now=timezone.now())
    page.get_by_role("link", name="Look again").click()
    page.get_by_label("Don’t know").check()
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Counted. You can change it")).to_be_visible()
    page.go_back()
    page.get_by_label("Never").check()
    page.get_by_role("button").first.click()
    expect(page.get_by_text("Counted. You can change it")).to_be_visible()
    assert choices() == [("sales", 1)]


def test_targets_on_a_phone_are_as_large_as_a_thumb(visit: Visit, workshop: Workshop) -> None:
    page = visit("/w/", width=320)
    join(page, workshop, "Sales")
    open_vote(workshop=workshop, code="Q1", now=timezone.now())
    heading(page, "Question Q1?")
    heights = [target.bounding_box() for target in page.locator("label, button").all()]
    assert [box for box in heights if box is None or box["height"] < 44] == []
    assert page.evaluate("document.documentElement.scrollWidth") == 320
