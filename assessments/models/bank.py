"""The question bank, and what a question says wherever it stands."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.models.choices import (
    DirectionChoice,
    GuessRuleChoice,
    KindChoice,
    ScaleChoice,
    SubjectChoice,
    one_of,
)
from assessments.scales import Action, Direction, FrozenItem, GuessRule, Kind, Scale, Subject
from assessments.wordings import said_in


class QuestionContent(models.Model):
    """What a question says: shared by the bank's questions and the items frozen from them."""

    code = models.CharField(_("code"), max_length=300)
    version = models.PositiveIntegerField(_("version"), default=1)
    text = models.CharField(_("question"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    dimension = models.CharField(_("topic"), max_length=5, blank=True)
    subject = models.CharField(_("about"), max_length=10, choices=SubjectChoice.choices, default=SubjectChoice.BOTH)
    kind = models.CharField(_("kind"), max_length=10, choices=KindChoice.choices, default=KindChoice.CUSTOM)
    direction = models.CharField(
        _("direction"), max_length=1, choices=DirectionChoice.choices, default=DirectionChoice.POSITIVE
    )
    scale = models.CharField(_("scale"), max_length=5, choices=ScaleChoice.choices, default=ScaleChoice.FIVE)
    labels = models.JSONField(_("labels"), default=list)
    not_applicable = models.CharField(_("extra answer"), max_length=80, blank=True)
    guess_rule = models.CharField(
        _("guess of the other team"),
        max_length=12,
        choices=GuessRuleChoice.choices,
        default=GuessRuleChoice.BOTH,
    )
    prompt = models.CharField(_("discussion prompt"), max_length=500, blank=True)
    actions = models.JSONField(_("actions"), default=list)
    weight = models.FloatField(_("weight"), default=1.0)

    CONTENT_FIELDS = (
        "code", "version", "text", "dimension", "subject", "kind", "direction", "scale", "labels",
        "not_applicable", "guess_rule", "prompt", "actions", "weight",
        "short_name",
    )  # fmt: skip

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text

    @property
    def frozen(self) -> FrozenItem:
        """The question as a value: what the pure modules work with."""
        return FrozenItem(
            code=self.code,
            version=self.version,
            text=self.text,
            dimension=self.dimension or None,
            subject=Subject(self.subject),
            kind=Kind(self.kind),
            direction=Direction(self.direction),
            scale=Scale(self.scale),
            labels=tuple(self.labels),
            not_applicable=self.not_applicable,
            guess_rule=GuessRule(self.guess_rule),
            prompt=self.prompt,
            actions=tuple(Action(**action) for action in self.actions),
            weight=self.weight,
            short_name=self.short_name,
        )

    @property
    def said(self) -> FrozenItem:
        """The question in the reader's language, where it comes from the bank."""
        return said_in(self.frozen, gettext)


class QuestionQuerySet(models.QuerySet["Question"]):
    def for_organization(self, organization: Organization) -> QuestionQuerySet:
        """The bank as an organization sees it: everybody's questions and its own."""
        return self.filter(Q(organization=None) | Q(organization=organization))

    def active(self) -> QuestionQuerySet:
        return self.filter(retired_at=None)

    def in_bank_order(self) -> QuestionQuerySet:
        """The product's questions as the bank has them, then the organization's own. (NULLs sort by database.)"""
        return self.order_by(F("organization_id").asc(nulls_first=True), "position", "pk")


class Question(QuestionContent):
    """A question in the bank. `organization` is None for the ones that come with the product.

    The row holds the current version only: a round keeps its own copy of what was asked.
    """

    organization = models.ForeignKey(
        Organization, models.CASCADE, verbose_name=_("organization"), null=True, blank=True, related_name="questions"
    )
    position = models.PositiveIntegerField(default=0)
    retired_at = models.DateTimeField(_("retired at"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["organization_id", "position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["code"], condition=Q(organization=None), name="question_bank_code"),
            models.UniqueConstraint(fields=["organization", "code"], name="question_code"),
            models.CheckConstraint(condition=Q(weight__gt=0), name="question_weight"),
            one_of("direction", list(DirectionChoice.values), "question_direction"),
            one_of("scale", list(ScaleChoice.values), "question_scale"),
            one_of("guess_rule", list(GuessRuleChoice.values), "question_guess_rule"),
        ]
