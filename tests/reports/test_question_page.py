"""The page of a question: where it stands, what can be done with it there, and what its figures mean."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organization, User
from assessments.models import Release
from tests.builders import make_closed_round, make_question
from tests.reports.test_views import HIGH, LOW, page, sign_in

pytestmark = pytest.mark.django_db


def test_editor_takes_a_question_into_the_plan_and_the_workshop_from_its_page(
    client: Client, organization: Organization, editor: User, leader: User
) -> None:
    questions = [make_question(f"Q{place}", actions=[{"sales": "Call.", "marketing": "Listen."}]) for place in (1, 2)]
    round = make_closed_round(HIGH, LOW, organization=organization, questions=questions)
    here = [organization.slug, round.code]
    address = reverse("reports:question-detail", args=[*here, 1])
    plan, agenda = (reverse(f"assessments:{name}", args=here) for name in ("focus-choose", "workshop-prepare"))
    for_viewer = page(sign_in(client, leader), address)
    assert (plan in for_viewer, agenda in for_viewer, "Take this into the plan" in for_viewer) == (False, False, False)
    before = page(sign_in(client, editor), address)
    assert [
        before.count(words) for words in ("Add to the plan", "Add to the workshop", "Take this into the plan")
    ] == [
        1,
        1,
        1,
    ]
    client.post(plan, {"code": "Q1"})
    client.post(agenda, {"act": "put Q1"})
    after = page(client, address)
    assert (plan in after, agenda in after) == (False, False)
    assert f"{reverse('reports:plan', args=here)}#focus-1" in after
    assert f"{reverse('reports:workshop', args=here)}#agenda-1" in after
    assert reverse("assessments:action-create", args=[*here, 1]) + "?start=1" in after


def test_question_page_stands_among_the_pages_of_results_and_says_what_0_and_100_mean(
    as_leader: Client, organization: Organization
) -> None:
    asked = make_question("Q1", text="Do Sales and Marketing develop SLAs?")
    round = make_closed_round(HIGH, LOW, organization=organization, questions=[asked])
    shown = page(as_leader, reverse("reports:question-detail", args=[organization.slug, round.code, 1]))
    lowest, highest = (label for place, label in enumerate(round.items.get().frozen.labels) if place in (0, 4))
    assert f"0 means that everybody answered “{lowest}”, 100 that everybody answered “{highest}”" in shown
    assert re.search(r'aria-current="true">\s*Overview', shown)
    assert "SLA: service level agreement" in shown
    assert shown.index("<h1") < shown.index('class="places pages"') < shown.index("How each team answered")
    seal = Release.objects.get(round=round).digest[:12]
    assert shown.index('<details class="promised">') < shown.index(seal)
