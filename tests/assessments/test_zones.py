from __future__ import annotations

import datetime

import pytest

from assessments.zones import COMMON, common_places, local_time, places_by_region, worded

WINTER, SUMMER = (datetime.datetime(2026, month, 1, tzinfo=datetime.UTC) for month in (1, 7))


@pytest.mark.parametrize(
    ("zone", "now", "words"),
    [
        ("Europe/Berlin", WINTER, "Berlin (UTC+1)"),
        ("Europe/Berlin", SUMMER, "Berlin (UTC+2)"),
        ("Asia/Kolkata", WINTER, "Kolkata (UTC+5:30)"),
        ("America/St_Johns", WINTER, "St Johns (UTC−3:30)"),
        ("America/Argentina/Buenos_Aires", WINTER, "Argentina/Buenos Aires (UTC−3)"),
        ("Europe/London", WINTER, "London (UTC)"),
        ("UTC", WINTER, "UTC"),
        ("US/Eastern", WINTER, "US/Eastern (UTC−5)"),
    ],
)
def test_place_is_named_with_what_its_clocks_show(zone: str, now: datetime.datetime, words: str) -> None:
    assert worded(zone, now) == words


def test_the_zone_in_use_comes_first_and_nothing_twice() -> None:
    common = [name for name, _words in common_places("Europe/Berlin", WINTER)]
    others = [name for _region, places in places_by_region("Europe/Berlin", WINTER) for name, _words in places]
    assert common[:2] == ["Europe/Berlin", "Europe/London"]
    assert sorted(common) == sorted(COMMON)
    assert not set(common) & set(others)
    assert others == sorted(others)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("America/New_York", "New York time"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time"),
        ("US/Eastern", "US Eastern time"),
        ("UTC", "UTC"),
        ("Etc/UTC", "UTC"),
        ("CET", "CET"),
    ],
)
def test_time_of_day_is_said_to_be_that_of_a_place(zone: str, words: str) -> None:
    assert local_time(zone, str) == words
