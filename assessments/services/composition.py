"""Which questions a draft asks, and in which order: one small change at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TypeAlias

from django.db import transaction
from django.utils.translation import gettext as _

from assessments.listings import PICKED, PREVIOUS, latest_round
from assessments.models import Assessment, Question, Round
from assessments.services.errors import DomainError
from assessments.services.rounds import RoundPlan, compose_by_form, create_round, locked_draft, replace_items

MOST_QUESTIONS = 80
"""More than the whole bank; a survey this long has other problems."""

Chosen: TypeAlias = list[tuple[Question, bool]]
"""A draft's questions in order, each with whether its guess is asked."""


def start_round(*, assessment: Assessment, plan: RoundPlan, form: str) -> Round:
    """A draft with the questions of a form of the bank, of the round before (PREVIOUS), or none yet (PICKED)."""
    with transaction.atomic():
        previous = latest_round(assessment)
        round = create_round(assessment=assessment, plan=plan)
        if form == PREVIOUS and previous is not None:
            compose_like(round=round, previous=previous)
        elif form != PICKED:
            compose_by_form(round=round, form=form)
    round.refresh_from_db()
    return round


def move_item(*, round: Round, question: int, step: int, edited: int | None = None) -> None:
    """Moves a question, by its id, `step` places down (negative: up), as far as there is room."""

    def moved(chosen: Chosen) -> Chosen:
        place = _place(chosen, question)
        choice = chosen.pop(place)
        chosen.insert(max(place + step, 0), choice)
        return chosen

    _change(round, edited, moved)


def remove_item(*, round: Round, question: int, edited: int | None = None) -> None:
    def removed(chosen: Chosen) -> Chosen:
        del chosen[_place(chosen, question)]
        return chosen

    _change(round, edited, removed)


def switch_guess(*, round: Round, question: int, edited: int | None = None) -> None:
    """Asks what the other team will answer where it was not asked, and stops asking where it was."""

    def switched(chosen: Chosen) -> Chosen:
        place = _place(chosen, question)
        chosen[place] = (chosen[place][0], not chosen[place][1])
        return chosen

    _change(round, edited, switched)


def add_items(*, round: Round, questions: Collection[int], edited: int | None = None) -> int:
    """Appends the questions with these ids, in the bank's order, and returns how many were new to the draft.

    Retired, foreign and repeated ones are passed by: the choice may be from a page opened before.
    """
    offered = Question.objects.for_organization(round.organization).active().filter(pk__in=questions).in_bank_order()

    def added(chosen: Chosen) -> Chosen:
        codes = {question.code for question, _has_guess in chosen}
        return [*chosen, *((question, True) for question in offered if question.code not in codes)]

    return _change(round, edited, added)


def compose_like(*, round: Round, previous: Round, edited: int | None = None) -> None:
    """Asks again what `previous` asked, as the bank words it now, without what was retired since."""
    items = previous.items.select_related("question")
    again = [
        (item.question, item.has_guess or not previous.has_guesses)
        for item in items
        if item.question is not None and item.question.retired_at is None
    ]
    with transaction.atomic():
        replace_items(locked_draft(round, edited), again)


def _change(round: Round, edited: int | None, change: Callable[[Chosen], Chosen]) -> int:
    """Rewrites the draft with `change`; returns by how many questions it grew."""
    with transaction.atomic():
        locked = locked_draft(round, edited)
        items = locked.items.select_related("question")
        before: Chosen = [(item.question, item.has_guess) for item in items if item.question is not None]
        after = change(list(before))
        if len(after) > MOST_QUESTIONS:
            raise DomainError(_("A round has at most %(most)d questions.") % {"most": MOST_QUESTIONS})
        replace_items(locked, after)
    return len(after) - len(before)


def _place(chosen: Chosen, question: int) -> int:
    for place, (choice, _has_guess) in enumerate(chosen):
        if choice.pk == question:
            return place
    raise DomainError(_("This question is no longer in the round."))
