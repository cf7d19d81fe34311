"""Comments in a real browser: quiet, accessible, and back at the same comment after each act."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from assessments.models import RedactionChoice, ReleasedComment, Round
from assessments.services.comments import pin_comment, redact_comment, tag_comment
from tests.browser.conftest import OPEN_DETAILS, Visit, looks
from tests.builders import make_question
from tests.commented_rounds import make_commented_round

ENDLESS = "Donaudampfschifffahrtsgesellschaftskapitän" * 3


@pytest.fixture
def commented(organization: Organization, editor: User) -> Round:
    """One comment of each kind: tagged, pinned, without an end, redacted."""
    questions = [make_question("Q1", text=f"{ENDLESS}?"), make_question("Q2")]
    sales = [{"Q1": ENDLESS, "Q2": "Pinned words"}, {"Q1": "Redacted words"}]
    sales += [{"Q2": f"Words of number {number}"} for number in range(6)]
    round = make_commented_round(sales, people=(8, 3), organization=organization, questions=questions)
    tag_comment(comment=stored(round, ENDLESS), tag=ENDLESS[:40])
    pin_comment(comment=stored(round, "Pinned words"), is_pinned=True)
    now = round.closed_at
    assert now is not None
    redact_comment(comment=stored(round, "Redacted words"), reason=RedactionChoice.NAMES, by=editor, now=now)
    return round


def stored(round: Round, text: str) -> ReleasedComment:
    return ReleasedComment.objects.get(round=round, text=text)


def list_address(round: Round) -> str:
    return reverse("reports:comment-list", args=[round.organization.slug, round.code])


def test_comments_have_no_barriers(
    visit: Visit, barriers: Callable[[Page], list[str]], editor: User, commented: Round
) -> None:
    page = visit(list_address(commented), user=editor)
    page.evaluate(OPEN_DETAILS)
    for look in looks(page, 1280, 320):
        assert barriers(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look
    page.get_by_role("link", name="Redact…").first.click()
    for look in looks(page, 1280, 320):
        assert barriers(page) == [], look
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look


def test_each_act_comes_back_to_its_comment(visit: Visit, editor: User, commented: Round) -> None:
    comment = stored(commented, "Words of number 5")
    page = visit(f"{list_address(commented)}?team=sales", user=editor, width=390)
    here = page.locator(f"#comment-{comment.place}")
    here.get_by_text("Tag", exact=True).first.click()
    here.get_by_role("combobox", name="Tag").fill("Pace")
    here.get_by_role("button", name="Save").click()
    expect(here.get_by_role("link", name="Pace")).to_be_in_viewport()
    here.get_by_role("button", name="Pin to report").click()
    expect(here.get_by_text("In the report")).to_be_in_viewport()
    assert page.url.endswith(f"?team=sales#comment-{comment.place}")
