"""Who may open what: every address of the organizers' pages, for every persona and method."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import (
    Action,
    Assessment,
    ClientBook,
    Export,
    FocusArea,
    Invitation,
    Link,
    Mail,
    Publication,
    Question,
    ReleasedComment,
    Response,
    Round,
    ShareLink,
    Vote,
    Wave,
    WorkingAgreement,
    Workshop,
)
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.publishing import publish_round
from assessments.urls import urlpatterns
from tests.builders import (
    make_action,
    make_agreement,
    make_closed_round,
    make_confidential_round,
    make_draft,
    make_organization,
    make_question,
    make_round,
    make_share,
    make_user,
    make_workshop,
)


@dataclass(frozen=True)
class Place:
    """An address, what viewers get there, and the methods it takes besides HEAD and OPTIONS."""

    name: str
    viewer: int
    methods: tuple[str, ...]
    args: tuple[str, ...] = ()


READ, FORM, ACT = ("get",), ("get", "post"), ("post",)
PLACES = [
    Place("organization-home", 200, READ),
    Place("question-list", 200, READ),
    Place("question-create", 403, FORM),
    Place("question-edit", 403, FORM, ("question",)),
    Place("question-retire", 403, ACT, ("question",)),
    Place("question-restore", 403, ACT, ("question",)),
    Place("assessment-create", 403, FORM),
    Place("round-create", 403, FORM, ("assessment",)),
    Place("round-detail", 200, READ, ("open",)),
    Place("round-edit", 403, FORM, ("draft",)),
    Place("round-sizes", 403, ACT, ("draft",)),
    Place("round-compose", 403, FORM, ("draft",)),
    Place("round-launch", 403, FORM, ("draft",)),
    Place("round-close", 403, FORM, ("open",)),
    Place("round-extend", 403, FORM, ("open",)),
    Place("reminder-send", 403, ACT, ("confidential",)),
    Place("reminder-move", 403, FORM, ("confidential", "3")),
    Place("reminder-cancel", 403, ACT, ("confidential", "1")),
    Place("people-list", 403, FORM, ("confidential",)),
    Place("people-find", 403, ACT, ("confidential",)),
    Place("people-invite", 403, ACT, ("confidential",)),
    Place("mail-test", 403, ACT, ("confidential",)),
    Place("person-correct", 403, FORM, ("confidential", "person")),
    Place("person-remove", 403, FORM, ("confidential", "person")),
    Place("link-reset", 403, FORM, ("confidential", "person")),
    Place("invitation-resend", 403, FORM, ("confidential", "person")),
    Place("round-preview", 200, READ, ("draft", "sales")),
    Place("link-qr", 403, READ, ("open", "sales")),
    Place("focus-choose", 403, ACT, ("planned",)),
    Place("focus-move", 403, ACT, ("planned", "1")),
    Place("focus-drop", 403, FORM, ("planned", "1")),
    Place("action-create", 403, FORM, ("planned", "1")),
    Place("action-edit", 403, FORM, ("planned", "1", "action")),
    Place("action-mark", 403, ACT, ("planned", "1", "action")),
    Place("action-remove", 403, FORM, ("planned", "1", "action")),
    Place("round-publish", 403, ACT, ("planned",)),
    Place("round-unpublish", 403, ACT, ("planned",)),
    Place("published-qr", 403, READ, ("planned",)),
    Place("book-save", 403, ACT, ("planned",)),
    Place("share-create", 403, FORM, ("planned",)),
    Place("share-revoke", 403, ACT, ("planned", "share")),
    Place("share-qr", 403, READ, ("planned", "share")),
    Place("comment-tag", 403, ACT, ("commented", "1")),
    Place("comment-pin", 403, ACT, ("commented", "1")),
    Place("comment-redact", 403, FORM, ("commented", "1")),
    Place("agreement", 200, READ, ("agreed",)),
    Place("agreement-edit", 403, FORM, ("agreed",)),
    Place("agreement-check", 403, ACT, ("agreed",)),
    Place("agreement-sign", 403, ACT, ("agreed",)),
    Place("agreement-version", 200, READ, ("agreed", "1")),
    Place("workshop-prepare", 403, ACT, ("workshop",)),
    Place("workshop-start", 403, ACT, ("workshop",)),
    Place("workshop-move", 403, ACT, ("workshop",)),
    Place("workshop-end", 403, ACT, ("workshop",)),
    Place("vote-open", 403, ACT, ("workshop",)),
    Place("vote-lock", 403, ACT, ("workshop",)),
    Place("workshop-state", 200, READ, ("workshop",)),
    Place("workshop-qr", 200, READ, ("workshop",)),
]
COMMENTS = (ReleasedComment,)
PLANS = (FocusArea, Action, Publication, WorkingAgreement)
FILES = (ClientBook, Export, ShareLink)
METHODS = ("get", "post", "put", "patch", "delete")
READABLE = [place for place in PLACES if "get" in place.methods]


@pytest.fixture
def things(organization: Organization) -> dict[str, str]:
    return things_of(organization)


def things_of(organization: Organization) -> dict[str, str]:
    draft = make_draft(organization)
    people = {Team.SALES: [("ana@example.com", "Ana Silva")]}
    confidential = make_confidential_round(assessment=draft.assessment, title="Confidential", people=people)
    Wave.objects.create(round=confidential, number=3, send_at=timezone.now())
    action = make_action(make_closed_round([], [], assessment=draft.assessment, title="Planned"))
    publish_round(round=action.focus_area.round)
    sharer = make_user(f"sharer@{draft.organization.slug}.example.com")
    return {
        "planned": action.focus_area.round.code,
        "action": str(action.pk),
        "share": str(make_share(action.focus_area.round, sharer).pk),
        "commented": _commented(draft.assessment).code,
        "agreed": _agreed(draft.assessment).code,
        "question": str(make_question("C1", organization).pk),
        "assessment": str(draft.assessment.pk),
        "draft": draft.code,
        "open": make_round(assessment=draft.assessment, title="Open").code,
        "confidential": confidential.code,
        "person": str(confidential.invitations.get().pk),
        "workshop": make_workshop(make_closed_round([], [], assessment=draft.assessment, title="Met")).round.code,
    }


def _commented(assessment: Assessment) -> Round:
    """Closed with one comment, without the eight people that it takes."""
    round = make_round(assessment=assessment, title="Commented")
    ReleasedComment.objects.create(round=round, item=round.items.all()[0], team="sales", place=1, text="Words")
    close_round(round=round, now=timezone.now())
    return round


def _agreed(assessment: Assessment) -> Round:
    """A round with a working agreement, of which there is one version."""
    agreed = make_closed_round([], [], assessment=assessment, title="Agreed")
    make_agreement(agreed, make_user(f"writer@{assessment.organization.slug}.example.com"))
    return agreed


def address(place: Place, organization: Organization, things: dict[str, str]) -> str:
    return reverse(f"assessments:{place.name}", args=[organization.slug, *(things.get(a, a) for a in place.args)])


def rows() -> list[Any]:
    models = (
        Question,
        Assessment,
        Round,
        Response,
        Invitation,
        Link,
        Wave,
        Mail,
        Workshop,
        Vote,
        *COMMENTS,
        *PLANS,
        *FILES,
    )
    return [list(model._default_manager.order_by("pk").values()) for model in models]


def test_every_address_is_in_the_table() -> None:
    named = {pattern.name for pattern in urlpatterns if pattern.name}
    assert named == {place.name for place in PLACES} | {
        "survey-answer", "receipt-check", "privacy", "mail-unsubscribe",
        "workshop-enter", "workshop-join", "phone-now", "ballot-cast", "phone-leave",
        "demo", "demo-stop", "demo-end",  # for anybody: test_demo_guest.py
        "organization-delete",  # for owners: test_organization_delete.py
    }  # fmt: skip


def test_outsider_finds_nothing_and_changes_nothing(
    as_outsider: Client, organization: Organization, things: dict[str, str]
) -> None:
    before = rows()
    for place, method in product(PLACES, METHODS):
        status = getattr(as_outsider, method)(address(place, organization, things)).status_code
        assert (place.name, method, status) == (place.name, method, 404 if method in place.methods else 405)
    assert rows() == before


def test_viewer_reads_what_is_for_all_and_changes_nothing(
    as_leader: Client, organization: Organization, things: dict[str, str]
) -> None:
    before = rows()
    for place in PLACES:
        for method in place.methods:
            status = getattr(as_leader, method)(address(place, organization, things)).status_code
            assert (place.name, method, status) == (place.name, method, place.viewer)
    assert rows() == before


def test_nobody_in_particular_is_sent_to_sign_in(
    client: Client, organization: Organization, things: dict[str, str]
) -> None:
    before = rows()
    for place, method in product(PLACES, METHODS):
        response = getattr(client, method)(address(place, organization, things))
        assert (place.name, method, response.status_code) == (place.name, method, 302)
        assert response.headers["Location"].startswith(f"{reverse('account_login')}?")
    assert rows() == before


def test_editor_gets_each_place_by_its_methods_only(
    as_editor: Client, organization: Organization, things: dict[str, str]
) -> None:
    """What an act at one place changes is undone before the next."""
    for place in PLACES:
        with transaction.atomic():
            for method in METHODS:
                status = getattr(as_editor, method)(address(place, organization, things)).status_code
                assert (place.name, method, status == 405) == (place.name, method, method not in place.methods)
                assert status < 500, (place.name, method)
            transaction.set_rollback(True)


def test_reading_changes_nothing(as_editor: Client, organization: Organization, things: dict[str, str]) -> None:
    before = rows()
    for place, method in product(READABLE, ("get", "head", "options")):
        status = getattr(as_editor, method)(address(place, organization, things)).status_code
        assert (place.name, method, status) == (place.name, method, status if status == 405 else 200)
    assert rows() == before


def test_things_of_another_organization_are_not_found(as_editor: Client, organization: Organization) -> None:
    foreign = things_of(make_organization("Other"))
    before = rows()
    for place in PLACES:
        for method in place.methods if place.args else ():
            status = getattr(as_editor, method)(address(place, organization, foreign)).status_code
            assert (place.name, method, status) == (place.name, method, 404)
    assert rows() == before


@pytest.mark.parametrize(
    "path", ["questions/99999999999999999999/edit/", "assessments/99999999999999999999/rounds/new/"]
)
def test_endless_number_is_not_found(path: str, as_editor: Client, organization: Organization) -> None:
    assert as_editor.get(f"/o/{organization.slug}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "edit/", "close/", "people/", "dashboard/", "report.json", "links/sales.svg"])
def test_code_that_no_database_can_hold_is_not_found(path: str, as_editor: Client, organization: Organization) -> None:
    assert as_editor.get(f"/o/{organization.slug}/rounds/K7MQ%00/{path}").status_code == 404


NO_PAGES = {"link-qr", "published-qr", "round-preview", "share-qr", "workshop-qr", "workshop-state"}
PAGES = [place for place in READABLE if place.name not in NO_PAGES]


def test_pages_have_one_heading_a_title_a_way_back_and_nothing_inline(
    as_editor: Client, organization: Organization, things: dict[str, str]
) -> None:
    for place in PAGES:
        page = as_editor.get(address(place, organization, things)).content.decode()
        assert (place.name, page.count("<h1")) == (place.name, 1)
        assert (
            f"· {organization.name} · OneTeam</title>" in page
            or f"<title>{organization.name} · OneTeam</title>" in page
        ), place.name
        assert page.count('aria-current="page">') >= 1, place.name
        assert 'class="breadcrumb"' in page, place.name
        assert page.count("btn btn-primary") <= 2, place.name
        assert (place.name, page.count(" style="), page.count("<style")) == (place.name, 0, 0)
        assert (place.name, page.count("<script")) == (place.name, page.count("<script src="))
        assert " onclick=" not in page, place.name


def test_closed_round_is_open_to_viewers(
    as_leader: Client, organization: Organization, things: dict[str, str]
) -> None:
    round = Round.objects.get(code=things["open"])
    close_round(round=round, now=timezone.now())
    place = next(place for place in PLACES if place.name == "round-detail")
    assert as_leader.get(address(place, organization, things)).status_code == 200
