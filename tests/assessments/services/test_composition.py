from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Question, Round
from assessments.services.closing import close_round
from assessments.services.composition import add_items, compose_like, move_item, remove_item, switch_guess
from assessments.services.errors import DomainError, EditConflict, WrongState
from assessments.services.questions import retire_question
from assessments.services.rounds import launch_round
from tests.builders import make_draft, make_organization, make_question, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(organization: Organization) -> Round:
    return make_draft(organization, questions=[make_question(code) for code in ("Q1", "Q2", "Q3")])


def pk(code: str) -> int:
    return Question.objects.get(code=code, organization=None).pk


def codes(round: Round) -> list[str]:
    return list(round.items.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("code", "step", "order"),
    [
        ("Q3", -1, ["Q1", "Q3", "Q2"]),
        ("Q1", 1, ["Q2", "Q1", "Q3"]),
        ("Q1", -1, ["Q1", "Q2", "Q3"]),
        ("Q3", 1, ["Q1", "Q2", "Q3"]),
    ],
)
def test_question_moves_as_far_as_there_is_room(draft: Round, code: str, step: int, order: list[str]) -> None:
    move_item(round=draft, question=pk(code), step=step)
    assert codes(draft) == order


def test_removed_question_closes_the_row(draft: Round) -> None:
    remove_item(round=draft, question=pk("Q2"))
    assert list(draft.items.values_list("position", "code")) == [(1, "Q1"), (2, "Q3")]


def test_guess_is_switched_for_one_question(draft: Round) -> None:
    switch_guess(round=draft, question=pk("Q2"))
    assert list(draft.items.values_list("has_guess", flat=True)) == [True, False, True]
    move_item(round=draft, question=pk("Q2"), step=-1)
    assert list(draft.items.values_list("code", "has_guess")) == [("Q2", False), ("Q1", True), ("Q3", True)]


def test_added_questions_stand_last_in_the_banks_order(draft: Round, organization: Organization) -> None:
    own = make_question("C1", organization)
    later, earlier = make_question("Q9", position=9), make_question("Q8", position=8)
    assert add_items(round=draft, questions=[own.pk, later.pk, earlier.pk]) == 3
    assert codes(draft) == ["Q1", "Q2", "Q3", "Q8", "Q9", "C1"]


def test_foreign_retired_and_repeated_questions_are_passed_by(draft: Round) -> None:
    foreign = make_question("C1", make_organization("Other"))
    retired = make_question("Q7", retired_at=timezone.now())
    repeated = Question.objects.get(code="Q1")
    assert add_items(round=draft, questions=[foreign.pk, retired.pk, repeated.pk]) == 0
    assert codes(draft) == ["Q1", "Q2", "Q3"]


def test_endless_survey_is_refused(draft: Round) -> None:
    many = [make_question(f"M{number}").pk for number in range(78)]
    with pytest.raises(DomainError):
        add_items(round=draft, questions=many)
    assert codes(draft) == ["Q1", "Q2", "Q3"]


def test_question_that_is_gone_is_named(draft: Round) -> None:
    with pytest.raises(DomainError):
        remove_item(round=draft, question=make_question("Q9").pk)


def test_change_from_an_old_page_is_refused(draft: Round) -> None:
    seen = Round.objects.get(pk=draft.pk).edited
    remove_item(round=draft, question=pk("Q1"), edited=seen)
    with pytest.raises(EditConflict):
        remove_item(round=draft, question=pk("Q2"), edited=seen)
    assert codes(draft) == ["Q2", "Q3"]


def test_launched_round_keeps_its_questions(draft: Round) -> None:
    launch_round(round=draft, now=timezone.now())
    with pytest.raises(WrongState):
        move_item(round=draft, question=pk("Q1"), step=1)
    assert codes(draft) == ["Q1", "Q2", "Q3"]


def test_next_round_asks_the_same_in_its_present_wording(organization: Organization) -> None:
    own = make_question("C1", organization)
    gone = make_question("C2", organization)
    first = make_round(organization, questions=[own, gone, make_question("Q1")], guesses=["C1"])
    close_round(round=first, now=timezone.now())
    Question.objects.filter(pk=own.pk).update(text="Reworded?", version=2)
    retire_question(question=gone, now=timezone.now())
    second = make_draft(assessment=first.assessment, questions=[])
    compose_like(round=second, previous=first)
    assert list(second.items.values_list("code", "text", "has_guess")) == [
        ("C1", "Reworded?", True),
        ("Q1", "Question Q1?", False),
    ]
