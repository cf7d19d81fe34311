from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.models import User


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    """Sign-in limits count in memory, across tests."""
    cache.clear()


@pytest.fixture
def as_editor(client: Client, editor: User) -> Client:
    return signed_in(client, editor)


@pytest.fixture
def as_leader(client: Client, leader: User) -> Client:
    return signed_in(client, leader)


@pytest.fixture
def as_outsider(client: Client, outsider: User) -> Client:
    return signed_in(client, outsider)


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
