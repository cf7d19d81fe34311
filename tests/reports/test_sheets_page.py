"""The pages of a round's report as pictures, before it is made."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable

import pypdf
import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from accounts.models import Organization
from assessments.books import Book, Paper, Section
from assessments.models import Export, Round
from assessments.scales import Team
from assessments.services.books import save_book
from assessments.services.closing import close_round
from reports.views import making, sheets
from tests.builders import answer, make_closed_round, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round([4, 5] * 5, [1, 2] * 5, organization=organization)


@pytest.fixture
def here(round: Round) -> str:
    return f"/o/acme/rounds/{round.code}/book/"


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("place", ["preview/", "preview/1.png"])
def test_pages_are_for_members(client: Client, as_outsider: Client, here: str, place: str) -> None:
    assert as_outsider.get(here + place).status_code == 404
    assert client.get(here + place).headers["Location"].startswith("/account/login/")


def test_preview_has_every_page_once(as_leader: Client, round: Round, here: str) -> None:
    page = shown(as_leader, f"{here}preview/")
    content = as_leader.get(f"/o/acme/rounds/{round.code}/report.pdf").content
    pages = len(pypdf.PdfReader(io.BytesIO(content)).pages)
    addresses = [html.unescape(address) for address in re.findall(r'<img src="([^"]*)"', page) if "preview" in address]
    assert len(addresses) == pages
    assert page.count('loading="lazy"') == pages
    assert 'alt="Page 1 of ' in page
    assert f'alt="Page 2 of {pages}: In short"' in page
    assert f'alt="Page {pages} of {pages}: ' in page
    picture = as_leader.get(addresses[0])
    assert picture.headers["Content-Type"] == "image/png"
    assert Image.open(io.BytesIO(picture.content)).size == (595, 842)


@pytest.mark.parametrize("page", ["0", "9999", "99999999999999999999"])
def test_page_that_there_is_not_is_not_found(as_leader: Client, here: str, page: str) -> None:
    assert as_leader.get(f"{here}preview/{page}.png").status_code == 404


def test_longest_books_show_their_first_pages(as_leader: Client, here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_SHEETS", 2)
    page = shown(as_leader, f"{here}preview/")
    assert "The first 2 are shown." in page
    assert page.count('loading="lazy"') == 2
    assert as_leader.get(f"{here}preview/3.png").status_code == 404


def test_book_is_made_once_for_all_its_pages(as_leader: Client, here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[str] = []
    draw_file = making.drawn

    def counting(draw: Callable[[], bytes]) -> bytes:
        counted.append("drawn")
        return draw_file(draw)

    monkeypatch.setattr(making, "drawn", counting)
    for place in ("preview/", "preview/1.png", "preview/2.png", "preview/"):
        assert as_leader.get(here + place).status_code == 200
    assert counted == ["drawn"]


def test_redacted_comment_is_gone_from_the_pictures(as_editor: Client, organization: Organization) -> None:
    """What a file is made of is read anew: no picture of before is ever found."""
    round = make_round(organization=organization)
    for team in Team:
        for number in range(9):
            answer(round, team, own={"Q1": 3}, comments={"Q1": f"Comment {number} of {team}"})
    close_round(round=round, now=timezone.now())
    here = f"/o/acme/rounds/{round.code}/book/"
    before = re.findall(r"1\.png\?v=(\w+)", shown(as_editor, f"{here}preview/"))
    redact = f"/o/acme/rounds/{round.code}/comments/1/redact/"
    assert as_editor.post(redact, {"reason": "names"}).status_code == 302
    assert re.findall(r"1\.png\?v=(\w+)", shown(as_editor, f"{here}preview/")) != before


def test_page_of_before_says_that_the_report_has_changed(as_leader: Client, round: Round, here: str) -> None:
    save_book(round=round, book=Book(sections=(Section.METHOD, Section.WORKSHEET)), edited=0)
    addresses = re.findall(r'src="([^"]*png[^"]*)"', shown(as_leader, f"{here}preview/"))
    save_book(round=round, book=Book(sections=(Section.HOW,), paper=Paper.LETTER), edited=1)
    for address in (addresses[0], addresses[-1], f"{here}preview/999.png?v=<x>"):
        picture = as_leader.get(html.unescape(address))
        assert (picture.status_code, picture.headers["Content-Type"]) == (200, "image/svg+xml")
        assert "<title>The report has changed since. Reload this page" in picture.content.decode()
        assert 'viewBox="0 0 612 792"' in picture.content.decode()
    assert as_leader.get(f"{here}preview/1.png").headers["Content-Type"] == "image/png"
    assert Export.objects.count() == 0
