"""What people answered, until closing, and the release that stays."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models.choices import RedactionChoice, TeamChoice, one_of
from assessments.models.rounds import Item, Round
from assessments.scales import DONT_KNOW, NOT_APPLICABLE, POINTS

MAX_COMMENT_LENGTH = 2000
MOST_SEGMENTS = 8


class Response(models.Model):
    """One person's set of answers, until closing. No person, invitation, session, address or time.

    `segment` is the place, from 1, of the chosen group in the round's `segments`; None where none was chosen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="responses")
    team = models.CharField(max_length=9, choices=TeamChoice.choices)
    segment = models.PositiveSmallIntegerField(null=True)
    receipt_hash = models.CharField(max_length=64, unique=True)
    fingerprint = models.CharField(max_length=64)

    class Meta:
        constraints = [
            one_of("team", list(TeamChoice.values), "response_team"),
            models.CheckConstraint(
                condition=Q(segment=None) | Q(segment__range=(1, MOST_SEGMENTS)), name="response_segment"
            ),
        ]

    def __str__(self) -> str:
        return self.get_team_display()


class Answer(models.Model):
    """One item of a response: the own view, the guess of the other team, or both."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    item = models.ForeignKey(Item, models.CASCADE, related_name="answers")
    own = models.PositiveSmallIntegerField(null=True)
    guess = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="answer_once"),
            models.CheckConstraint(
                condition=Q(own=None) | Q(own__in=[*POINTS, DONT_KNOW, NOT_APPLICABLE]), name="answer_own"
            ),
            models.CheckConstraint(condition=Q(guess=None) | Q(guess__in=[*POINTS, DONT_KNOW]), name="answer_guess"),
            models.CheckConstraint(condition=~Q(own=None, guess=None), name="answer_not_empty"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Comment(models.Model):
    """What a respondent wrote about an item, until closing."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="comments")
    item = models.ForeignKey(Item, models.CASCADE, related_name="comments")
    text = models.CharField(max_length=MAX_COMMENT_LENGTH)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "item"], name="comment_once")]

    def __str__(self) -> str:
        return str(self.pk)


class Release(models.Model):
    """The frozen, suppressed counts of a closed round: one per round, made at closing, never changed."""

    round = models.OneToOneField(Round, models.CASCADE, verbose_name=_("round"), related_name="release")
    document = models.TextField()
    salt = models.BinaryField(max_length=32)
    digest = models.CharField(_("seal"), max_length=64)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return self.digest


class ReleasedComment(models.Model):
    """A comment that closing let through. `place` is random and says nothing of its writer, nor does the row's id.

    Redaction overwrites `text`, which is then empty for ever, and keeps why, when and by whom.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="released_comments")
    item = models.ForeignKey(Item, models.CASCADE, related_name="released_comments")
    team = models.CharField(max_length=9, choices=TeamChoice.choices)
    place = models.PositiveIntegerField()
    text = models.CharField(max_length=MAX_COMMENT_LENGTH, blank=True)
    tag = models.CharField(_("tag"), max_length=40, blank=True)
    is_pinned = models.BooleanField(_("in the report"), default=False)
    redaction = models.CharField(_("reason"), max_length=8, choices=RedactionChoice.choices, blank=True)
    redacted_on = models.DateField(null=True)
    redacted_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("released comment")
        verbose_name_plural = _("released comments")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "place"], name="released_comment_place"),
            models.CheckConstraint(
                condition=Q(text="", redacted_on__isnull=False) & ~Q(redaction="")
                | ~Q(text="") & Q(redaction="", redacted_on=None),
                name="released_comment_redacted",
            ),
            one_of("team", list(TeamChoice.values), "released_comment_team"),
            one_of("redaction", ["", *RedactionChoice.values], "released_comment_redaction"),
        ]

    def __str__(self) -> str:
        return str(self.place)
