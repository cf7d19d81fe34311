"""Assessments, their rounds, and the questions frozen into a round."""

from __future__ import annotations

import datetime
import zoneinfo
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.models.bank import Question, QuestionContent
from assessments.models.choices import ModeChoice, StateChoice, one_of
from assessments.scales import Team

GRACE = timedelta(minutes=15)
"""Answers that arrive this long after `closes_at` still count: someone was filling in the form."""

MINIMUM_RANGE = (3, 10)
COMMENT_MINIMUM = 8
PEOPLE_KEPT_DAYS = 30
"""How long the list of people outlives its round: whoever was invited may ask what became of it."""

LONGEST_OPEN = timedelta(days=366)
"""No round waits for answers longer than this after its launch."""


class Assessment(models.Model):
    """A recurring study of one organization: its rounds can be compared."""

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), related_name="assessments"
    )
    name = models.CharField(_("name"), max_length=120)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["organization", "name"], name="assessment_name")]

    def __str__(self) -> str:
        return self.name


class RoundQuerySet(models.QuerySet["Round"]):
    def of(self, organization: Organization) -> RoundQuerySet:
        mine = self.filter(assessment__organization=organization)
        return mine.select_related("assessment__organization__branding").defer(
            "assessment__organization__branding__logo"
        )

    def closed(self) -> RoundQuerySet:
        return self.filter(state=StateChoice.CLOSED)


class Round(models.Model):
    """One wave of an assessment. Draft, then open, then closed; there is no way back.

    `notice` is what respondents are promised, by language, as the first page says it; from launch on the database
    refuses to change it, or anything in PROMISED. `segments` are the names of the groups of the one question on
    groups, `segment_title`; empty where none is asked. Invited people are counted for an anonymous round by hand, for
    a confidential one by its invitations.
    """

    PROMISED = (
        "mode", "minimum", "comment_minimum", "segment_title", "segments", "people_kept_days", "notice",
        "has_guesses", "launched_at",
    )  # fmt: skip

    assessment = models.ForeignKey(Assessment, models.CASCADE, verbose_name=_("assessment"), related_name="rounds")
    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(
        _("state"), max_length=6, choices=StateChoice.choices, default=StateChoice.DRAFT, editable=False
    )
    mode = models.CharField(_("mode"), max_length=12, choices=ModeChoice.choices, default=ModeChoice.ANONYMOUS)
    minimum = models.PositiveSmallIntegerField(
        _("minimum group size"),
        default=5,
        validators=[MinValueValidator(MINIMUM_RANGE[0]), MaxValueValidator(MINIMUM_RANGE[1])],
    )
    comment_minimum = models.PositiveSmallIntegerField(_("minimum for comments"), default=COMMENT_MINIMUM)
    has_guesses = models.BooleanField(_("ask what the other team will answer"), default=True)
    segment_title = models.CharField(_("question on groups"), max_length=80, blank=True)
    segments = models.JSONField(_("groups"), default=list, blank=True)
    people_kept_days = models.PositiveSmallIntegerField(default=PEOPLE_KEPT_DAYS, editable=False)
    notice = models.JSONField(default=dict, editable=False)
    invited_sales = models.PositiveIntegerField(_("people invited in Sales"), null=True, blank=True)
    invited_marketing = models.PositiveIntegerField(_("people invited in Marketing"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    closes_at = models.DateTimeField(_("closes at"), null=True, blank=True)
    launched_at = models.DateTimeField(null=True, editable=False)
    closed_at = models.DateTimeField(_("closed at"), null=True, editable=False)
    reply_to = models.EmailField(_("replies go to"), blank=True)
    edited = models.PositiveIntegerField(default=0, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-pk"]
        constraints = [
            one_of("state", list(StateChoice.values), "round_state"),
            one_of("mode", list(ModeChoice.values), "round_mode"),
            models.CheckConstraint(condition=Q(minimum__range=MINIMUM_RANGE), name="round_minimum"),
            models.CheckConstraint(
                condition=Q(comment_minimum__range=(MINIMUM_RANGE[0], 20), comment_minimum__gte=F("minimum")),
                name="round_comment_minimum",
            ),
            models.CheckConstraint(
                condition=Q(state=StateChoice.DRAFT, launched_at=None)
                | ~Q(state=StateChoice.DRAFT) & Q(launched_at__isnull=False, closes_at__isnull=False),
                name="round_launched",
            ),
            models.CheckConstraint(
                condition=Q(state=StateChoice.CLOSED, closed_at__isnull=False)
                | ~Q(state=StateChoice.CLOSED) & Q(closed_at=None),
                name="round_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def organization(self) -> Organization:
        return self.assessment.organization

    @property
    def zone(self) -> datetime.tzinfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def is_confidential(self) -> bool:
        return self.mode == ModeChoice.CONFIDENTIAL

    def counted(self, team: Team) -> int | None:
        """People of an anonymous round's team, where somebody counted them."""
        return self.invited_sales if team is Team.SALES else self.invited_marketing

    def accepts_answers(self, now: datetime.datetime) -> bool:
        return self.state == StateChoice.OPEN and self.closes_at is not None and now < self.closes_at + GRACE

    def is_due(self, now: datetime.datetime) -> bool:
        """Open, but past its closing time and grace: waiting for someone to make the release."""
        return self.state == StateChoice.OPEN and not self.accepts_answers(now)


class Item(QuestionContent):
    """A question chosen for a round; from launch on, a frozen copy of it."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.SET_NULL, null=True, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    has_guess = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("item")
        verbose_name_plural = _("items")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="item_code"),
            models.UniqueConstraint(fields=["round", "position"], name="item_position"),
        ]

    def take_wording(self) -> None:
        """Copies what the question says now. The caller saves, or only shows a draft as it would be launched."""
        if self.question is not None:
            for field in self.CONTENT_FIELDS:
                setattr(self, field, getattr(self.question, field))
