"""The main job from end to end, as people do it: launch, answer on phones, close, read, download."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Organization, User
from assessments.models import Answer, Comment, Response
from assessments.services.questions import load_bank_into_database
from tests.browser.conftest import Visit
from tests.reports import pdfs

PHONE = 390
SALES = [[2, 1, 3, 4, 3, 1, 5, 2, 1], [1, 2, 3, 4, 3, 2, 5, 3, 1], [2, 2, 2, 3, 3, 1, 4, 2, 2]] * 2
MARKETING = [[4, 3, 4, 2, 3, 3, 1, 3, 1], [4, 2, 5, 2, 3, 2, 2, 3, 2], [5, 3, 4, 1, 2, 3, 1, 4, 1]] * 2
"""Six people a team, S1 to S9: Sales says that leads get attention (S7), Marketing says that they do not."""


@pytest.fixture(autouse=True)
def _links_lead_here(settings: LazySettings, live_server: LiveServer) -> None:
    settings.SITE_URL = live_server.url
    load_bank_into_database()


@pytest.mark.django_db(transaction=True)
def test_walk_from_nine_questions_to_a_gap_report(
    visit: Visit, problems: list[str], consultant: User, organization: Organization
) -> None:
    page = visit("/organizations/", user=consultant)
    page.get_by_role("main").get_by_role("link", name=organization.name, exact=True).click()
    links = launch_quick_nine(page)
    for points in SALES:
        answer_on_phone(visit, links["sales"], points)
    for points in MARKETING:
        answer_on_phone(visit, links["marketing"], points)
    assert (Response.objects.count(), Answer.objects.count()) == (12, 12 * 9)

    page.reload()
    expect(page.locator("main")).to_contain_text("6 people answered")
    page.get_by_role("link", name="Close now").click()
    page.get_by_role("button", name="Close and show results").click()
    assert (Response.objects.count(), Answer.objects.count(), Comment.objects.count()) == (0, 0, 0)

    expect(page.get_by_role("heading", level=1)).to_contain_text("“Attention to marketing leads”")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Sales 92, Marketing 8 of 100")
    expect(page.locator("svg[role=img]").first).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="PDF").click()
    problems.remove(f"failed: {download.value.url}")  # what Chromium calls a page that turned out to be a file
    check_pdf(Path(download.value.path()).read_bytes(), organization)


def launch_quick_nine(page: Page) -> dict[str, str]:
    """From an organization without a round to an open one; the two survey paths."""
    page.get_by_role("button", name="Start with the nine basics").click()
    page.fill("input[name=title]", "Spring")
    page.get_by_role("button", name="Create draft").click()
    page.get_by_role("link", name="Launch this round…").click()
    page.get_by_role("button", name="Launch now").click()
    return {team: urlsplit(page.locator(f"#link-{team}").input_value()).path for team in ("sales", "marketing")}


def answer_on_phone(visit: Visit, path: str, points: Sequence[int]) -> None:
    phone = visit(path, width=PHONE)
    for number, point in enumerate(points, start=1):
        phone.locator(f"input[name=S{number}][value='{point}']").check()
    expect(phone.locator("body")).to_contain_text("9 of 12 answered")
    phone.get_by_role("button", name="Submit").click()
    expect(phone.locator("#progress")).to_contain_text("3 not answered, which is fine.")
    phone.get_by_role("button", name="Submit anyway").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Thank you!")
    assert phone.context.cookies() == []
    phone.context.close()


def check_pdf(content: bytes, organization: Organization) -> None:
    pages = pdfs.pages(content)
    assert organization.name in pages[0]
    assert "Sales 92, Marketing 8 of 100" in pages[0]
    assert any("All questions at a glance" in text for text in pages)
    name, asked = "7. Attention to marketing leads", "Do marketing leads get the appropriate attention by sales?"
    assert any(f"{name} {asked}" in text for text in pages)
