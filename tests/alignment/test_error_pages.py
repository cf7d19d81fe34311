"""Error pages: calm, in the product's look, and they need nothing that may be broken."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client


@pytest.mark.parametrize("page", ["404.html", "403.html", "403_csrf.html", "500.html"])
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
