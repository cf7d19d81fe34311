"""What is forgotten, and when: lists of people after closing, whatever has expired, and a person who asks for it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q

from accounts.models import Branding, MemberInvitation, Organization, Role, User
from assessments.models import GRACE, LONGEST_OPEN, Invitation, Link, Round, ShareLink, StateChoice, Wave
from assessments.services.books import forget_contact
from assessments.services.closing import close_round
from assessments.services.errors import WrongState
from assessments.services.forgetting import forget_on_disk
from assessments.services.workshops import end_forgotten_workshops, forgotten_workshops


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What had had its time. `lists`, `closed` and `workshops` are codes of rounds.

    Of `lists` the list of people went, `closed` were closed, and of `workshops` a workshop was ended that nobody had.
    """

    lists: tuple[str, ...]
    closed: tuple[str, ...]
    workshops: tuple[str, ...]
    member_invitations: int
    share_links: int
    sessions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was known of an address. `lists` and `contact_of` are codes of rounds, the others slugs of organizations.

    `without_owner` are organizations that lose their last owner.
    """

    account: bool
    memberships: tuple[str, ...]
    member_invitations: tuple[str, ...]
    lists: tuple[str, ...]
    contact_of: tuple[str, ...]
    without_owner: tuple[str, ...]


def purge_expired(*, now: datetime.datetime, is_dry_run: bool = False) -> Purged:
    """Deletes what has had its time; a dry run only says what that would be. Safe twice at once."""
    overdue = Round.objects.filter(state=StateChoice.OPEN, launched_at__lte=now - LONGEST_OPEN)
    expired = [round for round in _listed_rounds() if _list_expires_at(round) <= now]
    invitations = MemberInvitation.objects.filter(expires_at__lte=now)
    shares = ShareLink.objects.filter(expires_at__lte=now)
    sessions = Session.objects.filter(expire_date__lte=now)
    purged = Purged(
        lists=tuple(round.code for round in expired),
        closed=tuple(overdue.order_by("pk").values_list("code", flat=True)),
        workshops=tuple(workshop.round.code for workshop in forgotten_workshops(now)),
        member_invitations=invitations.count(),
        share_links=shares.count(),
        sessions=sessions.count(),
    )
    if not is_dry_run:
        close_all(list(overdue), now)
        end_forgotten_workshops(now=now)
        with transaction.atomic():
            _delete_lists(expired)
            invitations.delete()
            shares.delete()
            sessions.delete()
            if expired:
                transaction.on_commit(forget_on_disk, robust=True)
    return purged


def close_due_rounds(*, now: datetime.datetime) -> int:
    """Makes the release of every round that takes no more answers; returns how many there were."""
    due = Round.objects.filter(state=StateChoice.OPEN, closes_at__lte=now - GRACE)
    return close_all(list(due), now)


def close_all(rounds: Iterable[Round], now: datetime.datetime) -> int:
    closed = 0
    for round in rounds:
        try:
            close_round(round=round, now=now)
            closed += 1
        except WrongState:  # somebody was faster
            pass
    return closed


def _listed_rounds() -> Iterable[Round]:
    parts = (Link.objects.filter(is_personal=True), Invitation.objects.all(), Wave.objects.all())
    conditions = [Q(pk__in=part.values("round")) for part in parts]
    return Round.objects.filter(reduce(or_, conditions), closed_at__isnull=False).order_by("pk")


def _list_expires_at(round: Round) -> datetime.datetime:
    closed_at = round.closed_at or datetime.datetime.max.replace(tzinfo=datetime.UTC)
    return closed_at + timedelta(days=round.people_kept_days)


def _delete_lists(rounds: Iterable[Round]) -> None:
    Wave.objects.filter(round__in=rounds).delete()  # and the mails with them
    Invitation.objects.filter(round__in=rounds).delete()
    Link.objects.filter(round__in=rounds, is_personal=True).delete()


# --- One person ----------------------------------------------------------------------------------------------------
def erase_person(*, email: str, is_dry_run: bool = False) -> Erased:
    """Deletes the account of an address and takes it off every list, with its links and mails.

    What they answered is not tied to them and cannot be found: it goes when its round closes.
    """
    with transaction.atomic():
        users = User.objects.filter(email__iexact=email)
        invitations = Invitation.objects.filter(email__iexact=email)
        invited = MemberInvitation.objects.filter(email__iexact=email)
        contact = Round.objects.filter(reply_to__iexact=email)
        member_of = Organization.objects.filter(memberships__user__in=users).order_by("slug")
        erased = Erased(
            account=users.exists(),
            memberships=tuple(member_of.values_list("slug", flat=True)),
            member_invitations=tuple(invited.order_by("pk").values_list("organization__slug", flat=True)),
            lists=tuple(invitations.order_by("round_id").values_list("round__code", flat=True)),
            contact_of=tuple(contact.order_by("pk").values_list("code", flat=True)),
            without_owner=tuple(
                organization.slug for organization in member_of if _is_last_owner(organization, users)
            ),
        )
        if not is_dry_run:
            _erase(list(users), list(invitations))
            invited.delete()
            contact.update(reply_to="")
            Branding.objects.filter(email__iexact=email).update(email="")
            forget_contact(email=email)
            transaction.on_commit(forget_on_disk, robust=True)
    return erased


def _is_last_owner(organization: Organization, users: Iterable[User]) -> bool:
    owners = organization.memberships.filter(role=Role.OWNER)
    return owners.filter(user__in=users).exists() and not owners.exclude(user__in=users).exists()


def _erase(users: list[User], invitations: list[Invitation]) -> None:
    Link.objects.filter(invitation__in=invitations).delete()
    Invitation.objects.filter(pk__in=[invitation.pk for invitation in invitations]).delete()
    ids = {str(user.pk) for user in users}
    if ids:
        signed_in = [each.pk for each in Session.objects.all() if each.get_decoded().get("_auth_user_id") in ids]
        Session.objects.filter(pk__in=signed_in).delete()
    for user in users:
        user.delete()
