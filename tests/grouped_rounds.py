"""Rounds that ask for the group of those who answer."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from assessments import tokens
from assessments.models import Round
from assessments.scales import GivenAnswer, Team
from assessments.services.closing import close_round
from assessments.services.responses import submit_response
from tests.builders import link_token, make_round

NORTH, SOUTH, WEST, NO_GROUP = 1, 2, 3, None
GROUPS = ("North", "South", "West")


def respond(round: Round, team: Team, group: int | None, given: Mapping[str, GivenAnswer]) -> str:
    """One person's response by item code, from the group at this place; returns the receipt."""
    items = {item.code: item.pk for item in round.items.all()}
    return submit_response(
        token_hash=tokens.hash_token(link_token(round, team)),
        nonce=secrets.token_urlsafe(16),
        answers={items[code]: answer for code, answer in given.items()},
        now=timezone.now(),
        segment=group,
    )


def make_closed_grouped_round(
    sales: Mapping[int | None, Sequence[int]], marketing: Mapping[int | None, Sequence[int]], **plan: Any
) -> Round:
    """A closed round by region in which the people of each group gave these points to Q1."""
    round = make_round(**{"segment_title": "Region", "segments": GROUPS, **plan})
    for team, groups in ((Team.SALES, sales), (Team.MARKETING, marketing)):
        for group, points in groups.items():
            for point in points:
                respond(round, team, group, {"Q1": GivenAnswer(own=point)})
    close_round(round=round, now=timezone.now())
    return round
