"""The files of a closed round: their settings, which were made, and who may see them without an account."""

from __future__ import annotations

import datetime

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.models.choices import ShareChoice, one_of
from assessments.models.rounds import Round


class ClientBook(models.Model):
    """What somebody decided about a round's files. `settings` is the document of `assessments.books`."""

    round = models.OneToOneField(Round, models.CASCADE, related_name="client_book")
    settings = models.JSONField()
    edited = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("client book")
        verbose_name_plural = _("client books")

    def __str__(self) -> str:
        return str(self.round)


class Export(models.Model):
    """A file that was made: with which settings, and the SHA-256 of its bytes. The file itself is not kept."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="exports")
    kind = models.CharField(max_length=10)
    settings = models.JSONField()
    digest = models.CharField(max_length=64)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.digest[:12]}"


class ShareLink(models.Model):
    """A read-only page of results, or a file, for somebody without an account, until `expires_at`.

    `settings` is the book that a shared file is made with. Deleting the row takes the link back: it is dead with the
    next request. The address's secret comes from `seed` and SECRET_KEY; the hash finds it again.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="share_links")
    what = models.CharField(max_length=9, choices=ShareChoice.choices)
    label = models.CharField(_("for whom"), max_length=120, blank=True)
    settings = models.JSONField(default=dict)
    seed = models.BinaryField(max_length=16)
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("share link")
        verbose_name_plural = _("share links")
        ordering = ["expires_at", "pk"]
        constraints = [one_of("what", list(ShareChoice.values), "share_link_what")]

    def __str__(self) -> str:
        return self.label or self.get_what_display()

    def is_open(self, now: datetime.datetime) -> bool:
        return now < self.expires_at
