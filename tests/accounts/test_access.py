from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from accounts.access import organization_or_404
from accounts.models import Organization, Role, User

ROLES = {"viewer": Role.VIEWER, "editor": Role.EDITOR, "owner": Role.OWNER}


@pytest.mark.parametrize(
    ("has", "needed", "may"),
    [
        (has, needed, list(ROLES).index(has) >= list(ROLES).index(needed))
        for has in ("viewer", "editor", "owner")
        for needed in ("viewer", "editor", "owner")
    ],
)
def test_organization_needs_the_role(
    organization: Organization, leader: User, editor: User, consultant: User, has: str, needed: str, *, may: bool
) -> None:
    user = {"viewer": leader, "editor": editor, "owner": consultant}[has]
    if may:
        assert organization_or_404(user, "acme", ROLES[needed]) == organization
    else:
        with pytest.raises(PermissionDenied):
            organization_or_404(user, "acme", ROLES[needed])


@pytest.mark.parametrize("slug", ["acme", "nothing", "", "ACME "])
def test_organization_of_others_does_not_exist(organization: Organization, outsider: User, slug: str) -> None:
    with pytest.raises(Http404):
        organization_or_404(outsider, slug)
