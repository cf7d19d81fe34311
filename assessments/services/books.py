"""The settings of a round's files, saved, and the list of the files that were made."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from assessments.books import Book, Contact, dump_book
from assessments.models import ClientBook, Export, Round, ShareLink
from assessments.services.errors import EditConflict


def save_book(*, round: Round, book: Book, edited: int) -> None:
    """Keeps the settings. `edited` is how often they had been saved when they were read, 0 for never.

    Raises EditConflict when somebody saved others since. The same ones again are no conflict, and change nothing.
    """
    settings = dump_book(book)
    with transaction.atomic():
        Round.objects.select_for_update().get(pk=round.pk)  # so that the first two savers do not both begin
        stored = ClientBook.objects.filter(round=round).first() or ClientBook(round=round)
        if stored.pk and stored.settings == settings:
            return
        if stored.edited != edited:
            raise EditConflict(_("Someone else changed the files while you were writing."))
        stored.settings, stored.edited = settings, edited + 1
        stored.save()


def record_export(
    *,
    round: Round,
    kind: str,
    book: Book,
    parts: Mapping[str, str],
    content: bytes,
    user: User,
    now: datetime.datetime,
) -> Export:
    """Writes down that a file was made: by whom, with which settings, from what, and the SHA-256 of its bytes.

    `parts` has a digest of everything that it was made from, so that one can tell later what has changed since.
    """
    return Export.objects.create(
        round=round,
        kind=kind,
        settings={"book": dump_book(book), "parts": dict(parts)},
        digest=hashlib.sha256(content).hexdigest(),
        made_at=now,
        made_by=user,
    )


def forget_contact(*, email: str) -> None:
    """Empties the contact block with this address in all settings. A file with it cannot be made again."""
    nobody = dump_book(Book(contact=Contact()))["contact"]
    with transaction.atomic():
        for stored in ClientBook.objects.filter(settings__contact__email__iexact=email):
            stored.settings["contact"] = nobody
            stored.save(update_fields=["settings"])
        for model in (Export, ShareLink):
            for made in model.objects.filter(settings__book__contact__email__iexact=email):
                made.settings["book"]["contact"] = nobody
                made.save(update_fields=["settings"])
