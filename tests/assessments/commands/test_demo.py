from __future__ import annotations

import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Round
from assessments.services.closing import close_round
from assessments.services.rounds import survey_links

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("demo", *arguments, stdout=out)
    return out.getvalue()


def test_sign_ins_and_both_links_are_printed(settings: Any) -> None:
    settings.SITE_URL = "http://127.0.0.1:9000"
    printed = run()
    links = survey_links(Round.objects.get(state="open"))
    assert [line.rstrip() for line in printed.splitlines()] == [
        "Demo sign-ins at http://127.0.0.1:9000/account/login/:",
        "  consultant@example.com  OneTeam-demo            owner of both clients",
        "  leader@example.com      OneTeam-demo            viewer of Northwind Instruments",
        "Without an account, anybody looks around as a guest: http://127.0.0.1:9000/demo/",
        "Survey links of Harbor & Pine, First look:",
        *(f"  {team.value.capitalize():9}  {link}" for team, link in links.items()),
    ]


def test_second_run_changes_nothing_and_prints_the_same() -> None:
    first = run()
    codes = set(Round.objects.values_list("code", flat=True))
    assert run("--seed", "2") == first
    assert set(Round.objects.values_list("code", flat=True)) == codes


def test_reset_makes_the_demo_anew() -> None:
    run()
    codes = set(Round.objects.values_list("code", flat=True))
    run("--reset")
    assert Round.objects.count() == 3
    assert not codes & set(Round.objects.values_list("code", flat=True))


def test_removal_leaves_no_way_in() -> None:
    run()
    assert run("--remove") == "The demo is removed.\n"
    assert not User.objects.exists()
    assert not Organization.objects.exists()


def test_demo_whose_round_has_ended_says_how_to_start_again() -> None:
    run()
    close_round(round=Round.objects.get(state="open"), now=timezone.now())
    assert run().splitlines()[-1] == "The demo's open round has ended; demo --reset starts a new one."


def test_demo_is_made_in_seconds() -> None:
    start = time.perf_counter()
    run()
    assert time.perf_counter() - start < 10
