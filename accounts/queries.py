"""The read side: who is there, and what they belong to."""

from __future__ import annotations

import datetime

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from accounts.models import GUEST, Branding, MemberInvitation, Membership, Organization, User
from accounts.tokens import hash_token


def memberships_of(user: User, words: str = "") -> QuerySet[Membership]:
    """What `user` belongs to, by the organization's name; with `words` where the name has all of them."""
    named = Q()
    for word in words.split():
        named &= Q(organization__name__icontains=word)
    memberships = user.memberships.filter(named).select_related("organization__branding", "user__branding")
    lean = memberships.defer("organization__branding__logo", "user__branding__logo")
    return lean.order_by("organization__name", "organization__pk")


def members(organization: Organization, words: str = "") -> QuerySet[Membership]:
    """By the name that the page shows, whatever its case; with `words` who has all of them in name or address."""
    shown = Lower(Coalesce(NullIf("user__name", Value("")), "user__email"))
    named = Q()
    for word in words.split():
        named &= Q(user__name__icontains=word) | Q(user__email__icontains=word)
    return organization.memberships.filter(named).select_related("user").order_by(shown, "pk")


def invitations(organization: Organization) -> QuerySet[MemberInvitation]:
    """Links that were not used yet, the expired ones too."""
    return organization.member_invitations.order_by("email")


def open_invitation(token: str, now: datetime.datetime) -> MemberInvitation | None:
    """The invitation that `token` opens, unless it was used, replaced or withdrawn, or has expired."""
    return (
        MemberInvitation.objects.select_related("organization")
        .filter(token_hash=hash_token(token), expires_at__gt=now)
        .first()
    )


def has_account(email: str) -> bool:
    return User.objects.filter(email__iexact=email.strip()).exists()


def has_real_user() -> bool:
    """Whether anyone outside the demo has an account.

    A user belongs to the demo when they are a member of demo organizations and of no other; someone who is a member
    of nothing is real.
    """
    return User.objects.filter(Q(memberships=None) | Q(memberships__organization__is_demo=False)).exists()


def is_demo_user(user: User) -> bool:
    organizations = Organization.objects.of(user)
    return organizations.exists() and not organizations.filter(is_demo=False).exists()


def demo_guest() -> User | None:
    """Whom the demo lets in without a password. None where there is no demo, or where the account may do more."""
    guest = User.objects.filter(email=GUEST, is_active=True, is_staff=False, is_superuser=False).first()
    return guest if guest and not guest.has_usable_password() and is_demo_user(guest) else None


def has_demo() -> bool:
    return demo_guest() is not None


def logo(digest: str) -> bytes | None:
    """The logo whose bytes have this SHA-256. It does not matter whose it is."""
    branding = Branding.objects.filter(logo_digest=digest).only("logo").first() if digest else None
    return bytes(branding.logo) if branding else None
