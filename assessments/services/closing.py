"""The end of a round: counted, suppressed, frozen as a release; every answer destroyed."""

from __future__ import annotations

import datetime
import random
import secrets

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import queries, releases, tokens
from assessments.models import (
    Answer,
    Comment,
    Invitation,
    Link,
    Mail,
    Release,
    ReleasedComment,
    Response,
    Round,
    StateChoice,
)
from assessments.scales import Mode, Team
from assessments.services.errors import WrongState
from assessments.services.forgetting import forget_on_disk
from assessments.tallies import RoundTally, suppress


def close_round(*, round: Round, now: datetime.datetime, closed_on: datetime.date | None = None) -> Release:
    """Counts, suppresses, freezes the release and destroys every answer, in one transaction.

    Killed at any point, the round is either open with all its answers or closed with its release. `closed_on` is the
    date printed, by default today in the round's time zone. Raises WrongState when the round is not open.
    """
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state != StateChoice.OPEN:
            raise WrongState(_("Only an open round can be closed."))
        counted = queries.tally_round(locked)
        release = _freeze(locked, counted, closed_on or now.astimezone(locked.zone).date())
        _release_comments(locked, counted)
        _destroy_answers(locked)
        if locked.is_confidential:
            _cut_people_from_answers(locked)
        locked.state = StateChoice.CLOSED
        locked.closed_at = now
        locked.save(update_fields=["state", "closed_at"])
        transaction.on_commit(forget_on_disk, robust=True)
    round.refresh_from_db()
    return release


def _freeze(round: Round, counted: RoundTally, closed_on: datetime.date) -> Release:
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
            segment_title=round.segment_title,
            people_kept_days=round.people_kept_days,
            notice={language: releases.load_notice(notice) for language, notice in round.notice.items()},
            tally=suppress(counted, round.minimum),
            positions=tuple(position for position, item in enumerate(items, start=1) if not item.is_open),
            open_items=tuple(item for item in items if item.is_open),
        )
    )
    salt = secrets.token_bytes(32)
    return Release.objects.create(round=round, document=document, salt=salt, digest=releases.digest(document, salt))


def _release_comments(round: Round, counted: RoundTally) -> None:
    """Those of teams with enough respondents, in an order that says nothing about who wrote them or when.

    Rows are inserted in that order too: neither their place nor anything hidden tells more.
    """
    loud = {team for team in Team if counted.participation(team).responded >= round.comment_minimum}
    shown = [comment for comment in queries.written_comments(round) if comment.team in loud]
    random.SystemRandom().shuffle(shown)
    ReleasedComment.objects.bulk_create(
        ReleasedComment(round=round, item_id=comment.item_id, team=comment.team.value, place=place, text=comment.text)
        for place, comment in enumerate(shown, start=1)
    )


def _destroy_answers(round: Round) -> None:
    # One DELETE a table: Django's cascade would load every response first.
    for rows in (
        Answer.objects.filter(response__round=round),
        Comment.objects.filter(response__round=round),
        Response.objects.filter(round=round),
    ):
        rows._raw_delete(rows.db)


def _cut_people_from_answers(round: Round) -> None:
    """What is left of people tells nothing of who had answered, not even by the order of rows or hidden columns.

    Their links go on leading to the page that says "closed", but as new rows in random order, tied to nobody.
    """
    Mail.objects.filter(wave__round=round, wave__number__gt=0).delete()
    round.waves.filter(is_started=False).delete()
    round.waves.update(refused=0, unknown=0)
    Invitation.objects.filter(round=round).update(link=None)
    personal = Link.objects.filter(round=round, is_personal=True)
    known = list(personal.values_list("team", "token_hash"))
    personal.delete()
    random.SystemRandom().shuffle(known)
    Link.objects.bulk_create(
        Link(round=round, team=team, seed=tokens.new_seed(), token_hash=token_hash, is_personal=True)
        for team, token_hash in known
    )
