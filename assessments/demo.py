"""How a demo is told: rounds, teams, and the people who answered. ★ No Django."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assessments.agreements import AgreementTerms
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, POINTS, Team

_SIGNS: Mapping[str, int | None] = {str(point): point for point in POINTS} | {
    "d": DONT_KNOW,
    "n": NOT_APPLICABLE,
    "-": None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamStory:
    """What a team answers. A string has one sign a person: a point, d(on't know), n(ot applicable) or - (skipped).

    `own` and `guesses` are by question code; `comments` are (question code, text), each by someone of the team.
    """

    invited: int
    own: Mapping[str, str]
    guesses: Mapping[str, str]
    comments: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionStory:
    """An action. Parts and owners are Sales' and Marketing's, `due` is in days after the round closed."""

    parts: tuple[str, str]
    owners: tuple[str, str]
    due: int
    measure: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteStory:
    """A live vote after talking: one sign a phone, as in TeamStory."""

    sales: str
    marketing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementStory:
    """A version of the working agreement. Days count from the closing of the round; `signed` is None before it is."""

    terms: AgreementTerms
    saved: int
    signed: int | None
    review: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AftermathStory:
    """What two teams make of their results, by question code. `workshop` is the day of theirs, from closing.

    `agenda` are its questions in order, with the vote that was held on some; empty where there was none yet.
    """

    agenda: Mapping[str, VoteStory | None]
    workshop: int
    plan: Mapping[str, Sequence[ActionStory]]
    agreement: AgreementStory


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStory:
    """A round of the quick nine. `launched` and `closes` are days after the day of the demo, negative before it."""

    title: str
    launched: int
    closes: int
    teams: Mapping[Team, TeamStory]
    aftermath: AftermathStory | None = None

    @property
    def is_open(self) -> bool:
        return self.closes > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientStory:
    name: str
    rounds: Sequence[RoundStory]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoResponse:
    """What one person sends, by question code."""

    team: Team
    own: Mapping[str, int]
    guesses: Mapping[str, int]
    comments: Mapping[str, str]


def responses(story: RoundStory, chance: random.Random) -> Iterator[DemoResponse]:
    """Everybody's answers: `chance` decides who gives which, and lets one answer in some cells slip by a point."""
    for team, told in story.teams.items():
        people = len(next(iter(told.own.values())))
        own = {code: _dealt(signs, chance) for code, signs in told.own.items()}
        guesses = {code: _dealt(signs, chance) for code, signs in told.guesses.items()}
        writers = chance.sample(range(people), len(told.comments))
        for person in range(people):
            yield DemoResponse(
                team=team,
                own=_of(person, own),
                guesses=_of(person, guesses),
                comments={
                    code: text for (code, text), writer in zip(told.comments, writers, strict=True) if writer == person
                },
            )


def choices(signs: str) -> list[int]:
    """What each phone of a vote chooses."""
    return [choice for sign in signs if (choice := _SIGNS[sign]) is not None]


def _dealt(signs: str, chance: random.Random) -> list[int | None]:
    answers = [_SIGNS[sign] for sign in signs]
    if chance.random() < 0.5:
        _slip(answers, chance)
    chance.shuffle(answers)
    return answers


def _slip(answers: list[int | None], chance: random.Random) -> None:
    place = chance.randrange(len(answers))
    answer, moved = answers[place], chance.choice((-1, 1))
    if answer in POINTS and answer + moved in POINTS:
        answers[place] = answer + moved


def _of(person: int, dealt: Mapping[str, Sequence[int | None]]) -> dict[str, int]:
    return {code: answer for code, answers in dealt.items() if (answer := answers[person]) is not None}
