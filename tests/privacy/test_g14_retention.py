"""G14: Retention. Answers go at closing, open rounds close after 12 months, lists go 30 days after closing.

`erase_person` takes somebody off everything; drafts are nowhere but in the respondent's browser.
"""

from __future__ import annotations

import datetime
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.models import User
from assessments.models import Answer, Invitation, Link, Mail, Response, Round, Wave
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.errors import DomainError
from assessments.services.mailing import invite, remind_now
from assessments.services.rounds import extend_round
from tests.builders import answer, make_organization, make_round, make_user
from tests.dumps import holders
from tests.invited import CLOSES_AT, MONDAY, answer_as, invitation_of, make_listed_round, people

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def listed() -> Round:
    """A closed confidential round in which one of four answered."""
    round = make_listed_round(people(4), now=MONDAY, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)
    remind_now(round=round, now=MONDAY)
    answer_as(invitation_of(round, "p0@example.com"), MONDAY)
    close_round(round=round, now=CLOSES_AT)
    return round


def purge(monkeypatch: pytest.MonkeyPatch, now: datetime.datetime, *options: str) -> str:
    out = StringIO()
    monkeypatch.setattr(timezone, "now", lambda: now)
    call_command("purge_expired", *options, stdout=out)
    return out.getvalue()


def counts() -> list[int]:
    return [model.objects.count() for model in (Invitation, Link, Wave, Mail)]


def test_list_stays_for_thirty_days_and_then_is_gone(listed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    before = counts()
    assert 0 not in before[:2]
    purge(monkeypatch, CLOSES_AT + 30 * DAY - timedelta(minutes=1))
    assert counts() == before
    purge(monkeypatch, CLOSES_AT + 30 * DAY)
    assert counts() == [0, 0, 0, 0]
    assert holders([f"p{number}@example.com" for number in range(4)]) == set()
    assert Round.objects.get().release.digest


def test_round_keeps_the_time_it_promised(listed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when a later version of the product promises another one."""
    monkeypatch.setattr("assessments.models.PEOPLE_KEPT_DAYS", 3000)
    purge(monkeypatch, CLOSES_AT + 30 * DAY)
    assert counts() == [0, 0, 0, 0]


def test_dry_run_lists_the_same_and_deletes_nothing(listed: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    before, later = counts(), CLOSES_AT + 25 * 30 * DAY
    said = purge(monkeypatch, later, "--dry-run")
    assert listed.code in said
    assert counts() == before
    assert listed.code in purge(monkeypatch, later)
    assert counts() == [0, 0, 0, 0]


def test_round_left_open_is_closed_after_twelve_months(monkeypatch: pytest.MonkeyPatch) -> None:
    round = make_round()
    for _ in range(5):
        answer(round, Team.SALES, own={"Q1": 3})
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now() + 3000 * DAY)
    purge(monkeypatch, timezone.now() + 365 * DAY)
    assert (Response.objects.count(), Round.objects.get().state) == (5, "open")
    purge(monkeypatch, timezone.now() + 2 * DAY)
    assert (Response.objects.count(), Answer.objects.count(), Round.objects.get().state) == (0, 0, "closed")


def test_round_cannot_be_extended_beyond_twelve_months() -> None:
    round = make_round()
    with pytest.raises(DomainError):
        extend_round(round=round, closes_at=timezone.now() + 367 * DAY, time_zone="UTC", now=timezone.now())


def test_answers_go_at_closing(listed: Round) -> None:
    assert (Response.objects.count(), Answer.objects.count()) == (0, 0)


def test_erased_person_is_nowhere_any_more() -> None:
    email = "P0@Example.com"
    make_user("p0@example.com", name="Pia Null")
    rounds = [make_listed_round(people(2), organization=make_organization(name)) for name in ("Acme", "Brim")]
    answer_as(invitation_of(rounds[0], "p0@example.com"))
    call_command("erase_person", email, stdout=StringIO())
    assert holders(["p0@example.com", "Pia Null"]) == set()
    assert not User.objects.filter(email__iexact=email).exists()
    assert [round.invitations.count() for round in rounds] == [1, 1]
    assert Response.objects.count() == 1  # nobody can tell whose it was; it goes when the round closes
