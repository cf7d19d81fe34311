"""The page for the people who answered: its secret address, and that it dies when it is taken back."""

from __future__ import annotations

import pytest

from assessments import tokens
from assessments.models import Publication
from assessments.plans import published_round
from assessments.services.errors import WrongState
from assessments.services.publishing import publish_round, published_path, published_url, unpublish_round
from tests.builders import make_closed_round, make_round

pytestmark = pytest.mark.django_db

HIGH, LOW = [4, 5, 4, 5, 4], [1, 2, 1, 2, 1]


def token(publication: Publication) -> str:
    return published_path(publication).strip("/").removeprefix("r/")


def test_address_leads_to_the_round_and_is_stored_nowhere() -> None:
    round = make_closed_round(HIGH, LOW)
    publication = publish_round(round=round)
    secret = token(publication)
    assert len(secret) == 22
    assert published_round(tokens.hash_token(secret)) == round
    assert secret not in str(Publication.objects.values().get())


def test_address_is_the_same_each_time_it_is_shown(settings: object) -> None:
    round = make_closed_round(HIGH, LOW)
    publication = publish_round(round=round)
    assert publish_round(round=round) == publication
    assert published_url(publication) == settings.SITE_URL + published_path(publication)  # type: ignore[attr-defined]


def test_address_opens_no_survey() -> None:
    publication = publish_round(round=make_closed_round(HIGH, LOW))
    assert token(publication) != tokens.link_token(bytes(publication.seed))


def test_address_outlives_a_new_key(settings: object) -> None:
    publication = publish_round(round=make_closed_round(HIGH, LOW))
    before = published_path(publication)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]  # type: ignore[attr-defined]
    settings.SECRET_KEY = "another key of the same length, more or less"  # type: ignore[attr-defined]
    assert published_path(publication) == before


def test_taken_back_it_is_dead_and_comes_back_elsewhere() -> None:
    round = make_closed_round(HIGH, LOW)
    first = token(publish_round(round=round))
    unpublish_round(round=round)
    assert published_round(tokens.hash_token(first)) is None
    assert token(publish_round(round=round)) != first
    unpublish_round(round=round)
    unpublish_round(round=round)
    assert Publication.objects.count() == 0


def test_open_round_has_nothing_to_publish() -> None:
    with pytest.raises(WrongState):
        publish_round(round=make_round())
