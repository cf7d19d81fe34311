"""The plan as it is written: chosen, ordered, dropped; actions that two people may edit at once."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Mapping
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Action, FocusArea, Round
from assessments.services.closing import close_round
from assessments.services.plan import ActionDraft, change_action, choose_focus_areas, drop_focus_area, remove_action
from assessments.services.rounds import compose_by_form, launch_round
from tests.builders import make_action, make_closed_round, make_draft, make_question, make_round

pytestmark = pytest.mark.django_db

LATER = datetime.date(2999, 1, 12)
WHOLE: Mapping[str, Any] = {
    "sales_part": "Call.",
    "marketing_part": "Listen.",
    "sales_owner": "Ana",
    "marketing_owner": "Ben",
    "due_on": LATER,
    "measure": "Ten calls",
    "state": "planned",
}


@pytest.fixture
def round(organization: Organization) -> Round:
    questions = [make_question(f"Q{place}") for place in range(1, 6)]
    return make_closed_round([1, 2, 1, 2, 1], [5, 4, 5, 4, 5], organization=organization, questions=questions)


def at(name: str, round: Round, *args: int) -> str:
    return reverse(f"assessments:{name}", args=[round.organization.slug, round.code, *args])


def plan_of(round: Round) -> str:
    return reverse("reports:plan", args=[round.organization.slug, round.code])


def post(client: Client, address: str, **data: Any) -> Any:
    return client.post(address, {name: str(value) for name, value in data.items()})


def words(response: Any) -> str:
    text = re.sub(r"<[^>]*>", " ", response.content.decode())
    return " ".join(html.unescape(text).split())


def fields(response: Any) -> dict[str, str]:
    """What the form on the page holds, as a browser would send it."""
    page = response.content.decode()
    inputs = re.findall(r"<input[^>]*>", page)
    found = {name[1]: value[1] if (value := re.search(r'value="([^"]*)"', one)) else "" for one in inputs
             if (name := re.search(r'name="(\w+)"', one))}  # fmt: skip
    found |= dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL))
    found["state"] = re.findall(r'<option value="([\w-]+)" selected', page)[0]
    return {name: html.unescape(value) for name, value in found.items() if name != "csrfmiddlewaretoken"}


# --- Focus areas ----------------------------------------------------------------------------------------------------
def test_choose_takes_the_proposal_over_and_goes_back_to_the_plan(as_editor: Client, round: Round) -> None:
    response = as_editor.post(at("focus-choose", round), {"code": ["Q3", "Q1"]})
    assert response.headers["Location"] == plan_of(round)
    assert [area.item.code for area in round.focus_areas.all()] == ["Q3", "Q1"]


def test_choice_of_one_question_leads_to_where_it_stands(as_editor: Client, round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    for _again in range(2):
        response = as_editor.post(at("focus-choose", round), {"code": "Q3"})
        assert response.headers["Location"] == f"{plan_of(round)}#focus-3"
    assert 'id="focus-3"' in as_editor.get(plan_of(round)).content.decode()
    assert as_editor.post(at("focus-choose", round), {"code": "X"}).headers["Location"] == plan_of(round)


def test_idea_leads_from_its_question_to_the_form_that_is_filled_with_it(as_editor: Client, round: Round) -> None:
    response = as_editor.post(at("focus-choose", round), {"code": "Q3", "start": "1"})
    assert response.headers["Location"] == at("action-create", round, 3) + "?start=1"
    assert FocusArea.objects.filter(round=round, item__code="Q3").exists()


def test_fourth_choice_says_why_not(as_editor: Client, round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1", "Q2", "Q3"])
    response = as_editor.post(at("focus-choose", round), {"code": "Q4"}, follow=True)
    assert "at most 3 focus areas, and nothing was added" in words(response)
    assert FocusArea.objects.count() == 3


@pytest.mark.parametrize("codes", [[], ["X"], ["Q1\x00"], ["x" * 5000]])
def test_choice_of_nothing_that_is_there_changes_nothing(as_editor: Client, round: Round, codes: list[str]) -> None:
    assert as_editor.post(at("focus-choose", round), {"code": codes}).status_code == 302
    assert FocusArea.objects.count() == 0


def test_open_round_has_no_plan(as_editor: Client, organization: Organization) -> None:
    opened = make_round(organization=organization)
    assert as_editor.post(at("focus-choose", opened), {"code": "Q1"}).status_code == 404
    assert as_editor.get(at("action-create", opened, 1)).status_code == 404


@pytest.mark.parametrize(("step", "after"), [("up", ["Q2", "Q1"]), ("sideways", ["Q1", "Q2"]), ("", ["Q1", "Q2"])])
def test_move_goes_one_step_or_none(as_editor: Client, round: Round, step: str, after: list[str]) -> None:
    choose_focus_areas(round=round, codes=["Q1", "Q2"])
    response = as_editor.post(at("focus-move", round, 2), {"step": step})
    assert response.headers["Location"] == f"{plan_of(round)}#focus-2"
    assert [area.item.code for area in round.focus_areas.all()] == after


def test_move_of_what_is_gone_says_so(as_editor: Client, round: Round) -> None:
    response = as_editor.post(at("focus-move", round, 2), {"step": "up"}, follow=True)
    assert "This question is no longer in the plan." in words(response)


def seen_on(page: Any) -> dict[str, str]:
    """What the page that asks sends along."""
    return {"actions": re.findall(r'name="actions" value="([^"]*)"', page.content.decode())[0]}


def test_drop_shows_what_goes_with_it_first(as_editor: Client, round: Round) -> None:
    make_action(round, "Q1", **WHOLE)
    page = as_editor.get(at("focus-drop", round, 1))
    assert "Its action goes with it and cannot be brought back." in words(page)
    assert "Call." in words(page)
    assert as_editor.post(at("focus-drop", round, 1), seen_on(page)).status_code == 302
    assert FocusArea.objects.count() == Action.objects.count() == 0


@pytest.mark.parametrize("seen", ["0", "", "-1", "x", "9" * 30])
def test_drop_is_not_done_when_other_actions_were_seen(as_editor: Client, round: Round, seen: str) -> None:
    make_action(round, "Q1")
    response = as_editor.post(at("focus-drop", round, 1), {"actions": seen})
    assert response.status_code == 409
    assert "The actions of this focus area have changed since you opened the page." in words(response)
    assert Action.objects.count() == 1


def test_drop_is_not_done_when_an_action_was_saved_since(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    opened = seen_on(as_editor.get(at("focus-drop", round, 1)))
    changed(action, sales_part="Call twice.")
    response = as_editor.post(at("focus-drop", round, 1), opened)
    assert (response.status_code, Action.objects.count()) == (409, 1)
    assert "Call twice." in words(response)
    assert as_editor.post(at("focus-drop", round, 1), seen_on(response)).status_code == 302
    assert Action.objects.count() == 0


def test_drop_of_what_is_gone_goes_back_to_the_plan(as_editor: Client, round: Round) -> None:
    assert as_editor.get(at("focus-drop", round, 1)).headers["Location"] == plan_of(round)
    assert as_editor.post(at("focus-drop", round, 1), {"actions": ""}).headers["Location"] == plan_of(round)


# --- A new action ---------------------------------------------------------------------------------------------------
def test_new_action_is_written_down(as_editor: Client, round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    response = post(as_editor, at("action-create", round, 1), **WHOLE)
    assert response.headers["Location"] == f"{plan_of(round)}#focus-1"
    action = Action.objects.get()
    assert {name: getattr(action, name) for name in WHOLE} == WHOLE


def test_action_that_lacks_something_is_saved_and_says_what(as_editor: Client, round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    sent = {**WHOLE, "marketing_owner": "", "due_on": datetime.date(2020, 1, 1)}
    response = as_editor.post(at("action-create", round, 1), sent, follow=True)
    action = Action.objects.get()
    assert response.redirect_chain[-1][0] == at("action-edit", round, 1, action.pk)
    assert "Saved." in words(response)
    assert "It has no owner in Marketing yet." in words(response)
    assert "Its day has passed" in words(response)
    assert "no owner in Sales" not in words(response)


def test_action_that_is_done_lacks_nothing(as_editor: Client, round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    sent = {**WHOLE, "sales_owner": "", "due_on": datetime.date(2020, 1, 1), "state": "done"}
    assert post(as_editor, at("action-create", round, 1), **sent).headers["Location"].startswith(plan_of(round))


def test_idea_of_the_bank_is_a_start(as_editor: Client, organization: Organization, bank: None) -> None:
    draft = make_draft(organization, questions=[])
    compose_by_form(round=draft, form="quick-nine")
    closed = closed_now(draft)
    choose_focus_areas(round=closed, codes=["S7"])
    item = closed.items.get(code="S7")
    page = as_editor.get(at("action-create", closed, item.position) + "?start=2")
    assert fields(page)["sales_part"] == item.frozen.actions[1].sales
    assert fields(page)["marketing_part"] == item.frozen.actions[1].marketing
    assert item.frozen.actions[0].sales in words(page)


def test_idea_comes_under_what_is_typed(as_editor: Client, organization: Organization, bank: None) -> None:
    draft = make_draft(organization, questions=[])
    compose_by_form(round=draft, form="quick-nine")
    closed = closed_now(draft)
    choose_focus_areas(round=closed, codes=["S7"])
    item = closed.items.get(code="S7")
    idea, new = item.frozen.actions[0], at("action-create", closed, item.position)
    page = post(as_editor, new, start=1, sales_part="Call.", due_on=LATER, measure="Ten calls", state="under-way")
    assert page.status_code == 200
    assert fields(page)["sales_part"] == f"Call.\n{idea.sales}"
    again = fields(post(as_editor, new, start=1, **fields(page)))
    assert (again["sales_part"], again["marketing_part"]) == (f"Call.\n{idea.sales}", idea.marketing)
    assert (again["due_on"], again["measure"], again["state"]) == (str(LATER), "Ten calls", "under-way")
    assert not Action.objects.exists()


def test_action_is_done_in_one_click_and_undone_in_another(
    as_editor: Client, as_leader: Client, as_outsider: Client, round: Round
) -> None:
    action = make_action(round)
    mark = at("action-mark", round, 1, action.pk)
    assert mark in as_editor.get(plan_of(round)).content.decode()
    assert mark not in as_leader.get(plan_of(round)).content.decode()
    refused = [client.post(mark, {"edited": "0", "done": "yes"}).status_code for client in (as_leader, as_outsider)]
    assert (refused, as_editor.get(mark).status_code) == ([403, 404], 405)
    assert post(as_editor, mark, edited=0, done="yes").headers["Location"] == f"{plan_of(round)}#focus-1"
    assert Action.objects.get().state == "done"
    assert "Someone else saved this action" in words(as_editor.post(mark, {"edited": "0"}, follow=True))
    post(as_editor, mark, edited=1)
    assert Action.objects.get().state == "under-way"
    action.delete()
    assert "Someone else removed this action" in words(as_editor.post(mark, {"edited": "2"}, follow=True))


def closed_now(draft: Round) -> Round:
    launch_round(round=draft, now=timezone.now())
    close_round(round=draft, now=timezone.now())
    return draft


@pytest.mark.parametrize("start", ["0", "9", "-1", "x", "²", "1" * 30])
def test_start_that_is_no_idea_is_an_empty_form(as_editor: Client, round: Round, start: str) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    page = as_editor.get(at("action-create", round, 1), {"start": start})
    assert fields(page)["sales_part"] == ""


def test_question_outside_the_plan_is_chosen_first(as_editor: Client, round: Round) -> None:
    response = as_editor.get(at("action-create", round, 1), follow=True)
    assert "This question is not in the plan. Choose it first." in words(response)


def test_question_that_nobody_asked_is_not_found(as_editor: Client, round: Round) -> None:
    assert as_editor.get(at("action-create", round, 99)).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"sales_part": " ", "marketing_part": ""}, "Say what at least one of the teams does."),
        ({"sales_part": "x" * 501}, "at most 500 characters"),
        ({"marketing_owner": "x" * 121}, "at most 120 characters"),
        ({"measure": "x" * 301}, "at most 300 characters"),
        ({"due_on": "someday"}, "This is not a day."),
        ({"due_on": "2026-02-30"}, "This is not a day."),
        ({"state": "perfect"}, "Select a valid choice."),
        ({"sales_part": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_wrong_input_is_explained_and_nothing_is_lost(
    as_editor: Client, round: Round, wrong: dict[str, str], sentence: str
) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    response = post(as_editor, at("action-create", round, 1), **{**WHOLE, "sales_owner": "Only here", **wrong})
    assert response.status_code == 200
    assert sentence in words(response)
    assert 'value="Only here"' in response.content.decode()
    assert Action.objects.count() == 0


def test_dropped_question_keeps_the_text_and_can_be_put_back(as_editor: Client, round: Round) -> None:
    response = post(as_editor, at("action-create", round, 1), **WHOLE)
    assert response.status_code == 409
    assert "This question was taken out of the plan while you were writing." in words(response)
    sent = fields(response)
    assert sent["sales_part"] == "Call."
    assert as_editor.post(at("action-create", round, 1), {**sent, "again": "1"}).status_code == 302
    assert Action.objects.get().sales_part == "Call."


def test_dropped_question_is_not_put_back_into_a_full_plan(as_editor: Client, round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q2", "Q3", "Q4"])
    response = post(as_editor, at("action-create", round, 1), **WHOLE, again="1")
    assert response.status_code == 409
    assert "at most 3 focus areas" in words(response)
    assert fields(response)["sales_part"] == "Call."


# --- Two people at once ---------------------------------------------------------------------------------------------
def changed(action: Action, **fields: Any) -> None:
    """Somebody else saves the action."""
    change_action(
        round=action.focus_area.round,
        position=action.focus_area.item.position,
        pk=action.pk,
        draft=ActionDraft(**{**WHOLE, **fields}),
        edited=action.edited,
    )


def test_second_save_shows_both_texts_and_keeps_the_typed_ones(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    opened = fields(as_editor.get(at("action-edit", round, 1, action.pk)))
    changed(action, sales_part="Theirs.", sales_owner="Cleo")
    response = as_editor.post(at("action-edit", round, 1, action.pk), {**opened, "sales_part": "Mine."})
    assert response.status_code == 409
    table = response.content.decode().split("</table>")[0]
    assert "Theirs." in table
    assert "Mine." in table
    assert "Owner in Sales" not in table  # not touched here, so theirs is taken over
    form = fields(response)
    assert (form["sales_part"], form["sales_owner"]) == ("Mine.", "Cleo")
    assert Action.objects.get().sales_part == "Theirs."


def test_save_mine_puts_the_typed_text_in_place(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    opened = fields(as_editor.get(at("action-edit", round, 1, action.pk)))
    changed(action, sales_part="Theirs.", state="under-way")
    refused = as_editor.post(at("action-edit", round, 1, action.pk), {**opened, "sales_part": "Mine."})
    assert as_editor.post(at("action-edit", round, 1, action.pk), fields(refused)).status_code == 302
    action.refresh_from_db()
    assert (action.sales_part, action.state) == ("Mine.", "under-way")


def test_take_theirs_leaves_the_stored_text(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    opened = fields(as_editor.get(at("action-edit", round, 1, action.pk)))
    changed(action, sales_part="Theirs.")
    refused = as_editor.post(at("action-edit", round, 1, action.pk), {**opened, "sales_part": "Mine."})
    assert f'href="{plan_of(round)}#focus-1">Take theirs</a>' in refused.content.decode()
    assert Action.objects.get().sales_part == "Theirs."


def test_page_on_which_nothing_was_changed_has_nothing_to_save(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    opened = fields(as_editor.get(at("action-edit", round, 1, action.pk)))
    changed(action, sales_part="Theirs.")
    response = as_editor.post(at("action-edit", round, 1, action.pk), opened)
    assert "You changed nothing on this page, so there is nothing left to save." in words(response)
    assert fields(response)["sales_part"] == "Theirs."


@pytest.mark.parametrize("base", ["", "no json", "[1]", '{"sales_part": 7}', "[" * 5000])
def test_page_without_its_base_loses_nothing_typed(as_editor: Client, round: Round, base: str) -> None:
    action = make_action(round, "Q1", **WHOLE)
    changed(action, sales_part="Theirs.")
    response = post(as_editor, at("action-edit", round, 1, action.pk), **{**WHOLE, "edited": 0, "base": base})
    assert response.status_code == 409
    assert fields(response)["sales_part"] == "Call."


@pytest.mark.parametrize("edited", ["", "-1", "x", "7", "9" * 30])
def test_edit_with_another_counter_overwrites_nothing(as_editor: Client, round: Round, edited: str) -> None:
    action = make_action(round, "Q1", **WHOLE)
    response = post(
        as_editor, at("action-edit", round, 1, action.pk), **{**WHOLE, "measure": "Mine", "edited": edited}
    )
    assert response.status_code in {200, 409}
    assert Action.objects.get().measure == "Ten calls"


def test_edit_of_a_removed_action_can_be_saved_as_a_new_one(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    opened = fields(as_editor.get(at("action-edit", round, 1, action.pk)))
    remove_action(round=round, position=1, pk=action.pk, edited=0)
    response = as_editor.post(at("action-edit", round, 1, action.pk), {**opened, "sales_part": "Mine."})
    assert response.status_code == 409
    assert "Someone else removed this action since you opened the page." in words(response)
    assert f'action="{at("action-create", round, 1)}"' in response.content.decode()
    assert as_editor.post(at("action-create", round, 1), fields(response)).status_code == 302
    assert Action.objects.get().sales_part == "Mine."


def test_edit_under_a_dropped_question_keeps_the_text(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    opened = fields(as_editor.get(at("action-edit", round, 1, action.pk)))
    drop_focus_area(round=round, position=1, seen=f"{action.pk}.0")
    response = as_editor.post(at("action-edit", round, 1, action.pk), {**opened, "sales_part": "Mine."})
    assert response.status_code == 409
    assert "Put it back and save" in words(response)
    assert fields(response)["sales_part"] == "Mine."


def test_page_of_a_removed_action_leads_back(as_editor: Client, round: Round) -> None:
    assert as_editor.get(at("action-edit", round, 1, 12345)).headers["Location"] == plan_of(round)


# --- Removing -------------------------------------------------------------------------------------------------------
def test_remove_asks_first_and_then_removes(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    assert "It cannot be brought back." in words(as_editor.get(at("action-remove", round, 1, action.pk)))
    assert Action.objects.count() == 1
    response = as_editor.post(at("action-remove", round, 1, action.pk), {"edited": "0"})
    assert response.headers["Location"] == f"{plan_of(round)}#focus-1"
    assert Action.objects.count() == 0


def test_remove_of_what_someone_changed_shows_it_again(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    changed(action, sales_part="Theirs.")
    response = as_editor.post(at("action-remove", round, 1, action.pk), {"edited": "0"})
    assert response.status_code == 409
    assert "Theirs." in words(response)
    assert Action.objects.count() == 1


def test_remove_twice_is_removed_once(as_editor: Client, round: Round) -> None:
    action = make_action(round, "Q1", **WHOLE)
    for _time in range(2):
        assert as_editor.post(at("action-remove", round, 1, action.pk), {"edited": "0"}).status_code == 302
    assert Action.objects.count() == 0


def test_words_of_organizers_are_shown_as_words(as_editor: Client, round: Round) -> None:
    hostile = "<script>alert(1)</script>"
    action = make_action(round, "Q1", **{**WHOLE, "sales_part": hostile, "sales_owner": hostile})
    changed(action, sales_part=hostile + "2")
    for name in ("action-edit", "action-remove"):
        assert hostile not in as_editor.get(at(name, round, 1, action.pk)).content.decode()
    assert hostile not in as_editor.get(at("focus-drop", round, 1)).content.decode()
    assert hostile not in as_editor.get(plan_of(round)).content.decode()
