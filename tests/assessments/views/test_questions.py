from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Question
from assessments.scales import Scale
from tests.accounts.pages import text
from tests.builders import make_organization, make_question, make_round

pytestmark = pytest.mark.django_db


def address(name: str, organization: Organization, *args: Any) -> str:
    return reverse(f"assessments:question-{name}", args=[organization.slug, *args])


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "text": "Do we share one calendar?",
        "subject": "both",
        "dimension": "PLAN",
        "answers": "FREQ",
        "direction": "+",
        "guess_rule": "both",
        **changed,
    }


# --- The list ------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("bank")
def test_list_shows_own_questions_first_then_the_nine(as_leader: Client, organization: Organization) -> None:
    make_question("C1", organization)
    words = text(as_leader.get(address("list", organization)))
    places = [
        words.index(part)
        for part in ("Your own questions 1", "Quick nine and three overall 12", "Customer closeness 4")
    ]
    assert places == sorted(places)
    assert "Never Rarely Sometimes Often Routinely" in words


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("words=collateral", {"S3"}),
        ("words=COLLATERAL value", {"S3"}),
        ("words=collateral nonsense", set()),
        ("words=l07", {"L07"}),
        ("words=leaders conferring", {"S5"}),
        ("topic=VIEW", {"V1", "V2", "V3"}),
        ("topic=VIEW&words=customer", {"V1"}),
        ("source=own", {"C1"}),
        ("source=own&subject=sales", set()),
        ("source=own&retired=on", {"C1", "C2"}),
    ],
)
def test_list_narrows(as_leader: Client, organization: Organization, query: str, codes: set[str]) -> None:
    make_question("C1", organization)
    make_question("C2", organization, retired_at=timezone.now())
    groups = as_leader.get(f"{address('list', organization)}?{query}").context["groups"]
    assert {listed.question.code for group in groups for listed in group.questions} == codes


@pytest.mark.usefixtures("bank")
def test_list_with_a_senseless_filter_shows_all(as_leader: Client, organization: Organization) -> None:
    response = as_leader.get(f"{address('list', organization)}?topic=NONE&subject=x&source=%00&words=%00")
    assert sum(len(group.questions) for group in response.context["groups"]) == 57


def test_list_with_nothing_to_show_says_what_to_do(as_leader: Client, organization: Organization) -> None:
    page = text(as_leader.get(f"{address('list', organization)}?words=unheard-of"))
    assert "No question fits that contains “unheard-of”." in page
    assert "Show all" in page


def test_list_holds_no_question_of_another_organization(as_leader: Client, organization: Organization) -> None:
    make_question("C1", make_organization("Other"), text="Their secret question?")
    assert "Their secret question" not in text(as_leader.get(address("list", organization)))


def test_use_is_counted_in_this_organization_only(as_leader: Client, organization: Organization) -> None:
    question = make_question("Q1")
    first = make_round(organization, questions=[question])
    make_round(assessment=first.assessment, title="Autumn", questions=[question])
    make_round(make_organization("Other"), questions=[question])
    (group,) = as_leader.get(address("list", organization)).context["groups"]
    assert [listed.rounds_asked for listed in group.questions] == [2]


def test_list_takes_as_many_queries_for_thirty_questions_as_for_one(
    as_editor: Client, organization: Organization
) -> None:
    make_question("C0", organization)
    with CaptureQueriesContext(connection) as one:
        as_editor.get(address("list", organization))
    make_round(organization, questions=[make_question(f"C{number}", organization) for number in range(1, 30)])
    with CaptureQueriesContext(connection) as thirty:
        assert text(as_editor.get(address("list", organization))).count("Question C") == 30
    assert len(thirty) == len(one)


def test_list_of_many_questions_has_pages_that_keep_the_filter(as_leader: Client, organization: Organization) -> None:
    for number in range(70):
        make_question(f"C{number}", organization)
    path = address("list", organization)
    first, last = as_leader.get(path, {"source": "own"}), as_leader.get(path, {"source": "own", "page": "9"})
    assert [sum(len(group.questions) for group in each.context["groups"]) for each in (first, last)] == [60, 10]
    assert 'href="?source=own&amp;page=2"' in first.content.decode()
    assert "Page 2 of 2" in text(last)
    assert as_leader.get(path).context["groups"][0].title == "Your own questions"


def test_viewer_sees_no_way_to_change_a_question(as_leader: Client, organization: Organization) -> None:
    make_question("C1", organization)
    page = as_leader.get(address("list", organization)).content.decode()
    assert "/edit/" not in page
    assert "/retire/" not in page
    assert "/questions/new/" not in page


# --- Writing and editing -------------------------------------------------------------------------------------------
def test_question_is_added_as_typed(as_editor: Client, organization: Organization) -> None:
    actions = {"action_sales": "Look at it.", "action_marketing": "Keep it."}
    response = as_editor.post(
        address("create", organization),
        typed(
            text="  Do we\r\nshare   one calendar? ",
            short_name=" The shared  calendar",
            not_applicable="We have none",
            prompt="Where is it?",
            **actions,
        ),
    )
    assert response.headers["Location"] == address("list", organization)
    item = Question.objects.get(organization=organization).frozen
    assert (item.code, item.text, item.dimension) == ("C1", "Do we share one calendar?", "PLAN")
    assert item.name == "The shared calendar"
    assert item.labels == ("Never", "Rarely", "Sometimes", "Often", "Almost always")
    assert (item.not_applicable, item.prompt) == ("We have none", "Where is it?")
    assert [(action.sales, action.marketing) for action in item.actions] == [("Look at it.", "Keep it.")]


def test_question_may_have_answers_of_its_own(as_editor: Client, organization: Organization) -> None:
    labels = {f"label_{point}": f"Answer {point}" for point in range(1, 6)}
    as_editor.post(address("create", organization), typed(answers="own", **labels))
    assert Question.objects.get().labels == list(labels.values())


def test_question_may_be_yes_or_no(as_editor: Client, organization: Organization) -> None:
    as_editor.post(address("create", organization), typed(answers="yesno"))
    item = Question.objects.get().frozen
    assert (item.scale, item.points) == (Scale.YESNO, ((1, "No"), (5, "Yes")))


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"text": "  "}, "text", "Write the question."),
        ({"short_name": "x" * 61}, "short_name", "Ensure this value has at most 60 characters (it has 61)."),
        ({"text": "x" * 301}, "text", "Ensure this value has at most 300 characters (it has 301)."),
        (
            {"answers": "own", "label_1": "a"},
            "answers",
            "Write five answers of your own, lowest first. All five must differ.",
        ),
        (
            {"answers": "own", **{f"label_{point}": "same" for point in range(1, 6)}},
            "answers",
            "Write five answers of your own, lowest first. All five must differ.",
        ),
        (
            {"action_sales": "Call."},
            "action_marketing",
            "An action needs both parts. Write this team’s part, or clear the other one.",
        ),
    ],
)
def test_what_does_not_fit_is_said_and_kept(
    as_editor: Client, organization: Organization, changed: dict[str, Any], field: str, sentence: str
) -> None:
    response = as_editor.post(address("create", organization), typed(**changed))
    assert response.status_code == 200
    assert response.context["form"].errors == {field: [sentence]}
    assert sentence in text(response)
    assert Question.objects.count() == 0


def test_copy_fills_the_form_from_the_bank(as_editor: Client, organization: Organization) -> None:
    original = make_question("S1", labels=["a", "b", "c", "d", "e"], direction="-")
    page = as_editor.get(f"{address('create', organization)}?copy={original.pk}")
    initial = page.context["form"].initial
    assert (initial["text"], initial["answers"], initial["label_5"], initial["direction"]) == (
        "Question S1?",
        "own",
        "e",
        "-",
    )


@pytest.mark.parametrize("copy", ["x", "²", "9" * 5000])
def test_copy_of_nothing_is_an_empty_form(as_editor: Client, organization: Organization, copy: str) -> None:
    assert as_editor.get(address("create", organization), {"copy": copy}).context["form"].initial == {}


def test_copy_of_a_foreign_question_is_not_found(as_editor: Client, organization: Organization) -> None:
    foreign = make_question("C1", make_organization("Other"))
    assert as_editor.get(address("create", organization), {"copy": foreign.pk}).status_code == 404


def test_edit_of_an_asked_question_makes_a_version_and_says_so(as_editor: Client, organization: Organization) -> None:
    question = make_question("C1", organization)
    round = make_round(organization, questions=[question])
    assert "asked as version 1" in text(as_editor.get(address("edit", organization, question.pk)))
    response = as_editor.post(address("edit", organization, question.pk), typed(text="Reworded?"), follow=True)
    assert "Saved as version 2." in text(response)
    assert Question.objects.get().version == 2
    assert round.items.get().text == "Question C1?"


def test_saving_an_untouched_form_changes_nothing(as_editor: Client, organization: Organization) -> None:
    as_editor.post(address("create", organization), typed(short_name="Calendar", not_applicable="None", prompt="Why?"))
    question = Question.objects.get()
    make_round(organization, questions=[question])
    form = as_editor.get(address("edit", organization, question.pk)).context["form"]
    as_editor.post(address("edit", organization, question.pk), form.initial)
    assert Question.objects.get().frozen == question.frozen


@pytest.mark.usefixtures("bank")
@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("which leads close FASTER", "S8"),
        ("Tempo der Leads bis zum Abschluss", "S8"),
        ("Calendar", "C1"),
        ("Retired", None),
        ("", None),
    ],
)
def test_short_name_of_another_question_is_kept_with_a_warning(
    as_editor: Client, organization: Organization, name: str, other: str | None
) -> None:
    make_question("C1", organization, short_name="Calendar")
    make_question("C2", organization, short_name="Retired", retired_at=timezone.now())
    make_question("C1", make_organization("Brim"), short_name="which leads close FASTER")
    as_german = {"Accept-Language": "de"}
    page = as_editor.post(address("create", organization), typed(short_name=name), follow=True, headers=as_german)
    assert Question.objects.get(organization=organization, code="C3").short_name == name
    said = [str(message) for message in page.context["messages"]]
    assert [message.split()[0] for message in said[1:]] == ([other] if other else [])


def test_question_of_the_bank_is_not_found_for_editing(as_editor: Client, organization: Organization) -> None:
    question = make_question("S1")
    for name in ("edit", "retire", "restore"):
        assert as_editor.post(address(name, organization, question.pk), typed()).status_code == 404
    assert Question.objects.get().text == "Question S1?"


def test_retired_question_is_gone_until_restored(as_editor: Client, organization: Organization) -> None:
    question = make_question("C1", organization)
    assert "No question fits" in text(as_editor.post(address("retire", organization, question.pk), follow=True))
    restored = as_editor.post(address("restore", organization, question.pk), follow=True)
    assert "Question C1?" in text(restored)


def test_question_is_text_not_markup(as_editor: Client, organization: Organization) -> None:
    hostile = "<script>alert(1)</script>"
    labels = {f"label_{point}": f"{hostile}{point}" for point in range(1, 6)}
    as_editor.post(
        address("create", organization), typed(text=hostile, answers="own", not_applicable=hostile, **labels)
    )
    question = Question.objects.get()
    for page in (address("list", organization), address("edit", organization, question.pk)):
        content = as_editor.get(page).content.decode()
        assert hostile not in content
        assert "&lt;script&gt;alert(1)" in content
