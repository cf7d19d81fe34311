"""Signing in and out, and allauth's other pages in our look."""

from __future__ import annotations

import html
import re

import pytest
from allauth.account.urls import urlpatterns as allauth_patterns
from django.conf import LazySettings
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import User
from accounts.sign_in_urls import urlpatterns as our_patterns
from tests.accounts.conftest import signed_in
from tests.accounts.pages import text

LOGIN = "/account/login/"
PASSWORD = "correct horse battery"


def sign_in(client: Client, email: str, password: str = PASSWORD, **extra: str) -> object:
    return client.post(LOGIN, {"login": email, "password": password, **extra})


def test_sign_in_leads_to_the_organizations(client: Client, consultant: User) -> None:
    response = client.post(LOGIN, {"login": "OWNER-acme@Example.com", "password": PASSWORD})

    assert (response.status_code, response["Location"]) == (302, "/organizations/")
    assert client.get("/organizations/").status_code == 200


def test_sign_in_leads_back_to_where_one_was_going(client: Client, consultant: User) -> None:
    asked = client.get("/o/acme/members/")
    response = client.post(asked["Location"], {"login": consultant.email, "password": PASSWORD})

    assert response["Location"] == "/o/acme/members/"


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example.com",
        "///evil.example.com",
        "https:evil.example.com",
        "https://evil.example.com/",
        "http:///evil.example.com",
        "/\\evil.example.com",
        "\\\\evil.example.com",
        "\t//evil.example.com",
        "/\t/evil.example.com",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://testserver@evil.example.com/",
        " https://evil.example.com",
    ],
)
@pytest.mark.parametrize("place", ["query", "form"])
def test_sign_in_never_leads_elsewhere(client: Client, consultant: User, target: str, place: str) -> None:
    given = {"login": consultant.email, "password": PASSWORD}
    if place == "query":
        response = client.post(LOGIN, given, query_params={"next": target})
    else:
        response = client.post(LOGIN, {**given, "next": target})

    assert (response.status_code, response["Location"]) == (302, "/organizations/")


@pytest.mark.parametrize(
    ("target", "location"),
    [("/%5cevil.example.com", "/%5cevil.example.com"), ("\\evil.example.com", "%5Cevil.example.com")],
)
def test_sign_in_keeps_an_encoded_backslash_at_home(
    client: Client, consultant: User, target: str, location: str
) -> None:
    """Browsers do not decode a path before they follow it: these are addresses of ours, which do not exist."""
    response = client.post(LOGIN, {"login": consultant.email, "password": PASSWORD, "next": target})

    assert response["Location"] == location


@pytest.mark.parametrize("target", ["//evil.example.com", "/\\evil.example.com", "https:evil.example.com"])
def test_sign_out_never_leads_elsewhere(as_consultant: Client, target: str) -> None:
    assert as_consultant.post("/account/logout/", {"next": target})["Location"] == "/"


def test_sign_in_answers_alike_for_wrong_and_unknown(client: Client, consultant: User) -> None:
    bodies = {}
    for email in (consultant.email, "nobody@example.com"):
        response = client.post(LOGIN, {"login": email, "password": "not the password"})
        assert response.status_code == 200
        body = response.content.decode().replace(email, "…")
        bodies[email] = re.sub(r'(name="csrfmiddlewaretoken" value=")[^"]+', r"\1…", body)

    known, unknown = bodies.values()
    assert "This e-mail and password do not belong together." in html.unescape(known)
    assert known == unknown


def test_sign_in_hashes_as_often_for_unknown_as_for_wrong(
    client: Client, consultant: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hashing is nearly all of the time an answer takes: counted, because a clock would be of no use here."""
    hashed = count_hashes(monkeypatch)

    sign_in(client, consultant.email, "not the password")
    wrong = len(hashed)
    sign_in(client, "nobody@example.com", "not the password")

    assert wrong > 0
    assert len(hashed) - wrong == wrong


def count_hashes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    return hashed


def test_sign_in_of_an_account_that_is_off(client: Client, consultant: User) -> None:
    User.objects.update(is_active=False)

    response = client.post(LOGIN, {"login": consultant.email, "password": PASSWORD}, follow=True)

    assert "This account is switched off" in text(response)
    assert "_auth_user_id" not in client.session


def test_sign_in_waits_after_five_wrong_passwords(client: Client, consultant: User) -> None:
    for _ in range(5):
        sign_in(client, consultant.email, "not the password")

    response = client.post(LOGIN, {"login": consultant.email, "password": PASSWORD})

    assert "Too many failed attempts. Wait five minutes and try again." in text(response)
    assert "_auth_user_id" not in client.session


def test_sign_in_waits_for_unknown_addresses_too(client: Client, db: None) -> None:
    for _ in range(5):
        sign_in(client, "nobody@example.com", "not the password")

    response = client.post(LOGIN, {"login": "nobody@example.com", "password": PASSWORD})

    assert "Too many failed attempts." in text(response)


def statuses(client: Client, attempts: int, **headers: str) -> list[int]:
    return [
        client.post(LOGIN, {"login": f"nobody{n}@example.com", "password": "x"}, headers=headers).status_code
        for n in range(attempts)
    ]


def test_sign_in_refuses_a_hundred_tries(client: Client, db: None) -> None:
    answers = statuses(client, 100)

    assert answers[-1] == 429
    assert answers.count(200) == 30
    assert "Please wait a minute" in text(client.post(LOGIN))


def test_sign_in_limit_believes_no_header(client: Client, db: None) -> None:
    """Without a proxy in front, anyone may write X-Forwarded-For."""
    statuses(client, 40)

    for header in ("X-Forwarded-For", "X-Real-IP", "Forwarded", "Client-IP"):
        assert statuses(client, 1, **{header: "203.0.113.7"}) == [429]


def test_sign_in_limit_behind_a_proxy_is_per_visitor(client: Client, db: None, settings: LazySettings) -> None:
    """The proxy appends who it spoke to; what stands before was written by the visitor."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    statuses(client, 40, **{"X-Forwarded-For": "203.0.113.7"})

    assert statuses(client, 1, **{"X-Forwarded-For": "198.51.100.9, 203.0.113.7"}) == [429]
    assert statuses(client, 1, **{"X-Forwarded-For": "203.0.113.7, 198.51.100.9"}) == [200]


def test_sign_in_changes_the_session(client: Client, consultant: User) -> None:
    client.get(LOGIN)
    session = client.session
    session["planted"] = "by someone else"
    session.save()
    before = session.session_key

    sign_in(client, consultant.email)

    assert client.session.session_key != before


def test_sign_out_is_a_post(as_consultant: Client) -> None:
    assert "Sign out?" in text(as_consultant.get("/account/logout/"))
    assert "_auth_user_id" in as_consultant.session

    assert as_consultant.post("/account/logout/")["Location"] == "/"
    assert "_auth_user_id" not in as_consultant.session


def test_password_change_ends_other_sessions(client: Client, consultant: User) -> None:
    here, elsewhere = signed_in(client, consultant), signed_in(Client(), consultant)

    response = here.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": "purple lighthouse seven"}, follow=True
    )

    consultant.refresh_from_db()
    assert check_password("purple lighthouse seven", consultant.password)
    assert "Your password is changed." in text(response)
    assert here.get("/organizations/").status_code == 200
    assert elsewhere.get("/organizations/").status_code == 302


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"oldpassword": "wrong"}, "This is not your current password."),
        ({"password1": "short"}, "This password is too short."),
        ({"password1": "owner-acme@example.com"}, "The password is too similar to the e-mail."),
    ],
)
def test_password_change_refuses(
    as_consultant: Client, consultant: User, given: dict[str, str], sentence: str
) -> None:
    details = {"oldpassword": PASSWORD, "password1": "purple lighthouse seven", **given}

    response = as_consultant.post("/account/password/change/", details)

    assert sentence in text(response)
    consultant.refresh_from_db()
    assert consultant.check_password(PASSWORD)


# --- Every page of allauth -------------------------------------------------------------------------------------------
def allauth_paths() -> list[str]:
    """Each address that allauth could have, with plausible arguments."""
    paths = [re.sub(r"\(\?P<\w+>[^)]*\)", "1x", str(pattern.pattern)).strip("^$") for pattern in allauth_patterns]
    return [f"/account/{path}" for path in paths]


@pytest.mark.django_db
@pytest.mark.parametrize("path", allauth_paths())
@pytest.mark.parametrize("persona", ["nobody", "consultant"])
def test_no_page_of_allauth_is_unstyled(
    client: Client, consultant: User, path: str, persona: str, settings: LazySettings
) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    if persona == "consultant":
        signed_in(client, consultant)

    response = client.get(path, follow=True)

    assert response.status_code in {200, 404}
    assert "css/app.css" in response.content.decode()
    assert response.content.decode().count("<h1") == 1


def test_pages_of_allauth_are_the_chosen_ones() -> None:
    names = {pattern.name for pattern in our_patterns}

    assert names < {pattern.name for pattern in allauth_patterns}
    assert {name for name in names if name and "email" in name} == set()


@pytest.mark.django_db
def test_signing_up_is_closed(client: Client) -> None:
    given = {"email": "new@example.com", "password1": PASSWORD, "password2": PASSWORD}

    for response in (client.get("/account/signup/"), client.post("/account/signup/", given)):
        assert "Accounts come by invitation" in text(response)
    assert not User.objects.exists()


@pytest.mark.django_db
def test_admin_signs_in_on_the_same_page(client: Client) -> None:
    """So that its limits hold there too."""
    response = client.get("/admin/login/", follow=True)

    assert response.redirect_chain[-1][0].startswith(LOGIN)
    assert client.post("/admin/login/", {"username": "a", "password": "b"}).status_code == 302


@pytest.mark.parametrize("path", ["/", "/account/login/", "/account/password/reset/"])
@pytest.mark.django_db
def test_pages_refuse_a_poisoned_host(client: Client, path: str) -> None:
    assert client.get(path, headers={"host": "evil.example.com"}).status_code == 400


def test_names_of_sign_in_are_what_settings_say() -> None:
    assert resolve(reverse("account_login")).url_name == "account_login"
