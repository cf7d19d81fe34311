"""The plan of a closed round as it is read: what the teams took on, what is still missing in it, how far it came."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from assessments.models import (
    Action,
    ActionStateChoice,
    FocusArea,
    Publication,
    Round,
    RoundQuerySet,
    WorkingAgreement,
)

ENDED = (ActionStateChoice.DONE, ActionStateChoice.DROPPED)
"""States in which nothing is waited for any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """How far a plan came. Dropped actions are not counted. `next_due_on` is the first day of those not done."""

    focus_areas: int
    actions: int
    done: int
    next_due_on: datetime.date | None


def focus_areas(round: Round) -> list[FocusArea]:
    """What the round's plan holds, in order, each with its question and its actions. Two queries."""
    return list(round.focus_areas.select_related("item").prefetch_related("actions"))


def focus_area(round: Round, position: int) -> FocusArea | None:
    """The focus area of the question at `position`, while it is one."""
    return round.focus_areas.filter(item__position=position).select_related("item").first()


def place_of(round: Round, code: str) -> int | None:
    """The position of the question with this code, if it is in the plan."""
    return next((area.item.position for area in focus_areas(round) if area.item.code == code), None)


def action(round: Round, position: int, pk: int) -> Action | None:
    """An action of the focus area at `position`, while it is there."""
    return Action.objects.filter(pk=pk, focus_area__round=round, focus_area__item__position=position).first()


def counters(area: FocusArea) -> str:
    """Which actions a focus area has and how often each was saved: another text after any change of them."""
    return " ".join(f"{action.pk}.{action.edited}" for action in area.actions.all())


def plan_states(rounds: Collection[Round]) -> dict[int, PlanState]:
    """By round id, of those that have a plan. One query."""
    live, waiting = ~Q(actions__state=ActionStateChoice.DROPPED), ~Q(actions__state__in=ENDED)
    counts = (
        FocusArea.objects.filter(round__in=rounds)
        .values("round")
        .annotate(
            areas=Count("pk", distinct=True),
            live=Count("actions", filter=live),
            done=Count("actions", filter=Q(actions__state=ActionStateChoice.DONE)),
            due=Min("actions__due_on", filter=waiting),
        )
        .order_by()
    )
    return {
        row["round"]: PlanState(
            focus_areas=row["areas"], actions=row["live"], done=row["done"], next_due_on=row["due"]
        )
        for row in counts
    }


def lacking_words(action: Action, today: datetime.date) -> list[str]:
    """What an action still needs, a sentence each. Nothing is asked of one that is done or dropped."""
    if action.state in ENDED:
        return []
    found = []
    if not action.sales_part:
        found.append(_("Sales has no part in it yet."))
    if not action.marketing_part:
        found.append(_("Marketing has no part in it yet."))
    if owners := _owners_lacking(action):
        found.append(owners)
    if action.due_on is None:
        found.append(_("It has no day by which it is done."))
    elif action.due_on < today:
        found.append(_("Its day has passed: is it done, or does it need a new one?"))
    return found


def _owners_lacking(action: Action) -> str:
    if not action.sales_owner and not action.marketing_owner:
        return _("Nobody owns it yet: it takes one person in Sales and one in Marketing.")
    if not action.sales_owner:
        return _("It has no owner in Sales yet.")
    return "" if action.marketing_owner else _("It has no owner in Marketing yet.")


def today_in(round: Round, now: datetime.datetime) -> datetime.date:
    """The day that it is where the round is at home."""
    return now.astimezone(round.zone).date()


def planned_before(round: Round) -> Round | None:
    """The latest round of the same assessment that closed before this one and had an action before this was asked."""
    planned = Exists(_actions_before(round).filter(focus_area__round=OuterRef("pk")))
    return _closed_before(round).filter(planned).order_by("-closed_at", "-pk").first()


def focus_areas_before(earlier: Round, later: Round) -> list[FocusArea]:
    """The plan of `earlier` as far as it was written before `later` was asked: nothing else can have moved it."""
    actions = Prefetch("actions", _actions_before(later))
    areas = earlier.focus_areas.select_related("item").prefetch_related(actions)
    return [area for area in areas if area.actions.all()]


def _actions_before(round: Round) -> QuerySet[Action]:
    return Action.objects.filter(created_at__lt=round.launched_at)


def agreement_before(round: Round) -> WorkingAgreement | None:
    """What the teams had promised each other when this round was asked: the version that was written last."""
    earlier = WorkingAgreement.objects.filter(round__in=_closed_before(round), saved_at__lt=round.launched_at)
    return earlier.select_related("round").first()


def _closed_before(round: Round) -> RoundQuerySet:
    before = Q(closed_at__lt=round.closed_at) | Q(closed_at=round.closed_at, pk__lt=round.pk)
    return Round.objects.closed().filter(before, assessment=round.assessment_id)


def publication(round: Round) -> Publication | None:
    return Publication.objects.filter(round=round).first()


def published_round(token_hash: str) -> Round | None:
    """The round that is shown behind this secret address, while it is."""
    rounds = Round.objects.select_related("assessment__organization__branding")
    return rounds.defer("assessment__organization__branding__logo").filter(publication__token_hash=token_hash).first()
