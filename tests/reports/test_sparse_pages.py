"""Pages of results where little was asked, or little can be shown: no empty table, no reason said twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Question, Round
from assessments.scales import DONT_KNOW, Team
from assessments.services.closing import close_round
from assessments.services.questions import load_bank_into_database
from tests.builders import answer, make_round

pytestmark = pytest.mark.django_db

HIGH, LOW = [4, 5, 4, 5, 4, 5], [1, 2, 1, 2, 1, 2]


def closed_round(
    organization: Organization,
    codes: Sequence[str],
    marketing: Sequence[int],
    sales: Sequence[int] = HIGH,
    **plan: object,
) -> Round:
    """Answers of each team to every question, 0 is Don't know. Who may guess expects the other to answer likewise."""
    load_bank_into_database()
    questions = [Question.objects.get(code=code, organization=None) for code in codes]
    round = make_round(organization, questions, **plan)
    for team, points in ((Team.SALES, sales), (Team.MARKETING, marketing)):
        for point in points:
            own = dict.fromkeys(codes, point or DONT_KNOW)
            guess = {code: point for code in codes[:1] if point and plan.get("guesses")}
            answer(round, team, own=own, guess=guess)
    close_round(round=round, now=timezone.now())
    return round


def page(client: Client, user: User, round: Round, name: str = "") -> str:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(f"/o/{round.organization.slug}/rounds/{round.code}/dashboard/{name}")
    assert response.status_code == 200
    return response.content.decode()


def test_topics_without_answers_are_no_empty_table(client: Client, leader: User, organization: Organization) -> None:
    content = page(client, leader, closed_round(organization, ["S1", "S7"], [1, 2]))

    assert content.count("No topic has enough answers to show from both teams.") == 1
    assert "dimension-table" not in content
    assert 'class="meanings"' not in content  # no verdict on a gap, so none to explain


def test_every_verdict_of_a_round_is_explained_once(client: Client, leader: User, organization: Organization) -> None:
    content = page(client, leader, closed_round(organization, ["S1", "S7"], LOW))

    assert content.count("too large for chance") == 1
    assert "There may or may not be a gap" not in content


def test_mirror_leaves_out_what_nobody_was_asked(client: Client, leader: User, organization: Organization) -> None:
    content = page(client, leader, closed_round(organization, ["S1", "S7", "S9"], LOW, guesses=["S1"]), "mirror/")

    assert "Questions 2, 3 did not ask what the other team would say." in " ".join(content.split())
    assert "Do marketing leads get the appropriate attention by sales?" not in content


@pytest.mark.parametrize(("sales", "explained"), [(HIGH, 1), ([0] * 6, 0)])
def test_range_is_explained_where_one_is_given(
    client: Client, leader: User, organization: Organization, sales: list[int], explained: int
) -> None:
    round = closed_round(organization, ["S1"], [0] * 6, sales)

    assert page(client, leader, round, "questions/1/").count("Likely range: how far chance") == explained


def test_lead_speed_is_held_beside_the_crm(client: Client, leader: User, organization: Organization) -> None:
    round = closed_round(organization, ["S8", "S1"], LOW)

    assert "Hold them beside your CRM" in page(client, leader, round, "questions/1/")
    assert "CRM" not in page(client, leader, round, "questions/2/")
