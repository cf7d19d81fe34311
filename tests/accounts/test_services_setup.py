from __future__ import annotations

from functools import partial

import pytest

from accounts import queries
from accounts.errors import HasAccount, OwnerExists
from accounts.models import Membership, Organization, Role, User
from accounts.services import create_organization, set_up_first_owner
from tests.accounts.races import at_once
from tests.builders import make_organization, make_user


def set_up(email: str = "Owner@Example.com") -> User:
    membership = set_up_first_owner(
        email=email, name="Olga Owner", password="correct horse battery", organization_name="Acme"
    )
    return membership.user


def make_demo_user(email: str = "demo@example.com") -> User:
    user = make_user(email)
    create_organization(name="Northwind", owner=user, is_demo=True)
    return user


@pytest.mark.django_db
def test_first_owner_gets_an_organization() -> None:
    user = set_up()

    membership = Membership.objects.get()
    assert user.email == "owner@example.com"
    assert (membership.user, membership.organization.name, membership.role) == (user, "Acme", Role.OWNER)
    assert not user.is_staff


@pytest.mark.django_db
def test_first_owner_is_the_only_one() -> None:
    set_up()

    with pytest.raises(OwnerExists):
        set_up("second@example.com")
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_first_owner_may_come_after_the_demo() -> None:
    make_demo_user()

    set_up()

    assert User.objects.count() == 2


@pytest.mark.django_db
def test_first_owner_cannot_take_a_demo_address() -> None:
    make_demo_user("owner@example.com")

    with pytest.raises(HasAccount):
        set_up()
    assert Organization.objects.count() == 1


@pytest.mark.django_db
def test_user_without_organization_is_real() -> None:
    user = make_user()

    assert queries.has_real_user()
    assert not queries.is_demo_user(user)


@pytest.mark.django_db
def test_user_of_demo_organizations_only_is_not_real() -> None:
    user = make_demo_user()

    assert not queries.has_real_user()
    assert queries.is_demo_user(user)


@pytest.mark.django_db
def test_user_of_a_demo_and_a_real_organization_is_real() -> None:
    user = make_demo_user()
    Membership.objects.create(user=user, organization=make_organization(), role=Role.VIEWER)

    assert queries.has_real_user()
    assert not queries.is_demo_user(user)


@pytest.mark.django_db(transaction=True)
def test_first_owner_is_one_of_two_at_once() -> None:
    at_once(partial(set_up, "one@example.com"), partial(set_up, "two@example.com"))

    assert User.objects.count() == 1
    assert Organization.objects.count() == 1
