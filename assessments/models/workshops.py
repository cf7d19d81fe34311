"""The day in one room: a workshop, the phones that joined it, and votes that are counted once and forgotten."""

from __future__ import annotations

import datetime
from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.models.choices import TeamChoice, one_of
from assessments.models.rounds import Item, Round
from assessments.scales import DONT_KNOW, POINTS
from assessments.workshops import Step

LONGEST_WORKSHOP = timedelta(hours=18)
"""A workshop that nobody ended is over this long after its start: its phones and open votes are forgotten."""

MOST_PHONES = 1000
"""Phones that may join one workshop."""


class Workshop(models.Model):
    """A workshop on a closed round. Prepared, then running, then ended; one of a round that has not ended at a time.

    `proposed` are the codes of the agenda as the priorities propose it, `agenda` what the facilitator made of it (the
    document of `assessments.workshops`). `code` is what phones join with. `place` and `step` are where the screen
    stands, `moved_at` since when it stands at that place, `moves` counts the moves.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="workshops")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=6)
    proposed = models.JSONField(default=list)
    agenda = models.JSONField(default=list)
    place = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=9, default=Step.WELCOME.value)
    moved_at = models.DateTimeField(null=True)
    moves = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="workshop_number"),
            models.UniqueConstraint(fields=["round"], condition=Q(ended_at=None), name="workshop_one_at_a_time"),
            models.UniqueConstraint(fields=["code"], condition=Q(ended_at=None), name="workshop_code"),
            one_of("step", list(Step), "workshop_step"),
            models.CheckConstraint(condition=Q(ended_at=None) | Q(started_at__isnull=False), name="workshop_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.round} · {self.number}"

    def is_running(self, now: datetime.datetime) -> bool:
        """Started, not ended, and not forgotten."""
        return self.started_at is not None and self.ended_at is None and now < self.started_at + LONGEST_WORKSHOP


class Phone(models.Model):
    """A phone in the room and the team that it votes for, until the workshop ends. It is known by a cookie only."""

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="phones")
    team = models.CharField(max_length=9, choices=TeamChoice.choices)
    device_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workshop", "device_hash"], name="phone_once"),
            one_of("team", list(TeamChoice.values), "phone_team"),
        ]

    def __str__(self) -> str:
        return self.get_team_display()


class Vote(models.Model):
    """A live vote on one question: open, then locked, never again. Once a workshop and question.

    `result` is None while it is open; locking counts the ballots, suppresses, keeps the counts here and deletes the
    ballots. Its document is that of `assessments.workshops`.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="votes")
    item = models.ForeignKey(Item, models.CASCADE, related_name="votes")
    result = models.JSONField(null=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [
            models.UniqueConstraint(fields=["workshop", "item"], name="vote_once"),
            models.UniqueConstraint(fields=["workshop"], condition=Q(result__isnull=True), name="vote_one_open"),
        ]

    def __str__(self) -> str:
        return str(self.item)

    @property
    def is_locked(self) -> bool:
        return self.result is not None


class Ballot(models.Model):
    """One phone's choice in an open vote; it may change until the vote is locked. Then it is counted and deleted.

    `ballot_hash` is made from the phone's cookie and the vote: it counts a phone once and leads to no other ballot.
    """

    vote = models.ForeignKey(Vote, models.CASCADE, related_name="ballots")
    team = models.CharField(max_length=9, choices=TeamChoice.choices)
    ballot_hash = models.CharField(max_length=64)
    choice = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["vote", "ballot_hash"], name="ballot_once"),
            models.CheckConstraint(condition=Q(choice__in=[*POINTS, DONT_KNOW]), name="ballot_choice"),
            one_of("team", list(TeamChoice.values), "ballot_team"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
