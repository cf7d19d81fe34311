"""The words of the field: teams, scales, directions, and a question as it is frozen into a round. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

DONT_KNOW = 0
"""Stored instead of 1..5 when a person presses "Don't know". Never point 3, never in a mean."""

NOT_APPLICABLE = 9
"""Stored when a person says that the thing asked about does not exist (offered by a few questions only)."""

POINTS = (1, 2, 3, 4, 5)

YES_NO_LABELS = ("No", "", "", "", "Yes")
"""A yes/no question uses the two ends of the scale: yes is point 5, no is point 1, and nothing lies between."""

FREE_TEXT = "text"
"""Marks the one open question of the bank in `FrozenItem.scale`."""


class Team(StrEnum):
    SALES = "sales"
    MARKETING = "marketing"

    @property
    def other(self) -> Team:
        return Team.MARKETING if self is Team.SALES else Team.SALES


class Subject(StrEnum):
    """Whose behavior or attitude a question asks about."""

    SALES = "sales"
    MARKETING = "marketing"
    BOTH = "both"


class Kind(StrEnum):
    BEHAVIOR = "behavior"
    PROCESS = "process"
    FACT = "fact"
    KNOWLEDGE = "knowledge"
    ATTITUDE = "attitude"
    PREFERENCE = "preference"
    CUSTOM = "custom"
    OPEN = "open"


class Direction(StrEnum):
    """`+` high is good, `-` high is bad (reversed for scoring, shown as asked), `0` diagnostic: never scored."""

    POSITIVE = "+"
    NEGATIVE = "-"
    NEUTRAL = "0"


class GuessRule(StrEnum):
    """Who may be asked what the other team will answer."""

    BOTH = "both"
    SUBJECT_ONLY = "subject-only"
    NONE = "none"


class Scale(StrEnum):
    FIVE = "five"
    YESNO = "yesno"
    TEXT = FREE_TEXT


class Mode(StrEnum):
    """Anonymous: one link per team. Confidential: personal links, never tied to answers."""

    ANONYMOUS = "anonymous"
    CONFIDENTIAL = "confidential"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to do about a question: Sales' part and Marketing's part."""

    sales: str
    marketing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenItem:
    """A question as it is asked in a round. `labels` are the five worded points, lowest first; empty for free text.

    `short_name` names it in headings and sentences, where the whole question is too long; "" where nobody named it.
    `not_applicable` is the wording of the extra answer ("We have no such criteria"), empty where it is not offered.
    """

    code: str
    version: int
    text: str
    dimension: str | None
    subject: Subject
    kind: Kind
    direction: Direction
    scale: Scale
    labels: tuple[str, ...]
    not_applicable: str
    guess_rule: GuessRule
    prompt: str
    actions: tuple[Action, ...]
    weight: float = 1.0
    short_name: str = ""

    @property
    def name(self) -> str:
        """What headings and sentences call it: its short name, else the whole question."""
        return self.short_name or self.text

    @property
    def is_open(self) -> bool:
        return self.scale is Scale.TEXT

    @property
    def points(self) -> tuple[tuple[int, str], ...]:
        """The answers to choose from, lowest first, with their words: five, two for yes/no, none for free text."""
        return tuple((point, label) for point, label in zip(POINTS, self.labels, strict=False) if label)

    def may_guess(self, team: Team) -> bool:
        """Whether people of `team` may be asked what the other team will answer.

        On an attitude question with rule subject-only the other team's ordinary answer is already its guess.
        """
        if self.guess_rule is GuessRule.BOTH:
            return True
        return self.guess_rule is GuessRule.SUBJECT_ONLY and self.subject.value == team.value


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """What a person gave for one item; None and "" stand for skipped."""

    own: int | None = None
    guess: int | None = None
    comment: str = ""


def estimated_minutes(*, questions: int, guesses: int, texts: int) -> int:
    """Whole minutes that answering takes, rounded up: what respondents are told and organizers plan with.

    10 s a question on a scale (Pew Research Center's rule for online surveys), 8 s a guess, whose scale was just
    read, 20 s a free text.
    """
    return max(1, -(-(10 * questions + 8 * guesses + 20 * texts) // 60))


def labels_problem(labels: Sequence[str]) -> str | None:
    """Why `labels` cannot stand on a five-point scale, or None when they can."""
    if len(labels) != len(POINTS):
        return "five labels are needed, lowest first"
    if any(not label.strip() for label in labels):
        return "every point needs words"
    if len({label.strip().casefold() for label in labels}) != len(labels):
        return "the five labels must differ"
    return None
