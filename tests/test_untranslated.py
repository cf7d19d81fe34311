"""No page says anything that cannot be translated.

Every translated string is put into ⟦marks⟧, all that people write is in Greek, and the pages are walked: Latin letters
outside the marks are words that no catalog will ever translate.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import Any
from zoneinfo import available_timezones

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import _trans  # type: ignore[attr-defined]

from accounts.models import Organization, Role, User
from assessments.models import Assessment, Question, Round
from assessments.scales import Mode, Team
from assessments.services.closing import close_round
from assessments.services.questions import load_bank_into_database
from reports.build import _report
from tests.builders import (
    answer,
    link_token,
    make_action,
    make_confidential_round,
    make_draft,
    make_member,
    make_round,
)
from tests.reports.addresses import result_addresses

NAMED_BY_THEMSELVES = {"OneTeam", "English", "Deutsch", "CSV", "JSON", "Aa"}
"""Names, languages in their own words, and a sample of letters."""

PLACES = {word for zone in available_timezones() for word in re.findall(r"[A-Za-z-]+", zone)}
SHARED_WITH = "For Petra"

ATTRIBUTES = {"alt", "aria-label", "placeholder", "title"}
SILENT = {"code", "script", "style"}
"""Machines read these; what stands in `code` is typed as it is, in every language."""

_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_CUT = re.compile(r"⟦[^⟦⟧]*…")
_FOR_MACHINES = re.compile(
    r"\S*[@/]\S*|\b[A-Z]{1,2}\d+\b|\b[0-9A-Z]{6,8}\b|[0-9A-Z]{3} [0-9A-Z]{3}|X{5}[X-]*|\b[0-9a-f]{12}\b"
)
"""Addresses, codes of questions and rounds, seals."""


class Words(HTMLParser):
    """What somebody can see or hear of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.open.append(tag)
        self.found += [value for name, value in attrs if value and name in ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        if not self.open:
            self.found.append(data)


def unmarked(page: str) -> set[str]:
    """Words in Latin letters that no translation made."""
    reader = Words()
    reader.feed(page)
    text = " ".join(reader.found).replace(SHARED_WITH, "")
    while (shorter := _MARKED.sub(" ", text)) != text:
        text = shorter
    words = re.findall(r"[A-Za-z][A-Za-z'’-]+", _FOR_MACHINES.sub(" ", _CUT.sub(" ", text)))
    return set(words) - NAMED_BY_THEMSELVES - PLACES


@pytest.fixture
def marks(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    """A language of its own, so that no page of it is kept for anybody else."""
    settings.LANGUAGES = [("en", "English"), ("el", "Ελληνικά")]
    for name in ("gettext", "ngettext", "pgettext", "npgettext"):
        monkeypatch.setattr(_trans, name, _marking(getattr(_trans, name)))
    with translation.override("el"):
        yield
    _report.cache_clear()


def _marking(speak: Callable[..., str]) -> Callable[..., str]:
    return lambda *said: f"⟦{speak(*said)}⟧" if said[0] else ""


@pytest.fixture
def organization(db: None, marks: None) -> Organization:
    load_bank_into_database()
    return Organization.objects.create(name="Ωμέγα", slug="w")


@pytest.fixture
def owner(organization: Organization) -> User:
    user = make_member(organization, Role.OWNER)
    user.name = "Άννα"
    user.save()
    return user


@pytest.fixture
def walker(owner: User) -> Client:
    client = Client(headers={"Accept-Language": "el"})
    client.force_login(owner)
    return client


def nine() -> list[Question]:
    codes = [f"S{number}" for number in range(1, 10)]
    return [*Question.objects.filter(code__in=codes).order_by("code"), Question.objects.get(code="O3")]


def plan(title: str) -> dict[str, Any]:
    return {"title": title, "segment_title": "Πού;", "segments": ["Βορράς", "Νότος"]}


def wrong_on(client: Client, addresses: Iterator[str] | list[str]) -> dict[str, set[str]]:
    found = {}
    for address in addresses:
        response = client.get(address)
        if response.headers["Content-Type"].startswith("text/html"):
            assert response.status_code in {200, 404, 410}, address
            found[address] = unmarked(response.content.decode())
    assert found
    return {address: words for address, words in found.items() if words}


def subject(organization: Organization) -> Assessment:
    return Assessment.objects.create(organization=organization, name="Θέμα")


def closed(assessment: Assessment, title: str) -> Round:
    round = make_round(questions=nine(), assessment=assessment, **plan(title))
    codes = [question.code for question in nine()[:9]]
    for place in range(8):
        answer(round, Team.SALES, dict.fromkeys(codes, 5 - place % 2), dict.fromkeys(codes, 4), {"S1": "Ναι"})
        answer(round, Team.MARKETING, dict.fromkeys(codes, 1 + place % 3), dict.fromkeys(codes, 2), {"O3": "Όχι"})
    close_round(round=round, now=timezone.now())
    return round


def test_mark_of_an_untranslated_word_is_found() -> None:
    page = '<p title="⟦ok⟧">⟦Hello ⟦you⟧⟧ Γεια <b>there</b> ⟦a b…</p><i aria-label="Close"></i><script>x y</script>'
    assert unmarked(page) == {"there", "Close"}


def test_results_say_nothing_untranslated(organization: Organization, walker: Client) -> None:
    first = closed(subject(organization), "Άνοιξη")
    make_action(first, "S7", sales_part="Α", marketing_part="Β", sales_owner="Γ", marketing_owner="Δ", measure="Ε")
    second = closed(first.assessment, "Θέρος")
    make_action(second, "S7", sales_part="Α", marketing_part="Β", sales_owner="Γ", marketing_owner="Δ", measure="Ε")
    assert wrong_on(walker, result_addresses(second)) == {}


def test_organizers_pages_say_nothing_untranslated(organization: Organization, walker: Client) -> None:
    draft = make_draft(questions=nine(), assessment=subject(organization), **plan("Άνοιξη"))
    private = make_confidential_round(
        assessment=draft.assessment, questions=nine(), title="Θέρος", people={Team.SALES: [("a@example.com", "Ζωή")]}
    )
    opened = make_round(assessment=draft.assessment, questions=nine(), **plan("Φθινόπωρο"))
    assert (draft.mode, private.mode) == (Mode.ANONYMOUS, Mode.CONFIDENTIAL)
    homes = ["organization-home", "question-list", "question-create", "assessment-create"]
    addresses = [reverse(f"assessments:{name}", args=["w"]) for name in homes]
    addresses += [reverse(f"accounts:{name}", args=["w"]) for name in ("member-list", "branding-edit")]
    addresses += [
        reverse(f"accounts:{name}") for name in ("home", "organization-list", "account-edit", "contact-edit")
    ]
    addresses.append(reverse("assessments:round-create", args=["w", draft.assessment_id]))
    for round in (draft, private, opened):
        names = ["round-detail", "round-edit", "round-compose", "round-launch", "round-close", "round-extend"]
        addresses += [reverse(f"assessments:{name}", args=["w", round.code]) for name in [*names, "people-list"]]
    pages = [address for address in addresses if walker.get(address).status_code == 200]
    assert len(pages) >= 20
    assert wrong_on(walker, pages) == {}


def test_respondents_pages_say_nothing_untranslated(organization: Organization) -> None:
    round = make_round(questions=nine(), assessment=subject(organization), **plan("Άνοιξη"))
    nobody = Client(headers={"Accept-Language": "el"})
    address = f"/s/{link_token(round, Team.SALES)}/"
    refused = nobody.post(address, {"nonce": "x", "S1": ["1", "2"]})
    assert (refused.status_code, unmarked(refused.content.decode())) == (400, set())
    thanks = nobody.post(address, {"nonce": "0123456789abcdef", "S1": "1"})
    assert (thanks.status_code, unmarked(thanks.content.decode())) == (200, set())
    entries = [reverse(f"account_{name}") for name in ("login", "reset_password", "signup")]
    pages = [address, f"{address}receipt/", "/privacy/", "/", "/s/nothing/", "/nowhere/", "/check/", "/w/", *entries]
    assert wrong_on(nobody, pages) == {}
