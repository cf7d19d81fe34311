"""A language that is chosen on a page for people without an account holds on every page that this one leads to."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization, Role, User
from accounts.services import invite_member
from assessments.models import Question, Round, ShareChoice
from assessments.scales import Team
from assessments.services.publishing import publish_round, published_path
from assessments.services.questions import load_bank_into_database
from assessments.services.sharing import share_path
from assessments.services.votes import lock_vote, open_vote
from assessments.services.workshops import end_workshop
from tests.builders import link_token, make_closed_round, make_organization, make_round, make_share, make_workshop
from tests.invited import answer_as, make_listed_round, personal_token
from tests.invited import person as invited

pytestmark = pytest.mark.django_db

LEADING = re.compile(r'(?:href|action|formaction|data-page)="([^"]*)"')
RECEIPT = re.compile(r'<code id="receipt">([^<]+)<')


@pytest.fixture
def phone() -> Client:
    """Of somebody whose browser asks for English."""
    return Client(headers={"Accept-Language": "en"})


@pytest.fixture
def asking(organization: Organization) -> Round:
    load_bank_into_database()
    return make_round(organization=organization, questions=[Question.objects.get(code="S1")])


@pytest.fixture
def closed(db: None) -> Round:
    return make_closed_round([4, 5] * 3, [1, 2] * 3, organization=make_organization("Harbor"))


def led_to(page: str, address: str) -> Iterator[str]:
    """Where the links and forms of a page lead, as a browser reads them: no files, mails or other languages."""
    for found in LEADING.findall(re.sub(r'<a [^>]*hreflang="[^"]*"[^>]*>|<link [^>]*>', "", page)):
        target = urljoin(address, html.unescape(found))
        if not urlsplit(target).netloc and not found.startswith(("#", "mailto:")):
            yield target


def assert_german(reply: Any, address: str) -> str:
    """A page in German, all of whose links and forms take that along."""
    page: str = reply.content.decode()
    assert '<html lang="de"' in page, address
    assert [target for target in led_to(page, address) if "lang=de" not in urlsplit(target).query] == [], address
    return page


def walk(phone: Client, *starts: str) -> set[str]:
    """Opens these pages in German, and whatever their links lead to. Returns the paths of all pages."""
    seen, waiting = set[str](), [f"{start}?lang=de" for start in starts]
    while waiting:
        address = waiting.pop()
        path = urlsplit(address).path
        if path in seen:
            continue
        reply = phone.get(address, follow=True)
        if reply.status_code != 405 and reply.headers["Content-Type"].startswith("text/html"):
            seen.add(path)
            waiting += led_to(assert_german(reply, address), address)
    return seen


def test_links_of_open_pages_lead_to_pages_in_the_same_language(
    phone: Client, asking: Round, closed: Round, consultant: User, organization: Organization
) -> None:
    (person,) = make_listed_round([invited("ana@example.com")], assessment=asking.assessment).invitations.all()
    answer_as(person)
    kinds = (ShareChoice.DASHBOARD, ShareChoice("pdf"))
    shared, file = (share_path(make_share(closed, consultant, what=what)) for what in kinds)
    invitation = invite_member(organization=organization, email="petra@x.org", role=Role.VIEWER, now=timezone.now())
    seen = walk(
        phone,
        "/",
        "/nowhere/",
        "/account/password/reset/",
        f"/s/{link_token(asking, Team.SALES)}/",
        f"/s/{link_token(asking, Team.SALES)}/receipt/",
        f"/s/{personal_token(person)}/",
        f"/s/{link_token(closed, Team.SALES)}/",
        "/s/nothing/",
        "/u/nothing/",
        published_path(publish_round(round=closed)),
        "/r/nothing/",
        shared,
        file,
        "/x/nothing/",
        "/w/",
        f"/w/{make_workshop(closed).code}/",
        f"/join/{invitation}/",
    )
    assert {"/check/", "/privacy/", "/account/login/", f"{shared}questions/1/"} <= seen
    assert dict(phone.cookies).keys() <= {"csrftoken"}


def test_survey_keeps_the_language_to_the_end(phone: Client, asking: Round) -> None:
    address = f"/s/{link_token(asking, Team.SALES)}/?lang=de"
    thanks = assert_german(phone.post(address, {"nonce": "0123456789abcdef", "S1": "4"}), address)
    (receipt,) = RECEIPT.findall(thanks)
    (check,) = [target for target in led_to(thanks, address) if "/receipt/" in target]
    counted = phone.post(check, {"receipt": receipt})
    assert assert_german(counted, check).count("hreflang") == 1
    withdrawn = assert_german(phone.post(check, {"receipt": receipt, "withdraw": "yes"}), check)
    (again,) = led_to(withdrawn, check)
    assert (again, dict(phone.cookies)) == (address, {})


def test_room_keeps_the_language_while_it_votes(phone: Client, closed: Round) -> None:
    workshop = make_workshop(closed)
    address = f"/w/{workshop.code}/?lang=de"
    entered = phone.post("/w/?lang=de", {"code": workshop.code})
    assert entered.headers["Location"] == address
    assert_german(phone.post(address, {"team": "sales"}, follow=True), address)
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    ballot = f"/w/{workshop.code}/vote/?lang=de"
    assert ballot in led_to(assert_german(phone.get(address), address), address)
    assert_german(phone.post(ballot, {"vote": "Q1", "choice": "2"}, follow=True), address)
    lock_vote(vote=vote)
    assert_german(phone.get(address), address)
    left = phone.post(f"/w/{workshop.code}/leave/?lang=de")
    assert left.headers["Location"] == address
    end_workshop(workshop=workshop, now=timezone.now())
    assert_german(phone.get(address), address)


def test_self_check_keeps_the_language_there_and_back(phone: Client) -> None:
    result = assert_german(phone.post("/check/?lang=de", {"S1": "4"}), "/check/?lang=de")
    assert "/check/?lang=de" in led_to(result, "/check/?lang=de")
    assert 'hreflang="en"' not in result


def test_whoever_signs_in_keeps_the_language_from_then_on(phone: Client, consultant: User) -> None:
    consultant.set_password("a-long-password")
    consultant.save()
    given = {"login": consultant.email, "password": "a-long-password"}
    arrived = phone.post("/account/login/?lang=de&next=/account/", given)
    assert (arrived.status_code, arrived.headers["Location"]) == (302, "/account/")
    assert '<html lang="de"' in phone.get("/account/").content.decode()
    assert "lang=de" not in re.sub(r"<a [^>]*hreflang[^>]*>", "", phone.get("/account/?lang=de").content.decode())


def test_pages_in_the_language_of_the_browser_say_nothing_of_it(asking: Round) -> None:
    """Also after somebody chose it there: the page that is kept for the next one is another."""
    german, address = Client(headers={"Accept-Language": "de"}), f"/s/{link_token(asking, Team.SALES)}/"
    pages = [german.get(address + query).content.decode() for query in ("", "?lang=de", "")]
    assert ["/privacy/?lang=de" in page for page in pages] == [False, True, False]
