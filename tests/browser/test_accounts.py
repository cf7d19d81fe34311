"""The pages of accounts in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Membership, Organization, Role, User
from accounts.services import create_organization, invite_member
from accounts.tokens import setup_token
from tests.browser.conftest import OPEN_DETAILS, Visit, looks, width_of
from tests.builders import make_action, make_closed_round, make_draft, make_round

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "correct horse battery"


def open_pages(organization: Organization) -> list[str]:
    token = invite_member(organization=organization, email="new@example.com", role=Role.EDITOR, now=timezone.now())
    return [
        "/",
        f"/join/{token}/",
        "/account/login/",
        "/account/signup/",
        "/account/inactive/",
        "/account/password/reset/",
        "/account/password/reset/done/",
        "/account/password/reset/key/1-x/",
        "/account/password/reset/key/done/",
    ]


def member_pages(member: User) -> list[str]:
    pk = Membership.objects.get(user=member).pk
    return [
        "/organizations/",
        "/organizations/new/",
        "/o/acme/members/",
        f"/o/acme/members/{pk}/remove/",
        "/account/logout/",
        "/account/password/change/",
        "/account/",
        "/account/contact/",
        "/o/acme/leave/",
        "/o/acme/delete/",
        "/o/acme/branding/",
        "/o/acme/branding/?accent=%23ffdd00",
    ]


def walked(
    visit: Visit, organization: Organization, consultant: User, member: User, width: int = 1280
) -> Iterator[tuple[str, Page]]:
    """What anybody may see, and what only who has signed in may."""
    for user, paths in ((None, open_pages(organization)), (consultant, member_pages(member))):
        page = visit(paths[0], user=user, width=width)
        for path in paths:
            page.goto(path)
            page.evaluate(OPEN_DETAILS)
            yield path, page


def test_pages_have_no_barriers(
    visit: Visit,
    barriers: Callable[[Page], list[str]],
    organization: Organization,
    consultant: User,
    leader: User,
) -> None:
    create_organization(name="Northwind", owner=consultant, is_demo=True)
    opened = make_round(organization, invited_sales=7)
    make_action(make_closed_round([], [], assessment=opened.assessment))
    make_draft(assessment=opened.assessment)
    found = []
    for path, page in walked(visit, organization, consultant, leader):
        for look in looks(page, 390, 1280):
            found += [f"{path} {look}: {barrier}" for barrier in barriers(page)]
    assert found == []


def test_setup_page_has_no_barriers(visit: Visit, barriers: Callable[[Page], list[str]]) -> None:
    assert barriers(visit(f"/setup/{setup_token()}/", width=390)) == []


def test_pages_fit_a_narrow_phone(visit: Visit, organization: Organization, consultant: User, leader: User) -> None:
    User.objects.filter(pk=leader.pk).update(email=f"{'long-name-' * 5}@{'long-name-' * 5}example.com")
    Organization.objects.update(name="Donaudampfschifffahrtsgesellschaft International")
    widths = {path: width_of(page) for path, page in walked(visit, organization, consultant, leader, width=320)}
    assert {path: width for path, width in widths.items() if width != 320} == {}


def test_first_owner_sets_up_and_signs_in_again(visit: Visit) -> None:
    page = visit(f"/setup/{setup_token()}/", width=390)
    page.get_by_label("Your name").fill("Olga Owner")
    page.get_by_label("E-mail").fill("olga@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_label("Organization").fill("Acme Tools")
    page.get_by_role("button", name="Create account").click()
    expect(page.get_by_text("Welcome to Acme Tools.")).to_be_visible()

    page.get_by_role("banner").locator("summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("banner").get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill("olga@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="Organizations")).to_be_visible()


def test_password_can_be_looked_at(visit: Visit) -> None:
    page = visit("/account/login/")
    field = page.get_by_label("Password")
    field.fill("secret")

    page.get_by_role("button", name="Show").click()
    expect(field).to_have_attribute("type", "text")
    page.get_by_role("button", name="Hide").click()
    expect(field).to_have_attribute("type", "password")


def test_link_of_an_invitation_is_copied(visit: Visit, consultant: User) -> None:
    page = visit("/o/acme/members/", user=consultant)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_label("E-mail").fill("new@example.com")
    page.get_by_role("button", name="Invite").click()

    page.get_by_role("button", name="Copy").click()

    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.get_by_role("textbox", name="Link for").input_value()
    assert page.evaluate("navigator.clipboard.readText()") == link


def test_invitation_works_without_javascript(visit: Visit, organization: Organization) -> None:
    token = invite_member(organization=organization, email="new@example.com", role=Role.VIEWER, now=timezone.now())
    page = visit(f"/join/{token}/", javascript=False)
    page.get_by_label("Your name").fill("Nora New")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account and join").click()

    expect(page.get_by_text("Welcome to Acme.")).to_be_visible()
