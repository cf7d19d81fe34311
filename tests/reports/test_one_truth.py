"""Every output of a round, read back: the same numbers and labels on the page, in the PDF, the CSV and the JSON."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Sequence
from math import copysign, floor
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Question, Round
from assessments.scales import DONT_KNOW, Team
from assessments.services.closing import close_round
from assessments.services.questions import load_bank_into_database
from reports.analysis.labels import Label
from reports.build import build_report
from reports.renderers import EXPORTS
from reports.wording import label_words
from tests.builders import answer, make_round
from tests.reports import decks, pdfs, workbooks

pytestmark = pytest.mark.django_db

Row = tuple[str, str, str, str]
"""Sales, Marketing, gap, label, as printed; an empty number is hidden or undefined."""

SALES = {
    "S1": [1, 2, 2, 1, 3, 2, 2],
    "S7": [5, 4, 4, 5, 4, 5, 3],
    "S8": [4, 4, 5, 0, 4, 4, 3],
    "L22": [4, 2, 5, 4, 3, 4, 5],
}
MARKETING = {"S1": [4, 4, 5, 3, 4, 4], "S7": [1, 2, 1, 2, 3, 1], "S8": [0, 0, 3, 2, 3, 0], "L22": [4, 3, 5, 4, 4, 4]}


@pytest.fixture
def closed(organization: Organization) -> Round:
    """A clear gap, a reversed question, and one on which too few of Marketing gave a point."""
    load_bank_into_database()
    questions = [Question.objects.get(code=code) for code in SALES]
    round = make_round(organization=organization, questions=questions, invited_sales=9, invited_marketing=6)
    for team, points in ((Team.SALES, SALES), (Team.MARKETING, MARKETING)):
        for given in zip(*points.values(), strict=True):
            own = dict(zip(points, given, strict=True))
            answer(round, team, own={code: point or DONT_KNOW for code, point in own.items()})
    close_round(round=round, now=timezone.now())
    return round


def whole(value: float | None) -> str:
    """Rounded here once more and independently: to whole points, half away from zero."""
    return "" if value is None else str(int(copysign(floor(abs(value) + 0.5 + 1e-9), value)))


def apart(sales: str, marketing: str) -> str:
    """What a reader works out from two printed scores."""
    points = int(sales) - int(marketing)
    return f"{points:+d}".replace("-", "−") if points else "0"


def words(label: str) -> str:
    return label_words(Label(label)).casefold()


def from_json(content: bytes) -> dict[str, Row]:
    return {item["text"]: _json_row(item) for item in json.loads(content)["items"]}


def _json_row(item: dict[str, Any]) -> Row:
    sales, marketing = whole(item["sales"].get("score")), whole(item["marketing"].get("score"))
    if item["gap"]:
        assert abs(int(sales) - int(marketing) - item["gap"]["gap"]) < 1
    return sales, marketing, apart(sales, marketing) if item["gap"] else "", words(item["label"])


def from_csv(content: bytes) -> dict[str, Row]:
    lines = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    pairs = zip(lines[::2], lines[1::2], strict=True)
    return {sales["text"]: _csv_row(sales, marketing) for sales, marketing in pairs}


def _csv_row(sales: dict[str, str], marketing: dict[str, str]) -> Row:
    scores = [whole(float(line["score"]) if line["score"] else None) for line in (sales, marketing)]
    return scores[0], scores[1], apart(*scores) if sales["gap"] else "", words(sales["label"])


def from_page(content: str) -> dict[str, Row]:
    table = re.search(r'<table class="[^"]*gap-table.*?</table>', content, re.DOTALL)
    assert table is not None
    rows = re.findall(r'<tr role="row">(.*?)</tr>', table[0], re.DOTALL)[1:]
    return dict(_page_row(row) for row in rows)


def _page_row(row: str) -> tuple[str, Row]:
    question, *cells = re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL)
    text = re.search(r"<a [^>]*>\d+\. (.*?)</a>", question, re.DOTALL)
    assert text is not None
    numbers = [re.search(r'class="number(?: unsure)?">(.*?)<', cell) for cell in cells[:3]]
    printed = [found[1] if found else "" for found in numbers]
    label = html.unescape(re.sub(r"<.*?>", "", cells[3]))
    return html.unescape(text[1]), (printed[0], printed[1], printed[2], " ".join(label.split()).casefold())


def from_pdf(content: bytes, questions: Sequence[str]) -> dict[str, Row]:
    """The tables and sentences of the pages that are about one question."""
    pages = pdfs.pages(content)
    about = [page for page in pages if "What it says" in page]
    return {question: _pdf_row(next(page for page in about if question in page)) for question in questions}


def _pdf_row(block: str) -> Row:
    table = block[block.index("Don’t know Sales") :] if "Don’t know Sales" in block else block
    sales = re.search(r"Sales (\d+) \d+–\d+ ", table)
    marketing = re.search(r"Marketing (\d+) (?:\d+–\d+|everybody answered) ", table)
    verdict = next(label_words(label) for label in Label if label_words(label).casefold() in block.casefold())
    return sales[1] if sales else "", marketing[1] if marketing else "", _told_gap(block), verdict.casefold()


def _told_gap(said: str) -> str:
    """`36 points apart, Marketing higher` as the table prints it."""
    gap = re.search(r"(\d+) points? apart, (Sales|Marketing) higher", said)
    return f"{'+' if gap[2] == 'Sales' else '−'}{gap[1]}" if gap else ""


def from_xlsx(content: bytes) -> dict[str, Row]:
    return {line["Question"]: _xlsx_row(line) for line in workbooks.lines(content, "Questions")}


def _xlsx_row(line: dict[str, Any]) -> Row:
    """Cells are numbers: here they are printed as their formats print them."""
    scores = ["" if line[name] is None else str(line[name]) for name in ("Sales: score", "Marketing: score")]
    verdict = next((label_words(label) for label in Label if label_words(label) in line["Verdict"]), line["Verdict"])
    return scores[0], scores[1], apart(*scores) if line["Gap"] is not None else "", verdict.casefold()


def from_pptx(content: bytes, questions: Sequence[str]) -> dict[str, Row]:
    """The slides of single questions: each has its question and a sentence with its numbers."""
    slides = [decks.texts_of(slide) for slide in decks.opened(content).slides]
    told = {question: next(texts for texts in slides if question in texts) for question in questions}
    return {question: _pptx_row("\n".join(texts)) for question, texts in told.items()}


def _pptx_row(said: str) -> Row:
    line = next(line for line in said.splitlines() if re.match(r"Sales(?: \d|: fewer)", line) and "Marketing" in line)
    sales, marketing = re.search(r"Sales (\d+)", line), re.search(r"Marketing (\d+)", line)
    verdict = next(label_words(label) for label in Label if label_words(label).casefold() in line.casefold())
    return sales[1] if sales else "", marketing[1] if marketing else "", _told_gap(line), verdict.casefold()


def test_page_pdf_pptx_csv_xlsx_and_json_say_the_same(closed: Round, client: Client, leader: User) -> None:
    report = build_report(closed)
    truth = from_json(EXPORTS["json"].render(report))
    questions = list(truth)
    assert [row[3] for row in truth.values()].count("clear gap") == 2
    assert truth["Do sales leads close faster than marketing leads?"][1:3] == ("", "")

    assert from_csv(EXPORTS["csv"].render(report)) == truth
    assert from_xlsx(EXPORTS["xlsx"].render(report)) == truth
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/o/{closed.organization.slug}/rounds/{closed.code}/dashboard/?sort=questionnaire")
    assert from_page(page.content.decode()) == truth
    assert from_pdf(EXPORTS["pdf"].render(report), questions) == truth
    assert from_pptx(EXPORTS["pptx"].render(report), questions) == truth


def test_charts_of_the_deck_hold_the_counts_of_the_table(closed: Round) -> None:
    report = build_report(closed)
    lines = list(csv.DictReader(io.StringIO(EXPORTS["csv"].render(report).decode("utf-8-sig"))))
    counts = [[line[f"c{point}"] for point in range(1, 6)] for line in lines]
    charts = decks.charts(EXPORTS["pptx"].render(report))
    sheets = [
        ["" if cell is None else str(cell) for cell in row[1:]]
        for chart in charts
        for row in decks.sheet_of(chart)[1:]
    ]
    assert sheets == counts
