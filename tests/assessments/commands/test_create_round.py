from __future__ import annotations

import datetime
import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import Organization
from assessments import tokens
from assessments.models import Assessment, Link, Round
from assessments.scales import Team

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("create_round", *arguments, stdout=out)
    printed: dict[str, Any] = json.loads(out.getvalue())
    return printed


def test_round_is_launched_and_its_links_are_printed(settings: Any) -> None:
    settings.SITE_URL = "https://oneteam.example.com"
    printed = run("Acme Inc.", "--title", "Spring")
    round = Round.objects.get()
    assert list(printed) == ["round", "links"]
    assert printed["round"] == round.code
    assert list(printed["links"]) == ["sales", "marketing"]
    for team in Team:
        site, token = printed["links"][team].removesuffix("/").split("/s/")
        assert site == "https://oneteam.example.com"
        assert Link.objects.get(token_hash=tokens.hash_token(token)).team == team
    assert (round.state, round.title, round.mode, round.organization.slug) == (
        "open",
        "Spring",
        "anonymous",
        "acme-inc",
    )


def test_defaults_are_the_quick_nine_for_two_weeks() -> None:
    run("Acme", "--title", "Spring")
    round = Round.objects.get()
    assert (round.minimum, round.has_guesses, round.items.count()) == (5, True, 12)
    assert (round.invited_sales, round.invited_marketing) == (None, None)
    assert round.closes_at is not None
    assert round.launched_at is not None
    assert (round.closes_at - round.launched_at) == datetime.timedelta(days=14)


def test_options_are_kept() -> None:
    run(
        "Acme", "--title", "Spring", "--assessment", "Yearly", "--form", "standard", "--minimum", "10",
        "--mode", "anonymous", "--no-guesses", "--invited-sales", "12", "--invited-marketing", "0",
    )  # fmt: skip
    round = Round.objects.get()
    assert (round.assessment.name, round.items.count(), round.minimum) == ("Yearly", 25, 10)
    assert (round.invited_sales, round.invited_marketing) == (12, 0)
    assert not round.has_guesses
    assert not round.items.filter(has_guess=True).exists()


def test_second_round_joins_the_organization_and_the_assessment() -> None:
    run("Acme", "--title", "Spring")
    run("Acme", "--title", "Autumn")
    assert (Organization.objects.count(), Assessment.objects.count(), Round.objects.count()) == (1, 1, 2)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2099-05-29T17:00", datetime.datetime(2099, 5, 29, 17, tzinfo=datetime.UTC)),
        ("2099-05-29T17:00+02:00", datetime.datetime(2099, 5, 29, 15, tzinfo=datetime.UTC)),
        ("2099-05-29", datetime.datetime(2099, 5, 29, tzinfo=datetime.UTC)),
    ],
)
def test_closing_time_is_in_utc_unless_it_says_otherwise(written: str, expected: datetime.datetime) -> None:
    run("Acme", "--title", "Spring", "--closes", written)
    assert Round.objects.get().closes_at == expected


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["Acme"], "the following arguments are required: --title"),
        (["Acme", "--title", " "], "argument --title: write 1 to 120 characters"),
        (["x" * 121, "--title", "T"], "argument ORG_NAME: write 1 to 120 characters"),
        (["Acme", "--title", "a\x00b"], "argument --title: write 1 to 120 characters"),
        (["Acme", "--title", "T", "--form", "tiny"], "argument --form: invalid choice: 'tiny'"),
        (["Acme", "--title", "T", "--minimum", "2"], "argument --minimum: write a number from 3 to 10"),
        (["Acme", "--title", "T", "--minimum", "11"], "argument --minimum: write a number from 3 to 10"),
        (["Acme", "--title", "T", "--minimum", "five"], "argument --minimum: write a number from 3 to 10"),
        (["Acme", "--title", "T", "--invited-sales", "-1"], "argument --invited-sales: write a number of people"),
        (["Acme", "--title", "T", "--closes", "tomorrow"], "argument --closes: write a date and time such as"),
        (["Acme", "--title", "T", "--closes", "9999-12-31T23:59-12:00"], "argument --closes: write a date and time"),
        (["Acme", "--title", "T", "--closes", "2020-01-01T00:00"], "The closing time has passed. Choose a later one."),
        (["Acme", "--title", "T", "--mode", "secret"], "argument --mode: invalid choice: 'secret'"),
    ],
)
def test_mistake_is_named_and_leaves_nothing_behind(arguments: list[str], sentence: str) -> None:
    with pytest.raises(CommandError) as mistake:
        run(*arguments)
    assert sentence in str(mistake.value)
    assert "\n" not in str(mistake.value)
    assert Organization.objects.count() == Round.objects.count() == 0


def test_wrong_mode_is_told_the_modes_as_they_are_written() -> None:
    with pytest.raises(CommandError) as mistake:
        run("Acme", "--title", "T", "--mode", "secret")
    listed = str(mistake.value).partition("choose from ")[2]
    assert listed.replace("'", "") == "anonymous, confidential)"


def test_confidential_round_prints_no_links() -> None:
    printed = run("Acme", "--title", "Spring", "--mode", "confidential")
    round = Round.objects.get()
    assert (printed, round.mode) == ({"round": round.code}, "confidential")
    assert not round.links.exists()


def test_links_work_now() -> None:
    run("Acme", "--title", "Spring")
    assert Round.objects.get().accepts_answers(timezone.now())
