"""Personas: the people of the product, and the two team links."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from accounts.catalogs import build_catalogs
from accounts.models import Organization, Role, User
from assessments.views import wrong_links
from assessments.views.shelf import Shelf
from reports.views import making
from tests.builders import make_member, make_organization

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs an event loop in the test's thread

# In CI the same cases each time, so that what fails there fails for everybody; elsewhere new ones with every run.
is_ci = os.environ.get("CI") == "true"
hypothesis_settings.register_profile("everyday", max_examples=200, deadline=None, derandomize=is_ci)
hypothesis_settings.register_profile("full", max_examples=10_000, deadline=None)
hypothesis_settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "everyday"))

build_catalogs()


@pytest.fixture(autouse=True)
def _quick_passwords(settings: object) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _no_files_made_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to wait for what another test made."""
    monkeypatch.setattr(making, "_counts", Shelf(100))


@pytest.fixture(autouse=True)
def _no_wrong_links_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to wait for what another test tried out."""
    monkeypatch.setattr(wrong_links, "_counts", Shelf(100))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite in a file, as in use: write-ahead log, many connections, other processes."""
    database = django_settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture
def database_url(transactional_db: None) -> str:
    """DATABASE_URL for another process that works on the test's own database."""
    name = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


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
    return make_member(make_organization("Elsewhere"), Role.OWNER, "outsider@example.com")


@pytest.fixture
def as_consultant(client: Client, consultant: User) -> Client:
    return signed_in(consultant, client)


@pytest.fixture
def as_editor(editor: User) -> Client:
    return signed_in(editor)


@pytest.fixture
def as_leader(leader: User) -> Client:
    return signed_in(leader)


@pytest.fixture
def as_outsider(outsider: User) -> Client:
    return signed_in(outsider)


def signed_in(user: User, client: Client | None = None) -> Client:
    client = client or Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
