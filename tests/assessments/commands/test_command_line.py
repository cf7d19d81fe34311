"""The commands as people run them: exit codes, and what stands on which stream."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import ManagementUtility

COMMANDS = [
    "load_question_bank", "create_round", "import_responses", "close_round", "demo", "export_report", "work",
    "purge_expired", "erase_person",
]  # fmt: skip


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A database of its own: commands are processes of their own."""
    folder = tmp_path_factory.mktemp("commands")
    environment = {**os.environ, "VAR_DIR": str(folder), "DATABASE_URL": f"sqlite:///{folder}/oneteam.sqlite3"}
    assert manage(environment, "migrate", "--verbosity", "0", "--skip-checks").returncode == 0
    return environment


def manage(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_round_goes_through_all_commands(environment: dict[str, str], tmp_path: Path) -> None:
    created = manage(environment, "create_round", "Acme", "--title", "Spring")
    assert (created.returncode, created.stderr) == (0, "")
    code = json.loads(created.stdout)["round"]
    closed = manage(environment, "close_round", code)
    assert (closed.returncode, closed.stderr) == (0, "")
    exported = manage(environment, "export_report", code, "--format", "json", "--output", "-")
    assert (exported.returncode, exported.stderr) == (0, "")
    assert json.loads(exported.stdout)["round"]["code"] == code


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["close_round", "NOSUCH"], "Error: There is no round 'NOSUCH'.\n"),
        (["close_round"], "Error: the following arguments are required: CODE\n"),
        (
            ["create_round", "A", "--title", "T", "--minimum", "2"],
            "Error: argument --minimum: write a number from 3 to 10\n",
        ),
        (
            ["import_responses", "x.csv", "--organization", "A", "--title", "T"],
            "Error: Cannot read x.csv: No such file or directory.\n",
        ),
    ],
)
def test_mistake_gives_one_line_and_exit_code_1(
    environment: dict[str, str], arguments: list[str], sentence: str
) -> None:
    failed = manage(environment, *arguments)
    assert (failed.returncode, failed.stdout, failed.stderr) == (1, "", sentence)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_given(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit, match=r"^0$"):
        ManagementUtility(["manage.py", command, "--help"]).execute()
    assert capsys.readouterr().out.startswith(f"usage: manage.py {command}")
