"""Results or a file for somebody without an account: a secret address that ends by itself, and can be taken back."""

from __future__ import annotations

import datetime
from dataclasses import replace

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments import tokens
from assessments.books import SECTIONS, Audience, Book, dump_book
from assessments.models import Round, ShareChoice, ShareLink, StateChoice
from assessments.services.errors import DomainError, Gone, WrongState

MOST_LINKS = 50


def share_results(
    *,
    round: Round,
    what: ShareChoice,
    audience: Audience,
    book: Book,
    label: str,
    days: int,
    user: User,
    now: datetime.datetime,
) -> ShareLink:
    """Makes a link. What it opens is made with `book` as it is now, but with the sections of the audience."""
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round.pk)
        if locked.state != StateChoice.CLOSED:
            raise WrongState(_("Only a closed round has results to show."))
        if ShareLink.objects.filter(round=locked, expires_at__gt=now).count() >= MOST_LINKS:
            raise DomainError(_("This round has as many links as it can have. Take back those that nobody needs."))
        seed = tokens.new_seed()
        return ShareLink.objects.create(
            round=locked,
            what=what,
            label=label,
            settings={
                "audience": audience.value,
                "book": dump_book(replace(book, sections=SECTIONS[audience])),
            },
            seed=seed,
            token_hash=tokens.hash_token(tokens.share_token(seed)),
            expires_at=now + datetime.timedelta(days=days),
            made_by=user,
        )


def take_back(*, round: Round, pk: int) -> None:
    """The link is dead at once. Raises Gone where there is none (any more)."""
    deleted, _rows = ShareLink.objects.filter(round=round, pk=pk).delete()
    if not deleted:
        raise Gone(_("This link was taken back already."))


def share_path(link: ShareLink) -> str:
    """Written out, not reversed: it stands in other people's mails and may never move."""
    return f"/x/{tokens.stored_share_token(bytes(link.seed), link.token_hash)}/"


def share_url(link: ShareLink) -> str:
    return f"{settings.SITE_URL}{share_path(link)}"
