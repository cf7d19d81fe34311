"""Headings and lists call a question by its short name; where it is asked or plotted, it stands as it was asked."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.books import Audience
from assessments.models import Question, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.publishing import publish_round, published_path
from assessments.services.sharing import share_path
from tests.builders import answer, make_action, make_question, make_round, make_share, make_user, make_workshop

pytestmark = pytest.mark.django_db

NAME, ASKED = "Calls to leads", "Does Sales call a lead that Marketing passed on within one working day of the week?"
UNNAMED = "Question Q2?"


def closed(questions: list[Question], organization: Organization, **plan: object) -> Round:
    """A clear gap on both questions, and a comment of everybody on the first."""
    round = make_round(organization, questions=questions, **plan)
    for team, points in ((Team.SALES, (4, 5)), (Team.MARKETING, (1, 2))):
        for number in range(12):
            own = dict.fromkeys(("Q1", "Q2"), points[number % 2])
            answer(round, team, own=own, comments={"Q1": f"Comment {number}"})
    close_round(round=round, now=timezone.now())
    return round


@pytest.fixture
def round(organization: Organization) -> Round:
    questions = [make_question("Q1", text=ASKED, short_name=NAME), make_question("Q2")]
    first = closed(questions, organization, title="First")
    make_action(first, "Q1")
    again = closed(questions, organization, assessment=first.assessment)
    make_action(again, "Q1")
    make_workshop(again, "Q1")
    return again


def headings(page: str) -> list[str]:
    """What the headings and links of the page's own part say, tags left out."""
    found = re.findall(r"<(h[1-4]|a)\b[^>]*>(.*?)</\1>", page.split("<main")[1].split("</main")[0], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]*>", " ", words).split()) for _tag, words in found]


@pytest.mark.parametrize("name", ["plan", "ledger", "comment-list", "workshop"])
def test_page_of_a_round_calls_questions_by_their_short_names(as_editor: Client, round: Round, name: str) -> None:
    page = as_editor.get(reverse(f"reports:{name}", args=[round.organization.slug, round.code])).content.decode()
    assert [words for words in headings(page) if words.endswith(NAME)] != []
    assert [words for words in headings(page) if ASKED in words] == []
    assert f'<p class="quiet small">{ASKED}</p>' in page


def test_neighbor_is_called_by_its_short_name_and_else_by_its_text(as_editor: Client, round: Round) -> None:
    pages = [
        as_editor.get(reverse("reports:question-detail", args=[round.organization.slug, round.code, position]))
        for position in (1, 2)
    ]
    assert [headings(page.content.decode())[-1] for page in pages] == [
        f"Next question 2. {UNNAMED}",
        f"Previous question 1. {NAME}",
    ]


def test_pages_behind_a_link_call_questions_by_their_short_names(client: Client, round: Round) -> None:
    publish_round(round=round)
    published = client.get(published_path(round.publication)).content.decode()
    assert headings(published).count(NAME) == 2, "the plan of the round before, and this one"
    shared = share_path(make_share(round, make_user("sharer@example.com"), audience=Audience.FULL))
    page = client.get(f"{shared}questions/1/").content.decode()
    assert NAME in headings(page)
    assert f'<p class="wording">{ASKED}</p>' in page


def test_screen_asks_the_whole_question_and_lists_short_names(as_editor: Client, round: Round) -> None:
    def screen(place: int, step: str) -> str:
        address = reverse("reports:workshop-screen", args=[round.organization.slug, round.code, place, step])
        return as_editor.get(address).content.decode()

    asked = screen(1, "question")
    assert (f">{ASKED}</h1>" in asked, f"{NAME} · " in asked) == (True, True)
    assert f"<li>{NAME}</li>" in screen(0, "welcome")
    assert f'<p class="screen-eyebrow">{NAME}</p>' in screen(1, "own")
    assert f"<h2>{NAME}</h2>" in screen(2, "plan")
    remote = as_editor.get(reverse("reports:workshop-remote", args=[round.organization.slug, round.code]))
    assert f"1. {NAME}</button>" in remote.content.decode()
