"""What the two teams take on after a round: focus areas, actions, the working agreement."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models.choices import ActionStateChoice, one_of
from assessments.models.rounds import Assessment, Item, Round

MOST_FOCUS_AREAS = 3
"""More than this, and none of them gets done."""


class FocusArea(models.Model):
    """A question of a closed round that the teams chose to work on. `place` is 1 to MOST_FOCUS_AREAS."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="focus_areas")
    item = models.ForeignKey(Item, models.CASCADE, related_name="focus_areas")
    place = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("focus area")
        verbose_name_plural = _("focus areas")
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["round", "place"], name="focus_area_place"),
            models.UniqueConstraint(fields=["round", "item"], name="focus_area_item"),
            models.CheckConstraint(condition=Q(place__range=(1, MOST_FOCUS_AREAS)), name="focus_area_most"),
        ]

    def __str__(self) -> str:
        return self.item.text


class Action(models.Model):
    """What both teams do about a focus area: Sales' part and Marketing's part, each with its owner.

    `edited` counts the saves, so that whoever saves an older text is told. An owner who is not found yet is "".
    """

    focus_area = models.ForeignKey(FocusArea, models.CASCADE, related_name="actions")
    sales_part = models.CharField(_("what Sales does"), max_length=500, blank=True)
    marketing_part = models.CharField(_("what Marketing does"), max_length=500, blank=True)
    sales_owner = models.CharField(_("owner in Sales"), max_length=120, blank=True)
    marketing_owner = models.CharField(_("owner in Marketing"), max_length=120, blank=True)
    due_on = models.DateField(_("done by"), null=True, blank=True)
    measure = models.CharField(_("how you will know"), max_length=300, blank=True)
    state = models.CharField(
        _("state"), max_length=9, choices=ActionStateChoice.choices, default=ActionStateChoice.PLANNED
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    edited = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["focus_area__place", "pk"]
        constraints = [
            one_of("state", list(ActionStateChoice.values), "action_state"),
            models.CheckConstraint(condition=~Q(sales_part="", marketing_part=""), name="action_not_empty"),
        ]

    def __str__(self) -> str:
        return self.sales_part or self.marketing_part


class WorkingAgreement(models.Model):
    """A version of what the two teams promise each other. Saving makes the next version; none is ever changed.

    `terms` is the document of `assessments.agreements`. `round` is the one after which it was written. `signed_on` is
    the day on the paper, once somebody says that it was signed.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="agreements")
    round = models.ForeignKey(Round, models.CASCADE, related_name="agreements")
    version = models.PositiveIntegerField(_("version"))
    terms = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now, editable=False)
    saved_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("working agreement")
        verbose_name_plural = _("working agreements")
        ordering = ["-version"]
        constraints = [models.UniqueConstraint(fields=["assessment", "version"], name="working_agreement_version")]

    def __str__(self) -> str:
        return str(self.version)


class Publication(models.Model):
    """A closed round shown to the people who answered, behind a secret address. Deleting it takes it back.

    The address's secret comes from `seed` and SECRET_KEY; the hash finds it again.
    """

    round = models.OneToOneField(Round, models.CASCADE, related_name="publication")
    seed = models.BinaryField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)

    class Meta:
        verbose_name = _("page for respondents")
        verbose_name_plural = _("pages for respondents")

    def __str__(self) -> str:
        return str(self.round)
