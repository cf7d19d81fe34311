"""What a computation costs."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def seconds(work: Callable[[], object]) -> float:
    """Processor time of the quickest of three runs: other processes and garbage collection do not count."""

    def run() -> float:
        started = process_time()
        work()
        return process_time() - started

    return min(run() for _ in range(3))
