"""The database that tests run on is the one that people run on."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys

import pytest
from django.db import connection, transaction

from accounts.models import Organization
from tests.builders import make_organization

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own settings")


@sqlite_only
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("secure_delete", 1), ("foreign_keys", 1)]
)
def test_sqlite_keeps_what_it_acknowledged_and_overwrites_what_it_deletes(pragma: str, value: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone() == (value,)


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_sqlite_transaction_takes_its_turn_to_write_at_once() -> None:
    other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0)
    with transaction.atomic(), pytest.raises(sqlite3.OperationalError, match="database is locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.mark.django_db(transaction=True)
def test_database_url_leads_another_process_to_the_same_rows(database_url: str) -> None:
    make_organization("Seen from afar")
    code = (
        "import django; django.setup(); from accounts.models import Organization; "
        "print(Organization.objects.get().name); Organization.objects.all().delete()"
    )
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "alignment.settings"}
    other = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert other.stdout == "Seen from afar\n"
    assert not Organization.objects.exists()
