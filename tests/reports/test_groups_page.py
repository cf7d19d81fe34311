"""Answers by group on the page of a question and in the client report."""

from __future__ import annotations

import html
import re

import pytest
from django.test import Client

from accounts.models import Organization
from assessments.models import Round
from reports.build import build_report
from reports.renderers import EXPORTS
from tests.builders import make_closed_round
from tests.grouped_rounds import NO_GROUP, NORTH, SOUTH, WEST, make_closed_grouped_round
from tests.reports import pdfs

pytestmark = pytest.mark.django_db

SALES = {NORTH: [5, 5, 4, 4, 4], SOUTH: [2, 2, 1, 1, 1, 1], WEST: [3, 3], NO_GROUP: [4, 4, 4]}
MARKETING: dict[int | None, list[int]] = {NORTH: [1, 2], SOUTH: [3, 3]}


def question_page(client: Client, round: Round) -> str:
    reply = client.get(f"/o/{round.organization.slug}/rounds/{round.code}/dashboard/questions/1/")
    assert reply.status_code == 200
    return reply.content.decode()


def section(page: str) -> str:
    found = re.search(r'<section [^>]*aria-labelledby="groups-heading".*?</section>', page, re.DOTALL)
    return found[0] if found else ""


def rows(part: str) -> list[list[str]]:
    """The cells of each line of the tables, as read."""
    lines = re.findall(r"<tr>(.*?)</tr>", part, re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line, re.DOTALL) for line in lines]
    return [[" ".join(html.unescape(re.sub(r"<[^>]*>", "", cell)).split()) for cell in line] for line in cells]


def test_question_page_shows_the_groups_of_each_team(as_consultant: Client, organization: Organization) -> None:
    part = section(
        question_page(as_consultant, make_closed_grouped_round(SALES, MARKETING, organization=organization))
    )
    assert ">By Region</h2>" in part
    assert rows(part) == [
        ["Group", "Score", "Answers"],
        ["North", "", "85", "5"],
        ["South", "", "8", "6"],
        ["West + no group given", "", "65", "5"],
    ]
    assert "2 groups are shown together, so that nobody can be worked out." in part
    assert "Fewer than 5 answered" in part


def test_question_page_escapes_the_names_of_groups(as_consultant: Client, organization: Organization) -> None:
    hostile = "</table><script>alert(1)</script>"
    round = make_closed_grouped_round(
        {NORTH: [3] * 5}, {}, organization=organization, segments=(hostile, "West"), segment_title=hostile
    )
    page = question_page(as_consultant, round)
    assert hostile not in page
    assert html.escape(hostile) in section(page)


def test_question_page_says_nothing_of_groups_where_none_were_asked(
    as_consultant: Client, organization: Organization
) -> None:
    assert section(question_page(as_consultant, make_closed_round([3] * 5, [3] * 5, organization=organization))) == ""


def test_client_report_has_the_groups_of_each_team(organization: Organization) -> None:
    report = build_report(make_closed_grouped_round(SALES, MARKETING, organization=organization))
    text = pdfs.words(EXPORTS["pdf"].render(report))
    assert "By Region Sales: North 85 (n = 5); South 8 (n = 6); West + no group given 65 (n = 5). 2 groups" in text
    assert "Marketing: fewer than 5 answered." in text
