from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from assessments.models import Release, Response
from assessments.scales import Team
from tests.builders import answer_many, make_draft, make_round

pytestmark = pytest.mark.django_db


def run(code: str) -> dict[str, str]:
    out = StringIO()
    call_command("close_round", code, stdout=out)
    printed: dict[str, str] = json.loads(out.getvalue())
    return printed


def test_round_is_closed() -> None:
    round = make_round()
    answer_many(round, Team.SALES, "Q1", [1, 2, 3, 4, 5])
    assert run(round.code) == {"round": round.code, "state": "closed"}
    assert Release.objects.get().round == round
    assert Response.objects.count() == 0


def test_code_is_typed_in_any_case() -> None:
    round = make_round()
    assert run(f" {round.code.lower()} ")["round"] == round.code


def test_unknown_code_is_named() -> None:
    with pytest.raises(CommandError, match="There is no round 'NOSUCH'"):
        run("NOSUCH")


def test_draft_is_refused() -> None:
    round = make_draft()
    with pytest.raises(CommandError, match="Only an open round can be closed"):
        run(round.code)


def test_closed_round_is_refused() -> None:
    round = make_round()
    run(round.code)
    with pytest.raises(CommandError, match="Only an open round can be closed"):
        run(round.code)
    assert Release.objects.count() == 1
