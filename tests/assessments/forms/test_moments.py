from __future__ import annotations

import datetime
from zoneinfo import ZoneInfo

import pytest

from assessments.forms.moments import instant

UTC = datetime.UTC


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
