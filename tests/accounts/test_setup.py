"""The one-time way in for the first owner: the command that prints it, and the page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import StringIO
from urllib.parse import urlsplit

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client

from accounts.models import Membership, Organization, Role, User
from accounts.services import create_organization
from accounts.tokens import setup_token
from tests.accounts.pages import text
from tests.builders import make_user

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
GIVEN = {
    "name": "Olga Owner",
    "email": "Olga@Example.com",
    "password": "purple lighthouse seven",
    "organization_name": "Acme Tools",
}


def printed(*options: str) -> str:
    out = StringIO()
    call_command("setup_link", *options, stdout=out)
    return out.getvalue()


def printed_path() -> str:
    return urlsplit(printed().split()[-1]).path


def test_setup_link_opens_the_page(client: Client) -> None:
    assert printed().split()[-1].startswith("http://127.0.0.1:8000/setup/")
    assert "Set up OneTeam" in text(client.get(printed_path()))


def test_setup_link_is_made_for_another_address() -> None:
    assert printed("--base-url", "http://127.0.0.1:9000/").split()[-1].startswith("http://127.0.0.1:9000/setup/")


def test_setup_link_says_that_an_owner_exists() -> None:
    make_user()

    out = printed()
    assert out == "This OneTeam has an owner. Sign in at http://127.0.0.1:8000/account/login/\n"


def test_setup_link_ignores_the_demo() -> None:
    create_organization(name="Northwind", owner=make_user("demo@example.com"), is_demo=True)

    assert "/setup/" in printed()


def test_setup_makes_the_first_owner(client: Client) -> None:
    response = client.post(printed_path(), GIVEN)

    user = User.objects.get()
    assert (response.status_code, response["Location"]) == (302, "/o/acme-tools/")
    assert (user.email, user.name, user.is_staff) == ("olga@example.com", "Olga Owner", False)
    assert user.check_password(GIVEN["password"])
    assert Membership.objects.get().role == Role.OWNER
    assert client.session["_auth_user_id"] == str(user.pk)


def test_setup_works_once(client: Client) -> None:
    used, other = printed_path(), printed_path()
    client.post(used, GIVEN)

    for path in (used, other, f"/setup/{setup_token()}/"):
        assert Client().get(path).status_code == 404
        assert Client().post(path, {**GIVEN, "email": "second@example.com"}).status_code == 404
    assert User.objects.count() == 1


def test_setup_lasts_a_day(client: Client) -> None:
    with time_machine.travel(NOW):
        path = f"/setup/{setup_token()}/"
    with time_machine.travel(NOW + timedelta(hours=23, minutes=59)):
        assert client.get(path).status_code == 200
    with time_machine.travel(NOW + timedelta(hours=24, seconds=1)):
        assert client.get(path).status_code == 404
        assert client.post(path, GIVEN).status_code == 404
    assert not User.objects.exists()


@pytest.mark.parametrize("token", ["x", "first-owner", "first-owner.1tXyz.AAAA", "first-owner:1tXyz:AAAA"])
def test_setup_refuses_a_made_up_link(client: Client, token: str) -> None:
    assert client.get(f"/setup/{token}/").status_code == 404
    assert client.post(f"/setup/{token}/", GIVEN).status_code == 404
    assert not User.objects.exists()


def test_setup_refuses_a_link_of_another_installation(client: Client, settings: object) -> None:
    path = printed_path()

    settings.SECRET_KEY = "another installation's key"  # type: ignore[attr-defined]

    assert client.get(path).status_code == 404


def test_setup_beside_the_demo(client: Client) -> None:
    demo = make_user("demo@example.com")
    create_organization(name="Northwind", owner=demo, is_demo=True)
    path = printed_path()

    refused = client.post(path, {**GIVEN, "email": "demo@example.com"})
    assert "demo@example.com has an account already." in text(refused)
    assert client.post(path, GIVEN).status_code == 302
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"name": " "}, "This field is required."),
        ({"email": "olga"}, "Enter a valid email address."),
        ({"email": "olga@example.com\nBcc: x@example.com"}, "Enter a valid email address."),
        ({"password": "1234567890"}, "This password is too common."),
        ({"password": "olga@example.com"}, "The password is too similar to the e-mail."),
        ({"organization_name": ""}, "This field is required."),
    ],
)
def test_setup_refuses_bad_details(client: Client, given: dict[str, str], sentence: str) -> None:
    response = client.post(printed_path(), {**GIVEN, **given})

    assert response.status_code == 200
    assert sentence in text(response)
    assert GIVEN["password"] not in response.content.decode()
    assert not User.objects.exists()
    assert not Organization.objects.exists()


def test_setup_page_changes_nothing(client: Client) -> None:
    path = printed_path()

    for method in (client.get, client.head, client.options):
        method(path, GIVEN)
    assert client.delete(path).status_code == 405
    assert not User.objects.exists()
