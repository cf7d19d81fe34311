"""The write side of branding: what an organization is called and looks like, and a consultant's contact block."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.db import transaction

from accounts.models import Branding, Organization, User
from accounts.services import one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactBlock:
    """What a consultant tells clients on the last page of a file."""

    company: str
    email: str
    phone: str
    words: str


def save_identity(*, organization: Organization, name: str, accent: str) -> None:
    """Renames the organization, whose address stays, and colors it. `accent` is an allowed one."""
    with transaction.atomic():
        organization.name = one_line(name)
        organization.save(update_fields=["name"])
        _update(organization, accent=accent)


def save_contact(*, user: User, block: ContactBlock, accent: str) -> None:
    _update(
        user,
        company=one_line(block.company),
        email=block.email.strip(),
        phone=one_line(block.phone),
        words=one_line(block.words),
        accent=accent,
    )


def save_logo(*, owner: Organization | User, logo: bytes) -> None:
    """Keeps a logo from `read_logo`, or with b"" none."""
    _update(owner, logo=logo, logo_digest=hashlib.sha256(logo).hexdigest() if logo else "")


def wear_own(*, organization: Organization, user: User) -> None:
    """Gives the organization the logo and the color of a consultant who has any."""
    own = Branding.objects.filter(user=user).first()
    if own is not None:
        _update(organization, logo=own.logo, logo_digest=own.logo_digest, accent=own.accent)


def _update(owner: Organization | User, **values: object) -> None:
    """Only these values: of two people who save at once, one can change the logo and the other the color."""
    mine = {"organization": owner} if isinstance(owner, Organization) else {"user": owner}
    Branding.objects.update_or_create(**mine, defaults=values)
