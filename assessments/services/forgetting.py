"""What is deleted or redacted is to leave the disk too.

SQLite's write-ahead log and PostgreSQL's freed pages keep it otherwise.

Both functions run outside of a transaction, and nobody waits for them longer than PATIENCE for a lock.
"""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import OperationalError, connection
from django.db.backends.utils import CursorWrapper

PATIENCE = 200  # milliseconds
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's error code
APPS = ("accounts", "assessments")


def forget_on_disk() -> bool:
    """Clears away what a deletion left behind, as far as that goes at once; returns whether it could.

    On SQLite a reader, such as a backup, keeps the log as it is. PostgreSQL frees pages, but empties only those at
    the end of a table: the rest is for `forget_thoroughly`.
    """
    return _checkpoint() if connection.vendor == "sqlite" else _vacuum("VACUUM")


def forget_thoroughly() -> bool:
    """Leaves nothing of what was deleted; returns whether it could, otherwise it is to be tried again.

    Every table is written anew, and those who write wait for as long: PostgreSQL keeps deleted rows in freed pages,
    SQLite in spite of secure_delete some copies of rows that moved from one page to another.
    """
    return _rewrite() if connection.vendor == "sqlite" else _vacuum("VACUUM FULL")


def _checkpoint() -> bool:
    """Brings SQLite's log into the database file, where deleted rows are zeros, and empties it."""
    log = Path(f"{connection.settings_dict['NAME']}-wal")
    if not log.exists() or log.stat().st_size == 0:
        return True
    with connection.cursor() as cursor, _short_busy_timeout(cursor):
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (is_busy, _, _) = cursor.fetchone()
    return not is_busy


def _rewrite() -> bool:
    if not _checkpoint():  # while a reader stays, each try would make the log longer by the whole database
        return False
    with connection.cursor() as cursor, _short_busy_timeout(cursor):
        try:
            cursor.execute("VACUUM")
        except OperationalError as error:
            if getattr(error.__cause__, "sqlite_errorname", None) != "SQLITE_BUSY":
                raise
            return False
    return _checkpoint()


@contextmanager
def _short_busy_timeout(cursor: CursorWrapper) -> Generator[None]:
    """SQLite's checkpoint keeps writers out while it waits for readers."""
    cursor.execute("PRAGMA busy_timeout")
    (usual,) = cursor.fetchone()
    cursor.execute(f"PRAGMA busy_timeout = {PATIENCE}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _vacuum(command: str) -> bool:
    """Whoever comes after a waiting VACUUM FULL waits too: the first lock that is not to be had ends it."""
    models = [EmailAddress, *(model for app in APPS for model in apps.get_app_config(app).get_models())]
    tables = ", ".join(model._meta.db_table for model in models)
    with connection.cursor() as cursor:
        cursor.execute(f"SET lock_timeout = {PATIENCE}")
        try:
            cursor.execute(f"{command} {tables}")
        except OperationalError as error:
            if getattr(error.__cause__, "pgcode", None) != LOCK_NOT_AVAILABLE:
                raise
            return False
        finally:
            cursor.execute("RESET lock_timeout")
    return True
