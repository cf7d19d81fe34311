"""The words that rows are marked with, and their names on screen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from assessments.scales import Direction, GuessRule, Kind, Mode, Scale, Subject, Team


def one_of(field: str, values: list[object], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(**{f"{field}__in": values}), name=name)


class TeamChoice(models.TextChoices):
    SALES = Team.SALES.value, _("Sales")
    MARKETING = Team.MARKETING.value, _("Marketing")


class SubjectChoice(models.TextChoices):
    SALES = Subject.SALES.value, _("Sales")
    MARKETING = Subject.MARKETING.value, _("Marketing")
    BOTH = Subject.BOTH.value, _("Both teams")


class KindChoice(models.TextChoices):
    BEHAVIOR = Kind.BEHAVIOR.value, _("Behavior")
    PROCESS = Kind.PROCESS.value, _("Process")
    FACT = Kind.FACT.value, _("Fact")
    KNOWLEDGE = Kind.KNOWLEDGE.value, _("Knowledge")
    ATTITUDE = Kind.ATTITUDE.value, _("Attitude")
    PREFERENCE = Kind.PREFERENCE.value, _("Preference")
    CUSTOM = Kind.CUSTOM.value, _("Custom")
    OPEN = Kind.OPEN.value, _("Open")


class DirectionChoice(models.TextChoices):
    POSITIVE = Direction.POSITIVE.value, _("A high answer is good")
    NEGATIVE = Direction.NEGATIVE.value, _("A high answer is bad")
    NEUTRAL = Direction.NEUTRAL.value, _("Neither: never scored")


class ScaleChoice(models.TextChoices):
    FIVE = Scale.FIVE.value, _("Five worded points")
    YESNO = Scale.YESNO.value, _("Yes or no")
    TEXT = Scale.TEXT.value, _("Free text")


class GuessRuleChoice(models.TextChoices):
    BOTH = GuessRule.BOTH.value, _("Both teams guess")
    SUBJECT_ONLY = GuessRule.SUBJECT_ONLY.value, _("Only the team asked about guesses")
    NONE = GuessRule.NONE.value, _("Nobody guesses")


class ModeChoice(models.TextChoices):
    ANONYMOUS = Mode.ANONYMOUS.value, _("Anonymous")
    CONFIDENTIAL = Mode.CONFIDENTIAL.value, _("Confidential")


class StateChoice(models.TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ActionStateChoice(models.TextChoices):
    PLANNED = "planned", _("Planned")
    UNDER_WAY = "under-way", _("Under way")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


class RedactionChoice(models.TextChoices):
    NAMES = "names", _("It names a person")
    WRITER = "writer", _("It shows who wrote it")
    HURTFUL = "hurtful", _("It insults or hurts")
    SECRET = "secret", _("It holds something confidential")


class ShareChoice(models.TextChoices):
    DASHBOARD = "dashboard", _("Results to look at")
    PDF = "pdf", _("Report (PDF)")
    PPTX = "pptx", _("Deck (PowerPoint)")
    XLSX = "xlsx", _("Workbook (Excel)")
