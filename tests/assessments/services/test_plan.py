"""The plan: at most three focus areas, whoever chooses them at once, and actions that nobody overwrites unseen."""

from __future__ import annotations

import datetime
from functools import partial

import pytest

from assessments.models import Action, FocusArea, Round
from assessments.plans import focus_areas
from assessments.services.errors import EditConflict, Gone, PlanFull, WrongState
from assessments.services.plan import (
    ActionDraft,
    add_action,
    change_action,
    choose_focus_areas,
    drop_focus_area,
    move_focus_area,
    remove_action,
)
from tests.accounts.races import at_once
from tests.builders import make_closed_round, make_question, make_round

pytestmark = pytest.mark.django_db

CODES = ["Q1", "Q2", "Q3", "Q4", "Q5"]
DAY = datetime.date(2027, 1, 12)
DRAFT = ActionDraft(sales_part="Call.", marketing_part="Listen.", sales_owner="Ana", due_on=DAY)


@pytest.fixture
def round() -> Round:
    """Five questions, and one that is answered in words."""
    questions = [*map(make_question, CODES), make_question("OPEN", scale="text", kind="open", labels=[])]
    return make_closed_round([1, 2, 1, 2, 1], [5, 4, 5, 4, 5], questions=questions)


def codes(round: Round) -> list[str]:
    return [area.item.code for area in focus_areas(round)]


def position(round: Round, code: str) -> int:
    return round.items.get(code=code).position


def test_choose_keeps_the_order_of_the_codes(round: Round) -> None:
    assert choose_focus_areas(round=round, codes=["Q3", "Q1"]) == 2
    assert codes(round) == ["Q3", "Q1"]


def test_choose_adds_behind_what_is_there(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q5"])
    assert choose_focus_areas(round=round, codes=["Q1"]) == 1
    assert codes(round) == ["Q5", "Q1"]


def test_choose_passes_by_what_is_chosen_unknown_or_answered_in_words(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    assert choose_focus_areas(round=round, codes=["Q1", "Q1", "OPEN", "X", "Q2"]) == 1
    assert codes(round) == ["Q1", "Q2"]


def test_choose_takes_all_or_none_where_there_is_no_room(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1", "Q2"])
    with pytest.raises(PlanFull):
        choose_focus_areas(round=round, codes=["Q3", "Q4"])
    assert codes(round) == ["Q1", "Q2"]


def test_choose_is_refused_before_closing() -> None:
    open_round = make_round()
    with pytest.raises(WrongState):
        choose_focus_areas(round=open_round, codes=["Q1"])


@pytest.mark.django_db(transaction=True)
def test_five_people_at_once_never_choose_more_than_three(round: Round) -> None:
    refused: list[str] = []

    def choose(code: str) -> None:
        try:
            choose_focus_areas(round=round, codes=[code])
        except PlanFull:
            refused.append(code)

    at_once(*(partial(choose, code) for code in CODES))
    assert len(refused) == 2
    assert {*codes(round), *refused} == set(CODES)
    assert sorted(round.focus_areas.values_list("place", flat=True)) == [1, 2, 3]


@pytest.mark.parametrize(
    ("code", "step", "after"),
    [
        ("Q3", -1, ["Q1", "Q3", "Q2"]),
        ("Q1", 1, ["Q2", "Q1", "Q3"]),
        ("Q1", -1, ["Q1", "Q2", "Q3"]),
        ("Q3", 1, ["Q1", "Q2", "Q3"]),
    ],
)
def test_move_changes_the_order_and_keeps_the_actions(round: Round, code: str, step: int, after: list[str]) -> None:
    choose_focus_areas(round=round, codes=["Q1", "Q2", "Q3"])
    action = add_action(round=round, position=position(round, code), draft=DRAFT)
    move_focus_area(round=round, position=position(round, code), step=step)
    assert codes(round) == after
    assert Action.objects.get(pk=action.pk).focus_area.item.code == code
    assert list(FocusArea.objects.values_list("place", flat=True)) == [1, 2, 3]


def test_move_of_what_was_dropped_says_so(round: Round) -> None:
    with pytest.raises(Gone):
        move_focus_area(round=round, position=1, step=1)


def test_drop_closes_the_gap_and_takes_its_actions_along(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1", "Q2", "Q3"])
    gone = add_action(round=round, position=position(round, "Q1"), draft=DRAFT)
    kept = add_action(round=round, position=position(round, "Q2"), draft=DRAFT)
    drop_focus_area(round=round, position=position(round, "Q1"), seen=f"{gone.pk}.0")
    assert [(area.item.code, area.place) for area in focus_areas(round)] == [("Q2", 1), ("Q3", 2)]
    assert list(Action.objects.values_list("pk", flat=True)) == [kept.pk]
    assert gone.pk != kept.pk


def test_drop_is_refused_when_an_action_was_added_unseen(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    add_action(round=round, position=position(round, "Q1"), draft=DRAFT)
    with pytest.raises(EditConflict):
        drop_focus_area(round=round, position=position(round, "Q1"), seen="")
    assert Action.objects.count() == 1


def test_drop_twice_is_dropped_once(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    drop_focus_area(round=round, position=position(round, "Q1"), seen="")
    drop_focus_area(round=round, position=position(round, "Q1"), seen="")
    assert codes(round) == []


def test_action_is_stored_as_written_down(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    draft = ActionDraft(sales_part=" Call.\r\nListen. ", sales_owner=" Ana\n Silva ", due_on=DAY, measure="Ten calls")
    action = Action.objects.get(pk=add_action(round=round, position=1, draft=draft).pk)
    assert (action.sales_part, action.sales_owner) == ("Call.\nListen.", "Ana Silva")
    assert (action.due_on, action.measure, action.state, action.edited) == (DAY, "Ten calls", "planned", 0)


def test_action_sent_twice_is_written_once(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    first = add_action(round=round, position=1, draft=DRAFT)
    assert add_action(round=round, position=1, draft=DRAFT) == first
    assert Action.objects.count() == 1


def test_action_for_a_dropped_question_is_refused_or_puts_it_back(round: Round) -> None:
    with pytest.raises(Gone):
        add_action(round=round, position=1, draft=DRAFT)
    add_action(round=round, position=1, draft=DRAFT, choose_again=True)
    assert codes(round) == ["Q1"]
    assert Action.objects.count() == 1


def test_longest_action_fits(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    longest = ActionDraft(
        sales_part="ü" * 500,
        marketing_part="ß" * 500,
        sales_owner="é" * 120,
        marketing_owner="ñ" * 120,
        measure="€" * 300,
    )
    action = Action.objects.get(pk=add_action(round=round, position=1, draft=longest).pk)
    assert (len(action.sales_part), len(action.measure)) == (500, 300)


def test_change_counts_the_saves(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    action = add_action(round=round, position=1, draft=DRAFT)
    changed = ActionDraft(sales_part="Write.", state="done")
    change_action(round=round, position=1, pk=action.pk, draft=changed, edited=0)
    action.refresh_from_db()
    assert (action.sales_part, action.marketing_part, action.state, action.edited) == ("Write.", "", "done", 1)


def test_second_of_two_saves_is_refused_and_changes_nothing(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    action = add_action(round=round, position=1, draft=DRAFT)
    change_action(round=round, position=1, pk=action.pk, draft=ActionDraft(sales_part="Theirs."), edited=0)
    with pytest.raises(EditConflict):
        change_action(round=round, position=1, pk=action.pk, draft=ActionDraft(sales_part="Mine."), edited=0)
    action.refresh_from_db()
    assert action.sales_part == "Theirs."


def test_same_words_saved_twice_are_no_conflict(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    action = add_action(round=round, position=1, draft=DRAFT)
    for _time in range(2):
        change_action(round=round, position=1, pk=action.pk, draft=ActionDraft(sales_part="Mine."), edited=0)
    action.refresh_from_db()
    assert (action.sales_part, action.edited) == ("Mine.", 1)


def test_action_is_changed_under_its_own_question_only(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1", "Q2"])
    action = add_action(round=round, position=1, draft=DRAFT)
    with pytest.raises(Gone):
        change_action(round=round, position=2, pk=action.pk, draft=DRAFT, edited=0)


def test_remove_deletes_once_and_then_says_so(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    action = add_action(round=round, position=1, draft=DRAFT)
    remove_action(round=round, position=1, pk=action.pk, edited=0)
    assert Action.objects.count() == 0
    with pytest.raises(Gone):
        remove_action(round=round, position=1, pk=action.pk, edited=0)


def test_remove_is_refused_when_someone_saved_since(round: Round) -> None:
    choose_focus_areas(round=round, codes=["Q1"])
    action = add_action(round=round, position=1, draft=DRAFT)
    change_action(round=round, position=1, pk=action.pk, draft=ActionDraft(sales_part="Theirs."), edited=0)
    with pytest.raises(EditConflict):
        remove_action(round=round, position=1, pk=action.pk, edited=0)
    assert Action.objects.count() == 1
