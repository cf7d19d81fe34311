from __future__ import annotations

from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from accounts.models import Membership, Role, User
from assessments.models import Release, Response, Round
from assessments.releases import ReleasedRound, load
from assessments.scales import Team
from assessments.services.demo import (
    CONSULTANT,
    LEADER,
    has_demo,
    load_demo,
    remove_demo,
    sign_ins,
)
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


def test_same_seed_gives_the_same_counts() -> None:
    load_demo(seed=3, now=NOW)
    before = [released(round).tally for round in closed_rounds()]
    remove_demo()
    load_demo(seed=3, now=NOW)
    assert [released(round).tally for round in closed_rounds()] == before


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
