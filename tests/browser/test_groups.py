"""Groups in a real browser: the question on them on a phone, and the answers by group."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Role
from assessments.models import Response, Round
from tests.browser.conftest import Visit, looks
from tests.builders import make_member, make_organization, make_round
from tests.grouped_rounds import NO_GROUP, NORTH, SOUTH, WEST, make_closed_grouped_round
from tests.survey_pages import path_of

LONG = "Where do you work most of the time, in your own words, for the last six months?"
NAMES = (
    "North",
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenverein",
    "An office of a customer or a partner",
    "W",
)


@pytest.fixture
def closed(transactional_db: None) -> Round:
    sales = {NORTH: [5, 5, 4, 4, 4], SOUTH: [2, 2, 1, 1, 1, 1], WEST: [3, 3], NO_GROUP: [4, 4, 4]}
    return make_closed_grouped_round(sales, {NORTH: [1, 2]}, organization=make_organization())


def test_group_is_chosen_on_a_phone(
    visit: Visit, barriers: Callable[[Page], list[str]], transactional_db: None
) -> None:
    page = visit(path_of(make_round(segment_title=LONG, segments=NAMES)))
    for look in looks(page, 390, 320, dark=True):
        assert barriers(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
        heights = page.locator("label:has([name=segment])").evaluate_all("all => all.map(label => label.clientHeight)")
        assert min(heights) >= 44, look
    choices = page.get_by_role("group", name=LONG).get_by_role("radio")
    choices.nth(1).check()
    for question in ("Q1", "Q2"):
        page.locator(f"input[name={question}][value='4']").check()
    page.locator("button[type=submit]").click()
    expect(page.locator("h1")).to_have_text("Thank you!")
    assert Response.objects.get().segment == 2


def test_answers_by_group_have_no_barriers(visit: Visit, barriers: Callable[[Page], list[str]], closed: Round) -> None:
    leader = make_member(closed.organization, Role.VIEWER)
    address = f"/o/{closed.organization.slug}/rounds/{closed.code}/dashboard/questions/1/"
    page = visit(address, user=leader)
    for look in looks(page, 320, 390, 1280, dark=True):
        assert barriers(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
    table = page.get_by_role("table", name="By Region Sales")
    expect(table.get_by_role("row")).to_have_count(4)
    expect(table.get_by_role("row").nth(3)).to_contain_text("West + no group given")
