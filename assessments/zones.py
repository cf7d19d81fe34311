"""The time zones that organizers choose from: one for each place, by region, with what its clocks show now. ★"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from itertools import groupby

COMMON = (
    "Europe/London", "Europe/Berlin", "Europe/Zurich", "Europe/Paris", "Europe/Madrid", "Europe/Helsinki",
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Sao_Paulo",
    "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "UTC",
)  # fmt: skip
"""Where most offices are."""

Place = tuple[str, str]
"""A zone's name and its words: `("Europe/Berlin", "Berlin (UTC+1)")`."""


def common_places(current: str, now: datetime.datetime) -> list[Place]:
    """`current` first, whatever it is called, then where most offices are."""
    return [(name, worded(name, now)) for name in dict.fromkeys((current, *COMMON))]


def places_by_region(current: str, now: datetime.datetime) -> list[tuple[str, list[Place]]]:
    """All others, by region and name. Old names of a place, such as Asia/Calcutta, are left out."""
    first = {current, *COMMON}
    return [
        (region, [(name, worded(name, now)) for name in names if name not in first])
        for region, names in groupby(_canonical(), lambda name: name.partition("/")[0])
    ]


def worded(name: str, now: datetime.datetime) -> str:
    """`Argentina/Buenos Aires (UTC-3)` for America/Argentina/Buenos_Aires; a name without a region is left whole."""
    region, _slash, place = name.partition("/")
    known = place.replace("_", " ") if place and region in _regions() else name
    offset = offset_words(name, now)
    return known if known == offset else f"{known} ({offset})"


def place(name: str) -> str:
    """`Buenos Aires` for America/Argentina/Buenos_Aires, `US Eastern` for US/Eastern, `UTC` for Etc/UTC."""
    region, last = name.split("/")[0], name.split("/")[-1]
    short = last if region in _regions() or region == "Etc" else name.replace("/", " ")
    return short.replace("_", " ")


def local_time(name: str, translate: Callable[[str], str]) -> str:
    """What stands behind a time of day there: `New York time`. Short names of a zone, such as UTC, say it already."""
    words = place(name)
    return words if words.isupper() else translate("%(place)s time") % {"place": words}


def offset_words(name: str, now: datetime.datetime) -> str:
    """`UTC+5:30`: how far the clocks there are from UTC at `now`; `UTC` where they are the same."""
    offset = now.astimezone(zoneinfo.ZoneInfo(name)).utcoffset() or datetime.timedelta()
    hours, minutes = divmod(abs(round(offset.total_seconds() / 60)), 60)
    if not hours and not minutes:
        return "UTC"
    return f"UTC{'−' if offset.days < 0 else '+'}{hours}{f':{minutes:02}' if minutes else ''}"


@cache
def _canonical() -> list[str]:
    """The zones of the tz database's own list of places by country, sorted."""
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    return sorted(line.split("\t")[2] for line in table.splitlines() if line and not line.startswith("#"))


@cache
def _regions() -> frozenset[str]:
    return frozenset(name.partition("/")[0] for name in _canonical())
