from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from reports.build import build_book
from reports.renderers import EXPORTS
from tests.builders import make_closed_round, make_draft, make_round

pytestmark = pytest.mark.django_db

FIVE = [1, 2, 3, 4, 5]


def run(*arguments: str) -> bytes:
    out = io.BytesIO()
    stdout = io.TextIOWrapper(out, write_through=True)
    call_command("export_report", *arguments, stdout=stdout)
    return out.getvalue()


@pytest.mark.parametrize("kind", EXPORTS)
def test_file_is_the_rendered_report(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    round = make_closed_round(FIVE, FIVE)
    printed = run(round.code, "--format", kind)
    assert [path.name for path in tmp_path.iterdir()] == [f"acme-{round.code}.{kind}"]
    assert printed.decode() == f"acme-{round.code}.{kind}\n"
    assert (tmp_path / f"acme-{round.code}.{kind}").read_bytes() == EXPORTS[kind].render(build_book(round))


def test_file_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    round = make_closed_round(FIVE, FIVE)
    run(round.code, "--format", "json", "--output", str(tmp_path / "spring.json"))
    assert json.loads((tmp_path / "spring.json").read_bytes())["round"]["code"] == round.code


@pytest.mark.parametrize("kind", EXPORTS)
def test_standard_output_is_the_file_and_nothing_else(kind: str) -> None:
    round = make_closed_round(FIVE, FIVE)
    assert run(round.code, "--format", kind, "--output", "-") == EXPORTS[kind].render(build_book(round))


@pytest.mark.parametrize("make", [make_round, make_draft])
def test_round_that_is_not_closed_has_no_report(make: type) -> None:
    round = make()
    with pytest.raises(CommandError) as mistake:
        run(round.code, "--format", "json")
    assert str(mistake.value) == f"Round {round.code} is {round.state}: there is a report once it is closed."


def test_unknown_code_is_named() -> None:
    with pytest.raises(CommandError, match="There is no round 'NOSUCH'"):
        run("NOSUCH", "--format", "json")


def test_unknown_format_is_named() -> None:
    with pytest.raises(CommandError, match="argument --format: invalid choice: 'doc'"):
        run("NOSUCH", "--format", "doc")


def test_path_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    round = make_closed_round(FIVE, FIVE)
    with pytest.raises(CommandError, match=r"Cannot write .*: No such file or directory"):
        run(round.code, "--format", "json", "--output", str(tmp_path / "missing" / "x.json"))
