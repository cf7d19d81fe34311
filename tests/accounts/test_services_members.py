from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from accounts.errors import LastOwner, MemberGone
from accounts.models import Membership, Role, User
from accounts.services import change_role, remove_member
from tests.accounts.races import at_once
from tests.builders import make_member, make_organization


def membership_of(user: User) -> Membership:
    return Membership.objects.get(user=user)


def test_role_changes(consultant: User, editor: User) -> None:
    change_role(membership=membership_of(editor), role=Role.OWNER)
    change_role(membership=membership_of(consultant), role=Role.VIEWER)

    assert membership_of(editor).role == Role.OWNER
    assert membership_of(consultant).role == Role.VIEWER


def test_role_of_the_last_owner_stays(consultant: User, editor: User) -> None:
    with pytest.raises(LastOwner):
        change_role(membership=membership_of(consultant), role=Role.EDITOR)

    assert membership_of(consultant).role == Role.OWNER


def test_role_of_the_last_owner_may_be_set_to_owner(consultant: User) -> None:
    change_role(membership=membership_of(consultant), role=Role.OWNER)

    assert membership_of(consultant).role == Role.OWNER


def test_remove_member_leaves_the_account(consultant: User, editor: User) -> None:
    remove_member(membership=membership_of(editor))

    assert not Membership.objects.filter(user=editor).exists()
    assert User.objects.filter(pk=editor.pk).exists()


def test_remove_member_keeps_the_last_owner(consultant: User, editor: User) -> None:
    with pytest.raises(LastOwner):
        remove_member(membership=membership_of(consultant))

    assert membership_of(consultant).role == Role.OWNER


def test_owner_of_another_organization_does_not_count(consultant: User, outsider: User) -> None:
    with pytest.raises(LastOwner):
        remove_member(membership=membership_of(consultant))


def test_stale_page_cannot_act_on_a_removed_member(consultant: User, editor: User) -> None:
    stale = membership_of(editor)
    remove_member(membership=membership_of(editor))

    with pytest.raises(MemberGone):
        change_role(membership=stale, role=Role.OWNER)
    with pytest.raises(MemberGone):
        remove_member(membership=stale)


def test_stale_page_cannot_demote_the_last_owner(consultant: User) -> None:
    """The role is read again under the lock: what the page held may be old."""
    stale = membership_of(consultant)
    stale.role = Role.EDITOR

    with pytest.raises(LastOwner):
        change_role(membership=stale, role=Role.VIEWER)


def _demote(membership: Membership) -> None:
    change_role(membership=membership, role=Role.VIEWER)


def _remove(membership: Membership) -> None:
    remove_member(membership=membership)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("first", "second"), [(_demote, _demote), (_demote, _remove), (_remove, _remove)])
def test_two_owners_at_once_cannot_both_go(
    first: Callable[[Membership], None], second: Callable[[Membership], None]
) -> None:
    for attempt in range(5):
        organization = make_organization(f"Acme {attempt}")
        one, two = (make_member(organization, Role.OWNER, f"owner{n}-{attempt}@example.com") for n in (1, 2))

        at_once(partial(first, membership_of(one)), partial(second, membership_of(two)))

        assert Membership.objects.filter(organization=organization, role=Role.OWNER).count() == 1
