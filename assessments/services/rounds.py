"""A round's life: created as a draft, composed, launched, closed."""

from __future__ import annotations

import datetime
import random
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import queries, releases, tokens
from assessments.models import (
    COMMENT_MINIMUM,
    Answer,
    Assessment,
    Comment,
    Item,
    Question,
    QuestionContent,
    Release,
    Response,
    Round,
    StateChoice,
    TeamLink,
)
from assessments.scales import Mode, Team
from assessments.services.errors import LaunchRefused, WrongState
from assessments.tallies import suppress


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What an organizer decides about a round before launch. `closes_at` is an instant, shown in `time_zone`."""

    title: str
    minimum: int = 5
    mode: Mode = Mode.ANONYMOUS
    has_guesses: bool = True
    invited_sales: int | None = None
    invited_marketing: int | None = None
    closes_at: datetime.datetime | None = None
    time_zone: str = "UTC"


def create_round(*, assessment: Assessment, plan: RoundPlan) -> Round:
    """A draft round without questions."""
    round = Round(assessment=assessment, code=tokens.new_code(), link_seed=tokens.new_seed())
    _apply(round, plan)
    round.save(force_insert=True)
    return round


def plan_round(*, round: Round, plan: RoundPlan) -> None:
    """Changes what was decided about a draft. Raises WrongState once the round is launched."""
    with transaction.atomic():
        locked = _draft(round)
        _apply(locked, plan)
        locked.save()


def _apply(round: Round, plan: RoundPlan) -> None:
    round.title = plan.title
    round.minimum = plan.minimum
    round.comment_minimum = max(COMMENT_MINIMUM, plan.minimum)
    round.mode = plan.mode.value
    round.has_guesses = plan.has_guesses
    round.invited_sales = plan.invited_sales
    round.invited_marketing = plan.invited_marketing
    round.closes_at = plan.closes_at
    round.time_zone = plan.time_zone


def compose_round(*, round: Round, questions: Sequence[Question], guesses: Collection[str] | None = None) -> None:
    """Puts `questions`, in this order, into a draft in place of what was there.

    `guesses` are the codes whose guess is asked; None asks it wherever the question's own rule allows.
    """
    with transaction.atomic():
        locked = _draft(round)
        locked.items.all().delete()
        Item.objects.bulk_create(
            Item(
                round=locked,
                question=question,
                position=position,
                has_guess=guesses is None or question.code in guesses,
                **_content(question),
            )
            for position, question in enumerate(questions, start=1)
        )


def launch_round(*, round: Round, now: datetime.datetime) -> None:
    """Freezes the items as the bank words them now, opens the round and makes one link per team.

    Raises LaunchRefused with every reason, WrongState when the round is no draft.
    """
    with transaction.atomic():
        locked = _draft(round)
        items = list(locked.items.select_related("question"))
        if problems := launch_problems(locked, items, now):
            raise LaunchRefused(problems)
        for item in items:
            if item.question is not None:
                for field, value in _content(item.question).items():
                    setattr(item, field, value)
            item.has_guess = item.has_guess and locked.has_guesses
        Item.objects.bulk_update(items, [*QuestionContent.CONTENT_FIELDS, "has_guess"])
        TeamLink.objects.bulk_create(
            TeamLink(
                round=locked,
                team=team.value,
                token_hash=tokens.hash_token(tokens.team_token(bytes(locked.link_seed), team)),
            )
            for team in Team
        )
        locked.state = StateChoice.OPEN
        locked.launched_at = now
        locked.save()
    round.refresh_from_db()


def launch_problems(round: Round, items: Sequence[Item], now: datetime.datetime) -> list[str]:
    """Why a draft cannot be launched yet, each a sentence; empty when it can."""
    problems = []
    if not any(not item.frozen.is_open for item in items):
        problems.append(_("Choose at least one question that people answer on a scale."))
    if round.closes_at is None:
        problems.append(_("Say when the round closes."))
    elif round.closes_at <= now:
        problems.append(_("The closing time has passed. Choose a later one."))
    return problems


def close_round(*, round: Round, now: datetime.datetime, closed_on: datetime.date | None = None) -> Release:
    """Counts, suppresses, freezes the release and destroys every answer, in one transaction.

    Killed at any point, the round is either open with all its answers or closed with its release. `closed_on` is the
    date printed, by default today in the round's time zone. Raises WrongState when the round is not open.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state != StateChoice.OPEN:
            raise WrongState(_("Only an open round can be closed."))
        release = _freeze(locked, closed_on or now.astimezone(locked.zone).date())
        _destroy_answers(locked)
        locked.state = StateChoice.CLOSED
        locked.closed_at = now
        locked.save(update_fields=["state", "closed_at"])
    round.refresh_from_db()
    return release


def _freeze(round: Round, closed_on: datetime.date) -> Release:
    counted = queries.tally_round(round)
    items = [item.frozen for item in round.items.all()]
    document = releases.dump(
        releases.ReleasedRound(
            code=round.code,
            title=round.title,
            organization=round.organization.name,
            assessment=round.assessment.name,
            mode=Mode(round.mode),
            closed_on=closed_on.isoformat(),
            comment_minimum=round.comment_minimum,
            tally=suppress(counted, round.minimum),
            positions=tuple(position for position, item in enumerate(items, start=1) if not item.is_open),
            open_items=tuple(item for item in items if item.is_open),
            comments=_releasable_comments(round, {team: counted.participation(team).responded for team in Team}),
        )
    )
    salt = secrets.token_bytes(32)
    return Release.objects.create(round=round, document=document, salt=salt, digest=releases.digest(document, salt))


def _releasable_comments(round: Round, responded: dict[Team, int]) -> tuple[releases.ReleasedComment, ...]:
    """Those of teams with enough respondents, in an order that says nothing about who wrote them or when."""
    shown = [c for c in queries.comments(round) if responded[c.team] >= round.comment_minimum]
    random.SystemRandom().shuffle(shown)
    return tuple(shown)


def _destroy_answers(round: Round) -> None:
    # One DELETE a table: Django's cascade would load every response first.
    for rows in (
        Answer.objects.filter(response__round=round),
        Comment.objects.filter(response__round=round),
        Response.objects.filter(round=round),
    ):
        rows._raw_delete(rows.db)


def _draft(round: Round) -> Round:
    locked = Round.objects.select_for_update().get(pk=round.pk)
    if locked.state != StateChoice.DRAFT:
        raise WrongState(_("This round was launched: its questions and promises can no longer change."))
    return locked


def _content(question: Question) -> dict[str, object]:
    return {field: getattr(question, field) for field in QuestionContent.CONTENT_FIELDS}
