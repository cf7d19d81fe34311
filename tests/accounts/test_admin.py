"""Accounts in the admin: usable, and silent about secrets."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import MemberInvitation, Membership, Organization, Role, User
from accounts.services import invite_member
from tests.accounts.conftest import signed_in


@pytest.fixture
def as_operator(client: Client, db: None) -> Client:
    return signed_in(client, User.objects.create_superuser("operator@example.com", "correct horse battery"))


@pytest.mark.parametrize("model", ["user", "organization", "membership", "memberinvitation"])
def test_admin_lists_and_searches(
    as_operator: Client, organization: Organization, consultant: User, model: str
) -> None:
    invite_member(organization=organization, email="acme@example.com", role=Role.VIEWER, now=timezone.now())

    found = as_operator.get(f"/admin/accounts/{model}/", {"q": "acme"})
    nothing = as_operator.get(f"/admin/accounts/{model}/", {"q": "zzz"})

    assert found.context["cl"].result_count == 1
    assert nothing.context["cl"].result_count == 0


def test_admin_adds_a_user(as_operator: Client) -> None:
    given = {
        "email": "New@Example.com",
        "name": "Nora New",
        "usable_password": "true",
        "password1": "purple lighthouse seven",
        "password2": "purple lighthouse seven",
        "memberships-TOTAL_FORMS": "0",
        "memberships-INITIAL_FORMS": "0",
    }

    response = as_operator.post("/admin/accounts/user/add/", given)

    assert response.status_code == 302
    assert User.objects.get(name="Nora New").email == "new@example.com"
    assert User.objects.get(name="Nora New").check_password("purple lighthouse seven")


def test_admin_changes_a_user(as_operator: Client, consultant: User) -> None:
    membership = Membership.objects.get(user=consultant)
    given = {
        "email": "Claire@Example.com",
        "name": "Claire",
        "is_active": "on",
        "memberships-TOTAL_FORMS": "1",
        "memberships-INITIAL_FORMS": "1",
        "memberships-0-id": str(membership.pk),
        "memberships-0-user": str(consultant.pk),
        "memberships-0-organization": str(membership.organization_id),
        "memberships-0-role": "viewer",
    }

    response = as_operator.post(f"/admin/accounts/user/{consultant.pk}/change/", given)

    assert response.status_code == 302
    consultant.refresh_from_db()
    membership.refresh_from_db()
    assert (consultant.email, consultant.name, membership.role) == ("claire@example.com", "Claire", "viewer")


def test_admin_never_shows_the_hash_of_a_link(as_operator: Client, organization: Organization) -> None:
    invite_member(organization=organization, email="new@example.com", role=Role.VIEWER, now=timezone.now())
    invitation = MemberInvitation.objects.get()

    page = as_operator.get(f"/admin/accounts/memberinvitation/{invitation.pk}/change/")

    assert page.status_code == 200
    assert invitation.token_hash not in page.content.decode()
    assert as_operator.get("/admin/accounts/memberinvitation/add/").status_code == 403


def test_admin_deletes_no_organization(as_operator: Client, organization: Organization) -> None:
    path = f"/admin/accounts/organization/{organization.pk}/"
    assert as_operator.get(f"{path}change/").status_code == 200
    assert as_operator.post(f"{path}delete/", {"post": "yes"}).status_code == 403
    assert Organization.objects.filter(pk=organization.pk).exists()


@pytest.mark.parametrize("path", ["/admin/", "/admin/accounts/user/"])
def test_admin_is_for_operators(as_consultant: Client, path: str) -> None:
    """An owner owns a client, not the installation."""
    assert as_consultant.get(path).status_code in {302, 403}
