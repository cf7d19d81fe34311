from __future__ import annotations

import datetime
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
import time_machine

from assessments.forms.rounds import EditRoundForm, NewRoundForm, instant, time_zone_choices

UTC = datetime.UTC
TODAY = datetime.datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def typed(**changed: Any) -> dict[str, Any]:
    return {
        "title": "Spring",
        "form": "quick-nine",
        "has_guesses": "on",
        "minimum": "5",
        "closes_on": "2026-03-14",
        "closes_time": "18:00",
        "time_zone": "Europe/Berlin",
        **changed,
    }


def form_of(**changed: Any) -> NewRoundForm:
    return NewRoundForm(typed(**changed), has_previous=False)


def clock(*parts: int) -> tuple[datetime.date, datetime.time]:
    moment = datetime.datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001
    return moment.date(), moment.time()


@pytest.mark.parametrize(
    ("zone", "local", "expected"),
    [
        ("Europe/Berlin", (2026, 3, 29, 1, 59), (2026, 3, 29, 0, 59)),
        ("Europe/Berlin", (2026, 3, 29, 2, 30), None),  # clocks go from 2 to 3
        ("Europe/Berlin", (2026, 3, 29, 3, 0), (2026, 3, 29, 1, 0)),
        ("Europe/Berlin", (2026, 10, 25, 2, 30), (2026, 10, 25, 1, 30)),  # twice: 0:30 and 1:30 UTC
        ("America/New_York", (2026, 3, 8, 2, 30), None),
        ("America/New_York", (2026, 11, 1, 1, 30), (2026, 11, 1, 6, 30)),
        ("Australia/Lord_Howe", (2026, 10, 4, 2, 15), None),  # half an hour
        ("Australia/Lord_Howe", (2026, 4, 5, 1, 45), (2026, 4, 4, 15, 15)),
        ("America/St_Johns", (2026, 11, 1, 1, 30), (2026, 11, 1, 5, 0)),
        ("Asia/Kolkata", (2026, 3, 29, 2, 30), (2026, 3, 28, 21, 0)),
        ("Pacific/Apia", (2011, 12, 30, 12, 0), None),  # the day that Samoa left out
        ("UTC", (2026, 3, 29, 2, 30), (2026, 3, 29, 2, 30)),
    ],
)
def test_instant_on_the_days_when_clocks_change(
    zone: str, local: tuple[int, ...], expected: tuple[int, ...] | None
) -> None:
    moment = instant(*clock(*local), ZoneInfo(zone))
    assert moment == (None if expected is None else datetime.datetime(*expected, tzinfo=UTC))  # type: ignore[arg-type, misc]


@time_machine.travel(TODAY, tick=False)
def test_plan_is_what_was_typed() -> None:
    form = form_of(invited_sales="12")
    assert form.is_valid(), form.errors
    assert form.plan() == {
        "title": "Spring",
        "minimum": 5,
        "has_guesses": True,
        "invited_sales": 12,
        "invited_marketing": None,
        "closes_at": datetime.datetime(2026, 3, 14, 17, 0, tzinfo=UTC),
        "time_zone": "Europe/Berlin",
    }


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
            "Select a valid choice. Mars/Olympus is not one of the available choices.",
        ),
        ({"form": "endless"}, "form", "Select a valid choice. endless is not one of the available choices."),
    ],
)
def test_what_does_not_fit_is_said(changed: dict[str, Any], field: str, sentence: str) -> None:
    assert form_of(**changed).errors == {field: [sentence]}


def test_same_as_last_time_is_offered_only_after_a_first_time() -> None:
    assert not form_of(form="previous").is_valid()
    later = NewRoundForm(initial={}, has_previous=True)
    assert later["form"].field.widget.choices[0][0] == "previous"


@time_machine.travel(TODAY, tick=False)
def test_differences_name_what_each_side_has() -> None:
    saved = {
        "title": "Theirs",
        "has_guesses": False,
        "minimum": 5,
        "invited_sales": None,
        "invited_marketing": None,
        "closes_on": datetime.date(2026, 3, 14),
        "closes_time": datetime.time(18, 0),
        "time_zone": "Europe/Berlin",
        "edited": 4,
    }
    form = EditRoundForm(typed(edited="3", invited_sales="9"), initial=saved)
    assert form.is_valid()
    assert form.differences(saved) == [
        ("Title", "Theirs", "Spring"),
        ("Ask what the other team will answer", "no", "yes"),
        ("Invited in Sales (optional)", "—", "9"),
    ]


def test_every_zone_offered_exists_and_an_unusual_one_stays() -> None:
    names = [name for _region, places in time_zone_choices("US/Eastern") for name, _label in places]
    assert set(names) <= available_timezones()
    assert {"Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "US/Eastern"} <= set(names)
    assert len(names) == len(set(names))
