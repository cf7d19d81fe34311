"""Operators may look at assessments, change nothing, and read no answer."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.test import Client

from accounts.models import User
from assessments.models import (
    Answer,
    Assessment,
    Ballot,
    Comment,
    Link,
    Phone,
    Question,
    Release,
    Response,
    Round,
)
from assessments.scales import Team
from tests.builders import answer, make_closed_round, make_organization, make_round

MODELS = [Question, Assessment, Round, Release]


@pytest.fixture
def as_operator(client: Client, db: None) -> Client:
    operator = User.objects.create_superuser("operator@example.com", "correct horse battery")
    client.force_login(operator, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_answers_have_no_page() -> None:
    assert not any(admin.site.is_registered(model) for model in (Response, Answer, Comment, Link, Phone, Ballot))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_admin_shows_and_never_changes(as_operator: Client, model: type[Round]) -> None:
    make_closed_round([1] * 5, [2] * 5)
    place, row = f"/admin/assessments/{model._meta.model_name}/", model.objects.all()[0]
    before = model.objects.filter(pk=row.pk).values().get()
    assert as_operator.get(place).status_code == 200
    assert as_operator.get(f"{place}{row.pk}/change/").status_code == 200
    assert as_operator.get(f"{place}add/").status_code == 403
    assert as_operator.post(f"{place}{row.pk}/change/", {"title": "Changed", "minimum": "3"}).status_code == 403
    assert as_operator.post(f"{place}{row.pk}/delete/", {"post": "yes"}).status_code == 403
    assert model.objects.filter(pk=row.pk).values().get() == before


@pytest.mark.parametrize("model", [Assessment, Round, Release], ids=lambda model: model.__name__)
def test_admin_finds_by_client_and_filters(as_operator: Client, model: type[Round]) -> None:
    make_closed_round([1] * 5, [2] * 5, organization=make_organization("Acme"))
    make_closed_round([1] * 5, [2] * 5, organization=make_organization("Elsewhere"))
    place = f"/admin/assessments/{model._meta.model_name}/"
    counts = {
        words: as_operator.get(place, {"q": words}).context["cl"].result_count for words in ("acme", "where", "zzz")
    }
    assert counts == {"acme": 1, "where": 1, "zzz": 0}
    demo = {"Assessment": "", "Round": "assessment__", "Release": "round__assessment__"}[model.__name__]
    assert as_operator.get(place, {f"{demo}organization__is_demo__exact": "1"}).context["cl"].result_count == 0


def test_admin_shows_neither_a_link_nor_a_salt(as_operator: Client) -> None:
    round = make_round()
    answer(round, Team.SALES, comments={"Q1": "Words of a person"})
    page = as_operator.get(f"/admin/assessments/round/{round.pk}/change/").content.decode()
    assert "Words of a person" not in page
    assert "seed" not in page.lower()
    closed = make_closed_round([1] * 5, [2] * 5, assessment=round.assessment, title="Closed")
    release = Release.objects.get(round=closed)
    page = as_operator.get(f"/admin/assessments/release/{release.pk}/change/").content.decode()
    assert release.digest in page
    assert "salt" not in page.lower()
