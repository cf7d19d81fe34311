"""Error pages in a real browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visit


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [390, 1280])
def test_missing_page_is_calm_and_accessible(
    visit: Visit, problems: list[str], barriers: Callable[[Page], list[str]], width: int, dark: bool
) -> None:
    page = visit("/nowhere/", width=width, dark=dark)

    assert page.locator("h1").inner_text() == "This page does not exist"
    assert barriers(page) == []
    assert problems == ["Failed to load resource: the server responded with a status of 404 (Not Found)"]
    problems.clear()
