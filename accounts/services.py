"""The write side: organizations, the people in them, their own accounts, and the first of them."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from datetime import timedelta
from itertools import count

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts import queries, tokens
from accounts.errors import (
    AlreadyMember,
    HasAccount,
    InvitationGone,
    LastOwner,
    MemberGone,
    OwnerExists,
    WrongPerson,
)
from accounts.models import MemberInvitation, Membership, Organization, Role, User

INVITATION_LIFETIME = timedelta(days=14)

_SLUG_LENGTH = 50
"""Ten less than the column holds: room for a number."""

_RESERVED_SLUGS = frozenset({"new", "demo", "admin", "all"})
"""Words that read as a command or a place of the product in an address."""


def one_line(text: str) -> str:
    """`text` without line breaks and repeated spaces: names stand in headings, mail headers and file names."""
    return " ".join(text.split())


# --- Organizations -------------------------------------------------------------------------------------------------
def create_organization(*, name: str, owner: User | None, is_demo: bool = False) -> Organization:
    """A client company with an address of its own, made from the name; `owner` becomes its first member."""
    name = one_line(name)
    with transaction.atomic():
        organization = _insert_organization(name, is_demo=is_demo)
        if owner is not None:
            Membership.objects.create(user=owner, organization=organization, role=Role.OWNER)
    return organization


def _insert_organization(name: str, *, is_demo: bool) -> Organization:
    for slug in _slugs(name):
        # get_or_create also settles the race of two organizations with one name.
        organization, is_new = Organization.objects.get_or_create(
            slug=slug, defaults={"name": name, "is_demo": is_demo}
        )
        if is_new:
            return organization
    raise AssertionError("numbers do not end")


def _slugs(name: str) -> Iterator[str]:
    """acme, acme-2, acme-3, …; a name in another script than Latin gives client, client-2, …"""
    stem = slugify(name)[:_SLUG_LENGTH].strip("-_") or "client"
    if stem not in _RESERVED_SLUGS:
        yield stem
    yield from (f"{stem}-{number}" for number in count(2))


# --- Members -------------------------------------------------------------------------------------------------------
def change_role(*, membership: Membership, role: Role) -> None:
    """Raises LastOwner when nobody else owns the organization, MemberGone when the member was removed meanwhile."""
    with transaction.atomic():
        locked = _locked(membership)
        if role != Role.OWNER:
            _keep_an_owner(locked)
        locked.role = role
        locked.save(update_fields=["role"])


def remove_member(*, membership: Membership) -> None:
    """Ends the membership; the person's account and their other organizations stay. Raises as change_role does."""
    with transaction.atomic():
        locked = _locked(membership)
        _keep_an_owner(locked)
        locked.delete()


def _locked(membership: Membership) -> Membership:
    """The membership as it is now. The organization's row makes changes to its members wait for one another."""
    Organization.objects.select_for_update().filter(pk=membership.organization_id).first()
    locked = Membership.objects.filter(pk=membership.pk).first()
    if locked is None:
        raise MemberGone(_("This person is no longer a member."))
    return locked


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(organization_id=membership.organization_id, role=Role.OWNER)
    if membership.role == Role.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise LastOwner(_("An organization needs an owner. Make someone else an owner first."))


# --- Invitations ---------------------------------------------------------------------------------------------------
def invite_member(*, organization: Organization, email: str, role: Role, now: datetime.datetime) -> str:
    """The secret of a link that lets `email` in once, within 14 days. Only its hash is stored.

    A new invitation for the same address replaces the old one. Raises AlreadyMember.
    """
    email = email.strip().lower()
    if organization.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyMember(_("%(email)s is a member already.") % {"email": email})
    token = tokens.new_token()
    MemberInvitation.objects.update_or_create(
        organization=organization,
        email=email,
        defaults={
            "role": role,
            "token_hash": tokens.hash_token(token),
            "expires_at": now + INVITATION_LIFETIME,
        },
    )
    return token


def withdraw_invitation(*, invitation: MemberInvitation) -> None:
    invitation.delete()


def accept_invitation(*, token: str, user: User, now: datetime.datetime) -> Membership:
    """Makes the signed-in `user` a member, and the link useless. Raises InvitationGone, WrongPerson."""
    with transaction.atomic():
        invitation = _locked_invitation(token, now)
        if user.email.lower() != invitation.email:
            raise WrongPerson(_("This invitation is for %(email)s.") % {"email": invitation.email})
        return _join(user, invitation)


def accept_as_new_person(*, token: str, name: str, password: str, now: datetime.datetime) -> Membership:
    """Makes an account for the invited address, and it a member. Raises InvitationGone, HasAccount."""
    with transaction.atomic():
        invitation = _locked_invitation(token, now)
        _refuse_taken(invitation.email)
        user = User.objects.create_user(invitation.email, password, name=one_line(name))
        return _join(user, invitation)


def _refuse_taken(email: str) -> None:
    if queries.has_account(email):
        raise HasAccount(_("%(email)s has an account already.") % {"email": email})


def _locked_invitation(token: str, now: datetime.datetime) -> MemberInvitation:
    invitation = (
        MemberInvitation.objects.select_for_update()
        .filter(token_hash=tokens.hash_token(token), expires_at__gt=now)
        .first()
    )
    if invitation is None:
        raise InvitationGone(_("This link no longer works."))
    return invitation


def _join(user: User, invitation: MemberInvitation) -> Membership:
    membership, _is_new = Membership.objects.get_or_create(
        user=user, organization=invitation.organization, defaults={"role": invitation.role}
    )
    invitation.delete()
    return membership


# --- One's own account ---------------------------------------------------------------------------------------------
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


# --- The first owner -----------------------------------------------------------------------------------------------
def set_up_first_owner(*, email: str, name: str, password: str, organization_name: str) -> Membership:
    """The account that everything starts from, and its organization.

    Raises OwnerExists for all but the first caller, HasAccount when the address is a demo account's.
    """
    with transaction.atomic():
        _wait_for_other_setups()
        if queries.has_real_user():
            raise OwnerExists(_("OneTeam has an owner already."))
        _refuse_taken(email)
        user = User.objects.create_user(email, password, name=one_line(name))
        organization = create_organization(name=organization_name, owner=user)
        return organization.memberships.get(user=user)


def _wait_for_other_setups() -> None:
    """There is no row to lock yet, so PostgreSQL locks the table. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {User._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
