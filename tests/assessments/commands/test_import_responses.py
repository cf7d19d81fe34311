from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from assessments.management.commands.import_responses import PROGRESS_EVERY
from assessments.models import Release, Round
from assessments.releases import load

pytestmark = pytest.mark.django_db

ROWS = "".join(f"sales,{point}\nmarketing,{point}\n" for point in (1, 2, 3, 4, 5))


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(f"team,S1\n{ROWS}sales,\n")
    return path


def run(path: Path, *arguments: str, stderr: StringIO | None = None) -> dict[str, Any]:
    out = StringIO()
    call_command(
        "import_responses", str(path), "--organization", "Acme", "--title", "Spring", *arguments,
        stdout=out, stderr=stderr or StringIO(),
    )  # fmt: skip
    printed: dict[str, Any] = json.loads(out.getvalue())
    return printed


def test_round_is_imported_and_closed(csv: Path) -> None:
    printed = run(csv)
    round = Round.objects.get()
    assert printed == {"round": round.code, "responses": {"sales": 6, "marketing": 5}, "state": "closed"}


def test_options_are_kept(csv: Path) -> None:
    run(
        csv, "--assessment", "Yearly", "--minimum", "3", "--invited-sales", "12", "--invited-marketing", "9",
        "--closed-on", "2024-04-30",
    )  # fmt: skip
    round = Round.objects.get()
    released = load(Release.objects.get().document)
    assert (round.assessment.name, round.minimum) == ("Yearly", 3)
    assert (released.tally.sales.invited, released.tally.marketing.invited) == (12, 9)
    assert released.closed_on == "2024-04-30"


def test_round_is_kept_open(csv: Path) -> None:
    assert run(csv, "--keep-open")["state"] == "open"
    assert Round.objects.get().state == "open"


def test_small_file_says_nothing_on_stderr(csv: Path) -> None:
    errors = StringIO()
    run(csv, stderr=errors)
    assert errors.getvalue() == ""


def test_large_file_tells_how_far_it_is(tmp_path: Path) -> None:
    path, errors = tmp_path / "large.csv", StringIO()
    path.write_text("team,S1\n" + "sales,\n" * PROGRESS_EVERY)
    run(path, stderr=errors)
    assert errors.getvalue() == "10,000 of 10,000 responses stored\n"


def test_wrong_file_is_refused_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_text("team,S1\nsales,1\nsales,7\n")
    with pytest.raises(CommandError) as refused:
        run(path)
    assert str(refused.value).splitlines() == [
        "Nothing was imported.",
        "line 3, column S1, value '7': write 1 to 5, dk or nothing",
    ]
    assert Round.objects.count() == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--minimum", "2"], "argument --minimum: write a number from 3 to 10"),
        (["--closed-on", "30.4.2024"], "argument --closed-on: write a date such as 2026-05-29"),
        (["--closed-on", "2999-01-01"], "The closing date has not come yet."),
        (["--closed-on", "2024-04-30", "--keep-open"], "A round that stays open has no closing date yet."),
        (["--title", "x" * 121], "argument --title: write 1 to 120 characters"),
    ],
)
def test_mistake_is_named(csv: Path, arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError) as mistake:
        run(csv, *arguments)
    assert sentence in str(mistake.value)
    assert Round.objects.count() == 0


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Cannot read .*nowhere\.csv: No such file"):
        run(tmp_path / "nowhere.csv")


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Cannot read"):
        run(tmp_path)
