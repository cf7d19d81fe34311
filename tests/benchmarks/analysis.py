"""What the analysis of a round costs: `python -m tests.benchmarks.analysis [turns]`.

Forty questions with guesses, after another round, in a database made for it. Each work takes turns with a fixed piece
of plain Python, so that a slow machine changes both. Printed are medians of processor time, in which other processes
do not count, and their ratio. The exit code is 1 where a goal is missed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from statistics import median
from time import process_time
from typing import TypeAlias

import django
from django.core.management import call_command

TURNS = 15
GOALS = {"analyse": 1.0, "build_report, cold": 1.0, "build_report, cached": 0.005}
"""Seconds of processor time. Cold: from the database to the report. Cached: what every later page pays."""

SIZES = {21: (12, 9), 100: (50, 50), 100_000: (60_000, 40_000)}
"""Answers to a question, of Sales and of Marketing. 50 and 50 is the dearest: the last size with an exact p."""

Work: TypeAlias = Callable[[], object]


def main(turns: int) -> int:
    print(f"{'answers':>8}  {'work':22}{'median':>10}{'baseline':>11}{'ratio':>9}{'goal':>9}")
    is_met = True
    with fresh_database():
        from tests.benchmarks.rounds import works  # needs the database to be set up

        for answers, people in SIZES.items():
            for name, work in works(people).items():
                seconds, base = timed(work, turns)
                is_met &= seconds < GOALS[name]
                print(
                    f"{answers:8,}  {name:22}{seconds * 1000:7.2f} ms{base * 1000:8.2f} ms{seconds / base:9.3f}"
                    f"{GOALS[name] * 1000:6.0f} ms" + ("" if seconds < GOALS[name] else "  missed")
                )
    return 0 if is_met else 1


@contextmanager
def fresh_database() -> Iterator[None]:
    """An SQLite file with the question bank, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "alignment.settings",
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}",
        }
        django.setup()
        with redirect_stdout(StringIO()):
            call_command("migrate", verbosity=0)
            call_command("load_question_bank")
        yield


def timed(work: Work, turns: int) -> tuple[float, float]:
    """Median seconds of `work` and of the baseline, which take turns; the first turn does not count."""
    pairs = [(_seconds(work), _seconds(baseline)) for _ in range(turns + 1)][1:]
    return median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)


def baseline() -> int:
    """A few milliseconds of plain Python."""
    return sum(number * number % 7 for number in range(150_000))


def _seconds(work: Work) -> float:
    started = process_time()
    work()
    return process_time() - started


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS))
