from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from accounts.errors import AlreadyMember, HasAccount, InvitationGone, WrongPerson
from accounts.models import MemberInvitation, Membership, Organization, Role, User
from accounts.services import accept_as_new_person, accept_invitation, invite_member, withdraw_invitation
from accounts.tokens import hash_token
from tests.accounts.races import at_once
from tests.builders import make_organization, make_user

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


def invite(organization: Organization, email: str = "new@example.com", role: Role = Role.EDITOR) -> str:
    return invite_member(organization=organization, email=email, role=role, now=NOW)


def accept_new(token: str, now: datetime = NOW) -> Membership:
    return accept_as_new_person(token=token, name="Nora New", password=PASSWORD, now=now)


def test_invitation_stores_only_a_hash(organization: Organization) -> None:
    token = invite(organization)

    stored = MemberInvitation.objects.values().get()
    assert len(token) == 32  # 24 random bytes
    assert stored["token_hash"] == hash_token(token)
    assert token not in str(stored)


def test_invitation_makes_an_account(organization: Organization) -> None:
    membership = accept_new(invite(organization, email=" New@Example.COM "))

    user = User.objects.get(email="new@example.com")
    assert (membership.user, membership.organization, membership.role) == (user, organization, Role.EDITOR)
    assert user.name == "Nora New"
    assert user.check_password(PASSWORD)


def test_invitation_joins_an_account(organization: Organization, outsider: User) -> None:
    token = invite(organization, outsider.email, Role.VIEWER)

    membership = accept_invitation(token=token, user=outsider, now=NOW)

    assert (membership.user, membership.role) == (outsider, Role.VIEWER)


def test_invitation_works_once(organization: Organization, outsider: User) -> None:
    token = invite(organization, outsider.email)
    accept_invitation(token=token, user=outsider, now=NOW)

    with pytest.raises(InvitationGone):
        accept_invitation(token=token, user=outsider, now=NOW)


def test_invitation_works_once_for_a_new_person(organization: Organization) -> None:
    token = invite(organization)
    accept_new(token)

    with pytest.raises(InvitationGone):
        accept_new(token)
    assert User.objects.filter(email="new@example.com").count() == 1


@pytest.mark.parametrize(
    ("age", "works"), [(timedelta(days=14) - timedelta(seconds=1), True), (timedelta(days=14), False)]
)
def test_invitation_lasts_fourteen_days(organization: Organization, age: timedelta, *, works: bool) -> None:
    token = invite(organization)

    if works:
        accept_new(token, now=NOW + age)
    else:
        with pytest.raises(InvitationGone):
            accept_new(token, now=NOW + age)
    assert User.objects.exists() == works


def test_invitation_replaces_the_old_one(organization: Organization) -> None:
    old = invite(organization, role=Role.OWNER)
    new = invite(organization, email="NEW@example.com", role=Role.VIEWER)

    with pytest.raises(InvitationGone):
        accept_new(old)
    assert accept_new(new).role == Role.VIEWER


def test_invitation_withdrawn_is_gone(organization: Organization) -> None:
    token = invite(organization)
    withdraw_invitation(invitation=MemberInvitation.objects.get())

    with pytest.raises(InvitationGone):
        accept_new(token)


def test_invitation_is_for_one_address(organization: Organization, outsider: User) -> None:
    token = invite(organization, "someone.else@example.com")

    with pytest.raises(WrongPerson, match=r"someone\.else@example\.com"):
        accept_invitation(token=token, user=outsider, now=NOW)
    assert not Membership.objects.filter(user=outsider, organization=organization).exists()
    assert MemberInvitation.objects.count() == 1


def test_invitation_cannot_set_the_password_of_an_account(organization: Organization, outsider: User) -> None:
    token = invite(organization, outsider.email)

    with pytest.raises(HasAccount):
        accept_as_new_person(token=token, name="Mallory", password="mallory's own password", now=NOW)
    outsider.refresh_from_db()
    assert outsider.check_password("correct horse battery")


def test_invitation_of_a_member_is_refused(organization: Organization, leader: User) -> None:
    with pytest.raises(AlreadyMember):
        invite(organization, leader.email.upper())
    assert not MemberInvitation.objects.exists()


def test_invitation_never_lowers_a_role(organization: Organization) -> None:
    user = make_user("new@example.com")
    token = invite(organization, role=Role.VIEWER)
    Membership.objects.create(user=user, organization=organization, role=Role.OWNER)

    assert accept_invitation(token=token, user=user, now=NOW).role == Role.OWNER


def test_invitation_name_is_one_line(organization: Organization) -> None:
    accept_as_new_person(token=invite(organization), name="Nora\r\nBcc: all@example.com", password=PASSWORD, now=NOW)

    assert User.objects.get().name == "Nora Bcc: all@example.com"


@pytest.mark.django_db(transaction=True)
def test_invitation_used_twice_at_once_makes_one_account() -> None:
    token = invite(make_organization())

    at_once(partial(accept_new, token), partial(accept_new, token))

    assert User.objects.count() == 1
    assert Membership.objects.count() == 1
