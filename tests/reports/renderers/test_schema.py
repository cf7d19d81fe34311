"""The published schema of the report document: whatever is written fits it, and nothing else does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

import reports.renderers
from reports.document import Report
from reports.renderers.json import render
from tests.reports.example_reports import make_report, row, two_rounds, with_groups
from tests.reports.strategies import some, whole_reports

Path_: TypeAlias = tuple[str | int, ...]

SCHEMA = json.loads(Path(reports.renderers.__file__).with_name("report.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)

MAY_BE_NULL = {"dimension", "invited", "na", "p_exact", "change"}
"""Keys that may be null whatever the others are."""

ASKED_ONLY = "segments"
"""The key that is there only in rounds that asked for groups."""

ANSWERS = ((0, 1, 3, 3, 2), (0, 2, 4, 3, 1))
FEW = ((0, 2, 2, 0, 0), (0, 0, 1, 2, 1))


def parsed(report: Report) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(render(report))
    return content


def is_valid(content: object) -> bool:
    return bool(VALIDATOR.is_valid(content))


EXAMPLES = {
    "two rounds": two_rounds(),
    "everybody counted": make_report([row("S8", *ANSWERS)], sales=(12, 12), marketing=(14, 9)),
    "hidden": make_report([row("S8", ANSWERS[0], FEW[1])]),
    "few answers": make_report([row("S7", *FEW)], minimum=3),
    "could not say": make_report([row("S8", (0, 0, 0, 0, 0), (1, 2, 1, 3, 1), dk=(7, 0))]),
    "nothing asked": make_report([]),
    "groups": with_groups(),
}


def walk(content: Any, path: Path_ = ()) -> Iterator[tuple[Path_, Any]]:
    """Every value below `content` with the way to it."""
    entries = content.items() if isinstance(content, dict) else enumerate(content) if isinstance(content, list) else ()
    for key, value in entries:
        yield (*path, key), value
        yield from walk(value, (*path, key))


def walk_kinds(content: Any) -> Iterator[tuple[Path_, Any]]:
    """As `walk`, but of values of one kind that stand at the same place in different entries only the first."""
    seen = set()
    for path, value in walk(content):
        place = tuple("*" if isinstance(key, int) or is_map(path[:depth]) else key for depth, key in enumerate(path))
        kind = float if type(value) is int else type(value)
        if (place, kind) not in seen:
            seen.add((place, kind))
            yield path, value


def at(content: Any, path: Path_) -> Any:
    for key in path:
        content = content[key]
    return content


def changed(content: Any, path: Path_, value: object) -> Any:
    """`content` with another value at `path`; what is not on the way there is shared."""
    if not path:
        return value
    key, *rest = path
    other = copy(content)
    other[key] = changed(content[key], tuple(rest), value)
    return other


def dotted(path: Path_) -> str:
    return ".".join(map(str, path))


def is_map(path: Path_) -> bool:
    """Whether an object has codes for keys."""
    return path == ("change", "items")


def is_alike(one: object, other: object) -> bool:
    """Whether two values are of the same kind in JSON, where 1 and 1.0 are but True is not."""
    kinds = [float if type(value) is int else type(value) for value in (one, other)]
    return kinds[0] is kinds[1]


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_fits(name: str) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(parsed(EXAMPLES[name]))] == []


@some
@given(whole_reports())
def test_every_report_fits(report: Report) -> None:
    assert [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(parsed(report))] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_missing_key_is_refused(name: str) -> None:
    content = parsed(EXAMPLES[name])
    accepted = []
    for path, _ in walk_kinds(content):
        if isinstance(path[-1], str) and not is_map(path[:-1]) and path[-1] != ASKED_ONLY:
            rest = {key: value for key, value in at(content, path[:-1]).items() if key != path[-1]}
            accepted += [dotted(path)] * is_valid(changed(content, path[:-1], rest))
    assert accepted == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_unknown_key_is_refused(name: str) -> None:
    content = parsed(EXAMPLES[name])
    objects = [((), content), *((path, value) for path, value in walk_kinds(content) if isinstance(value, dict))]
    more = [(path, changed(content, path, {**value, "more": 0})) for path, value in objects]
    assert [dotted(path) for path, other in more if is_valid(other)] == []


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("wrong", ["nonsense", 0.5, {}, [], True])
def test_value_of_another_kind_is_refused(name: str, wrong: object) -> None:
    content = parsed(EXAMPLES[name])
    accepted = [
        dotted(path)
        for path, value in walk_kinds(content)
        if not is_alike(value, wrong) and path[-1] not in MAY_BE_NULL and is_valid(changed(content, path, wrong))
    ]
    assert accepted == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_null_is_refused_where_a_figure_is_defined(name: str) -> None:
    content = parsed(EXAMPLES[name])
    accepted = [
        dotted(path)
        for path, value in walk_kinds(content)
        if value is not None and path[-1] not in MAY_BE_NULL and is_valid(changed(content, path, None))
    ]
    sides = [path for path in accepted if ".coorientation." in path]  # a side on which too few guessed
    assert [path for path in accepted if path not in sides] == []
    assert all(path.endswith((".coorientation.sales", ".coorientation.marketing")) for path in sides)


@pytest.mark.parametrize("name", EXAMPLES)
def test_figure_is_refused_where_none_is_defined(name: str) -> None:
    content = parsed(EXAMPLES[name])
    nulls = [path for path, value in walk(content) if value is None and path[-1] not in MAY_BE_NULL]
    wrong = [0, True, [0, 0], {}, {"reason": "few_items"}]
    assert [dotted(path) for path in nulls if any(is_valid(changed(content, path, value)) for value in wrong)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "oneteam.report/2"),
        (("round", "state"), "open"),
        (("round", "mode"), "secret"),
        (("round", "closed_on"), "30.10.2026"),
        (("round", "closed_on"), "2026-13-01"),
        (("round", "minimum_group_size"), 2),
        (("round", "digest"), "0F" * 32),
        (("items", 0, "direction"), "−"),
        (("items", 0, "kind"), "open"),
        (("items", 0, "label"), "hidden"),
        (("items", 0, "label"), "few"),
        (("items", 0, "scale"), "yesno"),
        (("items", 0, "weight"), 0),
        (("items", 0, "sales"), {"hidden": True, "reason": "minimum"}),
        (("items", 0, "sales", "n"), 2),
        (("items", 0, "sales", "n"), 11.5),
        (("items", 0, "sales", "hist"), [0, 0, 2, 6]),
        (("items", 0, "gap", "U"), 12.3),
        (("items", 0, "gap", "band"), "huge"),
        (("items", 0, "gap", "p"), 1.01),
        (("items", 0, "coorientation", "sales", "state"), "agreement"),
        (("items", 0, "coorientation", "sales", "confidence_word"), "sure"),
        (("items", 0, "priority", "reasons"), ["clear gap", "clear gap"]),
        (("items", 0, "priority", "M"), 10),
        (("index", "stage"), "friends"),
        (("index",), {"reason": "laziness"}),
        (("dimensions", 0), {"code": "FLOW", "name": "Flow", "reason": "few_items"}),
        (("change", "items", "S9", "sales", "label"), "hidden"),
        (("change", "items", "S9", "sales", "q"), None),
        (("comments", 0, "team"), "support"),
    ],
)
def test_what_cannot_be_is_refused(path: Path_, value: object) -> None:
    content = parsed(two_rounds())
    assert is_valid(content)
    assert not is_valid(changed(content, path, value))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("names",), []),
        (("names",), ["North", "North"]),
        (("n",), 2),
        (("score",), 101),
        (("hist",), [0, 0, 5]),
    ],
)
def test_group_that_cannot_be_is_refused(path: Path_, value: object) -> None:
    content = parsed(with_groups())
    assert is_valid(content)
    assert not is_valid(changed(content, ("items", 0, "segments", "sales", 0, *path), value))


def test_groups_of_a_hidden_team_are_refused() -> None:
    content = parsed(with_groups())
    assert content["items"][2]["segments"]["marketing"] is None
    assert not is_valid(changed(content, ("items", 2, "segments", "marketing"), []))
