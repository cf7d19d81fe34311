"""The start page, the list of organizations, and adding one."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Membership, Organization, Role, User
from accounts.services import create_organization
from assessments.bank import load_bank
from assessments.scales import Team
from tests.accounts.conftest import signed_in
from tests.accounts.pages import text
from tests.builders import (
    answer,
    make_action,
    make_closed_round,
    make_draft,
    make_organization,
    make_round,
    make_user,
)

LIST = "/organizations/"
NEW = "/organizations/new/"


@pytest.mark.django_db
def test_home_words_the_nine_questions_as_the_bank_does(client: Client) -> None:
    page = text(client.get("/"))

    questions = [question.text for question in load_bank().questions[:9]]
    assert [question for question in questions if question not in page] == []


@pytest.mark.django_db
def test_home_of_a_new_installation_names_the_way_in(client: Client) -> None:
    page = text(client.get("/"))
    assert page.index("The nine questions everyone starts with") < page.index("manage.py setup_link")

    make_user()

    assert "setup_link" not in text(client.get("/"))


def test_home_of_someone_signed_in_is_the_list(as_consultant: Client) -> None:
    response = as_consultant.get("/")

    assert (response.status_code, response["Location"]) == (302, LIST)


def test_organization_list_shows_own_organizations_only(as_consultant: Client, outsider: User) -> None:
    page = text(as_consultant.get(LIST))

    assert "Acme" in page
    assert "Elsewhere" not in page


def test_organization_list_offers_the_first_round_to_whoever_may_plan_it(as_consultant: Client) -> None:
    assert "Acme No round yet. Plan the first round" in text(as_consultant.get(LIST))


def test_organization_list_names_the_role_of_whoever_owns_nothing(as_leader: Client) -> None:
    page = text(as_leader.get(LIST))
    assert "Acme Viewer No round yet." in page
    assert "Plan the first round" not in page


def test_organization_list_marks_the_demo(as_consultant: Client, consultant: User) -> None:
    assert "Demo" not in text(as_consultant.get(LIST))

    create_organization(name="Northwind", owner=consultant, is_demo=True)

    assert "Northwind Demo" in text(as_consultant.get(LIST))


@pytest.mark.django_db
def test_organization_list_empty_says_what_to_do(client: Client) -> None:
    page = text(signed_in(client, make_user()).get(LIST))

    assert "No organization yet." in page
    assert "New organization" in page


def test_organization_list_takes_as_many_queries_for_thirty(
    as_consultant: Client, consultant: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    answer(make_round(create_organization(name="Client 0", owner=consultant)), Team.SALES)
    make_action(make_closed_round([], [], organization=create_organization(name="Client 00", owner=consultant)))
    # session, user, how many, memberships, rounds; answers, lists, releases and plans of all rounds
    with CaptureQueriesContext(connection) as few:
        as_consultant.get(LIST)
    for number in range(1, 30):
        make_round(create_organization(name=f"Client {number}", owner=consultant))
    with django_assert_num_queries(len(few)):
        as_consultant.get(LIST)


def test_organization_list_says_what_is_going_on(as_consultant: Client, organization: Organization) -> None:
    assert "No round yet." in text(as_consultant.get(LIST))
    opened = make_round(organization, title="Autumn", invited_sales=7)
    answer(opened, Team.SALES)
    make_action(
        make_closed_round([], [], assessment=opened.assessment, title="Spring"), due_on=datetime.date(2999, 1, 12)
    )
    make_draft(assessment=opened.assessment, title="Winter")
    page = text(as_consultant.get(LIST))
    assert "Autumn closes" in page
    assert "Sales 1 of 7 Marketing 0" in page
    assert "Newest results : Acme Spring," in page
    assert "Plan : Acme next due Jan. 12, 2999" in page
    assert "Winter draft, not launched yet" in page


def test_organization_list_of_many_has_pages_and_is_searched(as_consultant: Client, consultant: User) -> None:
    assert 'role="search"' not in as_consultant.get(LIST).content.decode()
    for number in range(30):
        create_organization(name=f"Client {number:02}", owner=consultant)
    first, second = text(as_consultant.get(LIST)), text(as_consultant.get(LIST, {"page": 2}))
    assert "Page 1 of 2 Next" in first
    assert ("Client 29" in first, "Client 29" in second) == (False, True)
    found = text(as_consultant.get(LIST, {"words": "29 client"}))
    assert "Client 29" in found
    assert "Client 28" not in found
    assert "No organization of yours has “<b>” in its name." in text(as_consultant.get(LIST, {"words": "<b>"}))
    assert as_consultant.get(LIST, {"page": "x", "words": "Client"}).status_code == 200


def test_organization_list_escapes_names(as_consultant: Client, consultant: User) -> None:
    create_organization(name="<script>alert(1)</script>", owner=consultant)

    assert b"<script>alert" not in as_consultant.get(LIST).content


def test_organization_create_makes_its_maker_the_owner(as_consultant: Client, consultant: User) -> None:
    response = as_consultant.post(NEW, {"name": "Harbor & Pine"})

    made = Organization.objects.get(name="Harbor & Pine")
    assert (response.status_code, response["Location"]) == (302, "/o/harbor-pine/")
    assert Membership.objects.get(organization=made, user=consultant).role == Role.OWNER
    assert not made.is_demo


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "Ac\0me"])
def test_organization_create_refuses_a_bad_name(as_consultant: Client, name: str) -> None:
    response = as_consultant.post(NEW, {"name": name})

    assert response.status_code == 200
    assert "is-invalid" in response.content.decode()
    assert Organization.objects.count() == 1


@pytest.mark.django_db
def test_organization_create_in_a_demo_account_stays_in_the_demo(client: Client) -> None:
    user = make_user("demo@example.com")
    create_organization(name="Northwind", owner=user, is_demo=True)
    signed_in(client, user)

    assert "part of the demo" in text(client.get(NEW))
    client.post(NEW, {"name": "Mine"})

    assert Organization.objects.get(name="Mine").is_demo


@pytest.mark.parametrize("path", [LIST, NEW])
@pytest.mark.django_db
def test_organizations_ask_to_sign_in(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={path}")


@pytest.mark.parametrize(
    ("path", "method"), [("/", "post"), (LIST, "post"), (LIST, "delete"), (NEW, "put"), (NEW, "delete")]
)
def test_organizations_refuse_other_methods(as_consultant: Client, path: str, method: str) -> None:
    assert getattr(as_consultant, method)(path).status_code == 405


def test_organization_create_head_changes_nothing(as_consultant: Client) -> None:
    assert as_consultant.head(NEW, {"name": "Acme"}).status_code == 200
    assert Organization.objects.count() == 1


@pytest.mark.django_db
def test_home_has_one_heading_and_a_title(client: Client) -> None:
    page = client.get(reverse("accounts:home")).content.decode()

    assert page.count("<h1") == 1
    assert "<title>OneTeam" in page


@pytest.mark.django_db
def test_organization_of_a_stranger_is_not_in_the_list(client: Client) -> None:
    make_organization("Secret Client")

    assert "Secret Client" not in text(client.get("/"))
