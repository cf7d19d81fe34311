"""One's own account: the name, the sessions, the organizations that one belongs to."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organization, Role, User
from accounts.services import create_organization
from tests.accounts.conftest import signed_in
from tests.accounts.pages import text
from tests.builders import make_member, make_user

ACCOUNT = "/account/"
ELSEWHERE = "/account/sign-out-elsewhere/"
LEAVE = "/o/acme/leave/"


def test_account_says_who_one_is_and_where(as_leader: Client, leader: User) -> None:
    page = text(as_leader.get(ACCOUNT))
    assert leader.email in page
    assert "Acme Viewer Leave Acme" in page


def test_account_is_reached_from_the_name_on_every_page(as_leader: Client, leader: User) -> None:
    page = as_leader.get("/o/acme/").content.decode()
    assert f'<span class="signed-in">{leader}</span>' in page
    assert f'href="{ACCOUNT}"' in page


@pytest.mark.parametrize(
    ("name", "initials"), [("Casey van Consultant", "CC"), ("Lee", "L"), ("", "S"), ("øyvind ås", "ØÅ")]
)
def test_initials_stand_for_a_name(name: str, initials: str) -> None:
    assert User(name=name, email="someone@example.com").initials == initials


def test_name_is_kept_on_one_line(as_leader: Client, leader: User) -> None:
    response = as_leader.post(ACCOUNT, {"name": " Lee \n Leader "}, follow=True)
    leader.refresh_from_db()
    assert leader.name == "Lee Leader"
    assert "Saved." in text(response)


def test_empty_name_is_refused(as_leader: Client, leader: User) -> None:
    response = as_leader.post(ACCOUNT, {"name": " "})
    assert response.status_code == 400
    assert "This field is required." in text(response)


def test_account_of_somebody_who_belongs_nowhere(client: Client, db: None) -> None:
    assert "You belong to none yet. New organization" in text(signed_in(client, make_user()).get(ACCOUNT))


def test_account_asks_to_sign_in(client: Client, db: None) -> None:
    for path in (ACCOUNT, LEAVE):
        assert client.get(path)["Location"].startswith("/account/login/")
    assert client.post(ELSEWHERE)["Location"].startswith("/account/login/")


def test_signing_out_elsewhere_ends_ones_other_sessions_only(leader: User, editor: User) -> None:
    here, there, other = (signed_in(Client(), user) for user in (leader, leader, editor))
    assert "You are signed out in 1 other place." in text(here.post(ELSEWHERE, follow=True))
    assert there.get(ACCOUNT).status_code == 302
    assert other.get(ACCOUNT).status_code == 200
    assert "You were signed in nowhere else." in text(here.post(ELSEWHERE, follow=True))
    assert here.get(ELSEWHERE).status_code == 405


def test_viewer_may_leave(as_leader: Client, leader: User) -> None:
    assert "Leave Acme?" in text(as_leader.get(LEAVE))
    assert Membership.objects.filter(user=leader).exists()
    assert "You have left Acme." in text(as_leader.post(LEAVE, follow=True))
    assert not Membership.objects.filter(user=leader).exists()
    assert as_leader.get(LEAVE).status_code == 404


def test_last_owner_cannot_leave(as_consultant: Client, consultant: User, organization: Organization) -> None:
    response = as_consultant.post(LEAVE, follow=True)
    assert "An organization needs an owner." in text(response)
    make_member(organization, Role.OWNER, "second@example.com")
    as_consultant.post(LEAVE)
    assert not Membership.objects.filter(user=consultant).exists()


def test_foreign_organization_cannot_be_left(as_outsider: Client, organization: Organization) -> None:
    assert {as_outsider.get(LEAVE).status_code, as_outsider.post(LEAVE).status_code} == {404}


def test_account_takes_as_many_queries_for_thirty(
    as_leader: Client, leader: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        create_organization(name=f"Client {number}", owner=leader)
    with django_assert_num_queries(3):  # session, user, memberships
        as_leader.get(reverse("accounts:account-edit"))
