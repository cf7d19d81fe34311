"""The page behind an invitation's link."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import MemberInvitation, Membership, Organization, Role, User
from accounts.services import invite_member
from tests.accounts.conftest import signed_in
from tests.accounts.pages import text
from tests.builders import make_user

JOIN = {"name": "Nora New", "password": "purple lighthouse seven"}


def join_path(organization: Organization, email: str = "new@example.com", role: Role = Role.EDITOR) -> str:
    token = invite_member(organization=organization, email=email, role=role, now=timezone.now())
    return f"/join/{token}/"


def test_invitation_of_a_new_person_asks_name_and_password(client: Client, organization: Organization) -> None:
    page = text(client.get(join_path(organization)))

    assert "Join Acme as editor" in page
    assert "This makes your account for new@example.com." in page
    assert "Your name" in page
    assert "Password" in page


def test_invitation_of_a_new_person_makes_account_and_signs_in(client: Client, organization: Organization) -> None:
    response = client.post(join_path(organization), JOIN)

    membership = Membership.objects.select_related("user").get()
    assert (response.status_code, response["Location"]) == (302, "/o/acme/")
    assert (membership.user.email, membership.user.name) == ("new@example.com", "Nora New")
    assert client.session["_auth_user_id"] == str(membership.user.pk)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": ""}, "This field is required."),
        ({"password": "short"}, "This password is too short."),
        ({"password": "password123"}, "This password is too common."),
        ({"password": "new@example.com"}, "The password is too similar to the e-mail."),
    ],
)
def test_invitation_refuses_bad_details(
    client: Client, organization: Organization, given: dict[str, str], sentence: str
) -> None:
    path = join_path(organization)

    response = client.post(path, {**JOIN, **given})

    assert response.status_code == 200
    assert sentence in text(response)
    assert not User.objects.exists()
    assert client.get(path).status_code == 200


def test_invitation_never_repeats_a_password(client: Client, organization: Organization) -> None:
    response = client.post(join_path(organization), {"name": "", "password": "purple lighthouse seven"})

    assert "purple lighthouse" not in response.content.decode()


def test_invitation_of_an_account_asks_to_sign_in(client: Client, organization: Organization, outsider: User) -> None:
    path = join_path(organization, outsider.email)

    page = client.get(path)

    assert "has an account already. Sign in to join." in text(page)
    # Unescaped, so that the log masks the secret here as well.
    assert f"/account/login/?next={path}" in page.content.decode()
    assert client.post(path, JOIN).status_code == 200
    assert not Membership.objects.filter(user=outsider, organization=organization).exists()


def test_invitation_of_an_account_comes_back_after_signing_in(
    client: Client, organization: Organization, outsider: User
) -> None:
    path = join_path(organization, outsider.email)

    response = client.post(
        f"/account/login/?next={path}", {"login": outsider.email, "password": "correct horse battery"}
    )
    assert response["Location"] == path
    assert "You are signed in as outsider@example.com." in text(client.get(path))
    client.post(path)

    assert Membership.objects.get(user=outsider, organization=organization).role == Role.EDITOR


def test_invitation_of_someone_else_says_so(as_outsider: Client, organization: Organization) -> None:
    path = join_path(organization)

    page = text(as_outsider.get(path))
    assert "This invitation is for new@example.com. You are signed in as outsider@example.com." in page

    assert as_outsider.post(path, JOIN).status_code == 200
    assert not Membership.objects.filter(organization=organization).exists()
    assert not User.objects.filter(email="new@example.com").exists()


def test_invitation_of_someone_else_signs_out_and_comes_back(as_outsider: Client, organization: Organization) -> None:
    path = join_path(organization)

    response = as_outsider.post("/account/logout/", {"next": path})

    assert response["Location"] == path
    assert "This makes your account for new@example.com." in text(as_outsider.get(path))


def test_invitation_works_once(client: Client, organization: Organization) -> None:
    path = join_path(organization)
    client.post(path, JOIN)

    for visitor in (client, Client()):
        for response in (visitor.get(path), visitor.post(path, JOIN)):
            assert response.status_code == 404
            assert "Ask the person who invited you for a new link." in text(response)
    assert User.objects.count() == 1


def test_invitation_expired_unknown_and_used_look_alike(client: Client, organization: Organization) -> None:
    path = join_path(organization)
    MemberInvitation.objects.update(expires_at=timezone.now())

    expired, unknown = client.get(path), client.get("/join/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/")

    assert expired.status_code == unknown.status_code == 404
    assert text(expired) == text(unknown)


def test_invitation_page_changes_nothing(client: Client, organization: Organization, outsider: User) -> None:
    paths = [join_path(organization), join_path(organization, outsider.email)]
    before = list(MemberInvitation.objects.values())

    for visitor in (client, signed_in(Client(), outsider)):
        for path in paths:
            for method in (visitor.get, visitor.head, visitor.options):
                method(path, JOIN)
    assert list(MemberInvitation.objects.values()) == before
    assert not Membership.objects.filter(organization=organization).exists()


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_invitation_refuses_other_methods(client: Client, organization: Organization, method: str) -> None:
    assert getattr(client, method)(join_path(organization)).status_code == 405


def test_invitation_needs_a_token_of_the_page(organization: Organization) -> None:
    careful = Client(enforce_csrf_checks=True)

    assert careful.post(join_path(organization), JOIN).status_code == 403
    assert not User.objects.exists()


def test_invitation_of_any_case_is_for_the_same_person(client: Client, organization: Organization) -> None:
    user = make_user("nora@example.com")
    User.objects.filter(pk=user.pk).update(email="Nora@Example.com")  # as an old import may have left it
    path = join_path(organization, "NORA@example.com")
    signed_in(client, user)

    client.post(path)

    assert Membership.objects.get().user == user
