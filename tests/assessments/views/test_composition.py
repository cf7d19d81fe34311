from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Question, Round
from tests.accounts.pages import text
from tests.builders import make_draft, make_organization, make_question

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(organization: Organization) -> Round:
    return make_draft(organization, questions=[make_question(code) for code in ("Q1", "Q2", "Q3")])


def address(round: Round) -> str:
    return reverse("assessments:round-compose", args=[round.organization.slug, round.code])


def press(client: Client, round: Round, **button: Any) -> Any:
    """Presses a button, which names a question by its code; "Q9" is none of the round's."""
    sent = {name: pk(value) if name in {"up", "down", "remove", "guess"} else value for name, value in button.items()}
    return client.post(address(round), {"edited": Round.objects.get(pk=round.pk).edited, **sent})


def pk(code: str) -> int | str:
    return Question.objects.filter(code=code, organization=None).values_list("pk", flat=True).first() or code


def codes(round: Round) -> list[str]:
    return list(round.items.values_list("code", flat=True))


def test_buttons_order_and_remove(as_editor: Client, draft: Round) -> None:
    assert press(as_editor, draft, up="Q3").headers["Location"] == f"{address(draft)}#q-{pk('Q3')}"
    assert codes(draft) == ["Q1", "Q3", "Q2"]
    press(as_editor, draft, down="Q1")
    assert codes(draft) == ["Q3", "Q1", "Q2"]
    press(as_editor, draft, remove="Q3")
    assert codes(draft) == ["Q1", "Q2"]


def test_guess_is_switched_off_and_on(as_editor: Client, draft: Round) -> None:
    for has_guess in (False, True):
        press(as_editor, draft, guess="Q2")
        assert draft.items.get(code="Q2").has_guess == has_guess


def test_ticked_questions_are_added(as_editor: Client, draft: Round, organization: Organization) -> None:
    own, foreign = make_question("C1", organization), make_question("C1", make_organization("Other"))
    response = as_editor.post(
        address(draft),
        {"edited": Round.objects.get().edited, "add": "chosen", "question": [own.pk, foreign.pk, "x", "9" * 40]},
        follow=True,
    )
    assert "1 question added." in text(response)
    assert codes(draft) == ["Q1", "Q2", "Q3", "C1"]


@pytest.mark.usefixtures("bank")
def test_form_takes_the_place_of_what_was_chosen(as_editor: Client, draft: Round) -> None:
    press(as_editor, draft, form="quick-nine")
    assert codes(draft) == ["S1", "S2", "S3", "S4", "S5", "S6", "S7", "S8", "S9", "O1", "O2", "O3"]


def test_step_from_an_old_page_is_refused_and_the_present_shown(as_editor: Client, draft: Round) -> None:
    seen = Round.objects.get().edited
    press(as_editor, draft, remove="Q1")
    response = as_editor.post(address(draft), {"edited": seen, "remove": pk("Q2")})
    assert response.status_code == 409
    assert "Your last step was not done." in text(response)
    assert codes(draft) == ["Q2", "Q3"]
    assert f'name="edited" value="{seen + 1}"' in response.content.decode()


@pytest.mark.parametrize(
    "button",
    [
        {"remove": "Q9"},
        {"remove": "999999"},
        {"guess": "²"},
        {"form": "endless"},
        {"up": ""},
        {"nonsense": "1"},
        {"add": "1"},
    ],
)
def test_senseless_press_changes_nothing(as_editor: Client, draft: Round, button: dict[str, str]) -> None:
    assert press(as_editor, draft, **button).status_code == 302
    assert codes(draft) == ["Q1", "Q2", "Q3"]


def test_page_says_length_and_balance(as_editor: Client, organization: Organization) -> None:
    sales = [make_question(f"S{n}", subject="sales", guess_rule="none") for n in range(5)]
    marketing = [make_question(f"M{n}", subject="marketing", guess_rule="none") for n in range(3)]
    round = make_draft(organization, questions=[*sales, *marketing])
    page = as_editor.get(address(round))
    words = text(page)
    assert 'class="hint"' not in page.content.decode()  # our own basics lean to one team: nothing to warn about
    assert "8 questions, about 2 minutes" in words
    assert "5 of them ask about the work of Sales and 3 about that of Marketing." in words
    assert "So that Sales does not feel on trial, add a question or two about Marketing" in words
    press(as_editor, round, remove="S0")
    assert "ask about the work of Sales" not in text(as_editor.get(address(round)))
    for code in ("S1", "S2", "S3"):
        press(as_editor, round, remove=code)
    assert "So that Marketing does not feel on trial" in text(as_editor.get(address(round)))


def test_long_survey_is_warned_of(as_editor: Client, organization: Organization) -> None:
    questions = [make_question(f"Q{n}") for n in range(40)]
    assert "More than 10 minutes" in text(as_editor.get(address(make_draft(organization, questions=questions))))


def test_bank_offers_what_is_not_chosen_yet(as_editor: Client, draft: Round, organization: Organization) -> None:
    make_question("C1", organization)
    make_question("C2", organization, retired_at=timezone.now())
    groups = as_editor.get(address(draft)).context["groups"]
    assert [listed.question.code for group in groups for listed in group.questions] == ["C1"]


def test_retired_question_of_a_draft_is_marked(as_editor: Client, draft: Round) -> None:
    Question.objects.filter(code="Q2").update(retired_at=timezone.now())
    assert "Retired" in text(as_editor.get(address(draft)))


def test_page_takes_as_many_queries_for_thirty_questions_as_for_one(
    as_editor: Client, draft: Round, organization: Organization
) -> None:
    with CaptureQueriesContext(connection) as few:
        as_editor.get(address(draft))
    many = make_draft(assessment=draft.assessment, questions=[make_question(f"M{n}") for n in range(30)])
    for number in range(30):
        make_question(f"C{number}", organization)
    with CaptureQueriesContext(connection) as taken:
        as_editor.get(address(many))
    assert len(taken) == len(few)
