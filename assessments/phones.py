"""How a survey opens on a phone, in small beside the pages that plan it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.bank import load_bank
from assessments.listings import PICKED, PREVIOUS, Questionnaire, minutes_to_answer, questionnaire
from assessments.models import Round
from assessments.scales import FrozenItem
from assessments.wordings import said_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The length of a questionnaire and its first question; None while nobody has chosen one.

    `code` says which choice of the form it belongs to; empty for the questions that a round has.
    """

    code: str = ""
    count: int
    minutes: int
    first: FrozenItem | None


def opening_of(asked: Questionnaire, code: str = "") -> Opening:
    first = asked.items[0].said if asked.items else None
    return Opening(code=code, count=len(asked.items), minutes=asked.minutes, first=first)


def openings(previous: Round | None) -> list[Opening]:
    """One for each set of questions that a new round can start from."""
    same = [opening_of(questionnaire(previous), PREVIOUS)] if previous else []
    bank = load_bank()
    questions = {question.code: question for question in bank.questions}
    ready = [
        _opening(form.code, [(questions[code], code in form.guesses) for code in form.questions])
        for form in bank.forms.values()
    ]
    return [*same, *ready, Opening(code=PICKED, count=0, minutes=0, first=None)]


def _opening(code: str, asked: Sequence[tuple[FrozenItem, bool]]) -> Opening:
    return Opening(code=code, count=len(asked), minutes=minutes_to_answer(asked), first=said_in(asked[0][0], _))
