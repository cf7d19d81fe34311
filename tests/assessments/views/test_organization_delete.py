"""The end of a client: for owners, after its name was typed, and whole."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.test import Client

from accounts.brand_services import save_logo
from accounts.models import Branding, Organization, User
from assessments.models import Round
from assessments.scales import Team
from tests.accounts.pages import text
from tests.builders import (
    answer,
    make_action,
    make_agreement,
    make_closed_round,
    make_confidential_round,
    make_draft,
    make_export,
    make_question,
    make_round,
    make_share,
    make_workshop,
)

pytestmark = pytest.mark.django_db
DELETE = "/o/acme/delete/"


def fill(organization: Organization, user: User) -> Round:
    """Something of every kind that an organization can have."""
    closed = make_closed_round([1] * 8, [5] * 8, organization=organization, title="Spring")
    make_action(closed)
    make_agreement(closed, user)
    make_export(closed, user)
    make_share(closed, user)
    make_workshop(closed)
    opened = make_round(assessment=closed.assessment, title="Autumn")
    answer(opened, Team.SALES, own={"Q1": 1}, comments={"Q1": "Words"})
    make_confidential_round(assessment=closed.assessment, people={Team.SALES: [("ana@example.com", "Ana")]})
    make_draft(assessment=closed.assessment)
    make_question("C1", organization)
    save_logo(owner=organization, logo=b"png")
    return closed


def rows() -> dict[str, int]:
    """How many rows of each table there are."""
    models = [model for app in ("accounts", "assessments") for model in apps.get_app_config(app).get_models()]
    return {model.__name__: model.objects.count() for model in models}  # type: ignore[attr-defined]


def test_everything_of_it_goes_and_nothing_else(
    as_consultant: Client, organization: Organization, consultant: User, outsider: User
) -> None:
    make_question("Q1"), make_question("Q2")
    before = rows()
    fill(organization, consultant)
    response = as_consultant.post(DELETE, {"typed": " Acme "}, follow=True)
    assert response.redirect_chain == [("/organizations/", 302)]
    assert "Acme is deleted." in text(response)
    assert rows() == {**before, "Organization": 1, "Membership": 1}
    assert as_consultant.get("/o/acme/").status_code == 404
    assert not Branding.objects.exists()


def test_page_says_what_goes(as_consultant: Client, organization: Organization, consultant: User) -> None:
    fill(organization, consultant)
    words = text(as_consultant.get(DELETE))
    assert "“Autumn” is open, and 1 person has answered. The answers go uncounted" in words
    for said in ("1 closed round:", "1 draft", "1 question of your own", "The access of 1 person"):
        assert said in words
    assert Organization.objects.filter(pk=organization.pk).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [("", "Type the name"), ("acme", "This is not its name."), ("Acme Inc", "This is not its name.")],
)
def test_other_words_delete_nothing(as_consultant: Client, organization: Organization, typed: str, said: str) -> None:
    response = as_consultant.post(DELETE, {"typed": typed})
    assert response.status_code == 400
    assert said in text(response)
    assert Organization.objects.filter(pk=organization.pk).exists()


def test_deleting_is_for_owners(as_editor: Client, as_leader: Client, as_outsider: Client) -> None:
    for who, status in ((as_editor, 403), (as_leader, 403), (as_outsider, 404), (Client(), 302)):
        assert {who.get(DELETE).status_code, who.post(DELETE, {"typed": "Acme"}).status_code} == {status}
    assert Organization.objects.filter(slug="acme").exists()


def test_owners_find_it_where_the_organization_is_named(as_consultant: Client) -> None:
    assert f'href="{DELETE}"' in as_consultant.get("/o/acme/branding/").content.decode()
