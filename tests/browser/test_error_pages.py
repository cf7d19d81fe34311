"""Error pages in a real browser."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.conftest import Visit, looks


def test_missing_page_is_calm_and_accessible(
    visit: Visit, problems: list[str], barriers: Callable[[Page], list[str]]
) -> None:
    page = visit("/nowhere/")

    assert page.locator("h1").inner_text() == "This page does not exist"
    for look in looks(page, 390, 1280, dark=True):
        assert barriers(page) == [], look
    assert problems == ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    problems.clear()
