from __future__ import annotations

import io
import logging

import pytest


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What the configured handler of the product's log writes."""
    written = io.StringIO()
    # Not setStream, which flushes: the handler may still hold what an earlier test had in the terminal's place.
    monkeypatch.setattr(logging.getLogger("django").handlers[0], "stream", written)
    return written
