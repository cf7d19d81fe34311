"""The personas, each in a browser of their own, and the bank."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from assessments.services.questions import load_bank_into_database


@pytest.fixture
def as_editor(editor: User) -> Client:
    return signed_in(editor)


@pytest.fixture
def as_leader(leader: User) -> Client:
    return signed_in(leader)


@pytest.fixture
def as_outsider(outsider: User) -> Client:
    return signed_in(outsider)


@pytest.fixture
def bank(db: None) -> None:
    load_bank_into_database()


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
