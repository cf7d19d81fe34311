"""What the demo holds. Nothing here changes it, so it is loaded once."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoDbBlocker

from accounts.branding import is_allowed
from accounts.models import GUEST, Branding, Membership, Organization, Role
from accounts.queries import has_real_user
from assessments.funnel import funnel_problems
from assessments.models import Ballot, Phone, Release, Round, Workshop
from assessments.plans import focus_areas, publication
from assessments.queries import participation, released_comments
from assessments.releases import ReleasedRound, load
from assessments.rooms import vote_results
from assessments.scales import Team
from assessments.services.demo import (
    CONSULTANT,
    LEADER,
    load_demo,
    open_round,
)
from assessments.versions import agreement_of
from reports.build import build_book, build_report

pytestmark = pytest.mark.django_db

NOW = timezone.now()


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_demo(seed=1, now=NOW)
        yield
        transaction.set_rollback(True)


def closed_rounds() -> list[Round]:
    return list(Round.objects.closed().order_by("closed_at"))


def released(round: Round) -> ReleasedRound:
    return load(Release.objects.get(round=round).document)


def labels(round: Round) -> dict[str, str]:
    return {row.item.code: row.label.value for row in build_report(round).analysis.items}


def test_demo_is_two_clients_with_three_rounds() -> None:
    assert list(Organization.objects.values_list("name", "is_demo")) == [
        ("Harbor & Pine", True),
        ("Northwind Instruments", True),
    ]
    assert sorted(Round.objects.values_list("state", flat=True)) == ["closed", "closed", "open"]
    assert {round.assessment for round in closed_rounds()} == {closed_rounds()[0].assessment}


def test_consultant_owns_both_clients_leader_sees_the_first_and_guest_both() -> None:
    assert set(Membership.objects.values_list("user__email", "organization__name", "role")) == {
        (CONSULTANT, "Northwind Instruments", Role.OWNER),
        (CONSULTANT, "Harbor & Pine", Role.OWNER),
        (LEADER, "Northwind Instruments", Role.VIEWER),
        (GUEST, "Northwind Instruments", Role.VIEWER),
        (GUEST, "Harbor & Pine", Role.VIEWER),
    }
    assert not has_real_user()


def test_guesses_are_wrong_about_follow_up_and_about_the_leaders() -> None:
    rows = {row.item.code: row for row in released(closed_rounds()[0]).tally.items}

    def mean(counts: Any) -> float:
        return float(sum(point * count for point, count in enumerate(counts, start=1)) / sum(counts))

    for code in ("S5", "S7"):
        sales, marketing = rows[code].sales, rows[code].marketing
        assert sales is not None
        assert marketing is not None
        assert abs(mean(sales.guess) - mean(marketing.hist)) > 1.5
        assert abs(mean(marketing.guess) - mean(sales.hist)) > 1.5


def test_comments_of_both_teams_are_released() -> None:
    for round in closed_rounds():
        assert {comment.team for comment in released_comments(round)} == set(Team)


def test_open_round_has_a_team_below_the_minimum() -> None:
    round = open_round(NOW)
    assert round is not None
    seen = participation(round)[Team.MARKETING]
    assert seen.invited is not None
    assert 0 < seen.responded <= seen.invited < round.minimum


def test_demo_of_today_looks_alive() -> None:
    days = [(NOW.date() - round.closed_at.date()).days for round in closed_rounds() if round.closed_at]
    assert days == [189, 12]
    assert [released(round).closed_on for round in closed_rounds()] == [
        round.closed_at.date().isoformat() for round in closed_rounds() if round.closed_at
    ]


def test_first_client_has_held_a_workshop_and_voted() -> None:
    (workshop,) = Workshop.objects.all()
    results = vote_results(workshop)
    assert list(results) == ["S7", "S9"]
    assert [(result.sales.voted, result.marketing.voted) for result in results.values()] == [(10, 9), (10, 8)]
    assert all(result.sales.hist and result.marketing.hist for result in results.values())
    assert workshop.ended_at is not None
    assert (Ballot.objects.count(), Phone.objects.count()) == (0, 0)


def test_first_client_has_plans_and_an_agreement() -> None:
    first, second = closed_rounds()
    assert [area.item.code for area in focus_areas(first)] == ["S7", "S9", "S1"]
    assert [area.item.code for area in focus_areas(second)] == ["S1", "S7"]
    states = [action.state for area in focus_areas(first) for action in area.actions.all()]
    assert states == ["done", "done", "done", "under-way"]
    agreement = agreement_of(first.assessment)
    assert [one.version for one in agreement.versions] == [2, 1]
    assert agreement.in_force is not None
    assert agreement.in_force.version == 1
    assert funnel_problems(agreement.terms(2).funnel, str) == ()


def test_first_client_shows_its_results_to_who_answered() -> None:
    assert [publication(round) is not None for round in closed_rounds()] == [True, True]


def test_files_end_with_the_consultants_block_and_logo() -> None:
    report = build_book(closed_rounds()[0])
    assert (report.book.contact.company, report.book.contact.email) == ("Both Sides Consulting", CONSULTANT)
    logo = Image.open(io.BytesIO(report.contact_logo))
    assert (logo.format, logo.size) == ("PNG", (450, 160))
    assert is_allowed(Branding.objects.get(user__email=CONSULTANT).accent)
