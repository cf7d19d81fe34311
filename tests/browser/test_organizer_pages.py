"""The organizers' pages in a real browser."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from assessments.invitations import Person
from assessments.models import Invitation, Mail, MailState, Question, Round
from assessments.scales import Mode, Team
from assessments.services.composition import start_round
from assessments.services.invitations import add_people
from assessments.services.mailing import invite
from assessments.services.rounds import RoundPlan, create_assessment, survey_links
from tests.browser.conftest import OPEN_DETAILS, Visit, looks, width_of
from tests.builders import (
    answer_many,
    make_closed_round,
    make_confidential_round,
    make_draft,
    make_question,
    make_round,
)

pytestmark = pytest.mark.django_db(transaction=True)
GROUPS: dict[str, Any] = {"segment_title": "Which region?", "segments": ("North", "South")}


def pages_of(organization: Organization) -> list[str]:
    """Every page, with something on it; details are opened by the test."""
    own = make_question("C1", organization)
    make_question("C2", organization, retired_at=timezone.now())
    assessment = create_assessment(organization=organization, name="Alignment")
    plan = RoundPlan(title="Draft", closes_at=timezone.now() + datetime.timedelta(days=9), invited_sales=4)
    draft = start_round(assessment=assessment, plan=plan, form="quick-nine")
    opened = make_round(assessment=assessment, title="Open", invited_sales=8, invited_marketing=9)
    answer_many(opened, Team.SALES, "Q1", [1, 2, 3, 4, 5, 5])
    due = make_round(assessment=assessment, title="Due")
    Round.objects.filter(pk=due.pk).update(closes_at=timezone.now() - datetime.timedelta(days=1))
    closed = make_closed_round([1, 2, 3, 4, 5], [2, 2], assessment=assessment, title="Closed")
    people = {
        Team.SALES: [("ana@example.com", "Ana Silva"), ("ben@example.com", "")],
        Team.MARKETING: [("cy@example.com", "Cy")],
    }
    invited = make_confidential_round(assessment=assessment, title="Confidential", people=people)
    invite(round=invited, now=timezone.now())
    Mail.objects.filter(invitation__email="ana@example.com").update(state=MailState.REFUSED, refusal="550 unknown")
    listed = make_draft(assessment=assessment, title="Listed", mode=Mode.CONFIDENTIAL, **GROUPS)
    add_people(round=listed, people=[Person(line=1, name="Ana", email="ana@example.com", team=Team.SALES)])
    empty = make_draft(assessment=assessment, title="Empty", mode=Mode.CONFIDENTIAL)
    someone = invited.invitations.get(email="ana@example.com").pk
    return [
        *(f"rounds/{round.code}/people/" for round in (invited, listed, empty)),
        *(f"rounds/{invited.code}/people/{someone}/{act}/" for act in ("correct", "reset", "resend")),
        f"rounds/{invited.code}/extend/",
        f"rounds/{listed.code}/edit/",
        f"rounds/{listed.code}/preview/sales/",
        "",
        "questions/?retired=on",
        "questions/new/",
        f"questions/{own.pk}/edit/",
        "assessments/new/",
        f"assessments/{assessment.pk}/rounds/new/",
        f"rounds/{draft.code}/edit/",
        f"rounds/{draft.code}/questions/",
        f"rounds/{opened.code}/close/",
        *(f"rounds/{round.code}/" for round in (draft, opened, due, closed, invited, listed, empty)),
    ]


def test_pages_have_no_barriers(
    visit: Visit,
    barriers: Callable[[Page], list[str]],
    organization: Organization,
    consultant: User,
) -> None:
    page = visit("/o/acme/", user=consultant)
    found = []
    for path in pages_of(organization):
        page.goto(f"/o/acme/{path}")
        page.evaluate(OPEN_DETAILS)
        for look in looks(page, 390, 1280):
            found += [f"{path} {look}: {barrier}" for barrier in barriers(page)]
    assert found == []


def test_pages_fit_a_narrow_phone(visit: Visit, organization: Organization, consultant: User) -> None:
    paths = pages_of(organization)
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 2
    Organization.objects.update(name=long)
    Round.objects.update(title=long)
    Invitation.objects.update(name=long)
    Mail.objects.update(refusal=long)
    Round.objects.filter(state="draft").exclude(segment_title="").update(segment_title=long[:80], segments=[long, "B"])
    Question.objects.filter(organization=organization).update(
        text=f"{long}?", labels=[f"{n}{long}"[:60] for n in range(5)]
    )
    widths = {}
    page = visit("/o/acme/", user=consultant, width=320)
    for path in paths:
        page.goto(f"/o/acme/{path}")
        page.evaluate(OPEN_DETAILS)
        widths[path] = width_of(page)
    assert {path: width for path, width in widths.items() if width != 320} == {}


def test_targets_are_large_enough_to_hit(visit: Visit, organization: Organization, consultant: User) -> None:
    draft = make_draft(organization)
    page = visit(f"/o/acme/rounds/{draft.code}/questions/", user=consultant, width=390)
    sizes = page.evaluate(
        "[...document.querySelectorAll('main button, main summary')].map(e => e.getBoundingClientRect())"
        ".filter(r => r.width).map(r => Math.min(r.width, r.height))"
    )
    assert min(sizes) >= 24


@pytest.mark.parametrize("javascript", [True, False])
def test_round_goes_from_nothing_to_its_links(
    visit: Visit, organization: Organization, consultant: User, *, javascript: bool
) -> None:
    page = visit("/o/acme/", user=consultant, javascript=javascript)
    page.get_by_role("button", name="Start with the nine basics").click()
    page.get_by_label("Title").fill("Spring")
    page.get_by_role("button", name="Create draft").click()
    page.get_by_role("link", name="Choose and order").click()
    page.get_by_role("button", name="Move down: Marketing meeting customers").click()
    page.get_by_role("button", name="Remove The question we did not ask").click()
    page.get_by_role("link", name="Done").click()
    page.get_by_role("link", name="Launch this round…").click()
    page.get_by_role("button", name="Launch now").click()
    expect(page.get_by_role("heading", name="One link for each team")).to_be_visible()
    round = Round.objects.get()
    assert list(round.items.values_list("code", flat=True))[:2] == ["S2", "S1"]
    assert round.items.count() == 11
    links = survey_links(round)
    expect(page.get_by_label("Link for Sales", exact=True)).to_have_value(links[Team.SALES])


def test_mode_shows_the_fields_that_it_needs(visit: Visit, organization: Organization, consultant: User) -> None:
    draft = make_draft(organization)
    page = visit(f"/o/acme/rounds/{draft.code}/edit/", user=consultant)
    counts, replies = page.get_by_label("Invited in Sales"), page.get_by_label("Replies go to")
    expect(counts).to_be_visible()
    expect(replies).to_be_hidden()
    page.get_by_label("Confidential").check()
    expect(counts).to_be_hidden()
    expect(replies).to_have_value(consultant.email)


def test_preview_opens_beside_the_draft_and_sends_nothing(
    visit: Visit, organization: Organization, consultant: User
) -> None:
    draft = make_draft(organization)
    page = visit(f"/o/acme/rounds/{draft.code}/", user=consultant)
    with page.expect_popup() as opened:
        page.get_by_role("link", name="See it as Marketing").click()
    survey = opened.value
    expect(survey.get_by_text("Preview: nothing can be sent.")).to_be_visible()
    survey.locator("input[type=radio]").first.check()
    expect(survey.get_by_role("button", name="Submit")).to_be_disabled()
    survey.keyboard.press("Enter")
    expect(survey.get_by_text("Preview: nothing can be sent.")).to_be_visible()
    assert survey.evaluate("localStorage.length") == 0
    assert survey.url == page.url + "preview/marketing/"


def test_rejected_lines_have_the_focus(visit: Visit, organization: Organization, consultant: User) -> None:
    draft = make_draft(organization, mode=Mode.CONFIDENTIAL)
    page = visit(f"/o/acme/rounds/{draft.code}/people/", user=consultant, width=390)
    page.get_by_label("People, one per line").fill("ana@example.com, Ana, Sales\nBob")
    page.get_by_role("button", name="Add to the list").click()
    expect(page.get_by_label("People, one per line")).to_be_focused()
    expect(page.get_by_label("People, one per line")).to_have_value("Bob")
    page.get_by_label("Find a name or an e-mail").fill("ana")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="Show all")).to_be_visible()
    assert "ana" not in page.url


def test_link_is_copied(visit: Visit, organization: Organization, consultant: User) -> None:
    round = make_round(organization)
    page = visit(f"/o/acme/rounds/{round.code}/", user=consultant)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link for Marketing").click()
    expect(page.get_by_text("Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == survey_links(round)[Team.MARKETING]


def test_own_answers_are_asked_for_only_when_wanted(
    visit: Visit, organization: Organization, consultant: User
) -> None:
    page = visit("/o/acme/questions/new/", user=consultant)
    expect(page.get_by_label("Lowest", exact=True)).to_be_hidden()
    page.get_by_label("Five answers of your own").check()
    expect(page.get_by_label("Lowest", exact=True)).to_be_visible()


def test_time_zone_of_the_browser_is_proposed(visit: Visit, organization: Organization, consultant: User) -> None:
    assessment = create_assessment(organization=organization, name="Alignment")
    page = visit(f"/o/acme/assessments/{assessment.pk}/rounds/new/", user=consultant)
    page.context.new_cdp_session(page).send("Emulation.setTimezoneOverride", {"timezoneId": "Asia/Kathmandu"})
    page.reload()
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Asia/Katmandu"  # as Chromium calls it
    expect(page.get_by_label("Time zone")).to_have_value("Asia/Kathmandu")
