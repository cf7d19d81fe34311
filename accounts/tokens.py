"""Secrets that travel in links: into an organization, and into a OneTeam that nobody owns yet."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.core.signing import BadSignature, TimestampSigner

SETUP_LIFETIME = timedelta(hours=24)

_SETUP_VALUE = "first-owner"


def new_token() -> str:
    """192 random bits in 32 letters."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """What is stored of a token: a copy of the database opens no link."""
    return hashlib.sha256(token.encode()).hexdigest()


def setup_token() -> str:
    """Signed with SECRET_KEY and the time: nothing is stored, and several may be valid until one is used."""
    return _setup_signer().sign(_SETUP_VALUE)


def is_setup_token(token: str) -> bool:
    try:
        return _setup_signer().unsign(token, max_age=SETUP_LIFETIME) == _SETUP_VALUE
    except BadSignature:  # an expired signature is one
        return False


def _setup_signer() -> TimestampSigner:
    # A dot, not the usual colon: mail programs and terminals recognize the whole address as a link.
    return TimestampSigner(sep=".", salt="accounts.setup")
