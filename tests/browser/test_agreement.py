"""The working agreement in a real browser: numbers checked while somebody types, saved, and put on paper."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from tests.browser.conftest import Visit
from tests.builders import make_closed_round

NUMBERS = {
    "Revenue goal": "1.200.000",
    "Currency": "USD",
    "Of this goal, from Marketing’s leads": "40",
    "Average deal size": "$ 24k",
    "Of 100 accepted leads, how many become customers?": "20",
    "Of 100 leads, how many does Sales accept?": "60",
    "People in Sales who follow up leads (optional)": "4",
}


def test_agreement_is_typed_checked_saved_and_printed(
    visit: Visit,
    organization: Organization,
    consultant: User,
    barriers: Callable[[Page], list[str]],
) -> None:
    round = make_closed_round([4] * 5, [2] * 5, organization=organization)
    page = visit(f"/o/acme/rounds/{round.code}/agreement/", user=consultant, width=390, dark=True)
    assert barriers(page) == []
    page.get_by_role("link", name="Begin the agreement").click()

    for label, typed in NUMBERS.items():
        page.get_by_label(label, exact=True).fill(typed)
    expect(page.get_by_text("Read as 1,200,000.")).to_be_visible()
    expect(page.get_by_text("Write it as a number in digits")).to_be_visible()
    size = page.get_by_label("Average deal size")
    expect(size).to_have_attribute("aria-invalid", "true")
    size.fill("24000")
    expect(page.get_by_text("Marketing has to bring 167 leads.")).to_be_visible()
    expect(size).not_to_have_attribute("aria-invalid", "true")
    assert barriers(page) == []
    page.get_by_role("button", name="Save the agreement").click()

    expect(page.get_by_text("Marketing brings 14 leads a month")).to_be_visible()
    for width, dark in ((390, True), (1280, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        assert barriers(page) == []
    expect(page.get_by_role("button", name="Print or save as PDF")).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", name="Versions")).to_be_hidden()
    expect(page.get_by_role("heading", name="Signatures")).to_be_visible()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1


def test_agreement_is_written_without_javascript(visit: Visit, organization: Organization, consultant: User) -> None:
    round = make_closed_round([4] * 5, [2] * 5, organization=organization)
    page = visit(f"/o/acme/rounds/{round.code}/agreement/edit/", user=consultant, javascript=False)
    for label, typed in NUMBERS.items():
        page.get_by_label(label, exact=True).fill(typed)
    page.get_by_role("button", name="Save the agreement").click()
    expect(page.get_by_role("alert").get_by_text("Write it as a number in digits")).to_be_visible()
    page.get_by_label("Average deal size").fill("24000")
    page.get_by_role("button", name="Save the agreement").click()
    expect(page.get_by_text("Marketing brings 14 leads a month")).to_be_visible()
