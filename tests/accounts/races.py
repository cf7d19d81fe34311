"""Runs acts at the same moment, each on a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.conf import settings
from django.db import connection

from accounts.errors import AccountError


def at_once(*acts: Callable[[], object]) -> None:
    """Ends when all have ended; an AccountError is an act's answer, anything else fails the test."""
    if "mode=memory" in str(settings.DATABASES["default"]["NAME"]):
        pytest.skip("a database in memory has one connection: nothing happens at once")
    barrier = threading.Barrier(len(acts))
    surprises: list[Exception] = []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except AccountError:
            pass
        except Exception as surprise:
            surprises.append(surprise)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert surprises == []
