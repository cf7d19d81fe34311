"""Lets the home of a client, which is a page of `assessments`, show the index of each closed round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django import template
from django.utils.translation import gettext

from accounts.models import Organization
from assessments.listings import RoundProgress
from reports import trends
from reports.analysis.constants import STAGE_CUTS
from reports.analysis.index import Stage
from reports.wording import stage_name

register = template.Library()


@register.simple_tag
def index_trends(organization: Organization) -> dict[int, trends.ListedIndex]:
    return trends.index_trends(organization)


@register.simple_tag
def index_of(found: dict[int, trends.ListedIndex], pk: int) -> dict[str, str] | None:
    """What is said of the round with this id; None where it has no index."""
    if (index := found.get(pk)) is None:
        return None
    return {"printed": index.printed, "stage": stage_name(index.stage, gettext), "before": index.before}


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of the scale, from so many points on; `is_here`: the newest round stands there."""

    name: str
    low: int
    is_here: bool


@register.simple_tag
def stage_scale(found: dict[int, trends.ListedIndex], rounds: Sequence[RoundProgress]) -> list[Step]:
    """The four stages; empty where no round of these, newest first, has an index."""
    newest = next((found[each.round.pk] for each in rounds if each.round.pk in found), None)
    if newest is None:
        return []
    lows = (0, *map(int, STAGE_CUTS))
    return [
        Step(stage_name(stage, gettext), low, stage is newest.stage) for stage, low in zip(Stage, lows, strict=True)
    ]
