"""Opening the page for the people who answered, and where their old link leads then."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Organization
from assessments.models import Publication, Round
from assessments.scales import Team
from assessments.services.publishing import publish_round, published_path, published_url
from tests.builders import link_token, make_closed_round, make_round

pytestmark = pytest.mark.django_db

HIGH, LOW = [4, 5, 4, 5, 4], [1, 2, 1, 2, 1]


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round(HIGH, LOW, organization=organization)


def at(name: str, round: Round) -> str:
    return reverse(f"assessments:{name}", args=[round.organization.slug, round.code])


def plan_page(client: Client, round: Round) -> str:
    return client.get(reverse("reports:plan", args=[round.organization.slug, round.code])).content.decode()


def test_publish_shows_the_link_to_editors(as_editor: Client, round: Round) -> None:
    assert as_editor.post(at("round-publish", round)).status_code == 302
    assert f'value="{published_url(Publication.objects.get())}"' in plan_page(as_editor, round)


def test_link_is_not_shown_to_viewers(as_leader: Client, round: Round) -> None:
    assert published_path(publish_round(round=round)) not in plan_page(as_leader, round)


def test_take_back_ends_it(as_editor: Client, client: Client, round: Round) -> None:
    path = published_path(publish_round(round=round))
    assert client.get(path).status_code == 200
    as_editor.post(at("round-unpublish", round))
    assert client.get(path).status_code == 404
    assert path not in plan_page(as_editor, round)


def test_qr_code_is_a_picture_of_an_open_page_only(as_editor: Client, round: Round) -> None:
    assert as_editor.get(at("published-qr", round)).status_code == 404
    publish_round(round=round)
    picture = as_editor.get(at("published-qr", round))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.content.startswith(b"<svg ")


def test_open_round_cannot_be_published(as_editor: Client, organization: Organization) -> None:
    opened = make_round(organization=organization)
    assert as_editor.post(at("round-publish", opened)).status_code == 404
    assert Publication.objects.count() == 0


@pytest.mark.parametrize("team", Team)
def test_link_of_the_survey_leads_to_the_page_while_it_is_open(
    as_editor: Client, client: Client, round: Round, team: Team
) -> None:
    survey = f"/s/{link_token(round, team)}/"
    before = client.get(survey).content
    path = published_path(publish_round(round=round))
    closed = client.get(survey)
    assert closed.status_code == 410
    assert f'href="{path}"' in closed.content.decode()
    as_editor.post(at("round-unpublish", round))
    assert client.get(survey).content == before
