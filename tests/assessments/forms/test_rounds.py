from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import available_timezones

import pytest
import time_machine

from assessments.forms.closing import time_zone_choices
from assessments.forms.rounds import EditRoundForm, NewRoundForm
from assessments.scales import Mode

UTC = datetime.UTC
TODAY = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "title": "Spring",
        "form": "quick-nine",
        "has_guesses": "on",
        "mode": "anonymous",
        "minimum": "5",
        "closes_on": "2026-03-14",
        "closes_time": "18:00",
        "time_zone": "Europe/Berlin",
        **changed,
    }


def form_of(**changed: Any) -> NewRoundForm:
    return NewRoundForm(typed(**changed), has_previous=False)


@time_machine.travel(TODAY, tick=False)
def test_plan_is_what_was_typed() -> None:
    form = form_of(invited_sales="12")
    assert form.is_valid(), form.errors
    assert form.plan() == {
        "title": "Spring",
        "mode": Mode.ANONYMOUS,
        "minimum": 5,
        "has_guesses": True,
        "invited_sales": 12,
        "invited_marketing": None,
        "closes_at": datetime.datetime(2026, 3, 14, 17, 0, tzinfo=UTC),
        "time_zone": "Europe/Berlin",
        "segment_title": "",
        "segments": (),
        "reply_to": "",
    }


def confidential(**changed: Any) -> NewRoundForm:
    return form_of(**{"mode": "confidential", "reply_to": "ana@example.com", **changed})


@time_machine.travel(TODAY, tick=False)
def test_plan_leaves_out_what_its_mode_does_not_need() -> None:
    form = confidential(invited_sales="12", invited_marketing="none")
    assert form.is_valid(), form.errors
    plan = form.plan()
    assert (plan["mode"], plan["reply_to"], plan["invited_sales"]) == (Mode.CONFIDENTIAL, "ana@example.com", None)
    form = form_of(reply_to="nobody", invited_sales="12")
    assert form.is_valid(), form.errors
    assert (form.plan()["reply_to"], form.plan()["invited_sales"]) == ("", 12)


@time_machine.travel(TODAY, tick=False)
def test_groups_are_read_line_by_line() -> None:
    form = form_of(segment_title=" Which region? ", segments="  North \r\n\r\nSouth  East\n")
    assert form.is_valid(), form.errors
    assert (form.plan()["segment_title"], form.plan()["segments"]) == ("Which region?", ("North", "South East"))


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"title": " "}, "title", "Give the round a title."),
        ({"minimum": "2"}, "minimum", "At least 3: with fewer, people could be recognized."),
        ({"minimum": "11"}, "minimum", "At most 10: with more, most teams would never be shown."),
        ({"invited_sales": "0"}, "invited_sales", "Ensure this value is greater than or equal to 1."),
        ({"closes_on": ""}, "closes_on", "Say on which day the round closes."),
        ({"closes_on": "soon"}, "closes_on", "This is not a day."),
        ({"closes_on": "2026-02-28"}, "closes_on", "This moment has passed. Choose a later one."),
        ({"closes_on": "9999-12-31"}, "closes_on", "Choose a day within a year from today."),
        ({"closes_on": "0001-01-01"}, "closes_on", "Choose a day within a year from today."),
        ({"closes_time": "25:00"}, "closes_time", "This is not a time."),
        (
            {"closes_on": "2026-03-29", "closes_time": "02:30"},
            "closes_time",
            "Clocks skip this time on that day in this time zone. Choose another.",
        ),
        (
            {"time_zone": "Mars/Olympus"},
            "time_zone",
            "This time zone is not on the list. Choose a place with the same clocks.",
        ),
        ({"mode": "secret"}, "mode", "Select a valid choice. secret is not one of the available choices."),
        ({"mode": ""}, "mode", "Choose how people are invited."),
        ({"mode": "confidential"}, "reply_to", "Say to whom people can reply: a person whom they know."),
        ({"mode": "confidential", "reply_to": "ana"}, "reply_to", "Enter a valid email address."),
        (
            {"segment_title": "Region?"},
            "segments",
            "A question on groups needs both: the question and the groups.",
        ),
        (
            {"segments": "North\nSouth"},
            "segment_title",
            "A question on groups needs both: the question and the groups.",
        ),
        ({"segments": "North", "segment_title": "R?"}, "segments", "Name from 2 to 8 groups, or none at all."),
        (
            {"segments": "\n".join("ABCDEFGHI"), "segment_title": "R?"},
            "segments",
            "Name from 2 to 8 groups, or none at all.",
        ),
        ({"segments": "North\n north", "segment_title": "R?"}, "segments", "Two groups have the same name."),
        (
            {"segments": "North\n" + "S" * 61, "segment_title": "R?"},
            "segments",
            "A group’s name has at most 60 characters.",
        ),
        ({"form": "endless"}, "form", "Select a valid choice. endless is not one of the available choices."),
    ],
)
def test_what_does_not_fit_is_said(changed: dict[str, Any], field: str, sentence: str) -> None:
    assert form_of(**changed).errors == {field: [sentence]}


def test_same_as_last_time_is_offered_only_after_a_first_time() -> None:
    assert not form_of(form="previous").is_valid()
    assert "12 questions, about 4 minutes, guesses included" in str(form_of()["form"])
    later = NewRoundForm(initial={}, has_previous=True)
    assert later["form"].field.widget.choices[0][0] == "previous"


@time_machine.travel(TODAY, tick=False)
def test_differences_name_what_each_side_has() -> None:
    saved = {
        "title": "Theirs",
        "has_guesses": False,
        "mode": Mode.CONFIDENTIAL,
        "minimum": 5,
        "invited_sales": None,
        "invited_marketing": None,
        "reply_to": "",
        "segment_title": "Region?",
        "segments": "North\nSouth",
        "closes_on": datetime.date(2026, 3, 14),
        "closes_time": datetime.time(18, 0),
        "time_zone": "Europe/Berlin",
        "edited": 4,
    }
    changed = {"invited_sales": "9", "segment_title": "Region?", "segments": "North\nEast"}
    form = EditRoundForm(typed(edited="3", **changed), initial=saved)
    assert form.is_valid()
    assert form.differences(saved) == [
        ("Title", "Theirs", "Spring"),
        ("Ask what the other team will answer", "no", "yes"),
        ("How are people invited?", "Confidential", "Anonymous"),
        ("Invited in Sales (optional)", "—", "9"),
        ("Groups, one per line", "North, South", "North, East"),
    ]


def test_every_zone_offered_exists_and_an_unusual_one_stays() -> None:
    names = [name for _region, places in time_zone_choices("US/Eastern") for name, _label in places]
    assert set(names) <= available_timezones()
    assert {"Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "US/Eastern"} <= set(names)
    assert len(names) == len(set(names))
    assert names[:3] == ["US/Eastern", "Europe/London", "Europe/Berlin"]
    assert not {"Asia/Calcutta", "Europe/Belfast", "Asia/Istanbul"} & set(names)
