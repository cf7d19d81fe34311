"""Who may answer, and the mail to them: secret links, the list of a confidential round, its mailings."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from assessments.models.choices import TeamChoice, one_of
from assessments.models.rounds import Round

MOST_REMINDERS = 3


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
            one_of("team", list(TeamChoice.values), "link_team"),
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
            one_of("team", list(TeamChoice.values), "invitation_team"),
        ]

    def __str__(self) -> str:
        return self.name or self.email


def language_at_work() -> str:
    return get_language() or settings.LANGUAGE_CODE


class Wave(models.Model):
    """One mailing to a round's people: number 0 invites, the others remind. It speaks as whoever asked for it did.

    Of reminders only these counts tell what became of them, and never of whom. Those that were sent are not counted:
    beside how many have answered, their number would tell whether one chosen person was among them.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="waves")
    number = models.PositiveSmallIntegerField()
    send_at = models.DateTimeField()
    is_started = models.BooleanField(default=False)
    refused = models.PositiveIntegerField(default=0)
    unknown = models.PositiveIntegerField(default=0)
    language = models.CharField(max_length=10, default=language_at_work)

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
            one_of("state", list(MailState.values), "mail_state"),
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
