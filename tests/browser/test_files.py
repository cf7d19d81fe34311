"""The files of a round in a real browser: arranged, looked at, made, and shared with somebody without an account."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from assessments import handouts
from assessments.books import Section
from assessments.models import Export, Round, ShareLink
from assessments.services.sharing import share_path
from tests.browser.conftest import Visit
from tests.builders import make_closed_round

pytestmark = pytest.mark.django_db(transaction=True)

HIGH, LOW = [4, 5, 4, 5, 4, 5] * 2, [1, 2, 1, 2, 1, 2] * 2


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round(HIGH, LOW, organization=organization)


def test_files_are_arranged_looked_at_made_and_shared(
    visit: Visit, editor: User, round: Round, barriers: Callable[[Page], list[str]], problems: list[str]
) -> None:
    page = visit(f"/o/acme/rounds/{round.code}/book/", user=editor)
    expect(page.get_by_alt_text("Page 2 of", exact=False)).to_be_visible()
    page.get_by_role("button", name="For leaders").click()
    page.get_by_role("button", name="Move down: Summary").press("Enter")
    expect(page.get_by_role("button", name="Move down: Summary, 2 of 6")).to_be_focused()
    expect(page.get_by_text("Summary, 2 of 6", exact=True)).to_be_attached()
    page.get_by_label("Your own summary (optional)").fill("Written by hand.")
    expect(page.get_by_text("Not saved yet.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the PDF").click()
    assert download.value.suggested_filename == f"acme-{round.code}.pdf"
    saved = handouts.saved_book(round).book
    assert (saved.sections[:2], saved.summary) == ((Section.GAPS, Section.SUMMARY), "Written by hand.")
    assert handouts.exported_book(Export.objects.get()) == saved
    expect(page.get_by_role("rowheader", name="Report (PDF)")).to_be_visible()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("link", name="Look at it")).to_be_visible()
    assert barriers(page) == []
    stranger = visit(share_path(ShareLink.objects.get()), width=390)
    stranger.get_by_role("link", name="Question Q1?").first.click()
    expect(stranger.get_by_role("heading", level=1, name="Question Q1?")).to_be_visible()
    assert barriers(stranger) == []
    problems[:] = [problem for problem in problems if "/book/files/" not in problem]  # a download ends its navigation


def test_moved_part_keeps_the_focus_without_script(visit: Visit, editor: User, round: Round) -> None:
    page = visit(f"/o/acme/rounds/{round.code}/book/", user=editor, javascript=False)
    page.get_by_role("button", name="Move down: Summary").press("Enter")
    expect(page.get_by_role("button", name="Move down: Summary, 2 of 14")).to_be_focused()
