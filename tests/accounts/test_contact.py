"""Visitors are told whom they can write to, where the operator said so."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.accounts.pages import text

pytestmark = pytest.mark.django_db

LINK = 'href="mailto:a%26b@example.com"'


def test_address_of_the_operator_is_offered_to_visitors(client: Client, settings: LazySettings) -> None:
    settings.CONTACT_EMAIL = "a&b@example.com"
    landing, result = client.get("/"), client.post("/check/", {"team": "sales", "S1": "2"})
    assert "Do this with your team Write to a&b@example.com :" in text(landing)
    assert "No account? Write to a&b@example.com , or take this page to the two people" in text(result)
    for page in (landing, result):
        assert page.content.decode().count(LINK) == 2  # also in the footer


def test_without_an_address_nobody_is_named(client: Client) -> None:
    landing, result = client.get("/"), client.post("/check/", {"team": "sales", "S1": "2"})
    assert "mailto:?subject=" in result.content.decode()  # to whomever one likes
    assert "@" not in text(landing) + text(result)
    assert "mailto:" not in landing.content.decode()
    assert "No account? Take this page to whoever runs OneTeam where you work" in text(result)
