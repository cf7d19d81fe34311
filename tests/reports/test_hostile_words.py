"""Words that try to be more than words, in every text field of a report: in every file and on every page."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pypdf
import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Assessment, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from reports.renderers import EXPORTS
from reports.renderers.csv import FORMULA_STARTS
from tests.builders import answer, make_action, make_question, make_round
from tests.hostile import HOSTILE, aimed, hostile_report, spelled
from tests.reports import decks, pdfs, workbooks
from tests.reports.addresses import result_addresses

SECRET_OF_THE_DISK = "root:x:0"


@pytest.fixture(scope="module")
def requests() -> Iterator[tuple[int, list[str]]]:
    """A port of this machine, and every request that arrived there."""
    seen: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            seen.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            """Nothing is printed."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, seen
    server.shutdown()
    server.server_close()


def test_there_are_sixty_different_ones() -> None:
    assert len(set(HOSTILE)) == len(HOSTILE) == 60


# --- Files ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("text", HOSTILE, ids=spelled)
def test_words_stay_words_in_every_table(text: str, requests: tuple[int, list[str]]) -> None:
    report = hostile_report(aimed(text, requests[0]))
    files = {kind: EXPORTS[kind].render(report) for kind in ("xlsx", "csv", "json")}
    assert workbooks.formulas(files["xlsx"]) == []
    assert _formulas_of_csv(files["csv"]) == []
    assert [kind for kind, content in files.items() if SECRET_OF_THE_DISK in _read(kind, content)] == []
    assert requests[1] == []


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 10))
def test_words_stay_words_on_paper(first: int, requests: tuple[int, list[str]]) -> None:
    """Ten at a time in each field: paper knows no beginning of a cell."""
    check_paper("\n".join(HOSTILE[first : first + 10]), requests)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=spelled)
def test_words_stay_words_on_paper_of_their_own(text: str, requests: tuple[int, list[str]]) -> None:
    check_paper(text, requests)


def check_paper(text: str, requests: tuple[int, list[str]]) -> None:
    content = EXPORTS["pdf"].render(hostile_report(aimed(text, requests[0])))
    assert _acts_of_pdf(content) == []
    assert SECRET_OF_THE_DISK not in _read("pdf", content)
    assert requests[1] == []


@pytest.mark.parametrize("first", range(0, len(HOSTILE), 10))
def test_words_stay_words_on_slides(first: int, requests: tuple[int, list[str]]) -> None:
    """Ten at a time in each field, and the first of them where a cell begins."""
    content = EXPORTS["pptx"].render(hostile_report(aimed("\n".join(HOSTILE[first : first + 10]), requests[0])))
    check_slides(content, requests)


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=spelled)
def test_words_stay_words_on_slides_of_their_own(text: str, requests: tuple[int, list[str]]) -> None:
    check_slides(EXPORTS["pptx"].render(hostile_report(aimed(text, requests[0]))), requests)


def check_slides(content: bytes, requests: tuple[int, list[str]]) -> None:
    assert decks.formulas(content) == []
    assert decks.ways_out(content) == []
    assert SECRET_OF_THE_DISK not in decks.words(content)
    assert requests[1] == []


def _formulas_of_csv(content: bytes) -> list[str]:
    """Cells that a spreadsheet would work out; a lone sign is the direction, a number a number."""
    cells = [cell for line in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in line]
    return [cell for cell in cells if cell.startswith(FORMULA_STARTS) and cell not in "+-" and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _acts_of_pdf(content: bytes) -> list[str]:
    """Whatever in a PDF leads out of it, runs, or is a file: only links between its own pages are none."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = reader.root_object
    found = [key for key in ("/OpenAction", "/AA", "/AcroForm") if key in root]
    found += [key for key in ("/JavaScript", "/EmbeddedFiles") if key in root.get("/Names", {})]
    actions = [note.get_object().get("/A") for page in reader.pages for note in page.get("/Annots", [])]
    return found + [str(action) for action in actions if action and action.get_object().get("/S") != "/GoTo"]


def _read(kind: str, content: bytes) -> str:
    if kind == "pdf":
        return pdfs.words(content)
    return workbooks.words(content) if kind == "xlsx" else content.decode(errors="replace")


def test_markup_is_printed_as_it_was_written() -> None:
    """Guards the test above: the words do reach the pages."""
    for text in ('#image("/etc/passwd")', "{{ 7*7 }} {% debug %} {# x #}"):
        report = hostile_report(text)
        for kind in ("pdf", "xlsx", "csv"):
            read = " ".join(_read(kind, EXPORTS[kind].render(report)).replace('""', '"').split())
            assert text in read, kind


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1+1)", "&P&N&D&[File]", "_x0041_", "Sheet1!$A$1"])
def test_workbook_keeps_the_words_as_they_are(text: str) -> None:
    report = hostile_report(text)
    sheet = workbooks.opened(EXPORTS["xlsx"].render(report))["Questions"]
    assert [cell.data_type for cell in sheet["C"]] == ["s"] * 4
    assert sheet["C2"].value == text


# --- Pages ----------------------------------------------------------------------------------------------------------
class Tags(HTMLParser):
    """What a browser would run or fetch, written by nobody of us."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.found += [f"{tag} {name}" for name in given if name.startswith("on")]
        address = given.get("src") or given.get("href") or ""
        if address and not address.startswith(("/", "#", "?", "data:image/svg+xml", django_settings.SITE_URL)):
            self.found.append(f"{tag} {address}")
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.found.append("script")


def storable() -> list[str]:
    """Those that a database takes: the others are turned away before."""
    return [text for text in HOSTILE if "\x00" not in text and text.isprintable() | ("\ud800" not in text)]


@pytest.fixture
def closed(organization: Organization) -> Round:
    """Nine questions in hostile words, and every hostile string as a comment."""
    texts = storable()
    Organization.objects.filter(pk=organization.pk).update(name=texts[22][:100])
    assessment = Assessment.objects.create(organization=organization, name=texts[24][:100])
    questions = [
        make_question(f"Q{place}", organization, text=text[:300], labels=[f"{place}{text[:40]}" for place in "12345"])
        for place, text in enumerate(texts[22:40:2], start=1)
    ]
    round = make_round(None, questions, assessment, title=texts[26][:100], segment_title="", invited_sales=9)
    for team, points in ((Team.SALES, [4, 5, 5, 4, 5, 4, 5, 4, 5]), (Team.MARKETING, [1, 2, 1, 2, 1, 1, 2, 1, 2])):
        for person, point in enumerate(points):
            own = {question.code: point for question in questions}
            comments = {q.code: texts[(person * 9 + place) % len(texts)] for place, q in enumerate(questions)}
            answer(round, team, own=own, guess={}, comments=comments)
    close_round(round=round, now=timezone.now())
    make_action(round, sales_part=texts[27], marketing_part=texts[28], measure=texts[30])
    return round


@pytest.mark.django_db
def test_words_stay_words_on_every_page(as_consultant: Client, closed: Round, requests: tuple[int, list[str]]) -> None:
    for address in result_addresses(closed):
        response = as_consultant.get(address)
        assert response.status_code == 200, address
        if response.headers["Content-Type"].startswith("text/html"):
            tags = Tags()
            tags.feed(response.content.decode())
            assert tags.found == [], address
    assert requests[1] == []
