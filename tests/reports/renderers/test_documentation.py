"""The page on files says what the files hold."""

from __future__ import annotations

from pathlib import Path

from reports.renderers import csv, xlsx
from reports.renderers.json import document
from tests.reports.example_reports import nine_questions, whole_book, with_groups

PAGE = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")


def test_documentation_names_every_key_of_the_json() -> None:
    content = document(nine_questions())
    item = content["items"][0]
    keys = {*content, *content["round"], *content["participation"]["sales"], *item, *item["sales"], *item["gap"]}
    assert {key for key in keys - {"schema"} if f"`{key}`" not in PAGE} == set()


def test_documentation_gives_the_header_of_the_csv() -> None:
    assert ",".join(csv.COLUMNS) in PAGE.splitlines()


def test_documentation_names_every_key_of_a_group() -> None:
    groups = document(with_groups())["items"][0]["segments"]
    assert {key for key in {*groups, *groups["sales"][0]} if f"`{key}`" not in PAGE} == set()


def test_documentation_names_every_sheet_of_the_workbook() -> None:
    sheets = {sheet.name for report in (whole_book(), with_groups()) for sheet in xlsx.sheets(report)}
    assert {name for name in sheets if f"`{name}`" not in PAGE} == set()
    described = PAGE.split("## XLSX\n")[1].split("\n## ")[0]
    assert {
        name for line in described.splitlines() if line.startswith("| `") for name in line.split("`")[1::2]
    } == sheets
