"""You said, we did, it moved: what stands beside what, and what is not claimed."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Sequence
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Organization, User
from assessments.agreements import AgreementTerms, dump_terms
from assessments.models import Assessment, Question, Round, WorkingAgreement
from tests.builders import make_action, make_agreement, make_closed_round, make_question

pytestmark = pytest.mark.django_db

HIGH, LOW = [4, 5, 4, 5, 4, 5] * 3, [1, 2, 1, 2, 1, 2] * 3
PROOF = "is no proof that the action caused it"


@pytest.fixture
def assessment(organization: Organization) -> Assessment:
    return Assessment.objects.create(organization=organization, name="Alignment")


def closed(assessment: Assessment, sales: Sequence[int], marketing: Sequence[int], **plan: Any) -> Round:
    return make_closed_round(sales, marketing, assessment=assessment, **plan)


def ledger_of(round: Round) -> str:
    return reverse("reports:ledger", args=[round.organization.slug, round.code])


def words(client: Client, round: Round) -> str:
    response = client.get(ledger_of(round))
    assert response.status_code == 200
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", response.content.decode())).split())


def test_action_stands_beside_the_change_of_its_question(as_leader: Client, assessment: Assessment) -> None:
    first = closed(assessment, HIGH, LOW, title="Spring")
    due = datetime.date(2026, 7, 1)
    make_action(first, "Q1", sales_owner="Ana Silva", marketing_owner="Ben Ode", due_on=due, state="done")
    shown = words(as_leader, closed(assessment, HIGH, HIGH, title="Autumn"))
    assert "The plan of “Spring”" in shown
    assert "You said Sales 88, Marketing 13. 75 points apart, Sales higher. Clear gap." in shown
    assert "We did Done planned for July 1, 2026 Sales Call. (Ana Silva) Marketing Listen. (Ben Ode)" in shown
    assert "Did it move? The gap narrowed from 75 to 0 (Sales higher before), by more than chance." in shown
    assert "Marketing moved up by 75 points, from 13 to 88: a clear change." in shown
    assert shown.count(PROOF) == 1


def test_plan_of_an_earlier_round_is_compared_with_that_round(as_leader: Client, assessment: Assessment) -> None:
    """Between the plan and now a round closed that has no plan."""
    make_action(closed(assessment, HIGH, LOW, title="First"), "Q1")
    closed(assessment, HIGH, HIGH, title="Second")
    shown = words(as_leader, closed(assessment, HIGH, LOW, title="Third"))
    assert "The plan of “First”" in shown
    assert "The gap was 75 and is 75 (Sales higher both times): the same to the nearest point." in shown


def test_latest_plan_is_shown(as_leader: Client, assessment: Assessment) -> None:
    make_action(closed(assessment, HIGH, LOW, title="First"), "Q1", sales_part="Old.")
    make_action(closed(assessment, HIGH, LOW, title="Second"), "Q1", sales_part="New.")
    shown = words(as_leader, closed(assessment, HIGH, LOW, title="Third"))
    assert "New." in shown
    assert "Old." not in shown


def test_plan_of_this_round_is_not_in_its_own_ledger(as_leader: Client, assessment: Assessment) -> None:
    closed(assessment, HIGH, LOW)
    second = closed(assessment, HIGH, LOW)
    make_action(second, "Q1", sales_part="Now.")
    assert "Now." not in words(as_leader, second)


def test_action_written_after_the_next_round_was_asked_moved_nothing(
    as_leader: Client, assessment: Assessment, consultant: User
) -> None:
    first = closed(assessment, HIGH, LOW, title="First")
    make_action(first, "Q1", sales_part="In time.")
    make_agreement(first, consultant, AgreementTerms(sales_words="In time, too."))
    second = closed(assessment, HIGH, LOW, title="Second")
    make_action(first, "Q1", sales_part="Too late.")
    make_agreement(first, consultant, AgreementTerms(sales_words="Too late, too."))
    shown = words(as_leader, second)
    assert "In time." in shown
    assert "In time, too." in shown
    assert "Too late" not in shown


def test_hidden_team_is_said_to_be_hidden(as_leader: Client, assessment: Assessment) -> None:
    make_action(closed(assessment, HIGH, LOW), "Q1")
    shown = words(as_leader, closed(assessment, HIGH, [1, 2, 1]))
    assert "Marketing is hidden now, to protect anonymity." in shown


def test_question_in_other_words_is_not_compared(as_leader: Client, assessment: Assessment) -> None:
    make_action(closed(assessment, HIGH, LOW), "Q1")
    Question.objects.filter(code="Q1").update(text="Do they?", version=2)
    shown = words(as_leader, closed(assessment, HIGH, HIGH))
    assert "Asked in other words before, so the two cannot be compared: “Question Q1?”" in shown
    assert "narrowed" not in shown


def test_question_that_was_not_asked_again_says_so(as_leader: Client, assessment: Assessment) -> None:
    make_action(closed(assessment, HIGH, LOW), "Q2")
    again = closed(assessment, HIGH, LOW, questions=[Question.objects.get(code="Q1")])
    assert "Not asked again in this round, so nothing can be compared." in words(as_leader, again)


def test_first_round_says_what_will_stand_here(as_leader: Client, assessment: Assessment) -> None:
    shown = words(as_leader, closed(assessment, HIGH, LOW))
    assert "This is the first round" in shown
    assert PROOF not in shown


def test_rounds_without_a_plan_say_so(as_leader: Client, assessment: Assessment) -> None:
    closed(assessment, HIGH, LOW)
    assert "No earlier round has a plan" in words(as_leader, closed(assessment, HIGH, LOW))


def test_promises_of_the_agreement_stand_beside_their_questions(as_leader: Client, assessment: Assessment) -> None:
    questions = [make_question("Q1"), make_question("S7", text="Do leads get attention?")]
    first = closed(assessment, HIGH, LOW, title="Spring", questions=questions)
    agreed(first, AgreementTerms(contact_within=4, attempts=5, sales_words="We call back."))
    shown = words(as_leader, closed(assessment, HIGH, LOW, questions=questions))
    assert (
        "Sales promised Sales makes first contact with each lead within 4 hours. "
        "Sales tries at least 5 times before it gives up on a lead. Did it move? Do leads get attention?"
    ) in shown
    assert shown.count("Did it move?") == 1
    assert "We call back. No question of this round tells whether it was kept: ask each other." in shown
    assert "written after “Spring”" in shown


def test_promise_that_nobody_signed_is_said_to_be_unsigned(as_leader: Client, assessment: Assessment) -> None:
    questions = [make_question("Q1"), make_question("S7")]
    first = closed(assessment, HIGH, LOW, questions=questions)
    agreed(first, AgreementTerms(contact_within=4))
    second = closed(assessment, HIGH, LOW, questions=questions)
    assert "Never marked as signed: ask whether both teams agreed to it." in words(as_leader, second)
    WorkingAgreement.objects.update(signed_on=datetime.date(2026, 3, 9))
    assert "Signed on March 9, 2026." in words(as_leader, second)


def test_agreement_written_after_this_round_is_not_held_against_it(as_leader: Client, assessment: Assessment) -> None:
    closed(assessment, HIGH, LOW)
    second = closed(assessment, HIGH, LOW)
    agreed(second, AgreementTerms(contact_within=4))
    assert "No earlier round has a plan" in words(as_leader, second)


def agreed(round: Round, terms: AgreementTerms) -> None:
    WorkingAgreement.objects.create(assessment=round.assessment, round=round, version=1, terms=dump_terms(terms))


def test_outsider_and_stranger_see_nothing(as_outsider: Client, client: Client, assessment: Assessment) -> None:
    round = closed(assessment, HIGH, LOW)
    assert as_outsider.get(ledger_of(round)).status_code == 404
    assert client.get(ledger_of(round)).status_code == 302


def test_queries_do_not_grow_with_actions(as_leader: Client, assessment: Assessment) -> None:
    first = closed(assessment, HIGH, LOW)
    make_action(first, "Q1")
    second = closed(assessment, HIGH, LOW)
    words(as_leader, second)
    with CaptureQueriesContext(connection) as few:
        words(as_leader, second)
    for code in ("Q1", "Q2"):
        for number in range(10):
            make_action(first, code, sales_part=f"Call {number}.")
    with CaptureQueriesContext(connection) as many:
        words(as_leader, second)
    assert len(many) == len(few)
