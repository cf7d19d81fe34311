from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import Membership, Organization, Role, User
from accounts.queries import has_real_user
from assessments.funnel import funnel_problems
from assessments.models import Ballot, Phone, Release, Response, Round, Workshop
from assessments.plans import focus_areas, publication
from assessments.queries import participation, released_comments
from assessments.releases import ReleasedRound, load
from assessments.rooms import vote_results
from assessments.scales import Team
from assessments.services.demo import (
    CONSULTANT,
    LEADER,
    has_demo,
    load_demo,
    open_round,
    remove_demo,
    sign_ins,
)
from assessments.versions import agreement_of
from reports.build import build_report
from tests.builders import make_member, make_organization

pytestmark = pytest.mark.django_db

NOW = timezone.now()


def closed_rounds() -> list[Round]:
    return list(Round.objects.closed().order_by("closed_at"))


def released(round: Round) -> ReleasedRound:
    return load(Release.objects.get(round=round).document)


def labels(round: Round) -> dict[str, str]:
    return {row.item.code: row.label.value for row in build_report(round).analysis.items}


def test_demo_is_two_clients_with_three_rounds() -> None:
    load_demo(seed=1, now=NOW)
    assert list(Organization.objects.values_list("name", "is_demo")) == [
        ("Harbor & Pine", True),
        ("Northwind Instruments", True),
    ]
    assert sorted(Round.objects.values_list("state", flat=True)) == ["closed", "closed", "open"]
    assert {round.assessment for round in closed_rounds()} == {closed_rounds()[0].assessment}


def test_consultant_owns_both_clients_and_leader_sees_the_first() -> None:
    load_demo(seed=1, now=NOW)
    assert set(Membership.objects.values_list("user__email", "organization__name", "role")) == {
        (CONSULTANT, "Northwind Instruments", Role.OWNER),
        (CONSULTANT, "Harbor & Pine", Role.OWNER),
        (LEADER, "Northwind Instruments", Role.VIEWER),
    }
    assert not has_real_user()


@pytest.mark.parametrize("seed", [1, 2, 3, 4, 5])
def test_story_holds_for_every_seed(seed: int) -> None:
    load_demo(seed=seed, now=NOW)
    first, second = closed_rounds()
    before = {row.item.code: row for row in build_report(first).analysis.items}
    after = {row.item.code: row for row in build_report(second).analysis.items}
    assert {code: labels(first)[code] for code in ("S1", "S7")} == {"S1": "clear", "S7": "clear"}
    assert (labels(first)["S9"], labels(second)["S8"]) == ("similar", "hidden")
    assert before["S7"].gap is not None
    assert after["S7"].gap is not None
    assert before["S7"].gap.gap > 40 > after["S7"].gap.gap > 0
    for team in Team:
        low, high = getattr(before["S9"], team.value).score, getattr(after["S9"], team.value).score
        assert low < 25 < 60 < high
    assert before["S8"].marketing is not None
    assert before["S8"].marketing.is_out_of_sight


def test_guesses_are_wrong_about_follow_up_and_about_the_leaders() -> None:
    load_demo(seed=1, now=NOW)
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
    load_demo(seed=1, now=NOW)
    for round in closed_rounds():
        assert {comment.team for comment in released_comments(round)} == set(Team)


def test_same_seed_gives_the_same_counts() -> None:
    load_demo(seed=3, now=NOW)
    before = [released(round).tally for round in closed_rounds()]
    remove_demo()
    load_demo(seed=3, now=NOW)
    assert [released(round).tally for round in closed_rounds()] == before


def test_open_round_has_a_team_below_the_minimum() -> None:
    load_demo(seed=1, now=NOW)
    round = open_round(NOW)
    assert round is not None
    seen = participation(round)[Team.MARKETING]
    assert seen.invited is not None
    assert 0 < seen.responded <= seen.invited < round.minimum


def test_demo_of_today_looks_alive() -> None:
    load_demo(seed=1, now=NOW)
    days = [(NOW.date() - round.closed_at.date()).days for round in closed_rounds() if round.closed_at]
    assert days == [189, 12]
    assert [released(round).closed_on for round in closed_rounds()] == [
        round.closed_at.date().isoformat() for round in closed_rounds() if round.closed_at
    ]


def test_first_client_has_held_a_workshop_and_voted() -> None:
    load_demo(seed=1, now=NOW)
    (workshop,) = Workshop.objects.all()
    results = vote_results(workshop)
    assert list(results) == ["S7", "S9"]
    assert [(result.sales.voted, result.marketing.voted) for result in results.values()] == [(10, 9), (10, 8)]
    assert all(result.sales.hist and result.marketing.hist for result in results.values())
    assert workshop.ended_at is not None
    assert (Ballot.objects.count(), Phone.objects.count()) == (0, 0)


def test_first_client_has_plans_and_an_agreement() -> None:
    load_demo(seed=1, now=NOW)
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
    load_demo(seed=1, now=NOW)
    assert [publication(round) is not None for round in closed_rounds()] == [True, True]


def test_removal_leaves_nothing_of_the_demo_and_all_else() -> None:
    make_member(make_organization("Acme"), Role.OWNER, "owner@acme.example.com")
    before = {model: model._default_manager.count() for model in apps.get_models()}
    load_demo(seed=1, now=NOW)
    assert has_demo()
    remove_demo()
    questions = apps.get_model("assessments", "question")
    assert questions.objects.exclude(organization=None).count() == 0
    after = {model: model._default_manager.count() for model in apps.get_models()}
    assert after | {questions: 0} == before | {questions: 0}
    assert Response.objects.count() == 0


def test_demo_user_who_joined_a_real_client_stays() -> None:
    load_demo(seed=1, now=NOW)
    leader = User.objects.get(email=LEADER)
    Membership.objects.create(user=leader, organization=make_organization("Acme"), role=Role.EDITOR)
    remove_demo()
    load_demo(seed=1, now=NOW)
    assert set(leader.memberships.values_list("organization__name", flat=True)) == {"Acme", "Northwind Instruments"}


def test_sign_ins_work_until_the_password_is_changed() -> None:
    load_demo(seed=1, now=NOW)
    assert [(each.email, each.password) for each in sign_ins()] == [
        (CONSULTANT, "OneTeam-demo"),
        (LEADER, "OneTeam-demo"),
    ]
    leader = User.objects.get(email=LEADER)
    leader.set_password("something else entirely")
    leader.save()
    assert [each.password for each in sign_ins()] == ["OneTeam-demo", None]


def test_passwords_in_production_are_not_well_known(settings: Any) -> None:
    settings.IS_PRODUCTION = True
    load_demo(seed=1, now=NOW)
    first, second = (each.password for each in sign_ins())
    assert first is not None
    assert second is not None
    assert first != second
    assert len(first) == len(second) == 20
    settings.SECRET_KEY = "another"
    assert [each.password for each in sign_ins()] == [None, None]
