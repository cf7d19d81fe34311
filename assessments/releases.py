"""The release: every count that may ever be said about a closed round, as one document. ★ No Django.

Made once, at closing, from suppressed counts; every page and file is a pure function of it and of the comments, which
stand apart (assessments/comments.py), because their words can be redacted and a release never changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from assessments.scales import Action, Direction, FrozenItem, GuessRule, Kind, Mode, Scale, Subject, Team
from assessments.tallies import Cell, Histogram, ItemTally, Others, Participation, RoundTally, Segment

SCHEMA = "oneteam.release/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a survey's first page promises: a title, and promises of a few bold words and a sentence each.

    The last one warns: comments are shown as they are written. So it was from the first notice on.
    """

    title: str
    promises: tuple[tuple[str, str], ...]

    @property
    def assured(self) -> tuple[tuple[str, str], ...]:
        return self.promises[:-1]

    @property
    def risk(self) -> tuple[str, str]:
        return self.promises[-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleasedRound:
    """The frozen facts of a round and its suppressed counts.

    `closed_on` is a date (ISO 8601) in the round's own time zone. `positions` are the places of the tallied items in
    the questionnaire, which also held the open ones. `open_items` are the free-text questions, for their comments.
    `notice` is what the respondents were promised, by language. `segment_title` is "" where no groups were asked.
    """

    code: str
    title: str
    organization: str
    assessment: str
    mode: Mode
    closed_on: str
    comment_minimum: int
    segment_title: str
    people_kept_days: int
    notice: Mapping[str, Notice]
    tally: RoundTally
    positions: tuple[int, ...]
    open_items: tuple[FrozenItem, ...]


def digest(document: str, salt: bytes) -> str:
    """SHA-256 (hex) of the secret salt and the release's canonical JSON."""
    return hashlib.sha256(salt + document.encode()).hexdigest()


def dump(released: ReleasedRound) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        {"schema": SCHEMA, **asdict(released)}, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def load(document: str) -> ReleasedRound:
    """The inverse of `dump`. Raises ValueError for another schema."""
    raw = json.loads(document)
    if raw.pop("schema", None) != SCHEMA:
        raise ValueError(f"not a {SCHEMA} document")
    return ReleasedRound(
        **{
            **raw,
            "mode": Mode(raw["mode"]),
            "notice": {language: load_notice(notice) for language, notice in raw["notice"].items()},
            "tally": _load_tally(raw["tally"]),
            "positions": tuple(raw["positions"]),
            "open_items": tuple(load_item(item) for item in raw["open_items"]),
        }
    )


def load_participation(document: str) -> dict[Team, Participation]:
    """How many were invited and responded, without building the rest: for lists of many rounds."""
    tally = json.loads(document)["tally"]
    return {team: Participation(**tally[team.value]) for team in Team}


def load_notice(raw: Mapping[str, Any]) -> Notice:
    """A Notice from plain JSON values."""
    return Notice(title=raw["title"], promises=tuple((lead, text) for lead, text in raw["promises"]))


def load_item(raw: Mapping[str, Any]) -> FrozenItem:
    """A FrozenItem from plain JSON values."""
    return FrozenItem(
        **{
            **raw,
            "subject": Subject(raw["subject"]),
            "kind": Kind(raw["kind"]),
            "direction": Direction(raw["direction"]),
            "scale": Scale(raw["scale"]),
            "labels": tuple(raw["labels"]),
            "guess_rule": GuessRule(raw["guess_rule"]),
            "actions": tuple(Action(**action) for action in raw["actions"]),
        }
    )


def _load_tally(raw: Mapping[str, Any]) -> RoundTally:
    return RoundTally(
        minimum=raw["minimum"],
        sales=Participation(**raw["sales"]),
        marketing=Participation(**raw["marketing"]),
        items=tuple(
            ItemTally(
                item=load_item(row["item"]),
                sales=_load_cell(row["sales"]),
                marketing=_load_cell(row["marketing"]),
            )
            for row in raw["items"]
        ),
    )


def _load_cell(raw: Mapping[str, Any] | None) -> Cell | None:
    if raw is None:
        return None
    return Cell(
        hist=_histogram(raw["hist"]),
        dk=raw["dk"],
        na=raw["na"],
        guess=_histogram(raw["guess"]) if raw["guess"] is not None else None,
        segments=tuple(Segment(name=one["name"], hist=_histogram(one["hist"])) for one in raw["segments"]),
        others=_load_others(raw["others"]),
    )


def _load_others(raw: Mapping[str, Any] | None) -> Others | None:
    return Others(names=tuple(raw["names"]), hist=_histogram(raw["hist"])) if raw is not None else None


def _histogram(counts: list[int]) -> Histogram:
    return cast(Histogram, tuple(counts))
