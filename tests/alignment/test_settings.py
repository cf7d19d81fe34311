"""A wrong setting stops the start with one sentence; docs/operations.md names every setting there is."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "APP_ENV": "production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "survey.example.com",
    "SITE_URL": "https://survey.example.com",
}


def start(tmp_path: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py check`, or another command, in a process that knows no other settings than these."""
    path = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path)}
    return subprocess.run(
        [sys.executable, "manage.py", *(command or ["check"])],
        cwd=ROOT,
        env={**path, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_empty_environment_is_enough(tmp_path: Path) -> None:
    done = start(tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_production_passes_every_deployment_check(tmp_path: Path) -> None:
    done = start(tmp_path, "check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)
    assert (done.returncode, done.stdout, done.stderr) == (
        0,
        "System check identified no issues (0 silenced).\n",
        "",
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"APP_ENV": "staging"}, "APP_ENV is 'staging'"),
        ({"DEBUG": "maybe"}, "DEBUG is 'maybe'"),
        ({"EMAIL_PORT": "smtp"}, "EMAIL_PORT is 'smtp'"),
        ({"CONTACT_EMAIL": "call us"}, "CONTACT_EMAIL is 'call us'; write one address such as hello@example.com."),
        ({"TIME_ZONE": "Mars/Olympus"}, "TIME_ZONE is 'Mars/Olympus'"),
        ({"SITE_URL": "survey.example.com"}, "SITE_URL is 'survey.example.com'"),
        ({"DATABASE_URL": "postgres//db"}, "DATABASE_URL cannot be used"),
        ({"DATABASE_URL": "mysql://ann@db/oneteam"}, "DATABASE_URL cannot be used"),
        ({"DATABASE_URL": "postgres://ann@db/x", "DATABASE_CONN_MAX_AGE": "1m"}, "DATABASE_CONN_MAX_AGE is '1m'"),
        ({"SECRET_KEY_FILE": "/no/such/file"}, "SECRET_KEY_FILE names /no/such/file"),
        ({"VAR_DIR": "/dev/null/var"}, "VAR_DIR: /dev/null/var cannot be made"),
        ({**PRODUCTION, "SECRET_KEY": ""}, "SECRET_KEY is missing"),
        ({**PRODUCTION, "SECRET_KEY": "short"}, "SECRET_KEY is missing or shorter"),
        ({**PRODUCTION, "DEBUG": "true"}, "DEBUG is on"),
        ({**PRODUCTION, "ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS is empty"),
        ({**PRODUCTION, "SITE_URL": "http://survey.example.com"}, "SITE_URL is 'http://survey.example.com'"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_wrong_value_stops_the_start_with_one_sentence(wrong: dict[str, str], sentence: str, tmp_path: Path) -> None:
    done = start(tmp_path, **wrong)
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_documentation_has_a_row_for_every_variable() -> None:
    assert documented().keys() == read_by_code().keys()


def test_documentation_tells_the_defaults() -> None:
    told = documented()
    defaults = {name: default for name, default in read_by_code().items() if default is not None}
    assert {name: told[name] for name in defaults} == defaults


def documented() -> dict[str, str]:
    """Variable → default as the table of docs/operations.md has it: `code`, or "" for words."""
    text = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([A-Z_]+)` \| (.*?) \|", text, flags=re.MULTILINE)
    return {name: default.strip("`") if default.startswith("`") else "" for name, default in rows}


def read_by_code() -> dict[str, str | None]:
    """Variable → the default that alignment/ passes with its name; None where it is computed."""
    found: dict[str, str | None] = {}
    for file in (ROOT / "alignment").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("env_"):
                match node.args:
                    case [ast.Constant(value=str(name)), *positional]:
                        default = [*positional, *(keyword.value for keyword in node.keywords)]
                        found[name] = _as_written(default[0] if default else ast.Constant(value=""))
    return found


def _as_written(default: ast.expr) -> str | None:
    if not isinstance(default, ast.Constant):
        return None
    return str(default.value).lower() if isinstance(default.value, bool) else str(default.value)
