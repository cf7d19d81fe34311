"""The write side of one's own account: what one is called, and where one is signed in."""

from __future__ import annotations

import datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from accounts.models import User
from accounts.services import one_line


def rename_user(*, user: User, name: str) -> None:
    user.name = one_line(name)
    user.save(update_fields=["name"])


def sign_out_elsewhere(*, user: User, kept: str | None, now: datetime.datetime) -> int:
    """Ends all sessions of `user` but the one with the key `kept`; returns how many there were.

    A session says whose it is only inside, so each that is alive is looked into.
    """
    alive = Session.objects.filter(expire_date__gt=now).exclude(session_key=kept)
    theirs = [each.pk for each in alive.iterator() if each.get_decoded().get(SESSION_KEY) == str(user.pk)]
    return Session.objects.filter(pk__in=theirs).delete()[0]
