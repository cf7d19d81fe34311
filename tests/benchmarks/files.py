"""What the files of a round cost: `python -m tests.benchmarks.files [turns]`.

Each file takes turns with a bare Typst document of as many pages as the PDF has, so that a slow machine changes both.
Printed are medians of processor time, sizes, and the ratio of the two times. A second table has the same round with a
hundred and with a hundred thousand responses. The exit code is 1 where a goal is missed. No database is used.
"""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from statistics import median
from time import process_time
from typing import TypeAlias

import pypdf
import typst

from assessments.bank import load_bank
from assessments.scales import FrozenItem, Team
from assessments.tallies import Cell, Histogram, ItemTally
from reports.document import Report
from reports.renderers import EXPORTS
from reports.renderers.pdf.press import fonts
from tests.reports.analysis.strategies import counted
from tests.reports.example_reports import make_report

TURNS = 7
SIZES = {"nine questions": 9, "whole bank": 57}
PEOPLE = {100: (60, 40), 100_000: (60_000, 40_000)}
FILES = ("pdf", "pptx", "xlsx")

SECONDS = {"nine questions": 1.0, "whole bank": 3.0}
"""Goals of the PDF, in processor time."""

GROWTH = 1.5
"""Goal: what a thousand times as many responses may cost."""

Work: TypeAlias = Callable[[], object]


def main(turns: int) -> int:
    missed = _by_questions(turns) + _by_responses(turns)
    print(*missed, sep="\n")
    return 1 if missed else 0


def _by_questions(turns: int) -> list[str]:
    missed = []
    print(f"{'round':16}{'file':6}{'median':>11}{'size':>10}{'pages':>7}{'bare':>11}{'ratio':>8}")
    for name, questions in SIZES.items():
        report = round_of(questions, (12, 9))
        pages = len(pypdf.PdfReader(io.BytesIO(EXPORTS["pdf"].render(report))).pages)
        for kind in kinds():
            seconds, base, size = timed(partial(EXPORTS[kind].render, report), partial(bare, pages), turns)
            print(
                f"{name:16}{kind:6}{seconds * 1000:8.0f} ms{size / 1000:7.0f} kB{pages:7}{base * 1000:8.0f} ms"
                f"{seconds / base:8.1f}"
            )
            if kind == "pdf" and seconds > SECONDS[name]:
                missed.append(f"The PDF of {name} takes longer than {SECONDS[name]:.0f} s.")
    return missed


def _by_responses(turns: int) -> list[str]:
    missed = []
    print(f"\n{'file':6}" + "".join(f"{people:>14,}" for people in PEOPLE) + f"{'ratio':>8}")
    few, many = (round_of(9, people) for people in PEOPLE.values())
    for kind in kinds():
        base, seconds, _size = timed(partial(EXPORTS[kind].render, few), partial(EXPORTS[kind].render, many), turns)
        print(f"{kind:6}{base * 1000:11.0f} ms{seconds * 1000:11.0f} ms{seconds / base:8.2f}")
        if seconds > GROWTH * base:
            missed.append(f"{kind} costs more with more responses.")
    return missed


def kinds() -> list[str]:
    return [kind for kind in FILES if kind in EXPORTS]


def timed(work: Work, other: Work, turns: int) -> tuple[float, float, int]:
    """Median seconds of both, which take turns, and the size of what `work` made; the first turn does not count."""
    size, pairs = 0, []
    for _turn in range(turns + 1):
        seconds, made = _seconds(work)
        pairs.append((seconds, _seconds(other)[0]))
        size = len(made) if isinstance(made, bytes) else 0
    return median(pair[0] for pair in pairs[1:]), median(pair[1] for pair in pairs[1:]), size


def _seconds(work: Work) -> tuple[float, object]:
    started = process_time()
    made = work()
    return process_time() - started, made


def bare(pages: int) -> bytes:
    """So many pages of words in the same typeface, tagged as the report is."""
    page = "#heading[A heading]\n#lorem(180)"
    text = '#set document(title: "Bare")\n#set text(font: "Source Sans Pro", lang: "en")\n' + "\n#pagebreak()\n".join(
        [page] * pages
    )
    made: bytes = typst.compile(text.encode(), font_paths=fonts(), pdf_standards=["ua-1"])
    return made


def round_of(questions: int, people: tuple[int, int]) -> Report:
    """Questions of the bank, over again where it has fewer, answered by so many of Sales and Marketing."""
    chance = random.Random(questions)
    bank = [one for one in load_bank().questions if not one.is_open]
    asked = [replace(bank[place % len(bank)], code=f"B{place}") for place in range(questions)]
    sales, marketing = people
    rows = [
        ItemTally(
            item=item,
            sales=_cell(item, Team.SALES, sales, chance),
            marketing=_cell(item, Team.MARKETING, marketing, chance),
        )
        for item in asked
    ]
    return make_report(rows, sales=(sales + 2, sales), marketing=(marketing, marketing))


def _cell(item: FrozenItem, team: Team, people: int, chance: random.Random) -> Cell:
    return Cell(
        hist=_histogram(people, chance),
        na=0 if item.not_applicable else None,
        guess=_histogram(people, chance) if item.may_guess(team) else None,
    )


def _histogram(n: int, chance: random.Random) -> Histogram:
    return counted(chance.choices(range(5), weights=[chance.random() for _ in range(5)], k=n))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS))
