"""A visitor tries the demo: in by one button, through the guided tour, and out again."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.services.demo import load_demo
from assessments.tour import STOPS
from tests.browser.conftest import AXE, Visit, looks

IS_TOO_WIDE = "bar => bar.scrollWidth > bar.clientWidth"


@pytest.mark.django_db(transaction=True)
def test_visitor_walks_the_tour_with_the_keyboard(visit: Visit, barriers: Callable[[Page], list[str]]) -> None:
    load_demo(seed=1, now=timezone.now())
    page = visit("/", width=390)
    page.get_by_role("button", name="Try the demo").press("Enter")
    tour = page.get_by_role("region", name="Guided tour")
    too_wide: list[str] = []
    for stop in STOPS:
        expect(tour).to_contain_text(f"Stop {stop.number} of {len(STOPS)}")
        too_wide += [f"{stop.number} {look}" for look in looks(page, 320, 1280) if tour.evaluate(IS_TOO_WIDE)]
        tour.get_by_role("link").nth(1 if stop.back else 0).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Do this with your team")
    assert too_wide + barriers(page) == []
    page.go_back()
    expect(tour).to_be_visible()
    page.evaluate(AXE)
    assert page.evaluate("axe.run('.tour').then(found => found.violations.map(rule => rule.id))") == []
    page.get_by_role("button", name="Leave the demo").first.click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
