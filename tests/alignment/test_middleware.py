"""Headers that every response carries, whatever it is, and requests that get no further."""

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


@pytest.mark.django_db
@pytest.mark.parametrize("codec", ["hex", "rot13", "idna", "undefined", "unicode_escape", "utf-16"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_form_in_another_codec_is_refused(client: Client, codec: str, method: str) -> None:
    """As a multipart form, whose codec Django takes as it is named: some codecs fail, `\\ud800` breaks the page."""
    form = b'--B\r\nContent-Disposition: form-data; name="code"\r\n\r\n\\ud800\r\n--B--\r\n'
    response = client.generic(method, "/w/", form, f"multipart/form-data; boundary=B; charset={codec}")
    assert response.status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("codec", ["utf-8", "UTF8", "no-such-codec"])
def test_form_in_utf8_is_taken(client: Client, codec: str) -> None:
    form = '--B\r\nContent-Disposition: form-data; name="code"\r\n\r\nÄÖÜ\r\n--B--\r\n'.encode()
    response = client.generic("POST", "/w/", form, f"multipart/form-data; boundary=B; charset={codec}")
    assert (response.status_code, "ÄÖÜ" in response.content.decode()) == (404, True)
