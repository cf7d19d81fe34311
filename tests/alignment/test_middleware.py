"""Headers that every response carries, whatever it is."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path as url

from alignment.middleware import security_headers

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken on purpose")


urlpatterns = [url("broken/", broken)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/account/login/", 200),
        ("/organizations/", 302),
        ("/no/such/page/", 404),
        ("/s/no-such-link/", 404),
        ("/static/vendor/bootstrap.min.css", 200),
        ("/static/no-such-file.css", 404),
    ],
)
def test_every_response_is_protected(path: str, status: int, client: Client) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.headers["Content-Security-Policy"] == POLICY
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == ("no-referrer" if path.startswith("/s/") else "same-origin")
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["Permissions-Policy"] == "camera=(), geolocation=(), microphone=()"
    if not path.startswith("/static/"):
        assert response.headers["X-Frame-Options"] == "DENY"
    response.close()


def test_answer_to_a_foreign_host_is_protected(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example.com"})
    assert (response.status_code, response.headers["Content-Security-Policy"]) == (400, POLICY)


@pytest.mark.urls(__name__)
def test_error_page_is_protected(client: Client) -> None:
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert (response.status_code, response.headers["Content-Security-Policy"]) == (500, POLICY)


@pytest.mark.django_db
def test_pages_are_not_kept_by_caches(client: Client) -> None:
    assert "no-store" in client.get("/account/login/").headers["Cache-Control"]


def test_view_may_say_that_its_answer_can_be_kept() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Cache-Control": "max-age=60"})

    assert security_headers(view)(RequestFactory().get("/")).headers["Cache-Control"] == "max-age=60"
