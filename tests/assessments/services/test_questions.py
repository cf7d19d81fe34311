from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Organization
from assessments.bank import load_bank
from assessments.models import Item, Question, Round
from assessments.scales import YES_NO_LABELS, Action, Direction, Scale
from assessments.services.errors import DomainError
from assessments.services.questions import (
    Wording,
    add_question,
    edit_question,
    load_bank_into_database,
    restore_question,
    retire_question,
)
from assessments.services.rounds import launch_round
from tests.builders import FREQUENCY, make_draft, make_organization, make_question

pytestmark = pytest.mark.django_db


def wording(text: str = "Do we share one calendar?", **fields: Any) -> Wording:
    return Wording(text=text, **{"labels": FREQUENCY, **fields})


def launched(question: Question, organization: Organization) -> Round:
    round = make_draft(organization, questions=[question])
    launch_round(round=round, now=timezone.now())
    return round


def test_bank_is_stored_whole_and_in_order() -> None:
    assert load_bank_into_database() == 57
    stored = tuple(question.frozen for question in Question.objects.order_by("position"))
    assert stored == load_bank().questions


def test_bank_loads_again_without_a_change() -> None:
    load_bank_into_database()
    before = list(Question.objects.order_by("pk").values())
    assert load_bank_into_database() == 0
    assert list(Question.objects.order_by("pk").values()) == before


def test_bank_of_the_product_replaces_an_older_wording() -> None:
    load_bank_into_database()
    Question.objects.filter(code="S1").update(text="Older?", version=0)
    assert load_bank_into_database() == 1
    assert Question.objects.get(code="S1").frozen == load_bank().questions[0]


def test_bank_loaded_before_questions_had_short_names_takes_them() -> None:
    load_bank_into_database()
    Question.objects.filter(code__startswith="L").update(short_name="")
    assert load_bank_into_database() == 42
    assert not Question.objects.filter(short_name="").exists()


def test_bank_of_an_older_product_leaves_a_newer_wording() -> None:
    load_bank_into_database()
    Question.objects.filter(code="S1").update(text="Newer?", version=2)
    assert load_bank_into_database() == 0
    assert Question.objects.get(code="S1").text == "Newer?"


def test_own_questions_survive_loading_the_bank(organization: Organization) -> None:
    own = add_question(organization=organization, wording=wording())
    load_bank_into_database()
    assert Question.objects.get(organization=organization) == own


def test_own_question_is_stored_as_worded(organization: Organization) -> None:
    action = Action(sales="Call.", marketing="Listen.")
    question = add_question(
        organization=organization,
        wording=wording(dimension="PLAN", direction=Direction.NEGATIVE, actions=[action], not_applicable="None here"),
    )
    frozen = Question.objects.get(pk=question.pk).frozen
    assert (frozen.code, frozen.version, frozen.kind, frozen.dimension) == ("C1", 1, "custom", "PLAN")
    assert (frozen.direction, frozen.actions, frozen.not_applicable) == (Direction.NEGATIVE, (action,), "None here")


def test_yes_no_question_offers_two_points(organization: Organization) -> None:
    question = add_question(organization=organization, wording=wording(scale=Scale.YESNO, labels=YES_NO_LABELS))
    assert question.frozen.points == ((1, "No"), (5, "Yes"))


def test_own_codes_count_up_in_each_organization(organization: Organization) -> None:
    codes = [add_question(organization=organization, wording=wording()).code for _ in range(2)]
    other = add_question(organization=make_organization("Other"), wording=wording())
    assert (codes, other.code) == (["C1", "C2"], "C1")


def test_own_code_passes_by_one_that_is_taken(organization: Organization) -> None:
    make_question("C7", organization)
    make_question("C8 is a header of a table", organization)
    assert add_question(organization=organization, wording=wording()).code == "C8"


def test_edit_of_a_question_never_asked_keeps_its_version(organization: Organization) -> None:
    question = add_question(organization=organization, wording=wording())
    make_draft(organization, questions=[question])
    edited = edit_question(question=question, wording=wording("Do we share a calendar?"))
    assert (edited.text, edited.version, Question.objects.count()) == ("Do we share a calendar?", 1, 1)


def test_edit_of_an_asked_question_makes_a_version(organization: Organization) -> None:
    question = add_question(organization=organization, wording=wording())
    round = launched(question, organization)
    edited = edit_question(question=question, wording=wording("Do we share a calendar?"))
    assert edited.version == 2
    assert list(round.items.values_list("text", "version")) == [("Do we share one calendar?", 1)]


def test_second_edit_before_the_next_round_keeps_the_new_version(organization: Organization) -> None:
    question = add_question(organization=organization, wording=wording())
    launched(question, organization)
    edit_question(question=question, wording=wording("Second?"))
    assert edit_question(question=question, wording=wording("Third?")).version == 2


@pytest.mark.parametrize(
    "field",
    [
        {"prompt": "Why?"},
        {"short_name": "The shared calendar"},
        {"dimension": "CUST"},
        {"actions": [Action(sales="A", marketing="B")]},
    ],
)
def test_edit_of_what_nobody_is_asked_keeps_the_version(organization: Organization, field: dict[str, Any]) -> None:
    question = add_question(organization=organization, wording=wording())
    launched(question, organization)
    assert edit_question(question=question, wording=wording(**field)).version == 1


@pytest.mark.parametrize(
    "field",
    [{"labels": ["a", "b", "c", "d", "e"]}, {"direction": Direction.NEUTRAL}, {"not_applicable": "We have none"}],
)
def test_edit_of_what_is_asked_makes_a_version(organization: Organization, field: dict[str, Any]) -> None:
    question = add_question(organization=organization, wording=wording())
    launched(question, organization)
    assert edit_question(question=question, wording=wording(**field)).version == 2


def test_question_of_the_product_is_nobodys_to_change() -> None:
    load_bank_into_database()
    question = Question.objects.get(code="S1")
    with pytest.raises(DomainError):
        edit_question(question=question, wording=wording())
    with pytest.raises(DomainError):
        retire_question(question=question, now=timezone.now())
    assert Question.objects.get(code="S1").frozen == load_bank().questions[0]


def test_retired_question_is_out_of_the_choice_until_restored(organization: Organization) -> None:
    question = add_question(organization=organization, wording=wording())
    retire_question(question=question, now=timezone.now())
    assert Question.objects.active().count() == 0
    restore_question(question=question)
    assert Question.objects.active().get() == question


def test_retiring_leaves_the_rounds_that_asked(organization: Organization) -> None:
    question = add_question(organization=organization, wording=wording())
    round = launched(question, organization)
    retire_question(question=question, now=timezone.now())
    assert Item.objects.get(round=round).text == "Do we share one calendar?"
