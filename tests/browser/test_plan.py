"""The way from a gap to a plan that two people edit at once, and to what respondents see, in a real browser."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from assessments.models import Action, Assessment, Round
from assessments.services.publishing import publish_round, published_path
from tests.browser.conftest import OPEN_DETAILS, Visit, looks
from tests.builders import make_action, make_closed_round

pytestmark = pytest.mark.django_db(transaction=True)

HIGH, LOW = [4, 5, 4, 5, 4, 5] * 2, [1, 2, 1, 2, 1, 2] * 2


@pytest.fixture
def rounds(organization: Organization) -> tuple[Round, Round]:
    """One with a plan, and the one after it, which has none yet."""
    assessment = Assessment.objects.create(organization=organization, name="Alignment")
    first = make_closed_round(HIGH, LOW, assessment=assessment, title="Spring")
    make_action(first, sales_owner="Ana", due_on=datetime.date(2020, 1, 1), measure="Ten calls")
    make_action(first, sales_part="Write.", state="dropped")
    return first, make_closed_round(HIGH, [*HIGH[1:], 3], assessment=assessment, title="Autumn")


def base(round: Round) -> str:
    return f"/o/{round.organization.slug}/rounds/{round.code}"


def test_two_people_plan_at_once_and_both_texts_are_kept(
    visit: Visit, editor: User, consultant: User, rounds: tuple[Round, Round], problems: list[str]
) -> None:
    first = visit(f"{base(rounds[1])}/dashboard/plan/", user=editor)
    first.get_by_role("button", name="into the plan").click()
    first.get_by_role("link", name="Add an action").first.click()
    first.get_by_label("What Sales does").fill("Call.")
    first.get_by_role("button", name="Save action").click()
    expect(first.get_by_text("Nobody owns it yet")).to_be_visible()
    second = visit(urlsplit(first.url).path, user=consultant, width=390)
    second.get_by_label("Owner in Sales").fill("Ana")
    second.get_by_role("button", name="Save action").click()
    expect(second.get_by_text("It has no owner in Marketing yet.")).to_be_visible()
    first.get_by_label("What Sales does").fill("Call twice.")
    first.get_by_role("button", name="Save action").click()
    expect(first.get_by_text("Someone else saved this action since you opened the page.")).to_be_visible()
    expect(first.get_by_label("Owner in Sales")).to_have_value("Ana")
    first.get_by_role("button", name="Save mine").click()
    expect(first.get_by_text("Saved.", exact=True)).to_be_visible()
    action = Action.objects.get(sales_owner="Ana", focus_area__round=rounds[1])
    assert action.sales_part == "Call twice."
    assert [problem for problem in problems if "409" not in problem] == []
    problems.clear()


def test_pages_have_no_barriers_and_fit(
    visit: Visit,
    editor: User,
    rounds: tuple[Round, Round],
    barriers: Callable[[Page], list[str]],
) -> None:
    first, second = rounds
    action = Action.objects.earliest("pk")
    publish_round(round=first)
    page = visit(f"{base(first)}/dashboard/plan/", user=editor)
    found: list[str] = []
    for address in (
        page.url,
        f"{base(second)}/dashboard/plan/",
        f"{base(second)}/dashboard/ledger/",
        f"{base(first)}/plan/1/{action.pk}/",
        f"{base(first)}/plan/1/drop/",
        published_path(publish_round(round=second)),
    ):
        page.goto(address)
        page.evaluate(OPEN_DETAILS)
        for look in looks(page, 390, 1280):
            found += [f"{address} {look}: {barrier}" for barrier in barriers(page)]
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert found == []
