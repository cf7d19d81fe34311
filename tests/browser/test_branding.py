"""An organization's look in a real browser: choosing a color, taking the offer, and pages that stay readable."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from accounts.brand_services import save_identity, save_logo
from accounts.logos import read_logo
from accounts.models import Branding, Organization, User
from assessments.scales import Team
from assessments.services.publishing import publish_round, published_path
from tests.accounts.logo_files import picture, upload
from tests.browser.conftest import Visit, looks
from tests.builders import link_token, make_closed_round, make_round

pytestmark = pytest.mark.django_db(transaction=True)


def test_yellow_is_refused_while_it_is_typed_and_one_click_takes_the_offer(
    visit: Visit, consultant: User, organization: Organization
) -> None:
    page = visit("/o/acme/branding/", user=consultant)
    page.get_by_label("Accent color").fill("#ffdd00")
    expect(page.get_by_role("status")).to_contain_text("1.2 : 1, too light")
    page.get_by_role("button", name="Take #827100").click()

    expect(page.get_by_text("Saved.")).to_be_visible()
    assert Branding.objects.get().accent == "#827100"
    # The page can be read before its last style sheet has come.
    expect(page.locator("html")).to_have_css("--accent", "#7b6b00")


def test_color_is_picked_and_a_logo_put_up(
    visit: Visit, consultant: User, organization: Organization, tmp_path: Path
) -> None:
    file = tmp_path / "logo.webp"
    file.write_bytes(picture("WEBP", size=(300, 100)))
    page = visit("/o/acme/branding/", user=consultant)
    page.get_by_label("Pick a color").fill("#9a1f5c")
    expect(page.get_by_label("Accent color")).to_have_value("#9a1f5c")
    expect(page.get_by_role("status")).to_contain_text("7.1 : 1, fine")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    page.get_by_label("Picture").set_input_files(file)
    page.get_by_role("button", name="Upload").click()
    shown = page.get_by_role("img", name="Acme", exact=True)
    expect(shown).to_be_visible()
    assert shown.evaluate("image => image.naturalWidth") == 300


def test_pages_in_an_odd_color_have_no_barriers(
    visit: Visit,
    barriers: Callable[[Page], list[str]],
    consultant: User,
    organization: Organization,
) -> None:
    closed = make_closed_round([1, 2, 2, 3, 3], [4, 4, 5, 5, 5], organization=organization)
    opened = make_round(assessment=closed.assessment, title="Autumn")
    save_identity(organization=organization, name="Acme", accent="#827100")
    save_logo(owner=organization, logo=read_logo(upload(picture("PNG", "RGBA"))))
    pages = [
        ("/o/acme/", consultant),
        (f"/o/acme/rounds/{closed.code}/dashboard/", consultant),
        (f"/o/acme/rounds/{opened.code}/", consultant),
        (published_path(publish_round(round=closed)), None),
        (f"/s/{link_token(opened, Team.SALES)}/", None),
    ]
    found = []
    for path, user in pages:
        page = visit(path, user=user)
        for look in looks(page, 390, 1280):
            found += [f"{path} {look}: {barrier}" for barrier in barriers(page)]
    assert found == []
