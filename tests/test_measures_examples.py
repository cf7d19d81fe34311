"""The worked examples from end to end: a CSV goes in by one command, the figures come out by another."""

from __future__ import annotations

import json
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from tests.reports.analysis.examples import EXAMPLES, matches

pytestmark = pytest.mark.django_db

TEAMS = ("sales", "marketing")
MINIMUM = 3


def is_shown(side: dict[str, Any]) -> bool:
    n = sum(side["hist"])
    return bool(n >= MINIMUM or (n == 0 and side["dk"] >= MINIMUM))


SHOWN = {name: example for name, example in EXAMPLES["hist"].items() if all(is_shown(example[team]) for team in TEAMS)}


def rows_of(example: dict[str, Any]) -> str:
    """An example as a file with the one question q."""
    lines = ["team,q"]
    for team in TEAMS:
        for point, count in enumerate(example[team]["hist"], start=1):
            lines += [f"{team},{point}"] * count
        lines += [f"{team},dk"] * example[team]["dk"]
    return "\n".join(lines)


def report_on(content: str, folder: Path) -> dict[str, Any]:
    (folder / "answers.csv").write_text(content)
    imported, exported = StringIO(), BytesIO()
    call_command(
        "import_responses", str(folder / "answers.csv"), "--organization", "Acme", "--title", "Example",
        "--minimum", str(MINIMUM), stdout=imported, stderr=StringIO(),
    )  # fmt: skip
    code = json.loads(imported.getvalue())["round"]
    stdout = TextIOWrapper(exported, write_through=True)
    call_command("export_report", code, "--format", "json", "--output", "-", stdout=stdout)
    report: dict[str, Any] = json.loads(exported.getvalue())
    return report


def mismatches(item: dict[str, Any], example: dict[str, Any]) -> list[tuple[str, str, Any, Any]]:
    """Every figure that both the report and the example have, where they differ."""
    if example["gap"] is None:
        assert item["gap"] is None
    return [
        (part, key, item[part][key], expected)
        for part in (*TEAMS, "gap")
        for key, expected in (example[part] or {}).items()
        if key in item[part] and not matches(item[part][key], expected)
    ]


def test_examples_that_may_be_shown_are_most() -> None:
    assert set(EXAMPLES["hist"]) - set(SHOWN) == {"one_v_six"}


@pytest.mark.parametrize("name", SHOWN)
def test_figures_of_an_example_come_through(name: str, tmp_path: Path) -> None:
    report = report_on(rows_of(SHOWN[name]), tmp_path)
    (item,) = report["items"]
    assert mismatches(item, SHOWN[name]) == []
    assert item["label"] == SHOWN[name]["spec_label_alone"]


def test_figures_of_the_assessment_come_through(tmp_path: Path) -> None:
    assessment = EXAMPLES["assessment"]
    report = report_on(assessment["csv"], tmp_path)
    assert report["participation"] == {
        "sales": {"invited": None, "responded": 12},
        "marketing": {"invited": None, "responded": 9},
    }
    assert [item["code"] for item in report["items"]] == list(assessment["items"])
    for item in report["items"]:
        example = assessment["items"][item["code"]]
        assert mismatches(item, example) == []
        assert item["label"] == example["spec_label"]


def test_all_keys_of_one_gap_are_compared(tmp_path: Path) -> None:
    """Guards the comparison above: a figure that the report left out would be skipped."""
    (item,) = report_on(rows_of(SHOWN["two_camps"]), tmp_path)["items"]
    missing = {part: set(SHOWN["two_camps"][part]) - set(item[part]) for part in (*TEAMS, "gap")}
    only_in_r = {"rwg", "t_test_ci_points", "welch", "floor_binds", "pROC_auc", "delong_var", "p_asym_nocc"}
    assert {part: keys - only_in_r for part, keys in missing.items()} == {part: set() for part in (*TEAMS, "gap")}
