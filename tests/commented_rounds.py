"""Closed rounds in which people wrote something."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from assessments.models import Round
from assessments.scales import Team
from assessments.services.closing import close_round
from tests.builders import answer, make_round

ENOUGH = 8
"""People of a team whose comments are shown."""


def make_commented_round(
    sales: Sequence[Mapping[str, str]] = (),
    marketing: Sequence[Mapping[str, str]] = (),
    people: tuple[int, int] = (ENOUGH, ENOUGH),
    **plan: Any,
) -> Round:
    """Each of `sales` and `marketing` is what one person wrote, by code; `people` answered, these among them."""
    round = make_round(**plan)
    for team, written, number in ((Team.SALES, sales, people[0]), (Team.MARKETING, marketing, people[1])):
        for comments in (*written, *[{}] * (number - len(written))):
            answer(round, team, own={"Q1": 3}, comments=comments)
    close_round(round=round, now=timezone.now())
    return round
