"""What a cell may hold, and how it is printed. ★ No Django."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from reports.series import percent
from reports.series.printing import MINUS

LONGEST = 32_767
"""UTF-16 units that a cell holds."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters, those that turn the direction of what follows, and what no XML may hold."""

_LINE_END = re.compile("\r\n|[\r\x85\u2028\u2029]")


class Kind(StrEnum):
    """What a column holds, which decides how its numbers are printed."""

    NAME = "name"
    TEXT = "text"
    LONG = "long"
    COUNT = "count"
    POINTS = "points"
    SIGNED = "signed"
    SHARE = "share"
    EXACT = "exact"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Share:
    """A share 0–1 and how it is printed."""

    value: float
    printed: str

    @property
    def number(self) -> float:
        """What the cell holds: the printed number, unless it is printed as less or more than one."""
        return self.value if self.printed[0] in "<>" else int(self.printed.rstrip("%")) / 100


Value: TypeAlias = str | int | float | datetime.date | Share | None


def share(part: int, of: int) -> Share | None:
    """Undefined of nobody."""
    return Share(part / of, percent(part / of)) if of else None


def number(printed: str | None) -> int | None:
    """The number that was printed, so that a cell never says another one."""
    return None if printed is None else int(printed.replace(MINUS, "-"))


def ends(printed: str | None) -> tuple[int | None, int | None]:
    """Both ends of a printed range such as `52–58` or `55`."""
    if printed is None:
        return None, None
    low, _dash, high = printed.partition("–")
    return number(low), number(high or low)


def signed_ends(printed: tuple[str, str] | None) -> tuple[int | None, int | None]:
    """Both ends of a printed range of differences."""
    return (None, None) if printed is None else (number(printed[0]), number(printed[1]))


def cell_text(words: str) -> str:
    """Words as a cell can hold them; what is too long ends in an ellipsis."""
    words = _UNPRINTABLE.sub("", _LINE_END.sub("\n", words))
    if len(words.encode("utf-16-le")) <= 2 * LONGEST:
        return words
    kept = words.encode("utf-16-le")[: 2 * (LONGEST - 1)]
    return kept.decode("utf-16-le", errors="ignore") + "…"


def line_text(words: str, longest: int) -> str:
    """Words as a page header or a property can hold them: one line, cut after so many characters."""
    line = " ".join(cell_text(words).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
