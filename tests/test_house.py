"""The repository keeps its shape: few things at the top, every dependency with a reason and a hash."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TOP_LEVEL = {
    ".ci",
    ".gitignore",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "accounts",
    "alignment",
    "assessments",
    "dev.py",
    "docs",
    "manage.py",
    "pyproject.toml",
    "reports",
    "requirements.txt",
    "static",
    "templates",
    "tests",
}
PIN = re.compile(r"(?P<name>[\w.-]+)(?P<extra>\[[\w,-]+\])?==(?P<version>[\w.]+)\s+#(?P<reason>.*)")
LOCKED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)", re.MULTILINE)


def lines(path: str) -> list[str]:
    text = (ROOT / path).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith(("#", "-r "))]


def locked(path: str) -> dict[str, str]:
    found = LOCKED.finditer((ROOT / path).read_text(encoding="utf-8"))
    return {match["name"]: match["version"] for match in found}


PINS = [
    pytest.param(line, lock, id=line.partition(" ")[0])
    for path, lock in (
        ("requirements.txt", ".ci/requirements.lock"),
        (".ci/requirements-dev.txt", ".ci/requirements-dev.lock"),
    )
    for line in lines(path)
]


@pytest.mark.skipif(not (ROOT / ".git").exists() or not shutil.which("git"), reason="not a clone")
def test_top_level_holds_what_the_architecture_names() -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert {path.partition("/")[0] for path in tracked.splitlines()} == TOP_LEVEL


@pytest.mark.parametrize(("line", "lock"), PINS)
def test_pin_is_exact_has_a_reason_and_is_locked(line: str, lock: str) -> None:
    pin = PIN.fullmatch(line)
    assert pin is not None
    assert pin["reason"].strip()
    assert locked(lock)[pin["name"].lower()] == pin["version"]


@pytest.mark.parametrize("line", [pin.values[0] for pin in PINS])
def test_pin_is_explained_in_the_documentation(line: str) -> None:
    name = line.partition("==")[0].partition("[")[0]
    assert f"| {name} |" in (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")


def test_tests_run_on_the_versions_that_people_run() -> None:
    run, dev = locked(".ci/requirements.lock"), locked(".ci/requirements-dev.lock")
    assert {name: dev.get(name) for name in run} == run


@pytest.mark.parametrize("path", [".ci/requirements.lock", ".ci/requirements-dev.lock"])
def test_lock_names_no_host_and_hashes_every_package(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index-url" not in text
    assert "--find-links" not in text
    packages = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [package.splitlines()[0] for package in packages if "--hash=sha256:" not in package] == []
