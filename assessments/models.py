"""Everything that is stored about assessments. Integrity stands in the database; verbs stand on the QuerySets."""

from __future__ import annotations

import datetime
import uuid
import zoneinfo
from datetime import timedelta

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from assessments.scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    POINTS,
    Action,
    Direction,
    FrozenItem,
    GuessRule,
    Kind,
    Mode,
    Scale,
    Subject,
    Team,
)

GRACE = timedelta(minutes=15)
"""Answers that arrive this long after `closes_at` still count: someone was filling in the form."""

MINIMUM_RANGE = (3, 10)
COMMENT_MINIMUM = 8
MAX_COMMENT_LENGTH = 2000
MOST_SEGMENTS = 8
MOST_REMINDERS = 3
PEOPLE_KEPT_DAYS = 30
"""How long the list of people outlives its round: whoever was invited may ask what became of it."""

LONGEST_OPEN = timedelta(days=366)
"""No round waits for answers longer than this after its launch."""


def _one_of(field: str, values: list[object], name: str) -> models.CheckConstraint:
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


class QuestionContent(models.Model):
    """What a question says: shared by the bank's questions and the items frozen from them."""

    code = models.CharField(_("code"), max_length=300)
    version = models.PositiveIntegerField(_("version"), default=1)
    text = models.CharField(_("question"), max_length=300)
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
        )


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

    organization = models.ForeignKey(Organization, models.CASCADE, null=True, blank=True, related_name="questions")
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
            _one_of("direction", list(DirectionChoice.values), "question_direction"),
            _one_of("scale", list(ScaleChoice.values), "question_scale"),
            _one_of("guess_rule", list(GuessRuleChoice.values), "question_guess_rule"),
        ]


class Assessment(models.Model):
    """A recurring study of one organization: its rounds can be compared."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="assessments")
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
        return self.filter(assessment__organization=organization).select_related("assessment__organization")

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

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rounds")
    code = models.CharField(_("code"), max_length=12, unique=True, editable=False)
    title = models.CharField(_("title"), max_length=120)
    state = models.CharField(max_length=6, choices=StateChoice.choices, default=StateChoice.DRAFT, editable=False)
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
    closed_at = models.DateTimeField(null=True, editable=False)
    reply_to = models.EmailField(_("replies go to"), blank=True)
    edited = models.PositiveIntegerField(default=0, editable=False)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        ordering = ["-pk"]
        constraints = [
            _one_of("state", list(StateChoice.values), "round_state"),
            _one_of("mode", list(ModeChoice.values), "round_mode"),
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


class Link(models.Model):
    """A secret address of the survey: a whole team's, or one person's, which takes one response.

    The link is the authority to answer. Its secret comes from `seed` and SECRET_KEY; the hash finds it again.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="links")
    team = models.CharField(max_length=9, choices=TeamChoice.choices)
    seed = models.BinaryField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    is_personal = models.BooleanField(default=False)
    is_used = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "team"], condition=Q(is_personal=False), name="link_of_team_once"
            ),
            models.CheckConstraint(condition=Q(is_personal=True) | Q(is_used=False), name="link_of_team_never_used"),
            _one_of("team", list(TeamChoice.values), "link_team"),
        ]

    def __str__(self) -> str:
        return self.get_team_display()


class Invitation(models.Model):
    """A person on a confidential round's list. Whether they answered stands at the link, which no organizer sees.

    `link` is None until launch and after closing. `unsubscribe_hash` finds whoever wants no more mail.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="invitations")
    team = models.CharField(_("team"), max_length=9, choices=TeamChoice.choices)
    email = models.EmailField(_("e-mail"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    link = models.OneToOneField(Link, models.SET_NULL, null=True, related_name="invitation")
    unsubscribe_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001
    wants_mail = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["team", "name", "email"]
        constraints = [
            models.UniqueConstraint("round", Lower("email"), name="invitation_once"),
            _one_of("team", list(TeamChoice.values), "invitation_team"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


class Wave(models.Model):
    """One mailing to a round's people: number 0 invites, the others remind.

    Of reminders only these counts tell what became of them, and never of whom. Those that were sent are not counted:
    beside how many have answered, their number would tell whether one chosen person was among them.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    send_at = models.DateTimeField()
    is_started = models.BooleanField(default=False)
    refused = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="wave_once"),
            models.CheckConstraint(condition=Q(number__lte=MOST_REMINDERS), name="wave_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class MailState(models.TextChoices):
    QUEUED = "queued", _("Waiting to be sent")
    CLAIMED = "claimed", _("Being sent")
    DONE = "done", _("Sent")
    REFUSED = "refused", _("Refused")
    UNKNOWN = "unknown", _("Not known whether it was sent")


class Mail(models.Model):
    """A mail in the queue: claimed and committed before it is sent, so that it is sent at most once.

    A reminder has a row for everybody on the list and ends as DONE whether it was sent, skipped or refused: its row
    must not tell who had answered. REFUSED and UNKNOWN are for invitations, which everybody gets. `claimed_at` is
    there only while a process works on it, `not_before` only while it waits for a mail server that was busy.
    """

    wave = models.ForeignKey(Wave, models.CASCADE, related_name="mails")
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="mails")
    state = models.CharField(max_length=7, choices=MailState.choices, default=MailState.QUEUED)
    claimed_at = models.DateTimeField(null=True)
    not_before = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    refusal = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        constraints = [
            models.UniqueConstraint(fields=["wave", "invitation"], name="mail_once"),
            _one_of("state", list(MailState.values), "mail_state"),
            models.CheckConstraint(
                condition=Q(state=MailState.CLAIMED, claimed_at__isnull=False)
                | ~Q(state=MailState.CLAIMED) & Q(claimed_at=None),
                name="mail_claimed",
            ),
        ]
        indexes = [models.Index(fields=["state"], condition=Q(state__in=["queued", "claimed"]), name="mail_waiting")]

    def __str__(self) -> str:
        return self.get_state_display()

    @property
    def may_have_arrived(self) -> bool:
        """Whether the person may have the link: not if nothing was tried, or the only try was refused."""
        return self.attempts > 1 or (self.attempts == 1 and self.state != MailState.REFUSED)


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
            _one_of("team", list(TeamChoice.values), "response_team"),
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

    round = models.OneToOneField(Round, models.CASCADE, related_name="release")
    document = models.TextField()
    salt = models.BinaryField(max_length=32)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")

    def __str__(self) -> str:
        return self.digest
