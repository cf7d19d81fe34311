"""What a guest of the demo may do: look at all of it, and change nothing. The demo is loaded once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.urls.resolvers import RoutePattern
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.guests import VISIT
from accounts.models import GUEST, Membership, Organization, Role, User
from accounts.queries import demo_guest
from assessments.models import Action, Assessment, Question, Response, Round
from assessments.services.demo import load_demo, remove_demo
from assessments.services.questions import load_bank_into_database
from assessments.tour import STOPS
from assessments.views import demo as demo_views
from assessments.views.shelf import Shelf
from reports.build import build_report
from reports.series.printing import whole
from reports.views import making
from tests.accounts.pages import text
from tests.builders import make_closed_round, make_member, make_organization, make_round
from tests.gallery.link_picture import LINES
from tests.survey_pages import NONCE, path_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
READ_ONLY = "The demo is read-only"


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        load_bank_into_database()
        load_demo(seed=1, now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _no_visits_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_views, "_visits", Shelf(2))


@pytest.fixture
def guest(client: Client) -> Client:
    client.post("/demo/")
    return client


def rows() -> dict[str, list[Any]]:
    """Everything that is stored, but the sessions."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_models()
        if model is not Session
    }


def routes(patterns: Any = None, before: str = "") -> Iterator[str]:
    """Every address of the product, as it is written in the tables of addresses; the admin's by its first page."""
    for each in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(each, URLResolver) and "admin" not in str(each.pattern):
            yield from routes(each.url_patterns, before + str(each.pattern))
        elif isinstance(each, URLPattern) and isinstance(each.pattern, RoutePattern):
            yield before + str(each.pattern)
    if patterns is None:
        yield from ("admin/", "admin/accounts/user/add/", "account/password/reset/key/1-x/")


def addresses(kinds: tuple[str, ...] = ("csv",)) -> Iterator[str]:
    """Every route, filled in with what the demo has."""
    first = Round.objects.closed().order_by("closed_at")[0]
    models = (Action, Assessment, Membership, Question)
    numbers = {model._default_manager.values_list("pk", flat=True).order_by("pk")[0] for model in models}
    values: dict[str, list[Any]] = {
        "slug": [first.organization.slug],
        "code": [*Round.objects.values_list("code", flat=True)],
        "pk": sorted(numbers),
        "position": [7],
        "place": [1],
        "number": [1],
        "version": [1],
        "page": [1],
        "kind": list(kinds),
        "team": ["sales"],
        "step": ["question"],
        "token": ["no-such-secret"],
        "digest": ["0" * 64],
        "accent": ["5b3f8f"],
        "sheet": ["app"],
    }
    for route in routes():
        names = re.findall(r"<(?:\w+:)?(\w+)>", route)
        for chosen in product(*(values[name] for name in names)):
            yield "/" + re.sub(r"<[^>]+>", "{}", route).format(*chosen)


def test_start_page_and_picture_show_the_numbers_of_the_first_round(client: Client) -> None:
    table = re.findall(r"</th><td>(\d+)</td><td>(\d+)</td><td>(\d+)</td>", client.get("/").content.decode())
    report = build_report(Round.objects.closed().order_by("closed_at")[0])
    items = {each.item.code: each for each in report.analysis.items}
    teams = [(items[code].sales, items[code].marketing) for code in ("S7", "S1", "S5")]
    scores = [(whole(one.score or 0), whole(other.score or 0)) for one, other in teams if one and other]
    assert table == [(str(one), str(other), str(abs(one - other))) for one, other in scores]
    assert [line[:2] for line in LINES] == scores


# --- The way in and out ----------------------------------------------------------------------------------------------
def test_visitor_is_let_in_and_stands_at_the_first_stop(client: Client) -> None:
    before = rows()
    response = client.post("/demo/", follow=True)
    assert [status for _to, status in response.redirect_chain] == [302, 302]
    assert response.wsgi_request.path.endswith("/dashboard/")
    assert "Stop 1 of 5" in text(response)
    assert rows() == before
    left = Session.objects.get().expire_date - timezone.now()
    assert VISIT - timedelta(minutes=1) < left <= VISIT


def test_landing_offers_the_demo_where_there_is_one(client: Client) -> None:
    assert "Try the demo" in text(client.get("/"))
    assert "Try the demo" in text(client.get("/demo/"))
    remove_demo()
    assert "Try the demo" not in text(client.get("/"))
    assert client.get("/demo/").status_code == client.post("/demo/").status_code == 404


def test_header_says_demo_and_leads_out(guest: Client) -> None:
    page = text(guest.get("/organizations/"))
    assert "OneTeam Demo" in page
    assert "Leave the demo" in page
    assert "New organization" not in page
    assert guest.post("/account/logout/", {"next": "/account/login/"}).headers["Location"] == "/account/login/"
    assert Session.objects.count() == 0
    assert guest.get("/organizations/").status_code == 302


def test_second_visit_in_the_same_browser_is_the_first_one(guest: Client) -> None:
    guest.post("/demo/")
    assert Session.objects.count() == 1


def test_who_is_signed_in_stays_who_they_are(as_outsider: Client, outsider: User) -> None:
    assert as_outsider.post("/demo/", follow=True).wsgi_request.path == "/organizations/"
    assert as_outsider.session["_auth_user_id"] == str(outsider.pk)


def test_many_visits_within_a_minute_have_to_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_views, "VISITS_A_MINUTE", 2)
    responses = [Client().post("/demo/") for _ in range(3)]
    assert [response.status_code for response in responses] == [302, 302, 429]
    assert responses[-1].headers["Retry-After"] == "60"
    assert Session.objects.count() == 2


@pytest.mark.parametrize("change", ["password", "staff", "member elsewhere", "inactive"])
def test_account_that_may_do_more_than_a_guest_lets_nobody_in(client: Client, change: str) -> None:
    user = User.objects.get(email=GUEST)
    if change == "password":
        user.set_password("correct horse battery")
    user.is_staff, user.is_active = change == "staff", change != "inactive"
    user.save()
    if change == "member elsewhere":
        Membership.objects.create(user=user, organization=make_organization(), role=Role.VIEWER)
    assert demo_guest() is None
    assert client.post("/demo/").status_code == 404


def test_removing_the_demo_ends_all_visits(guest: Client) -> None:
    remove_demo()
    assert not User.objects.filter(email=GUEST).exists()
    assert "/account/login/" in guest.get("/organizations/").headers["Location"]


# --- Looking ---------------------------------------------------------------------------------------------------------
def test_guest_looks_at_everything_and_leaves_no_trace(guest: Client) -> None:
    before = rows()
    seen = {address: guest.get(address) for address in addresses(("csv", "pdf")) if "/book/preview/" not in address}
    assert rows() == before
    assert {address for address, response in seen.items() if response.status_code >= 500} == set()
    shown = {response.resolver_match.view_name for response in seen.values() if response.status_code == 200}
    assert shown >= {
        "accounts:organization-list",
        "assessments:organization-home",
        "assessments:question-list",
        "assessments:round-detail",
        "assessments:agreement",
        "assessments:agreement-version",
        "assessments:demo-end",
        "reports:dashboard",
        "reports:mirror",
        "reports:trend",
        "reports:comment-list",
        "reports:question-detail",
        "reports:plan",
        "reports:ledger",
        "reports:workshop",
        "reports:book",
        "reports:report-export",
    }


def test_guests_take_the_same_file_without_waiting_for_one_another(
    guest: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "A_MINUTE", 1)
    round = Round.objects.closed()[0]
    address = reverse("reports:report-export", args=[round.organization.slug, round.code, "xlsx"])
    files = [guest.get(address) for _ in range(3)]
    assert [file.status_code for file in files] == [200, 200, 200]
    assert len({file.content for file in files}) == 1


def test_guest_tries_the_survey_that_is_open(guest: Client) -> None:
    asking = Round.objects.get(state="open")
    page = guest.get(reverse("assessments:round-preview", args=[asking.organization.slug, asking.code, "sales"]))
    assert "Preview: nothing can be sent." in text(page)


def test_guest_finds_no_other_organization(guest: Client) -> None:
    round = make_closed_round([1] * 8, [5] * 8)
    for page in ("reports:dashboard", "reports:plan", "reports:book", "assessments:agreement"):
        assert guest.get(reverse(page, args=[round.organization.slug, round.code])).status_code == 404
    assert guest.get(f"/o/{round.organization.slug}/").status_code == 404
    assert round.organization.name not in text(guest.get("/organizations/"))


# --- Changing nothing ------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("role", [Role.VIEWER, Role.OWNER])
def test_whatever_a_guest_posts_no_row_changes(guest: Client, role: Role) -> None:
    """Not even with an owner's role: the refusal comes before it."""
    Membership.objects.filter(user__email=GUEST).update(role=role)
    before = rows()
    body = {"name": "Changed", "title": "Changed", "new": "1", "codes": ["S2"], "part": "sales", "password": "x" * 12}
    answered = {address: guest.post(address, body).status_code for address in addresses() if "logout" not in address}
    assert rows() == before
    open_doors = ("/demo/", "/check/", "/s/", "/u/", "/w/", "/setup/")
    refused = {address for address in answered if not address.startswith(open_doors)}
    assert len(refused) > 100
    assert {answered[address] for address in refused} == {403}


def test_refusal_is_polite_and_leads_on(guest: Client) -> None:
    page = text(guest.post("/organizations/new/", {"name": "Mine"}))
    assert READ_ONLY in page
    assert "Back to the guided tour" in page
    assert "Leave the demo and sign in" in page


@pytest.mark.parametrize(
    "path", ["/account/", "/account/contact/", "/account/password/change/", "/organizations/new/"]
)
def test_forms_about_an_account_are_not_the_guests(guest: Client, path: str) -> None:
    assert READ_ONLY in text(guest.get(path))


def test_editors_page_says_that_the_demo_is_read_only(guest: Client) -> None:
    round = Round.objects.closed()[0]
    response = guest.get(reverse("assessments:agreement-edit", args=[round.organization.slug, round.code]))
    assert (response.status_code, READ_ONLY in text(response)) == (403, True)


def test_who_tried_the_demo_can_still_answer_a_real_survey(guest: Client) -> None:
    round = make_round()
    assert guest.post(path_of(round), {"nonce": NONCE, "Q1": "5"}).status_code == 200
    assert Response.objects.filter(round=round).count() == 1


# --- The tour --------------------------------------------------------------------------------------------------------
def test_tour_leads_through_five_pages_and_on(guest: Client) -> None:
    pages = [guest.get(f"/demo/{stop.number}/", follow=True) for stop in STOPS]
    for stop, response in zip(STOPS, pages, strict=True):
        page = text(response)
        assert f"Stop {stop.number} of 5 {stop.title} {stop.words}" in page
        assert ("Back" in page[: page.index("Leave the tour")]) == (stop.number > 1)
    rounds = [response.context["round"].title for response in pages]
    assert rounds == ["First look", "First look", "First look", "Six months on", "Six months on"]
    assert "Do marketing leads get the appropriate attention" in text(pages[1])
    end = text(guest.get("/demo/end/"))
    assert "Answer the nine questions" in end
    assert "See it as Marketing" in end


def test_page_without_the_stop_in_its_address_has_no_bar(guest: Client) -> None:
    here = guest.get("/demo/3/").headers["Location"].partition("?")[0]
    assert "Leave the tour" in text(guest.get(f"{here}?stop=3"))
    for other in ("", "?stop=", "?stop=2", "?stop=9", "?stop=x"):
        assert "Leave the tour" not in text(guest.get(f"{here}{other}"))


def test_another_order_stays_on_the_tour(guest: Client) -> None:
    assert "?sort=priority&amp;stop=1#" in guest.get("/demo/1/", follow=True).content.decode()


def test_stop_that_does_not_exist_is_not_found(guest: Client) -> None:
    assert guest.get("/demo/0/").status_code == guest.get("/demo/6/").status_code == 404


def test_tour_sends_strangers_to_its_start(client: Client) -> None:
    assert client.get("/demo/3/").headers["Location"] == client.get("/demo/end/").headers["Location"] == "/demo/"


def test_own_rounds_have_no_tour(as_outsider: Client, outsider: User) -> None:
    round = make_closed_round([1] * 8, [5] * 8, organization=Organization.objects.get(memberships__user=outsider))
    address = reverse("reports:dashboard", args=[round.organization.slug, round.code])
    assert "Leave the tour" not in text(as_outsider.get(f"{address}?stop=1"))
    assert as_outsider.get("/demo/end/").status_code == 404


def test_end_of_the_tour_names_whom_to_write_to(guest: Client, settings: LazySettings) -> None:
    make_member(make_organization("Real"), Role.OWNER)
    end = reverse("assessments:demo-end")
    assert "ask whoever runs OneTeam where you work" in text(guest.get(end))
    settings.CONTACT_EMAIL = "hello@example.com"
    assert "Accounts come by invitation: write to hello@example.com ." in text(guest.get(end))
