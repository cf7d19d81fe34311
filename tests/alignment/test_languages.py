"""Which language a page speaks, and what is remembered of that."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone, translation

from accounts.catalogs import build_catalogs, catalogs, check_catalogs, is_built
from accounts.models import Membership, User
from assessments.models import Question, Round
from assessments.scales import Team
from assessments.services.mailing import invite
from assessments.services.questions import load_bank_into_database
from tests.builders import link_token, make_closed_round, make_confidential_round, make_round

GERMAN = "Treffen Mitarbeitende des Marketings während des Verkaufsprozesses die Kunden?"
ENGLISH = "Do Marketing people meet with the customers during the sales process?"


@pytest.fixture
def round(db: None) -> Round:
    load_bank_into_database()
    return make_round(questions=[Question.objects.get(code="S1")])


@pytest.fixture
def address(round: Round) -> str:
    return f"/s/{link_token(round, Team.SALES)}/"


def test_survey_speaks_as_the_browser_asks_and_forgets_nothing_of_the_other_language(address: str) -> None:
    pages = {}
    for language in ("de", "en", "de-AT", "fr"):
        pages[language] = Client().get(address, headers={"Accept-Language": language}).content.decode()
    assert [GERMAN in page for page in pages.values()] == [True, False, True, False]
    assert [ENGLISH in page for page in pages.values()] == [False, True, False, True]
    assert all(word in pages["de"] for word in ('lang="de"', "Regelmäßig", "Weiß ich nicht", "wer was gesagt hat"))


def test_link_chooses_the_language_without_a_cookie(client: Client, address: str) -> None:
    english = client.get(address)
    assert 'href="?lang=de"' in english.content.decode()
    german = client.get(f"{address}?lang=de")
    assert (GERMAN in german.content.decode(), dict(client.cookies)) == (True, {})
    sent = client.post(f"{address}?lang=de", {"nonce": "0123456789abcdef", "S1": "4"})
    assert ("Vielen Dank!" in sent.content.decode(), dict(client.cookies)) == (True, {})
    assert ENGLISH in client.get(f"{address}?lang=xx").content.decode()


def test_choice_is_remembered_of_whoever_is_signed_in(client: Client, consultant: User) -> None:
    client.force_login(consultant)
    assert 'lang="de"' in client.get("/organizations/?lang=de").content.decode()
    assert 'html lang="de"' in client.get("/organizations/").content.decode()
    cookie = client.cookies[django_settings.LANGUAGE_COOKIE_NAME]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert 'html lang="en"' in client.get("/organizations/?lang=en").content.decode()


def test_survey_neither_reads_nor_sets_the_choice_of_somebody_signed_in(client: Client, consultant: User) -> None:
    load_bank_into_database()
    organization = Membership.objects.get(user=consultant).organization
    round = make_round(organization=organization, questions=[Question.objects.get(code="S1")])
    address = f"/s/{link_token(round, Team.SALES)}/"
    client.force_login(consultant)
    client.get("/organizations/?lang=de")
    assert ENGLISH in client.get(address).content.decode()
    assert dict(client.get(f"{address}?lang=en").cookies) == {}
    assert 'html lang="de"' in client.get("/organizations/").content.decode()


def test_scripts_from_right_to_left_turn_the_page(client: Client, consultant: User, settings: Any) -> None:
    settings.LANGUAGES = [("en", "English"), ("ar", "Arabic")]
    organization = consultant.memberships.get().organization
    closed = make_closed_round([4, 5] * 3, [1, 2] * 3, organization=organization)
    asking = make_round(assessment=closed.assessment)
    client.force_login(consultant)
    for page in (f"/s/{link_token(asking, Team.SALES)}/", f"/o/acme/rounds/{closed.code}/dashboard/"):
        assert '<html lang="ar" dir="rtl">' in client.get(page, {"lang": "ar"}).content.decode()
        assert '<html lang="en">' in client.get(page, {"lang": "en"}).content.decode()


def test_mail_speaks_as_whoever_sent_it_did(db: None) -> None:
    round = make_confidential_round(people={Team.SALES: [("ana@example.com", "Ana")]})
    with translation.override("de"):
        invite(round=round, now=timezone.now())
    assert [wave.language for wave in round.waves.all()] == ["de"] * round.waves.count()


def test_translations_that_are_missing_are_told_and_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = next(catalogs())
    catalog = tmp_path / "django.po"
    catalog.write_bytes(shipped.read_bytes())
    monkeypatch.setattr("accounts.catalogs.catalogs", lambda: [catalog])
    assert [warning.id for warning in check_catalogs()] == ["oneteam.W001"]
    assert (build_catalogs(), is_built(catalog), check_catalogs()) == (1, True, [])
    assert catalog.with_suffix(".mo").read_bytes() == shipped.with_suffix(".mo").read_bytes()
    assert build_catalogs() == 0
