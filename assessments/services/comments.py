"""What organizers do with released comments: tag them, pin them to the report, redact them."""

from __future__ import annotations

import datetime
import logging

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import one_line
from assessments.models import RedactionChoice, ReleasedComment
from assessments.services.errors import EditConflict, WrongState
from assessments.services.forgetting import forget_on_disk

logger = logging.getLogger(__name__)


def tag_comment(*, comment: ReleasedComment, tag: str, was: str | None = None) -> None:
    """An empty tag takes it away. `was` is the tag in the page that was sent, None where it did not say.

    Raises WrongState for a redacted comment, EditConflict when somebody else gave it another tag since then.
    """
    with transaction.atomic():
        locked, tag = _with_words(comment), one_line(tag)
        if was is not None and locked.tag not in {was, tag}:
            raise EditConflict(_("Someone else tagged this comment since you opened the page."))
        locked.tag = tag
        locked.save(update_fields=["tag"])


def pin_comment(*, comment: ReleasedComment, is_pinned: bool) -> None:
    """Whether it stands in the report. Raises WrongState for a redacted comment."""
    with transaction.atomic():
        locked = _with_words(comment)
        locked.is_pinned = is_pinned
        locked.save(update_fields=["is_pinned"])


def redact_comment(*, comment: ReleasedComment, reason: RedactionChoice, by: User, now: datetime.datetime) -> None:
    """Overwrites the words, and a tag that may repeat them, for good; on disk too, as far as that goes at once.

    Raises WrongState where that has happened before: the first reason stays.
    """
    with transaction.atomic():
        locked = _with_words(comment)
        locked.text, locked.tag, locked.is_pinned = "", "", False
        locked.redaction, locked.redacted_by = reason, by
        locked.redacted_on = now.astimezone(locked.round.zone).date()
        locked.save()
        transaction.on_commit(forget_on_disk, robust=True)
    code, place = locked.round.code, locked.place
    logger.info("Comment %d of round %s was redacted by user %d: %s", place, code, by.pk, reason.value)


def _with_words(comment: ReleasedComment) -> ReleasedComment:
    """The comment's row, kept from others until the transaction ends."""
    locked = ReleasedComment.objects.select_for_update(of=("self",)).select_related("round").get(pk=comment.pk)
    if locked.redacted_on is not None:
        raise WrongState(_("This comment was redacted. That cannot be undone."))
    return locked
