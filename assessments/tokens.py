"""Secrets that travel in addresses and on paper, and the hashes that are stored instead of them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from django.conf import settings

_CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 O 1 I L: codes are read aloud and typed."""


def new_code() -> str:
    """A round's code, such as K7MQ2XRD: public, and no help in guessing a survey link."""
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(8))


def new_join_code() -> str:
    """What phones join a workshop with, such as K7MQ2X: public in the room, and good for one day."""
    return "".join(secrets.choice(_CODE_ALPHABET) for _ in range(6))


def normal_join_code(typed: str) -> str:
    """A join code as it stands on the screen, from one as people type it: any case, with or without spaces.

    "" for what cannot be one.
    """
    code = "".join(typed.split()).replace("-", "").upper()
    return code if len(code) == 6 and set(code) <= set(_CODE_ALPHABET) else ""


def new_device() -> str:
    """128 random bits: what a phone that joined a workshop is known by."""
    return secrets.token_urlsafe(16)


def device_hash(device: str, workshop_id: int) -> str:
    """What is stored of a phone. Another one in each workshop, so that no phone can be followed."""
    return hash_token(f"phone:{workshop_id}:{device}")


def ballot_hash(device: str, vote_id: int) -> str:
    """What is stored of whose ballot it is: it counts a phone once, and without the cookie leads nowhere."""
    return hash_token(f"ballot:{vote_id}:{device}")


def new_seed() -> bytes:
    return secrets.token_bytes(16)


def new_nonce() -> str:
    """128 random bits: one for each survey page that is shown."""
    return secrets.token_urlsafe(16)


def link_token(seed: bytes) -> str:
    """The secret in a survey link: 132 bits.

    Derived from the link's seed and SECRET_KEY, so that the link can be shown and mailed again although the database
    holds only its hash: a copy of the database alone opens no survey.
    """
    return _derived(settings.SECRET_KEY, b"survey-link", seed)


def unsubscribe_token(seed: bytes) -> str:
    """The secret in the address that ends the mails of a link's owner. It does not open the survey."""
    return _derived(settings.SECRET_KEY, b"unsubscribe", seed)


def stored_link_token(seed: bytes, token_hash: str) -> str:
    """The secret whose hash was stored, also when SECRET_KEY has changed since and the old one is a fallback.

    Without the old key it is lost; the new secret, which opens nothing, is returned.
    """
    return _stored(b"survey-link", seed, token_hash)


def stored_unsubscribe_token(seed: bytes, token_hash: str) -> str:
    """As stored_link_token."""
    return _stored(b"unsubscribe", seed, token_hash)


def results_token(seed: bytes) -> str:
    """The secret in the address of the page for the people who answered. It opens no survey."""
    return _derived(settings.SECRET_KEY, b"published-results", seed)


def stored_results_token(seed: bytes, token_hash: str) -> str:
    """As stored_link_token."""
    return _stored(b"published-results", seed, token_hash)


def share_token(seed: bytes) -> str:
    """The secret in the address of what is shared with somebody who has no account."""
    return _derived(settings.SECRET_KEY, b"shared-results", seed)


def stored_share_token(seed: bytes, token_hash: str) -> str:
    """As stored_link_token."""
    return _stored(b"shared-results", seed, token_hash)


def _stored(purpose: bytes, seed: bytes, token_hash: str) -> str:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    candidates = [_derived(key, purpose, seed) for key in keys]
    return next((token for token in candidates if hash_token(token) == token_hash), candidates[0])


def _derived(key: str, purpose: bytes, seed: bytes) -> str:
    mac = hmac.digest(key.encode(), purpose + seed, "sha256")
    return base64.urlsafe_b64encode(mac).decode()[:22]


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def receipt(token_hash: str, nonce: str) -> str:
    """What the respondent gets for a response: the same page submitted twice gives the same receipt. 100 bits."""
    mac = hmac.digest(settings.SECRET_KEY.encode(), f"receipt:{token_hash}:{nonce}".encode(), "sha256")
    text = base64.b32encode(mac).decode()[:20]
    return "-".join(text[i : i + 5] for i in range(0, 20, 5))


def normal_receipt(typed: str) -> str:
    """A receipt as it was printed, from one as people type it: any case, with or without hyphens and spaces."""
    text = "".join(typed.split()).replace("-", "").upper()
    return "-".join(text[i : i + 5] for i in range(0, 20, 5)) if len(text) == 20 else ""
