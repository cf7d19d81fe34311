"""What the screen of a workshop shows at each of its positions."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from assessments.agreements import AgreementTerms, promises
from assessments.models import Workshop
from assessments.rooms import RoomState, join_url
from assessments.scales import Team
from assessments.workshops import AgendaEntry, Position, Step, VoteResult, positions
from reports.document import Report
from reports.renderers.svg import distribution_chart, reveal_chart
from reports.series import Talk, talks, vote_series
from reports.wording import (
    about_words,
    apart_words,
    capitalized,
    first_move,
    guess_lead,
    higher_words,
    reveal_lines,
    shortened,
    step_name,
    team_name,
    vote_words,
    waiting_words,
)

JUMP, LINE = 60, 100
"""Characters of a question in the remote's lists, and in one or two lines of the screen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A workshop with all that its screens draw on. `talks` are by code."""

    workshop: Workshop
    state: RoomState
    agenda: tuple[AgendaEntry, ...]
    talks: Mapping[str, Talk]
    results: Mapping[str, VoteResult]
    minimum: int

    @property
    def walked(self) -> tuple[Position, ...]:
        """All positions, in order. A question of which nothing can be shown, or no guess, has no step for that."""
        return positions(self.agenda, {code: _without(talk) for code, talk in self.talks.items()})

    def entry(self, position: Position) -> AgendaEntry | None:
        """The question of the agenda at this position; None before the first and after the last."""
        return self.agenda[position.place - 1] if 0 < position.place <= len(self.agenda) else None

    def talk(self, position: Position) -> Talk | None:
        entry = self.entry(position)
        return self.talks[entry.code] if entry else None

    def is_voting(self, position: Position) -> bool:
        """Whether the room votes on the question at this position now."""
        entry = self.entry(position)
        return entry is not None and entry.code == self.state.open_code


def stage(
    report: Report,
    workshop: Workshop,
    state: RoomState,
    agenda: Sequence[AgendaEntry],
    results: Mapping[str, VoteResult],
) -> Stage:
    """Entries whose question the round does not show (any more) are left out."""
    known = {talk.item.code: talk for talk in talks(report)}
    return Stage(
        workshop=workshop,
        state=state,
        agenda=tuple(entry for entry in agenda if entry.code in known),
        talks=known,
        results=results,
        minimum=report.released.tally.minimum,
    )


def _without(talk: Talk) -> tuple[Step, ...]:
    """Steps at which a question has nothing to show."""
    if not talk.mirror.readings:
        return (Step.GUESS, Step.OWN)
    return () if any(reading.is_guess for reading in talk.mirror.readings) else (Step.GUESS,)


def where_words(stage: Stage, position: Position) -> str:
    """The line at the foot: `2 of 5 · What each says`."""
    if not 0 < position.place <= len(stage.agenda):
        return step_name(position.step, gettext)
    return gettext("%(place)s of %(count)s · %(step)s") % {
        "place": position.place,
        "count": len(stage.agenda),
        "step": step_name(position.step, gettext),
    }


def position_words(stage: Stage, position: Position) -> str:
    """A position in the remote's lists: the step, and at a new question the question."""
    talk = stage.talk(position)
    if talk is not None and position.step is Step.QUESTION:
        return shortened(talk.item.name, JUMP)
    return step_name(position.step, gettext)


def counts(numbers: Mapping[str, int], of: Mapping[str, int] | None = None) -> list[dict[str, Any]]:
    """By team; `of` how many, where that is known."""
    return [
        {
            "code": team.value,
            "name": team_name(team, gettext),
            "count": numbers[team.value],
            "of": of[team.value] if of else None,
        }
        for team in Team
    ]


def welcome(stage: Stage) -> dict[str, Any]:
    return {
        "heading": step_name(Step.WELCOME, gettext),
        "agenda": agenda_lines(stage),
        "phones": counts(stage.state.phones),
        **_joining(stage),
    }


def agenda_lines(stage: Stage) -> list[str]:
    """The questions of the agenda, each short enough for two lines."""
    return [shortened(stage.talks[entry.code].item.name, LINE) for entry in stage.agenda]


def _joining(stage: Stage) -> dict[str, Any]:
    address = join_url(stage.workshop).partition("://")[2].rstrip("/")
    return {"join_address": address, "join_at": address.rpartition("/")[0]}


def question(talk: Talk) -> dict[str, Any]:
    under = gettext("How would you answer? And what will the other team have said?")
    lead = " · ".join(part for part in (talk.item.short_name, about_words(talk.item, gettext)) if part)
    return {"heading": talk.item.text, "lead": capitalized(lead), "under": under}


def chart(talk: Talk, step: Step) -> dict[str, Any]:
    """The tracks: what was expected, or that and what was said."""
    labels = list(talk.item.labels)
    answers = labels[::-1] if talk.mirror.row.is_reversed else labels
    heading = guess_lead(talk.mirror, gettext) if step is Step.GUESS else gettext("And this is what each says")
    return {
        "heading": heading,
        "chart": SafeString(reveal_chart(talk.mirror, answers, step, gettext)),
        "note": _counted(talk) if step is Step.OWN else "",
    }


def _counted(talk: Talk) -> str:
    """From how many answers, in the order of the tracks."""
    own = [side.own for side in talk.mirror.sides if side.own is not None]
    return " · ".join(
        gettext("%(team)s: %(n)s answers") % {"team": team_name(one.team, gettext), "n": one.n} for one in own
    )


def finding(talk: Talk) -> dict[str, Any]:
    """The finding in words, with both scores where both may be shown."""
    row = talk.mirror.row
    return {
        "heading": step_name(Step.FINDING, gettext),
        "finding": reveal_lines(talk.mirror, gettext),
        "scores": [{"team": team, "name": team_name(team, gettext), "mark": row.mark(team)} for team in Team],
        "apart": ", ".join(part for part in (apart_words(row, gettext), higher_words(row, gettext)) if part),
        "prompt": talk.item.prompt or first_move(talk.mirror, gettext),
    }


def vote(stage: Stage, talk: Talk, entry: AgendaEntry) -> dict[str, Any]:
    """An open vote with its numbers, a locked one with its result, or how to open one."""
    result = stage.results.get(entry.code)
    shown: dict[str, Any] = {"heading": talk.item.text, "vote_lead": _vote_lead(result), **_joining(stage)}
    if result is not None:
        words = [vote_words(team, result.team(team), result.minimum, gettext) for team in Team]
        return {**shown, "chart": _vote_chart(talk, result), "result": words}
    phones = {team: stage.state.phones[team.value] for team in Team}
    return {
        **shown,
        "is_open": stage.state.open_code == entry.code,
        "votes": counts(stage.state.votes, stage.state.phones),
        "waiting": waiting_words(phones, stage.minimum, gettext),
        "not_open": _not_open(stage),
    }


def _vote_chart(talk: Talk, result: VoteResult) -> str:
    """Empty where nothing of the vote can be shown: the room raises hands instead."""
    if not result.is_shown:
        return ""
    series = vote_series(talk.item, talk.mirror.row, result)
    return SafeString(distribution_chart(series, "paper", gettext, prefix="vote"))


def _vote_lead(result: VoteResult | None) -> str:
    return gettext("Live vote") if result is None else gettext("Live vote: how this room answers today")


def _not_open(stage: Stage) -> str:
    if stage.workshop.ended_at is not None:
        return gettext("No vote was taken.")
    if stage.state.open_code:
        return gettext("Another question is being voted on. Lock that vote first.")
    return gettext("The vote is not open yet.")


def agreement(terms: AgreementTerms) -> dict[str, Any]:
    """What the two teams promise each other so far, side by side."""
    made = promises(terms, gettext)
    sides = [
        {
            "code": team.value,
            "name": team_name(team, gettext),
            "sentences": [promise.sentence for promise in made if promise.team is team],
        }
        for team in (Team.MARKETING, Team.SALES)  # as on the paper
    ]
    return {"heading": step_name(Step.AGREEMENT, gettext), "promises": sides if made else []}


def close(review_on: datetime.date | None) -> dict[str, Any]:
    """What happens next: the day to look again, where one was agreed."""
    if review_on is None:
        words = gettext("Nothing changes by itself: look at the plan together in four weeks.")
    else:
        words = gettext("You look at this again on %(day)s.") % {"day": date_format(review_on, "DATE_FORMAT")}
    return {"heading": step_name(Step.CLOSE, gettext), "next_step": words}
