"""The page on measures says what the code does: its examples are run, its keys, words and thresholds compared."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from reports.analysis import constants
from reports.analysis.agreement import AgreementWord
from reports.analysis.change import GapChange, IndexChange, TeamChange
from reports.analysis.coorientation import SideFigures, State
from reports.analysis.estimates import Estimate
from reports.analysis.figures import GapFigures, TeamFigures
from reports.analysis.index import IndexFigures, Stage
from reports.analysis.index import Reason as Lack
from reports.analysis.labels import Label
from reports.analysis.priorities import Priority, Reason
from reports.analysis.segments import SegmentFigures
from reports.renderers.json import document
from tests.reports.example_reports import make_report, row, two_rounds, with_groups

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"\d+(?:\.\d+)?(?:e-?\d+)?")


def tables(head: str, text: str = PAGE) -> Iterator[list[list[str]]]:
    """The rows of every table whose first column is headed `head`."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith(f"| {head} |"):
            next(lines)
            yield list(_rows(lines))


def _rows(lines: Iterator[str]) -> Iterator[list[str]]:
    for line in lines:
        if not line.startswith("|"):
            return
        yield [cell.strip() for cell in line.strip("|").split("|")]


def first_column(rows: Iterable[list[str]]) -> list[str]:
    return [cells[0].strip("`") for cells in rows]


def section(heading: str) -> str:
    """The words from a heading to the next."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAGE, re.DOTALL | re.MULTILINE)
    assert found is not None
    return found[1]


def keys(kind: type[Any]) -> list[str]:
    return [field.name for field in fields(kind)]


ITEM: Mapping[str, Any] = document(with_groups())["items"][0]
CHANGE: Mapping[str, Any] = document(two_rounds())["change"]
FOUND, LACKING = (
    document(two_rounds())["dimensions"][0],
    document(make_report([row("V1", (1, 2, 3, 2, 1), (1, 2, 3, 2, 1))]))["dimensions"][0],
)
KEYS = [
    ("A question", list(ITEM)),
    ("One team", ["hidden", "reason", *keys(TeamFigures)]),
    ("By group", [*ITEM["segments"], *keys(SegmentFigures)]),
    ("The gap", keys(GapFigures)),
    ("What they expect of each other", keys(SideFigures)),
    ("Index and stage", [*keys(IndexFigures), "reason"]),
    ("Topics", list(dict.fromkeys([*FOUND, *LACKING]))),
    ("What to talk about first", keys(Priority)),
    (
        "Change since the round before",
        [*CHANGE, *CHANGE["items"]["S9"], *keys(TeamChange), *keys(GapChange), *keys(IndexChange)],
    ),
]
WORDS: list[tuple[str, type[StrEnum]]] = [
    ("label", Label),
    ("word", AgreementWord),
    ("state", State),
    ("estimate", Estimate),
    ("stage", Stage),
    ("lacking", Lack),
    ("reason", Reason),
]


def test_examples_give_what_the_page_says() -> None:
    blocks = "\n\n".join(re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE))
    test = doctest.DocTestParser().get_doctest(blocks, {}, "docs/measures.md", None, None)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert "".join(told) == ""
    assert result.attempted > 50


@pytest.mark.parametrize(("heading", "expected"), KEYS, ids=[heading for heading, _ in KEYS])
def test_every_key_of_the_report_is_explained(heading: str, expected: list[str]) -> None:
    rows = [cells for table in tables("key", section(heading)) for cells in table]
    assert first_column(rows) == expected
    assert all(cells[1] for cells in rows)


@pytest.mark.parametrize(("head", "expected"), WORDS, ids=[head for head, _ in WORDS])
def test_every_word_is_explained(head: str, expected: type[StrEnum]) -> None:
    (rows,) = tables(head)
    assert first_column(rows) == list(expected)
    assert all(cells[1] for cells in rows)


def flat(value: object) -> list[float | str]:
    """The numbers and words of a threshold in order."""
    if isinstance(value, Mapping):
        return flat(list(value.items()))
    if isinstance(value, tuple | list):
        return [part for one in value for part in flat(one)]
    return [value] if isinstance(value, str) else [float(str(value))]


def test_every_threshold_is_that_of_the_code() -> None:
    (rows,) = tables("threshold")
    thresholds = {name: value for name, value in vars(constants).items() if name.isupper()}
    assert first_column(rows) == list(thresholds)
    for cells, value in zip(rows, thresholds.values(), strict=True):
        printed = [float(word) if NUMBER.fullmatch(word) else word for word in re.split(r",? ", cells[1])]
        assert sorted(map(str, printed)) == sorted(map(str, flat(value))), cells[0]


def test_every_property_is_tested_where_the_page_says() -> None:
    (rows,) = tables("property")
    named = [name.split("::") for cells in rows for name in re.findall(r"`([^`]+)`", cells[1])]
    assert len(named) >= len(rows)
    missing = [f"{path}::{test}" for path, test in named if test not in functions(ROOT / "tests" / path)]
    assert missing == []


def functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8")) if path.is_file() else ast.Module(body=[], type_ignores=[])
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
