"""Slows down whoever tries out survey links. Nothing of it is stored: the counts live in this process's memory."""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest

from assessments.views.shelf import Shelf

ALLOWED_A_MINUTE = 30
WINDOW_SECONDS = 60
_ADDRESSES = 10_000
"""About 2 MB; a flood from more than this pushes out the oldest counts: 132 random bits are still the lock."""

_counts: Shelf[tuple[float, int]] = Shelf(_ADDRESSES)


def count_wrong_link(request: HttpRequest) -> bool:
    """Counts one wrong link and says whether its address has had too many of them since its first in this minute.

    Only called once a link was found to be wrong, so a right one is never held up, however busy its address is.
    """
    address, now = _address(request), time.time()
    started, count = _counts.get(address) or (now, 0)
    if now - started >= WINDOW_SECONDS:
        started, count = now, 0
    _counts.put(address, (started, count + 1))
    return count >= ALLOWED_A_MINUTE


def has_too_many_wrong(request: HttpRequest) -> bool:
    """Whether the next wrong link from this address would be one too many. For secrets short enough to try out."""
    started, count = _counts.get(_address(request)) or (0.0, 0)
    return time.time() - started < WINDOW_SECONDS and count >= ALLOWED_A_MINUTE


def _address(request: HttpRequest) -> str:
    """Who asks. Behind a proxy the last forwarded address is the one that our own proxy saw; others can be made up."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip()[:45] or str(request.META.get("REMOTE_ADDR", ""))
