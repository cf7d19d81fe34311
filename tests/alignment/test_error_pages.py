"""Error pages: calm, in the product's look, and they need nothing that may be broken."""

from __future__ import annotations

import io
import re

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client
from django.urls import include, path

from accounts.models import Organization, User
from tests.accounts.pages import text
from tests.conftest import signed_in

handler500 = "alignment.errors.server_error"
WORDS = "Which leads are worth a call on the same day?"
HERE = {"origin": "http://testserver", "referer": "http://testserver/organizations/new/"}


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


def full(request: HttpRequest) -> HttpResponse:
    raise OperationalError("database or disk is full")


urlpatterns = [path("broken/", broken), path("full/", full), path("", include("alignment.urls"))]


@pytest.fixture
def careful(consultant: User) -> Client:
    return signed_in(consultant, Client(enforce_csrf_checks=True))


@pytest.mark.parametrize("page", ["404.html", "403.html", "403_csrf.html", "429.html", "500.html", "503.html"])
def test_error_page_needs_no_context(page: str) -> None:
    content = render_to_string(page)

    assert content.count("<h1") == 1
    assert "css/app.css" in content


def test_missing_page_says_so(client: Client, db: None) -> None:
    response = client.get("/nowhere/")

    assert response.status_code == 404
    assert "This page does not exist" in response.content.decode()


def test_missing_static_file_is_missing_and_not_an_error(client: Client) -> None:
    assert client.get("/static/nowhere.js").status_code == 404


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("address", "status"), [("/broken/", 500), ("/full/", 503)])
def test_reference_number_of_the_page_is_in_the_log(
    client: Client, log: io.StringIO, address: str, status: int
) -> None:
    client.raise_request_exception = False
    first, second = client.get(address), client.get(address)
    assert (first.status_code, second.status_code) == (status, status)
    assert ("Retry-After" in first.headers) == (status == 503)
    numbers = [re.findall(r"\b[2-9A-Z]{4}-[2-9A-Z]{4}\b", text(page)) for page in (first, second)]
    assert [len(found) for found in numbers] == [1, 1]
    assert numbers[0] != numbers[1]
    assert f"{address} [{numbers[0][0]}]\nTraceback" in log.getvalue()
    assert "on purpose" not in first.content.decode()


def test_maintenance_says_when_it_is_over(client: Client, settings: LazySettings, db: None) -> None:
    settings.MAINTENANCE = True
    for address in ("/", "/organizations/", "/s/some-link/"):
        response = client.get(address)
        assert (response.status_code, response["Retry-After"]) == (503, "600")
        assert "Back in a moment" in text(response)
        assert "default-src 'none'" in response["Content-Security-Policy"]
    styles = client.get("/static/css/app.css")
    assert styles.status_code == 200
    styles.close()


def test_form_of_an_old_page_can_be_sent_once_more(careful: Client) -> None:
    response = careful.post("/organizations/new/", {"name": WORDS}, headers=HERE)
    assert response.status_code == 403
    assert not Organization.objects.filter(name=WORDS).exists()
    page = response.content.decode()
    assert 'action="/organizations/new/"' in page
    sent = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]+)">', page))
    assert sent["name"] == WORDS
    assert careful.post("/organizations/new/", sent, headers=HERE).status_code == 302
    assert Organization.objects.filter(name=WORDS).exists()


@pytest.mark.parametrize("origin", ["http://evil.example.com", "null", ""])
def test_form_of_somebody_elses_page_is_not_repeated(careful: Client, origin: str) -> None:
    response = careful.post("/organizations/new/", {"name": WORDS}, headers={"origin": origin} if origin else {})
    assert response.status_code == 403
    assert WORDS not in response.content.decode()
    assert "Go back in your browser" in text(response)


@pytest.mark.parametrize("referer", ["http://evil.example.com/x", "http://testserver//evil.example.com", "::", ""])
def test_page_before_is_one_of_ours(careful: Client, referer: str) -> None:
    response = careful.post("/organizations/new/", headers={"referer": referer} if referer else {})
    assert '<a href="/">Open the page anew</a>' in response.content.decode()


def test_passwords_and_files_are_not_held(careful: Client) -> None:
    secret = "correct horse battery staple"
    page = careful.post("/account/login/", {"login": "a@example.com", "password": secret}, headers=HERE)
    assert page.status_code == 403
    assert secret not in page.content.decode()
    assert 'name="login"' not in page.content.decode()
    logo = SimpleUploadedFile("logo.png", b"png")
    page = careful.post("/account/contact/logo/", {"logo": logo, "words": WORDS}, headers=HERE)
    assert 'type="hidden" name="words"' not in page.content.decode()
    assert WORDS in text(page)
