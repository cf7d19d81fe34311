"""Comments that closing let through, and which of them somebody looks for. ★ No Django."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from assessments.scales import Team

LONGEST_SEARCH = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownComment:
    """A comment as everybody who sees the results may read it; `code` is that of its question.

    `place` is random and says nothing of who wrote it. A redacted one has no text: only why and when it lost it.
    """

    place: int
    code: str
    team: Team
    text: str
    tag: str = ""
    is_pinned: bool = False
    redaction: str = ""
    redacted_on: datetime.date | None = None

    @property
    def is_redacted(self) -> bool:
        return self.redacted_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Which comments somebody wants to see; without anything, all of them.

    Every one of the `words` must be in the text. `position` is that of a question, and `page` one of its pages.
    """

    words: str = ""
    team: Team | None = None
    tag: str = ""
    is_pinned: bool = False
    position: int | None = None
    page: int = 1

    @property
    def is_narrow(self) -> bool:
        """Whether comments of one question may be left out."""
        return bool(self.words or self.team or self.tag or self.is_pinned)

    @property
    def query(self) -> str:
        """What stands after the question mark of an address; `read_sought` is the inverse."""
        given = {
            "q": self.words,
            "team": self.team.value if self.team else "",
            "tag": self.tag,
            "pinned": "1" if self.is_pinned else "",
            "question": self.position or "",
            "page": self.page if self.page > 1 else "",
        }
        return urlencode({key: value for key, value in given.items() if value})

    def fits(self, comment: ShownComment) -> bool:
        """Whatever its question is."""
        text = comment.text.casefold()
        return (
            all(word in text for word in self.words.casefold().split())
            and self.team in {None, comment.team}
            and self.tag in {"", comment.tag}
            and (comment.is_pinned or not self.is_pinned)
        )


def read_sought(given: Mapping[str, str]) -> Sought:
    """What an address asks for; whatever it says that makes no sense is left out."""
    team = given.get("team", "")
    return Sought(
        words=" ".join(given.get("q", "")[:LONGEST_SEARCH].split()),
        team=Team(team) if team in list(Team) else None,
        tag=given.get("tag", ""),
        is_pinned=given.get("pinned") == "1",
        position=_number(given.get("question", "")),
        page=_number(given.get("page", "")) or 1,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None
