"""The plan as it is shown: the proposal, what is still missing, and who may do what."""

from __future__ import annotations

import datetime
import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organization
from assessments.models import Round
from assessments.services.plan import choose_focus_areas
from tests.builders import make_action, make_closed_round, make_question, make_round

pytestmark = pytest.mark.django_db

HIGH, LOW = [4, 5, 4, 5, 4, 5], [1, 2, 1, 2, 1, 2]
LATER = datetime.date(2999, 1, 12)


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round(HIGH, LOW, organization=organization)


def plan_of(round: Round) -> str:
    return reverse("reports:plan", args=[round.organization.slug, round.code])


def page(client: Client, round: Round) -> str:
    response = client.get(plan_of(round))
    assert response.status_code == 200
    return response.content.decode()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_empty_plan_proposes_the_largest_gaps_with_reasons(as_editor: Client, round: Round) -> None:
    shown = page(as_editor, round)
    assert "Start from your biggest gap" in words(shown)
    assert "Question Q1? Clear gap of 75 points." in words(shown)
    assert '<input type="hidden" name="code" value="Q1">' in shown
    assert shown.count("btn btn-primary") == 1


def test_viewer_sees_the_proposal_and_no_button(as_leader: Client, round: Round) -> None:
    make_question("Q9")
    shown = page(as_leader, round)
    assert "Nothing is in the plan yet. An editor of this organization can start it." in words(shown)
    assert "<form" not in shown.split("<main")[1]


def test_round_that_proposes_nothing_says_why_and_lets_choose(as_editor: Client, organization: Organization) -> None:
    shown = page(as_editor, make_closed_round(HIGH, [1, 2], organization=organization))
    assert "Nothing is proposed for this round" in words(shown)
    assert "no question has answers from at least 5 people of each team" in words(shown)
    assert re.findall(r'name="code" value="(\w+)"', shown) == ["Q1", "Q2"]


def test_proposal_that_is_no_gap_is_not_called_one(as_editor: Client, organization: Organization) -> None:
    shown = words(page(as_editor, make_closed_round([3, 3, 3, 4, 3], [3, 3, 3, 3, 4], organization=organization)))
    assert "Start from what stands out most" in shown
    assert "biggest gap" not in shown


def test_focus_area_says_what_was_found_and_done(as_leader: Client, round: Round) -> None:
    make_action(round, "Q1", sales_owner="Ana Silva", marketing_owner="Ben Ode", due_on=LATER, measure="Ten calls")
    shown = words(page(as_leader, round))
    assert "Sales 88, Marketing 13. 75 points apart, Sales higher. Clear gap." in shown
    assert "Collect one example from each side, then look at the facts together." in shown
    assert "Sales Call. Owner: Ana Silva Marketing Listen. Owner: Ben Ode" in shown
    assert "Done by Jan. 12, 2999" in shown
    assert "How you will know Ten calls" in shown


@pytest.mark.parametrize(
    ("draft", "warning"),
    [
        ({"sales_owner": "", "marketing_owner": "Ben", "due_on": LATER}, "It has no owner in Sales yet."),
        ({"sales_owner": "Ana", "marketing_owner": "", "due_on": LATER}, "It has no owner in Marketing yet."),
        ({"due_on": LATER}, "Nobody owns it yet: it takes one person in Sales and one in Marketing."),
        ({"sales_owner": "Ana", "marketing_owner": "Ben"}, "It has no day by which it is done."),
        (
            {"sales_owner": "Ana", "marketing_owner": "Ben", "due_on": datetime.date(2020, 1, 1)},
            "Its day has passed: is it done, or does it need a new one?",
        ),
        (
            {"sales_owner": "Ana", "marketing_owner": "Ben", "due_on": LATER, "marketing_part": ""},
            "Marketing has no part in it yet.",
        ),
    ],
)
def test_what_is_missing_is_said(as_leader: Client, round: Round, draft: dict[str, object], warning: str) -> None:
    make_action(round, "Q1", **draft)
    shown = page(as_leader, round)
    assert re.findall(r'<ul class="caution"><li>(.*?)</li></ul>', shown) == [warning]


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_nothing_is_asked_of_what_has_ended(as_leader: Client, round: Round, state: str) -> None:
    make_action(round, "Q1", state=state)
    assert 'class="caution"' not in page(as_leader, round)


def test_editor_gets_the_acts_and_a_viewer_none(as_editor: Client, as_leader: Client, round: Round) -> None:
    make_action(round, "Q1")
    acts = ("plan/1/new/", "plan/1/drop/", "plan/choose/", "publish/")
    assert [act in page(as_editor, round) for act in acts] == [True] * 4
    assert [act in page(as_leader, round) for act in acts] == [False] * 4


def test_full_plan_offers_no_further_question(as_editor: Client, organization: Organization) -> None:
    questions = [make_question(f"Q{place}") for place in range(1, 5)]
    round = make_closed_round(HIGH, LOW, organization=organization, questions=questions)
    choose_focus_areas(round=round, codes=["Q1", "Q2"])
    assert re.findall(r'name="code" value="(\w+)"', page(as_editor, round)) == ["Q3", "Q4"]
    choose_focus_areas(round=round, codes=["Q3"])
    assert 'name="code"' not in page(as_editor, round)


def test_hidden_team_stays_hidden_in_the_plan(as_leader: Client, organization: Organization) -> None:
    round = make_closed_round(HIGH, [1, 2, 1], organization=organization)
    choose_focus_areas(round=round, codes=["Q1"])
    shown = words(page(as_leader, round))
    assert "Sales 88, Marketing: fewer than 5 answered. Hidden to protect anonymity." in shown


def test_open_round_has_no_plan(as_leader: Client, organization: Organization) -> None:
    assert as_leader.get(plan_of(make_round(organization=organization))).status_code == 404


def test_outsider_and_stranger_see_nothing(as_outsider: Client, client: Client, round: Round) -> None:
    assert as_outsider.get(plan_of(round)).status_code == 404
    assert client.get(plan_of(round)).status_code == 302


def test_queries_do_not_grow_with_actions(as_editor: Client, organization: Organization) -> None:
    questions = [make_question(f"Q{place}") for place in range(1, 5)]
    round = make_closed_round(HIGH, LOW, organization=organization, questions=questions)
    make_action(round, "Q1")
    page(as_editor, round)
    with CaptureQueriesContext(connection) as few:
        page(as_editor, round)
    for code in ("Q1", "Q2", "Q3"):
        for number in range(10):
            make_action(round, code, sales_part=f"Call {number}.")
    with CaptureQueriesContext(connection) as many:
        page(as_editor, round)
    assert len(many) == len(few)


def test_overview_says_how_far_the_plan_came(as_leader: Client, round: Round) -> None:
    overview = reverse("reports:dashboard", args=[round.organization.slug, round.code])
    assert "plan-line" not in as_leader.get(overview).content.decode()
    make_action(round, "Q1", due_on=datetime.date(2020, 3, 1))
    shown = words(as_leader.get(overview).content.decode())
    assert "0 of 1 action done, overdue since March 1, 2020" in shown
