"""The nine questions tried by one person, in a real browser: with the keyboard, without a script."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, looks, width_of

LOWEST = "rows => Math.min(...rows.map(row => row.getBoundingClientRect().height))"

pytestmark = pytest.mark.django_db(transaction=True)


def test_self_check_by_keyboard_shows_a_result_without_barriers(
    visit: Visit, barriers: Callable[[Page], list[str]]
) -> None:
    page = visit("/check/", width=320)
    assert width_of(page) == 320
    assert page.locator("label").evaluate_all(LOWEST) >= 44
    found = [f"form {look}: {barrier}" for look in looks(page, 390) for barrier in barriers(page)]

    page.get_by_role("group", name="Which team are you in?").get_by_label("Sales").focus()
    page.keyboard.press("ArrowDown")  # Marketing
    page.keyboard.press("Tab")
    page.keyboard.press("Space")  # question 1: Never
    for _question in range(2, 10):
        page.keyboard.press("Tab")
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_contain_text("“Marketing meeting customers”")
    expect(page.get_by_text("Do Marketing people meet with the customers").first).to_be_visible()
    found += [f"result {look}: {barrier}" for look in looks(page, 390, 1280) for barrier in barriers(page)]
    assert found == []
    page.set_viewport_size({"width": 320, "height": 844})
    assert width_of(page) == 320

    page.go_back()
    expect(page.locator(":checked")).to_have_count(10)
    page.get_by_role("button", name="Show my result").click()
    page.get_by_role("button", name="Change my answers").click()
    expect(page.locator(":checked")).to_have_count(10)
