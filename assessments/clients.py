"""What a client has: on its card who answered so far, what is next and the newest results; and what goes with it."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from accounts.models import Membership, Organization
from accounts.worn import logo_address
from assessments.listings import RoundProgress, progress_of
from assessments.models import Round, StateChoice
from assessments.plans import PlanState, plan_states


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientCard:
    """An organization that somebody belongs to. `running` are its open rounds, the one that closes first first.

    `logo` is its own: "" where it wears that of whoever looks, which would stand for the wrong company. `latest` is
    the newest round with results, `draft` the newest that waits to be launched.
    """

    membership: Membership
    logo: str
    running: tuple[RoundProgress, ...]
    latest: Round | None
    draft: Round | None
    plan: PlanState | None

    @property
    def next_due_on(self) -> datetime.date | None:
        """The day of the plan of the newest results that comes first."""
        return self.plan.next_due_on if self.plan else None


def client_cards(memberships: Collection[Membership]) -> list[ClientCard]:
    """A card for each. Three queries for all rounds, their people and their plans, and one more for lists."""
    ids = [membership.organization_id for membership in memberships]
    rounds = list(Round.objects.filter(assessment__organization__in=ids).select_related("assessment").order_by("-pk"))
    running = [round for round in rounds if round.state == StateChoice.OPEN]
    progress = progress_of(sorted(running, key=lambda round: (round.closes_at, round.pk)))
    latest = {round.assessment.organization_id: round for round in _newest_last(rounds, StateChoice.CLOSED)}
    drafts = {round.assessment.organization_id: round for round in _newest_last(rounds, StateChoice.DRAFT)}
    plans = plan_states(latest.values())
    return [
        ClientCard(
            membership=membership,
            logo=_own_logo(membership),
            running=tuple(each for each in progress if each.round.assessment.organization_id == pk),
            latest=latest.get(pk),
            draft=drafts.get(pk),
            plan=plans.get(latest[pk].pk) if pk in latest else None,
        )
        for pk, membership in zip(ids, memberships, strict=True)
    ]


def _own_logo(membership: Membership) -> str:
    logo = logo_address(membership.organization)
    return "" if logo == logo_address(membership.user) else logo


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """What goes with an organization. `answered` are people who answered in its open rounds."""

    drafts: int
    running: tuple[RoundProgress, ...]
    closed: int
    own_questions: int
    members: int

    @property
    def answered(self) -> int:
        return sum(each.responded for each in self.running)


def holdings(organization: Organization) -> Holdings:
    rounds = list(Round.objects.of(organization))
    states = [round.state for round in rounds]
    return Holdings(
        drafts=states.count(StateChoice.DRAFT),
        running=tuple(progress_of([round for round in rounds if round.state == StateChoice.OPEN])),
        closed=states.count(StateChoice.CLOSED),
        own_questions=organization.questions.count(),
        members=organization.memberships.count(),
    )


def _newest_last(rounds: Collection[Round], state: StateChoice) -> list[Round]:
    """Those in this state, so that the newest one stays in a dictionary."""
    return sorted((round for round in rounds if round.state == state), key=_age)


def _age(round: Round) -> tuple[datetime.datetime, int]:
    return (round.closed_at or datetime.datetime.min.replace(tzinfo=datetime.UTC), round.pk)
