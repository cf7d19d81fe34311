"""G12: Small-team warning. The best case is worked out and said before anybody is asked."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organization
from assessments.invitations import Person
from assessments.models import Mail, Round
from assessments.scales import Mode, Team
from tests.accounts.pages import text
from tests.builders import make_draft
from tests.invited import make_listed_draft, make_listed_round, person

pytestmark = pytest.mark.django_db

NEVER = "Sales: 4 invited, minimum 5: will never be shown."


def page(client: Client, round: Round, name: str = "round-detail") -> str:
    return text(client.get(reverse(f"assessments:{name}", args=[round.organization.slug, round.code])))


def listed(sales: int, marketing: int) -> list[Person]:
    return [person(f"s{n}@example.com") for n in range(sales)] + [
        person(f"m{n}@example.com", Team.MARKETING) for n in range(marketing)
    ]


def test_draft_of_an_anonymous_round_warns(as_consultant: Client, organization: Organization) -> None:
    round = make_draft(organization, invited_sales=4, invited_marketing=5)
    assert page(as_consultant, round).count(NEVER) >= 1
    assert "Marketing: 5 invited, minimum" not in page(as_consultant, round)


@pytest.mark.parametrize(("minimum", "is_warned"), [(3, False), (4, False), (5, True), (10, True)])
def test_warning_goes_by_the_rounds_own_minimum(
    as_consultant: Client, organization: Organization, minimum: int, is_warned: bool
) -> None:
    round = make_draft(organization, invited_sales=4, invited_marketing=10, minimum=minimum)
    words = f"Sales: 4 invited, minimum {minimum}: will never be shown."
    assert (words in page(as_consultant, round)) == is_warned


def test_list_of_people_warns_before_anything_is_sent(as_consultant: Client, organization: Organization) -> None:
    draft = make_listed_draft(listed(4, 5), organization=organization)
    assert NEVER in page(as_consultant, draft)
    assert NEVER in page(as_consultant, draft, "people-list")


def test_page_that_sends_the_invitations_warns(as_consultant: Client, organization: Organization) -> None:
    round = make_listed_round(listed(4, 5), organization=organization)
    assert NEVER in page(as_consultant, round, "people-list")
    assert not Mail.objects.exists()


def test_launch_itself_warns(as_consultant: Client, organization: Organization) -> None:
    round = make_draft(organization, invited_sales=4, invited_marketing=5, mode=Mode.ANONYMOUS)
    words = page(as_consultant, round, "round-launch")
    assert NEVER in words[: words.index("Launch now")]
