"""What the teams take on after a round: focus areas chosen, actions agreed, changed and taken away."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.services import one_line
from assessments.models import (
    MOST_FOCUS_AREAS,
    Action,
    ActionStateChoice,
    FocusArea,
    Item,
    Round,
    ScaleChoice,
    StateChoice,
)
from assessments.plans import counters
from assessments.services.errors import EditConflict, Gone, PlanFull, WrongState


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDraft:
    """An action as somebody writes it down. At least one of the parts has words."""

    sales_part: str = ""
    marketing_part: str = ""
    sales_owner: str = ""
    marketing_owner: str = ""
    due_on: datetime.date | None = None
    measure: str = ""
    state: str = ActionStateChoice.PLANNED.value

    @property
    def fields(self) -> dict[str, object]:
        """As they are stored: names and measure on one line, parts with the line breaks that they have."""
        lines = {name: one_line(getattr(self, name)) for name in ("sales_owner", "marketing_owner", "measure")}
        parts = {name: _with_breaks(getattr(self, name)) for name in ("sales_part", "marketing_part")}
        return {**asdict(self), **lines, **parts}


def _with_breaks(text: str) -> str:
    return "\n".join(text.strip().splitlines())


def choose_focus_areas(*, round: Round, codes: Collection[str]) -> int:
    """Adds the questions with these codes to the plan, in this order; returns how many were new to it.

    What is chosen already, or no question that people answered on a scale, is passed by: the choice may be from a page
    opened before. Raises PlanFull when there is not room for all.
    """
    with transaction.atomic():
        locked = _locked(round)
        chosen = list(locked.focus_areas.all())
        added = _offered(locked, codes, without={area.item_id for area in chosen})
        if len(chosen) + len(added) > MOST_FOCUS_AREAS:
            raise PlanFull(_full_words())
        FocusArea.objects.bulk_create(
            FocusArea(round=locked, item=item, place=place) for place, item in enumerate(added, start=len(chosen) + 1)
        )
    return len(added)


def _offered(round: Round, codes: Collection[str], without: Collection[int]) -> list[Item]:
    items = round.items.exclude(scale=ScaleChoice.TEXT).exclude(pk__in=without)
    by_code = {item.code: item for item in items}
    return [by_code[code] for code in dict.fromkeys(codes) if code in by_code]


def _full_words() -> str:
    return _("A plan has at most %(most)d focus areas, and nothing was added. Drop one to make room.") % {
        "most": MOST_FOCUS_AREAS
    }


def drop_focus_area(*, round: Round, position: int, seen: str) -> None:
    """Takes a question out of the plan, with its actions. `seen` are their counters in the page that was sent.

    Raises EditConflict when its actions are others by now, or have other words. One that is out already stays out.
    """
    with transaction.atomic():
        locked = _locked(round)
        areas = list(locked.focus_areas.select_related("item"))
        dropped = [area for area in areas if area.item.position == position]
        for area in dropped:
            if counters(area) != seen:
                raise EditConflict(_("The actions of this focus area have changed since you opened the page."))
            area.delete()
        _write_places([area for area in areas if area not in dropped])


def move_focus_area(*, round: Round, position: int, step: int) -> None:
    """Moves a question `step` places down (negative: up) in the plan, as far as there is room."""
    with transaction.atomic():
        areas = list(_locked(round).focus_areas.select_related("item"))
        place = next((place for place, area in enumerate(areas) if area.item.position == position), None)
        if place is None:
            raise Gone(_("This question is no longer in the plan."))
        moved = areas.pop(place)
        areas.insert(max(place + step, 0), moved)
        _write_places(areas)


def _write_places(areas: Sequence[FocusArea]) -> None:
    """Numbers the focus areas anew, in this order.

    No two may hold a place even for a moment, and no place is free for a swap: so they are written again under their
    old ids. Their actions stay: the database looks whether they have a focus area when the transaction ends.
    """
    rows = FocusArea.objects.filter(pk__in=[area.pk for area in areas])
    rows._raw_delete(rows.db)
    for place, area in enumerate(areas, start=1):
        area.place = place
    FocusArea.objects.bulk_create(areas)


def add_action(
    *,
    round: Round,
    position: int,
    draft: ActionDraft,
    choose_again: bool = False,
    now: datetime.datetime | None = None,
) -> Action:
    """Writes an action down under a focus area; the same one sent twice is written once.

    Raises Gone when its question is not in the plan any more; with `choose_again` it is put back, or PlanFull raised.
    """
    with transaction.atomic():
        locked = _locked(round)
        if choose_again:
            choose_focus_areas(round=locked, codes=[item.code for item in locked.items.filter(position=position)])
        area = locked.focus_areas.filter(item__position=position).first()
        if area is None:
            raise Gone(_("This question was taken out of the plan while you were writing."))
        same = area.actions.filter(**draft.fields).first()
        return same or area.actions.create(**draft.fields, created_at=now or timezone.now())


def change_action(*, round: Round, position: int, pk: int, draft: ActionDraft, edited: int) -> Action:
    """Writes an action anew. `edited` is its counter as the page was made from it.

    Raises EditConflict when someone saved other words since, Gone when someone removed it.
    """
    with transaction.atomic():
        action = _locked_action(round, position, pk)
        is_same = all(getattr(action, name) == value for name, value in draft.fields.items())
        if action.edited != edited and not is_same:
            raise EditConflict(_("Someone else saved this action since you opened the page."))
        if not is_same:
            for name, value in draft.fields.items():
                setattr(action, name, value)
            action.edited += 1
            action.save()
    return action


def mark_action(*, round: Round, position: int, pk: int, is_done: bool, edited: int) -> None:
    """Says that an action is done, or that it is under way after all. Raises as change_action does."""
    state = ActionStateChoice.DONE if is_done else ActionStateChoice.UNDER_WAY
    with transaction.atomic():
        action = _locked_action(round, position, pk)
        if action.state == state:
            return
        if action.edited != edited:
            raise EditConflict(_("Someone else saved this action since you opened the page. Look at it again first."))
        action.state = state
        action.edited += 1
        action.save(update_fields=["state", "edited"])


def remove_action(*, round: Round, position: int, pk: int, edited: int) -> None:
    """Deletes an action. Raises EditConflict when someone saved it since, Gone when it is deleted already."""
    with transaction.atomic():
        action = _locked_action(round, position, pk)
        if action.edited != edited:
            raise EditConflict(_("Someone else saved this action since you opened the page. Look at it again first."))
        action.delete()


def _locked_action(round: Round, position: int, pk: int) -> Action:
    action = Action.objects.filter(
        pk=pk, focus_area__round=_locked(round), focus_area__item__position=position
    ).first()
    if action is None:
        raise Gone(_("Someone else removed this action since you opened the page."))
    return action


def _locked(round: Round) -> Round:
    """The round's row, kept from others until the transaction ends: whoever changes a plan waits for their turn."""
    locked = Round.objects.select_for_update().get(pk=round.pk)
    if locked.state != StateChoice.CLOSED:
        raise WrongState(_("A plan rests on results: close the round first."))
    return locked
