from __future__ import annotations

from functools import partial

import pytest

from accounts.models import Membership, Organization, Role, User
from accounts.services import create_organization
from tests.accounts.races import at_once

pytestmark = pytest.mark.django_db


def test_organization_owner_is_its_first_member(outsider: User) -> None:
    organization = create_organization(name="Acme Tools", owner=outsider)

    membership = Membership.objects.get(organization=organization)
    assert (membership.user, membership.role) == (outsider, Role.OWNER)


def test_organization_without_owner_has_no_members() -> None:
    organization = create_organization(name="Acme", owner=None, is_demo=True)

    assert organization.is_demo
    assert organization.memberships.count() == 0


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Acme Tools, Inc.", "acme-tools-inc"),
        ("Müller & Söhne", "muller-sohne"),
        ("株式会社", "client"),
        ("Мир и Ко", "client"),
        ("🙂", "client"),
        ("---", "client"),
        ("New", "new-2"),
        ("x" * 120, "x" * 50),
    ],
)
def test_organization_address_comes_from_its_name(name: str, slug: str) -> None:
    assert create_organization(name=name, owner=None).slug == slug


def test_organization_address_is_unique() -> None:
    slugs = [create_organization(name="株式会社", owner=None).slug for _ in range(3)]

    assert slugs == ["client", "client-2", "client-3"]


def test_organization_name_is_one_line() -> None:
    organization = create_organization(name="  Acme\r\nBcc: all@example.com\t Tools ", owner=None)

    assert Organization.objects.get(pk=organization.pk).name == "Acme Bcc: all@example.com Tools"


@pytest.mark.django_db(transaction=True)
def test_organizations_of_one_name_at_once_get_two_addresses() -> None:
    at_once(*[partial(create_organization, name="Acme", owner=None)] * 2)

    assert sorted(Organization.objects.values_list("slug", flat=True)) == ["acme", "acme-2"]
