from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Organization, Role
from assessments.bank import load_bank
from assessments.listings import BASICS
from assessments.models import Question, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.plan import choose_focus_areas
from assessments.services.rounds import create_assessment
from tests.accounts.pages import text
from tests.builders import (
    answer,
    answer_many,
    make_action,
    make_closed_round,
    make_draft,
    make_member,
    make_question,
    make_round,
)

pytestmark = pytest.mark.django_db


def home(organization: Organization) -> str:
    return reverse("assessments:organization-home", args=[organization.slug])


def test_empty_home_leads_to_the_nine_basics(as_editor: Client, organization: Organization) -> None:
    response = as_editor.get(home(organization))
    assert "No round yet" in text(response)
    assert reverse("assessments:assessment-create", args=[organization.slug]) in response.content.decode()
    count = len(load_bank().forms[BASICS].questions)
    assert f"{count} questions: the nine basics and three overall." in text(response)


def test_nine_basics_are_one_click_away(as_editor: Client, organization: Organization) -> None:
    new = reverse("assessments:assessment-create", args=[organization.slug])
    page = as_editor.get(home(organization)).content.decode()
    name = re.search(r'name="name" value="([^"]+)"', page)
    assert name is not None
    form = as_editor.post(new, {"name": name[1]}, follow=True)
    assert "Plan the first round" in text(form)
    assert form.context["form"].initial["title"] == date_format(timezone.now(), "YEAR_MONTH_FORMAT")
    assert "No round yet" in text(as_editor.get(home(organization)))


def test_first_draft_leads_on_to_trying_and_launching(
    as_editor: Client, as_leader: Client, organization: Organization
) -> None:
    draft = make_draft(organization, title="Spring")
    response = as_editor.get(home(organization))
    assert "“Spring” is a draft" in text(response)
    assert (
        reverse("assessments:round-preview", args=[organization.slug, draft.code, "sales"])
        in response.content.decode()
    )
    assert "is a draft" not in text(as_leader.get(home(organization)))
    make_round(assessment=draft.assessment, title="Autumn")
    assert "is a draft" not in text(as_editor.get(home(organization)))


def test_closed_rounds_show_their_index(as_leader: Client, organization: Organization) -> None:
    questions = [make_question(f"B{number}") for number in range(6)]
    first = _closed(organization, questions, 2)
    second = _closed(organization, questions, 4, assessment=first.assessment)
    hidden = make_round(assessment=first.assessment, title="Hidden")
    close_round(round=hidden, now=timezone.now())
    response = as_leader.get(home(organization))
    words = text(response)
    assert re.findall(r"Alignment (25 → 75|\d+ of 100)", words) == ["25 → 75", "25 of 100"]
    assert "Neighbors from 25 Partners from 50 One team from 75 (the newest round)" in words
    assert "No index: too little may be shown." in words
    assert reverse("reports:dashboard", args=[organization.slug, second.code]) in response.content.decode()
    assert text(as_leader.get(home(organization))) == words  # from memory


def _closed(organization: Organization, questions: list[Question], point: int, **plan: Any) -> Round:
    round = make_round(organization, questions, **plan)
    for team in Team:
        for _person in range(5):
            answer(round, team, own={question.code: point for question in questions})
    close_round(round=round, now=timezone.now())
    return round


def test_people_with_access_are_named_to_those_who_may_know(
    as_editor: Client, as_leader: Client, organization: Organization
) -> None:
    for number in range(8):
        make_member(organization, Role.VIEWER, f"viewer{number}@example.com")
    words = text(as_editor.get(home(organization)))
    assert "Who has access editor-acme@example.com Editor" in words
    assert "and 2 more people. All members" in words
    assert "Who has access" not in text(as_leader.get(home(organization)))


def test_empty_home_of_a_viewer_offers_nothing_to_make(as_leader: Client, organization: Organization) -> None:
    response = as_leader.get(home(organization))
    assert "No round yet" in text(response)
    assert "assessments/new" not in response.content.decode()


def test_people_are_a_place_for_those_who_may_see_them(
    as_editor: Client, as_leader: Client, organization: Organization
) -> None:
    people = f'href="{reverse("accounts:member-list", args=[organization.slug])}"'
    for path in (home(organization), reverse("assessments:question-list", args=[organization.slug])):
        assert people in as_editor.get(path).content.decode()
        assert people not in as_leader.get(path).content.decode()


def test_home_shows_each_round_with_its_state_and_participation(as_leader: Client, organization: Organization) -> None:
    closed = make_round(organization, title="Spring", invited_sales=9)
    answer_many(closed, Team.SALES, "Q1", [1, 2, 3])
    close_round(round=closed, now=timezone.now())
    opened = make_round(assessment=closed.assessment, title="Autumn", invited_marketing=7)
    answer(opened, Team.MARKETING)
    make_draft(assessment=closed.assessment, title="Winter")
    words = text(as_leader.get(home(organization)))
    spring, autumn, winter = words.index("Spring Closed"), words.index("Autumn Open"), words.index("Winter Draft")
    assert winter < autumn < spring
    assert "Sales 3 of 9 Marketing 0" in words[spring:]
    assert "Sales 0 Marketing 1 of 7" in words[autumn:spring]
    assert "Sales" not in words[winter:autumn]


def test_results_are_linked_for_closed_rounds_only(as_leader: Client, organization: Organization) -> None:
    closed = make_round(organization)
    close_round(round=closed, now=timezone.now())
    opened = make_round(assessment=closed.assessment, title="Autumn")
    page = as_leader.get(home(organization)).content.decode()
    assert reverse("reports:dashboard", args=[organization.slug, closed.code]) in page
    assert reverse("reports:dashboard", args=[organization.slug, opened.code]) not in page


def test_round_past_its_closing_time_says_so(as_leader: Client, organization: Organization) -> None:
    round = make_round(organization)
    Round.objects.filter(pk=round.pk).update(closes_at=timezone.now() - datetime.timedelta(hours=1))
    assert "Time is over" in text(as_leader.get(home(organization)))


@pytest.mark.parametrize(
    ("actions", "line"),
    [
        ([], "Plan Round 1 : 1 focus area, no action yet"),
        ([{"state": "done"}], "Plan Round 1 : 1 of 1 action done"),
        (
            [{"state": "done"}, {"due_on": datetime.date(2999, 1, 12)}, {"due_on": datetime.date(2999, 2, 1)}],
            "Plan Round 1 : 1 of 3 actions done, next due Jan. 12, 2999",
        ),
        ([{"due_on": datetime.date(2020, 5, 1)}], "Plan Round 1 : 0 of 1 action done, overdue since May 1, 2020"),
        (
            [{"state": "under-way"}, {"state": "dropped", "due_on": datetime.date(2026, 1, 1)}],
            "Plan Round 1 : 0 of 1 action done",
        ),
    ],
)
def test_plan_is_one_line(
    as_leader: Client, organization: Organization, actions: list[dict[str, object]], line: str
) -> None:
    closed = make_closed_round([], [], organization=organization, title="Round 1")
    choose_focus_areas(round=closed, codes=["Q1"])
    for number, draft in enumerate(actions):
        make_action(closed, "Q1", sales_part=f"Call {number}.", **draft)
    page = text(as_leader.get(home(organization)))
    assert line in page
    assert f"{line}," not in page


def test_round_without_a_plan_has_no_line(as_leader: Client, organization: Organization) -> None:
    make_closed_round([], [], organization=organization)
    assert "Plan " not in text(as_leader.get(home(organization)))


def test_home_takes_as_many_queries_for_thirty_rounds_as_for_one(
    as_editor: Client, organization: Organization
) -> None:
    first = make_round(organization, title="Round 0")
    answer(first, Team.SALES)
    make_closed_round([], [], assessment=first.assessment, title="Round 00")
    with CaptureQueriesContext(connection) as one:
        as_editor.get(home(organization))
    for number in range(1, 30):
        assessment = create_assessment(organization=organization, name=f"Study {number // 3}-{number % 3}")
        round = make_round(assessment=assessment, title=f"Round {number}")
        answer(round, Team.SALES)
        if number % 2:
            close_round(round=round, now=timezone.now())
            make_action(round)
    with CaptureQueriesContext(connection) as thirty:
        assert text(as_editor.get(home(organization))).count("Round ") >= 30
    assert len(thirty) == len(one)


def test_names_are_text_not_markup(as_editor: Client, organization: Organization) -> None:
    Organization.objects.filter(pk=organization.pk).update(name="<b>Acme</b>")
    assessment = create_assessment(organization=organization, name="<script>alert(1)</script>")
    make_draft(assessment=assessment, title='"><img src=x>')
    page = as_editor.get(home(organization)).content.decode()
    assert "<b>Acme" not in page
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_next_round_is_offered_only_after_the_newest_is_closed(as_editor: Client, organization: Organization) -> None:
    closed = make_closed_round([1] * 5, [1] * 5, organization=organization)
    home = reverse("assessments:organization-home", args=[organization.slug])
    assert "Plan the next round" in text(as_editor.get(home))
    make_draft(assessment=closed.assessment, title="Autumn")
    words = text(as_editor.get(home))
    assert "Continue Autumn" in words
    assert "Plan the next round" not in words
