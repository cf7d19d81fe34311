"""What people wrote, as a page of results and on the page of its question."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from accounts.models import Organization, User
from assessments.models import RedactionChoice, ReleasedComment, Round
from assessments.services.closing import close_round
from assessments.services.comments import pin_comment, redact_comment, tag_comment
from tests.builders import make_closed_round, make_question, make_round
from tests.commented_rounds import make_commented_round

BACKEND = "django.contrib.auth.backends.ModelBackend"
HOSTILE = "</script><script>alert('x')</script>&\"<b>"


def sign_in(client: Client, user: User) -> Client:
    client.force_login(user, backend=BACKEND)
    return client


def list_address(round: Round) -> str:
    return reverse("reports:comment-list", args=[round.organization.slug, round.code])


def page(client: Client, round: Round, query: Mapping[str, str] | None = None) -> str:
    reply = client.get(list_address(round), query or {})
    assert reply.status_code == 200
    return reply.content.decode()


def question_page(client: Client, round: Round, position: int = 1) -> str:
    here = [round.organization.slug, round.code, position]
    return client.get(reverse("reports:question-detail", args=here)).content.decode()


def words(content: str) -> list[str]:
    return [html.unescape(text) for text in re.findall(r'<blockquote class="words"[^>]*>(.*?)</blockquote>', content)]


def text(content: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", content)).split())


def comment(round: Round, words: str) -> ReleasedComment:
    return ReleasedComment.objects.get(round=round, text=words)


@pytest.fixture
def written(organization: Organization) -> Round:
    """An open question stands between two others."""
    questions = [make_question("Q1"), make_question("O3", scale="text", kind="open", labels=[]), make_question("Q2")]
    return make_commented_round(
        sales=[{"Q2": "We call at once", "O3": "More coffee"}, {"Q1": "Hardly ever"}],
        marketing=[{"Q2": "Nobody calls"}],
        organization=organization,
        questions=questions,
    )


def test_comments_stand_by_question_as_asked(client: Client, leader: User, written: Round) -> None:
    content = page(sign_in(client, leader), written)
    assert words(content)[:2] == ["Hardly ever", "More coffee"]
    assert set(words(content)[2:]) == {"We call at once", "Nobody calls"}
    assert re.findall(r'<h2 id="question-(\d)">', content) == ["1", "2", "3"]
    assert "Sales 1 · Marketing 1" in text(content)
    assert "4 comments, by question and in random order." in content
    assert words(page(client, written)) == words(content)  # chance has fallen once


def test_outsider_visitor_and_early_reader_find_nothing(
    client: Client, leader: User, outsider: User, written: Round
) -> None:
    assert client.get(list_address(written)).headers["Location"].startswith(reverse("account_login"))
    assert sign_in(client, outsider).get(list_address(written)).status_code == 404
    still_open = make_round(assessment=written.assessment, title="Open")
    assert sign_in(client, leader).get(list_address(still_open)).status_code == 404
    assert client.post(list_address(written)).status_code == 405


def test_viewer_reads_and_is_offered_no_act(client: Client, leader: User, editor: User, written: Round) -> None:
    place = comment(written, "More coffee").place
    acts = [
        reverse(f"assessments:comment-{act}", args=[written.organization.slug, written.code, place])
        for act in ("tag", "pin", "redact")
    ]
    seen = page(sign_in(client, leader), written)
    assert [act for act in acts if act in seen] == []
    assert seen.count("<form") == seen.count('<form class="comment-filter"') + 1  # and the way out
    worked_on = page(sign_in(client, editor), written)
    assert [act for act in acts if act in worked_on] == acts


def test_team_that_is_too_small_is_held_back(client: Client, leader: User, organization: Organization) -> None:
    round = make_commented_round([{"Q1": "Out of few"}], [{"Q1": "Out of many"}], (7, 8), organization=organization)
    content = page(sign_in(client, leader), round)
    assert "Fewer than 8 of Sales answered: comments not shown, to protect people." in content
    assert "of Marketing answered" not in content
    assert words(content) == ["Out of many"]


def test_round_without_comments_says_why(client: Client, leader: User, organization: Organization) -> None:
    sign_in(client, leader)
    small = make_commented_round([{"Q1": "Words"}], [{"Q1": "Words"}], (7, 7), organization=organization)
    content = page(client, small)
    assert content.count("answered: comments not shown, to protect people.") == 2
    assert "There are no comments to show." in content
    silent = make_commented_round(assessment=small.assessment, title="Silent")
    content = page(client, silent)
    assert "Nobody wrote a comment that can be shown." in content
    assert "comment-filter" not in content


def test_comments_are_found_by_words_team_tag_and_pin(client: Client, leader: User, written: Round) -> None:
    sign_in(client, leader)
    tag_comment(comment=comment(written, "Nobody calls"), tag="Speed & care")
    pin_comment(comment=comment(written, "We call at once"), is_pinned=True)
    found = {
        query: set(words(page(client, written, dict([query]))))
        for query in [("q", "CALL at"), ("q", "call"), ("team", "sales"), ("tag", "Speed & care"), ("pinned", "1"),
                      ("question", "2")]
    }  # fmt: skip
    assert found == {
        ("q", "CALL at"): {"We call at once"},
        ("q", "call"): {"We call at once", "Nobody calls"},
        ("team", "sales"): {"We call at once", "More coffee", "Hardly ever"},
        ("tag", "Speed & care"): {"Nobody calls"},
        ("pinned", "1"): {"We call at once"},
        ("question", "2"): {"More coffee"},
    }
    assert words(page(client, written, {"q": "call", "team": "marketing"})) == ["Nobody calls"]
    assert 'href="?tag=Speed%20%26%20care"' in page(client, written)


def test_search_that_finds_nothing_says_so(client: Client, leader: User, written: Round) -> None:
    content = page(sign_in(client, leader), written, {"q": "zebra"})
    assert "No comment fits. Choose less, or other words." in content
    assert "0 of 4 comments fit." in text(content)
    assert 'value="zebra"' in content


@pytest.mark.parametrize(
    "query",
    [
        {"team": "nobody"},
        {"question": "99999999999999999999"},
        {"question": "²"},
        {"page": "-1"},
        {"page": "9999"},
        {"q": "\x00"},
        {"tag": "x" * 5000},
    ],
    ids=str,
)
def test_address_that_makes_no_sense_is_no_error(
    client: Client, leader: User, written: Round, query: Mapping[str, str]
) -> None:
    page(sign_in(client, leader), written, query)


def test_many_comments_of_a_question_come_a_page_at_a_time(
    client: Client, leader: User, organization: Organization
) -> None:
    round = with_comments(organization, 120)
    content = page(sign_in(client, leader), round)
    assert len(words(content)) == 50
    assert re.findall(r'<a href="\?([^"]*)">All 120 comments on this question', content) == ["question=1"]
    pages = [page(client, round, {"question": "1", "page": str(number)}) for number in (1, 2, 3)]
    assert [len(words(content)) for content in pages] == [50, 50, 20]
    assert {text for content in pages for text in words(content)} == {f"Words {n}" for n in range(120)}
    assert ["Next page" in content for content in pages] == [True, True, False]
    assert ["Previous page" in content for content in pages] == [False, True, True]
    assert "Page 2 of 3" in pages[1]


def with_comments(organization: Organization, number: int, title: str = "Spring") -> Round:
    """A closed round with so many comments on Q1, put there without the people."""
    assessment = organization.assessments.first()
    round = make_round(assessment=assessment, title=title) if assessment else make_round(organization, title=title)
    item = round.items.get(code="Q1")
    ReleasedComment.objects.bulk_create(
        ReleasedComment(round=round, item=item, team="sales", place=n + 1, text=f"Words {n}") for n in range(number)
    )
    close_round(round=round, now=timezone.now())
    return round


def test_queries_do_not_grow_with_comments(client: Client, editor: User, organization: Organization) -> None:
    sign_in(client, editor)
    few, many = with_comments(organization, 1), with_comments(organization, 60, "Autumn")
    counts = []
    for round in (few, many):
        page(client, round)
        with CaptureQueriesContext(connection) as queries:
            page(client, round)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


def test_redacted_comment_says_when_and_why(client: Client, leader: User, consultant: User, written: Round) -> None:
    redact_comment(
        comment=comment(written, "More coffee"), reason=RedactionChoice.WRITER, by=consultant, now=timezone.now()
    )
    content = page(sign_in(client, leader), written)
    assert "More coffee" not in content
    day = date_format(timezone.now().date(), "DATE_FORMAT")
    assert f"Redacted on {day}: It shows who wrote it." in content
    assert "3 comments, by question" in content
    assert "Redacted on" not in page(client, written, {"q": "coffee"})
    assert "Redacted on" in page(client, written, {"team": "sales"})


def test_hostile_words_stay_words(client: Client, editor: User, organization: Organization) -> None:
    round = make_commented_round([{"Q1": HOSTILE}], organization=organization)
    found = comment(round, HOSTILE)
    tag_comment(comment=found, tag=HOSTILE[:40])
    pin_comment(comment=found, is_pinned=True)
    sign_in(client, editor)
    for content in (page(client, round), page(client, round, {"q": HOSTILE}), question_page(client, round)):
        assert "<script>" not in content
        assert HOSTILE in words(content)


# --- The page of a question ----------------------------------------------------------------------------------------
def test_question_shows_its_pinned_comments_and_the_way_to_all(client: Client, leader: User, written: Round) -> None:
    pin_comment(comment=comment(written, "Nobody calls"), is_pinned=True)
    pin_comment(comment=comment(written, "Hardly ever"), is_pinned=True)
    content = question_page(sign_in(client, leader), written, 3)
    assert words(content) == ["Nobody calls"]
    assert f'<a href="{list_address(written)}?question=3">All 2 comments on this question</a>' in content


def test_question_without_a_pinned_comment_counts_them(client: Client, leader: User, written: Round) -> None:
    content = question_page(sign_in(client, leader), written)
    assert words(content) == []
    assert f'<a href="{list_address(written)}?question=1">1 comment on this question</a>' in content


def test_question_without_comments_does_not_speak_of_them(
    client: Client, leader: User, organization: Organization
) -> None:
    round = make_closed_round(sales=[3] * 8, marketing=[3] * 8, organization=organization)
    assert "In their words" not in question_page(sign_in(client, leader), round)
