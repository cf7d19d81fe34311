from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from assessments.schedules import default_reminders, is_working_time, working_time
from tests.invited import moment

BERLIN, NEW_YORK, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Pacific/Auckland")


@pytest.mark.parametrize(
    ("local", "is_working"),
    [
        ("2026-06-01T08:59:59", False),
        ("2026-06-01T09:00", True),
        ("2026-06-05T16:59:59", True),
        ("2026-06-05T17:00", False),
        ("2026-06-06T12:00", False),
        ("2026-06-07T12:00", False),
    ],
)
@pytest.mark.parametrize("zone", [BERLIN, NEW_YORK, AUCKLAND])
def test_working_time_is_by_the_zones_clocks(local: str, is_working: bool, zone: ZoneInfo) -> None:
    assert is_working_time(moment(local, zone.key), zone) == is_working


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("2026-06-01T12:34", "2026-06-01T12:34"),
        ("2026-06-01T03:00", "2026-06-01T09:00"),
        ("2026-06-01T17:00", "2026-06-02T09:00"),
        ("2026-06-05T17:00", "2026-06-08T09:00"),
        ("2026-06-06T10:00", "2026-06-08T09:00"),
        ("2026-10-23T18:00", "2026-10-26T09:00"),  # clocks go back in between
    ],
)
def test_working_time_begins_next_on_a_working_day(local: str, expected: str) -> None:
    assert working_time(moment(local, "Europe/Berlin"), BERLIN) == moment(expected, "Europe/Berlin")


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        ("2026-06-01T10:00", "2026-06-12T18:00", ["2026-06-08T10:00", "2026-06-12T10:00"]),  # half time: a Sunday
        ("2026-06-01T10:00", "2026-06-14T18:00", ["2026-06-08T10:00", "2026-06-12T10:00"]),  # closes on a Sunday
        ("2026-06-01T10:00", "2026-06-15T09:00", ["2026-06-08T10:00", "2026-06-12T10:00"]),  # closes before 10
        ("2026-06-01T10:00", "2026-06-03T18:00", ["2026-06-02T10:00", "2026-06-03T10:00"]),
        ("2026-06-01T17:00", "2026-06-03T18:00", ["2026-06-03T10:00"]),
        ("2026-06-01T10:00", "2026-06-02T18:00", ["2026-06-02T10:00"]),
        ("2026-06-01T10:00", "2026-06-01T18:00", []),
        ("2026-06-05T17:00", "2026-06-08T10:30", []),
        ("2026-06-06T10:00", "2026-06-07T10:00", []),
        ("2026-10-19T10:00", "2026-10-30T18:00", ["2026-10-26T10:00", "2026-10-30T10:00"]),  # clocks go back
    ],
)
def test_default_reminders_are_at_half_time_and_on_the_last_working_day(
    opens: str, closes: str, expected: list[str]
) -> None:
    zone = "Europe/Berlin"
    reminders = default_reminders(moment(opens, zone), moment(closes, zone), BERLIN)
    assert reminders == tuple(moment(text, zone) for text in expected)


def test_default_reminders_of_a_year_are_two() -> None:
    assert len(default_reminders(moment("2026-01-01T00:00"), moment("2026-12-31T23:59"), AUCKLAND)) == 2
