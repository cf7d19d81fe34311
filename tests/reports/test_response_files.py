"""Files of answers in the shapes where arithmetic breaks: imported, analyzed, shown everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.models import Organization, User
from assessments.models import Round
from assessments.scales import Team
from reports.analysis import ItemAnalysis
from reports.analysis.labels import Label
from reports.build import build_report
from reports.renderers.csv import COLUMNS
from tests.reports import decks, pdfs, workbooks
from tests.reports.addresses import result_addresses
from tests.reports.renderers.test_schema import VALIDATOR

pytestmark = pytest.mark.django_db

HEADER = "team,S1,S1:guess,S1:comment,S3,S3:guess,S7,S7:guess,S8,S9,L22,Do we share one calendar?,O3"
NO_NUMBER = re.compile(r"\b(?:nan|NaN|inf|Infinity|None|null|undefined)\b")
TAGS = re.compile(r"<script.*?</script>|<[^>]*>", re.DOTALL)


def rows(team: Team, answers: Sequence[str | int]) -> list[str]:
    """A row a person, who gives this answer to every question and guesses the same of the other team."""
    return [row_of(team, own, comment="Words" if own else "") for own in answers]


def row_of(team: Team, own: str | int, comment: str = "") -> str:
    """Only Sales is asked what Marketing thinks about S3, which is about Sales."""
    cells = [team, own, own, comment, own, own if team is Team.SALES else "", *[own] * 6, comment]
    return ",".join(map(str, cells))


@dataclass(frozen=True, kw_only=True)
class Case:
    """What people of each team answered, and what may be said of it at this minimum."""

    sales: Sequence[str | int]
    marketing: Sequence[str | int]
    minimum: int = 5
    label: Label


SCALE = [1, 2, 3, 4, 5]
VARIED = [1, 2, 2, 3, 3, 4, 5, 3]
CASES = {
    "nobody": Case(sales=[], marketing=[], label=Label.HIDDEN),
    "nobody in marketing": Case(sales=VARIED, marketing=[], label=Label.HIDDEN),
    "one and one": Case(sales=[1], marketing=[5], minimum=3, label=Label.HIDDEN),
    "two and two": Case(sales=[1, 2], marketing=[5, 5], minimum=3, label=Label.HIDDEN),
    "one beside many": Case(sales=[1], marketing=VARIED, minimum=3, label=Label.HIDDEN),
    "three and three": Case(sales=[1, 1, 1], marketing=[5, 5, 5], minimum=3, label=Label.FEW),
    "one below the minimum": Case(sales=[1, 2, 3, 4], marketing=VARIED, label=Label.HIDDEN),
    "at the minimum": Case(sales=SCALE, marketing=SCALE, label=Label.NOISE),
    "all tied": Case(sales=[3] * 8, marketing=[3] * 7, label=Label.SIMILAR),
    "one team constant": Case(sales=[5] * 8, marketing=VARIED, label=Label.CLEAR),
    "both constant and apart": Case(sales=[1] * 8, marketing=[5] * 7, label=Label.CLEAR),
    "two camps against the middle": Case(sales=[1, 1, 1, 1, 5, 5, 5, 5], marketing=[3] * 8, label=Label.NOISE),
    "nobody knows": Case(sales=["dk"] * 8, marketing=["dk"] * 7, label=Label.FEW),
    "one team does not know": Case(sales=VARIED, marketing=["dk"] * 7, label=Label.FEW),
    "few know among many": Case(sales=VARIED, marketing=[*["dk"] * 9, 1, 2], label=Label.HIDDEN),
    "everybody silent": Case(sales=[""] * 8, marketing=[""] * 7, label=Label.HIDDEN),
    "at the limit of the exact test": Case(sales=SCALE * 10, marketing=SCALE * 10, label=Label.SIMILAR),
    "beyond the limit of the exact test": Case(sales=SCALE * 10, marketing=[2, 3, 4, 5, 5] * 11, label=Label.CLEAR),
}  # fmt: skip


def imported(folder: Path, lines: Sequence[str], minimum: int = 5) -> Round:
    """The closed round of a file, through the command that people use."""
    path, printed = folder / "answers.csv", io.StringIO()
    path.write_text("\n".join([HEADER, *lines]), encoding="utf-8")
    call_command(
        "import_responses", str(path), "--organization", "Acme", "--title", "Spring", "--minimum", str(minimum),
        stdout=printed, stderr=io.StringIO(),
    )  # fmt: skip
    return Round.objects.get(code=json.loads(printed.getvalue())["round"])


def first(round: Round) -> ItemAnalysis:
    return build_report(round).analysis.items[0]


@pytest.fixture
def as_leader(client: Client, organization: Organization, leader: User) -> Client:
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    return client


def check_every_page_and_file(client: Client, round: Round) -> None:
    """Each answers, in its format, with no number that is none."""
    for address in result_addresses(round):
        response = client.get(address)
        assert response.status_code == 200, address
        assert list(NO_NUMBER.findall(shown(address, response.content))) == [], address


def shown(address: str, content: bytes) -> str:
    """What a person reads there; JSON and CSV are checked for what they are."""
    if address.endswith(".json"):
        assert [error.message for error in VALIDATOR.iter_errors(json.loads(content))] == []
        return ""
    if address.endswith(".csv"):
        table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert {len(line) for line in table} == {len(COLUMNS)}
        return " ".join(cell for line in table for cell in line[6:])
    if address.endswith(".pdf"):
        return pdfs.words(content)
    if address.endswith(".xlsx"):
        return workbooks.words(content)
    if address.endswith(".pptx"):
        return decks.words(content)
    return TAGS.sub(" ", content.decode())


def round_of(folder: Path, name: str) -> Round:
    case = CASES[name]
    lines = [*rows(Team.SALES, case.sales), *rows(Team.MARKETING, case.marketing)]
    return imported(folder, lines, case.minimum)


@pytest.mark.parametrize("name", CASES)
def test_file_is_analyzed(organization: Organization, tmp_path: Path, name: str) -> None:
    assert first(round_of(tmp_path, name)).label is CASES[name].label


CHAINS = [
    ["all tied", "nobody", "both constant and apart", "nobody knows"],
    ["three and three", "one team constant", "nobody in marketing"],
    ["one and one", "everybody silent", "two camps against the middle", "few know among many"],
    ["at the minimum", "one beside many", "one team does not know", "beyond the limit of the exact test"],
]
"""Every shape that pages and files can tell from others, in rounds of one assessment, one after another: change and
trend from nothing, to nothing and through it; the first of each stands alone.
"""


@pytest.mark.parametrize("chain", CHAINS, ids=[chain[0] for chain in CHAINS])
def test_file_is_shown_everywhere(as_leader: Client, tmp_path: Path, chain: Sequence[str]) -> None:
    for name in chain:
        check_every_page_and_file(as_leader, round_of(tmp_path, name))


def many(people: int) -> Iterator[str]:
    for place in range(people):
        own = (1 + place * 7 % 5, 1 + place * 3 % 4, "dk")[place % 3]
        yield row_of(Team.SALES if place % 5 < 3 else Team.MARKETING, own)


@pytest.mark.slow
def test_a_hundred_thousand_answers_are_analyzed_and_shown_everywhere(as_leader: Client, tmp_path: Path) -> None:
    round = imported(tmp_path, list(many(100_000)))
    one = first(round)
    assert one.sales is not None
    assert one.marketing is not None
    assert one.sales.n + one.sales.dk + one.marketing.n + one.marketing.dk == 100_000
    check_every_page_and_file(as_leader, round)
