"""Personas: the people of the product, and the two team links."""

from __future__ import annotations

import os

import pytest
from django.test import Client

from accounts.models import Organization, Role, User
from tests.builders import make_member, make_organization, make_user

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs an event loop in the test's thread


@pytest.fixture(autouse=True)
def _quick_passwords(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture
def organization(db: None) -> Organization:
    return make_organization()


@pytest.fixture
def consultant(organization: Organization) -> User:
    return make_member(organization, Role.OWNER)


@pytest.fixture
def editor(organization: Organization) -> User:
    return make_member(organization, Role.EDITOR)


@pytest.fixture
def leader(organization: Organization) -> User:
    return make_member(organization, Role.VIEWER)


@pytest.fixture
def outsider(db: None) -> User:
    """Owns another organization."""
    user = make_user("outsider@example.com")
    make_member(make_organization("Elsewhere"), Role.OWNER, "owner@elsewhere.example.com")
    return user


@pytest.fixture
def as_consultant(client: Client, consultant: User) -> Client:
    client.force_login(consultant, backend="django.contrib.auth.backends.ModelBackend")
    return client
