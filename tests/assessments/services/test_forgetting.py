from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from threading import Thread

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from assessments.models import Comment, Response, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.forgetting import forget_on_disk, forget_thoroughly
from tests.builders import answer, make_organization, make_round
from tests.dumps import sqlite_files

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = b"unmistakable words"
on_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'")
on_postgresql = pytest.mark.skipif("connection.vendor != 'postgresql'")

_READER = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN")
print(*database.execute("SELECT count(*) FROM assessments_comment").fetchone(), flush=True)
sys.stdin.read()
"""


@contextmanager
def reader() -> Generator[str]:
    """Another process that reads as long as this lasts, as a backup does; gives the number of comments it sees."""
    command = [sys.executable, "-c", _READER, connection.settings_dict["NAME"]]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        process.communicate()


def commented_round(name: str, words: bytes = WORDS) -> Round:
    """Seven comments, one short of being quoted."""
    round = make_round(organization=make_organization(name))
    for _ in range(7):
        answer(round, Team.SALES, own={"Q1": 2}, comments={"Q1": words.decode()})
    return round


def busy_timeout() -> int:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        return int(cursor.fetchone()[0])


# --- SQLite ----------------------------------------------------------------------------------------------------------
@on_sqlite
def test_reader_delays_forgetting_but_neither_closing_nor_surveys() -> None:
    round, other = commented_round("Acme"), make_round(organization=make_organization("Brim"))
    with reader() as seen:
        close_round(round=round, now=timezone.now())
        assert seen == "7"
        assert (forget_on_disk(), forget_thoroughly()) == (False, False)
        assert WORDS in sqlite_files()
        answer(other, Team.SALES, own={"Q1": 3})
    assert Response.objects.count() == 1
    call_command("work", "--once")
    assert WORDS not in sqlite_files()
    assert forget_thoroughly()


@on_sqlite
def test_surveys_go_on_while_closing_waits_for_a_reader() -> None:
    """A checkpoint that waits for a reader keeps writers out: never for as long as a submission is ready to wait."""
    round, other = commented_round("Acme"), make_round(organization=make_organization("Brim"))
    with reader():
        closing = Thread(target=_close_and_hang_up, args=[round])
        closing.start()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 5000")
        submitted = 0
        while closing.is_alive():
            answer(other, Team.SALES, own={"Q1": 3})  # raises OperationalError when it has waited for 5 seconds
            submitted += 1
        closing.join()
    connection.close()
    round.refresh_from_db()
    assert (round.state, Response.objects.count()) == ("closed", submitted)


def _close_and_hang_up(round: Round) -> None:
    close_round(round=round, now=timezone.now())
    connection.close()


@on_sqlite
def test_usual_busy_timeout_comes_back() -> None:
    commented_round("Acme")
    usual = busy_timeout()
    with reader():
        forget_on_disk()
    assert (usual, busy_timeout()) == (20_000, 20_000)


@on_sqlite
def test_empty_log_is_left_alone() -> None:
    commented_round("Acme")
    assert forget_on_disk()
    with transaction.atomic():  # where no checkpoint can be made
        assert forget_on_disk()


@on_sqlite
def test_rows_that_moved_leave_no_copy_once_work_has_passed() -> None:
    """SQLite's own secure_delete overwrites a row where it is, not where it was before its page was split."""
    chance = random.Random(24)  # of 60 seeds, one of the two that leave copies
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE moved (id TEXT PRIMARY KEY, round INTEGER, words TEXT)")
        try:
            cursor.execute("CREATE INDEX moved_round ON moved (round, id)")
            for _ in range(1500):
                round = chance.randrange(3)
                row = (f"{chance.getrandbits(128):032x}", round, f"ROUND{round}x" * chance.randrange(1, 120))
                cursor.execute("INSERT INTO moved VALUES (%s, %s, %s)", row)
            cursor.execute("DELETE FROM moved WHERE round = 1")
            assert forget_on_disk()
            copies = sqlite_files().count(b"ROUND1x")
            call_command("work", "--once")
            left = sqlite_files()
        finally:
            cursor.execute("DROP TABLE moved")
    assert (copies > 0, b"ROUND1x" in left, b"ROUND2x" in left) == (True, False, True)


# --- PostgreSQL ------------------------------------------------------------------------------------------------------
def heap() -> bytes:
    """The comments' file on disk."""
    table = Comment._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        return bytes(cursor.fetchone()[0])


def between_others() -> Round:
    """A round whose comments stand between those of two others."""
    commented_round("Before", b"words of others")
    round = commented_round("Acme")
    commented_round("After", b"words of others")
    return round


@on_postgresql
def test_destroyed_comments_are_gone_from_the_heap_while_other_rounds_are_open() -> None:
    round = between_others()
    assert WORDS in heap()
    close_round(round=round, now=timezone.now())
    call_command("work", "--once")
    left = heap()
    assert (WORDS in left, left.count(b"words of others")) == (False, 14)


@on_postgresql
def test_survey_in_hand_delays_forgetting() -> None:
    round = between_others()
    close_round(round=round, now=timezone.now())
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("LOCK TABLE assessments_comment IN ROW EXCLUSIVE MODE")
            assert not forget_thoroughly()
            cursor.execute("COMMIT")
    finally:
        other.close()
    assert forget_thoroughly()
    assert WORDS not in heap()
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("0",)
