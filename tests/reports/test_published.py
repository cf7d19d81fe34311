"""The page for the people who answered: what it shows, what it never shows, and that it needs nothing of them."""

from __future__ import annotations

import html
import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Assessment, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.plan import choose_focus_areas
from assessments.services.publishing import publish_round, published_path, unpublish_round
from assessments.views import wrong_links
from tests.builders import answer, make_action, make_closed_round, make_round

pytestmark = pytest.mark.django_db

HIGH, LOW = [4, 5, 4, 5, 4, 5] * 2, [1, 2, 1, 2, 1, 2] * 2


@pytest.fixture
def assessment(organization: Organization) -> Assessment:
    return Assessment.objects.create(organization=organization, name="Alignment")


def shown(client: Client, round: Round) -> str:
    response = client.get(published_path(publish_round(round=round)))
    assert response.status_code == 200
    return response.content.decode()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def test_page_thanks_and_shows_the_round(client: Client, assessment: Assessment) -> None:
    page = shown(client, make_closed_round(HIGH, LOW, assessment=assessment, title="Spring"))
    text = words(page)
    assert "Acme · Alignment · Spring · closed" in text
    assert "Thank you for answering." in text
    assert "The one clear gap is on “Question Q1?”: Sales 88, Marketing 13 of 100." in text
    assert "Largest clear gap" in text
    assert page.count("<svg") >= 2
    assert "Question Q1? Sales 88 Marketing 13 Clear gap" in text
    assert "The teams have not agreed yet on what to do." in text


def test_largest_gap_stands_first_in_the_chart_and_its_table(client: Client, organization: Organization) -> None:
    answers = {Team.SALES: {"Q1": 4, "Q2": 5}, Team.MARKETING: {"Q1": 4, "Q2": 1}}
    round = make_round(organization=organization)
    for team, own in answers.items():
        for _person in range(12):
            answer(round, team, own=own)
    close_round(round=round, now=timezone.now())
    page = shown(client, round)
    assert re.findall(r'class="gap-place">(\d)', page)[:2] == ["2", "1"]
    assert re.findall(r'<th scope="row">Question (Q\d)', page)[:2] == ["Q2", "Q1"]


def test_plan_is_shown_without_owners(client: Client, assessment: Assessment) -> None:
    round = make_closed_round(HIGH, LOW, assessment=assessment)
    make_action(round, "Q1", sales_owner="Ana Silva", marketing_owner="Ben Ode", state="under-way")
    make_action(round, "Q1", sales_part="Given up.", state="dropped")
    choose_focus_areas(round=round, codes=["Q2"])
    text = words(shown(client, round))
    assert "Sales Call. Marketing Listen. Under way" in text
    assert "What to do about it is still being agreed." in text
    assert [name for name in ("Ana", "Silva", "Ben Ode", "Given up.") if name in text] == []


def test_ledger_is_shown_without_owners(client: Client, assessment: Assessment) -> None:
    first = make_closed_round(HIGH, LOW, assessment=assessment, title="Spring")
    make_action(first, "Q1", sales_owner="Ana Silva", marketing_owner="Ben Ode", state="done")
    text = words(shown(client, make_closed_round(HIGH, HIGH, assessment=assessment)))
    assert "What was taken on after “Spring”, and what has changed since." in text
    assert "The gap narrowed from 75 to 0 (Sales higher before), by more than chance." in text
    assert "Since “Spring”, the gap on “Question Q1?” narrowed from 75 to 0." in text
    assert "Before 88 13 Now 88 88" in text
    assert "is no proof that the action caused it" in text
    assert [name for name in ("Ana", "Silva", "Ben Ode") if name in text] == []


def test_no_comment_no_group_and_no_turnout(client: Client, organization: Organization) -> None:
    round = make_round(
        organization=organization, segment_title="Region", segments=("Northland", "Southland"), invited_sales=3737
    )
    for team in Team:
        for point in HIGH:
            answer(round, team, own={"Q1": point}, comments={"Q1": "Something about a lunch"})
    close_round(round=round, now=timezone.now())
    text = words(shown(client, round))
    assert [
        word for word in ("lunch", "Northland", "Southland", "By Region", "3737", "answered (") if word in text
    ] == []


def test_hidden_team_is_hidden_here_too(client: Client, assessment: Assessment) -> None:
    text = words(shown(client, make_closed_round(HIGH, [1, 2, 1], assessment=assessment)))
    assert "Question Q1? Sales 88 Marketing Fewer than 5 answered Hidden to protect anonymity" in text


def test_page_leads_to_no_page_for_members(client: Client, assessment: Assessment) -> None:
    first = make_closed_round(HIGH, LOW, assessment=assessment)
    make_action(first, "Q1")
    second = make_closed_round(HIGH, HIGH, assessment=assessment)
    make_action(second, "Q1")
    page = shown(client, second)
    assert {link for link in re.findall(r'href="([^"]*)"', page) if not link.startswith("/static/")} == {
        "#content",
        "/privacy/",
        "?lang=de",
    }


def test_nobody_is_recognized_or_followed(as_editor: Client, client: Client, assessment: Assessment) -> None:
    round = make_closed_round(HIGH, LOW, assessment=assessment)
    path = published_path(publish_round(round=round))
    sessions = Session.objects.count()
    stranger, member = client.get(path), as_editor.get(path)
    assert stranger.content == member.content
    assert not stranger.cookies
    assert not member.cookies
    assert Session.objects.count() == sessions
    assert stranger.headers["Referrer-Policy"] == "no-referrer"
    assert stranger.headers["Cache-Control"] == "no-store"
    assert stranger.headers["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in stranger.content.decode()


def test_words_of_organizers_are_shown_as_words(client: Client, as_leader: Client, assessment: Assessment) -> None:
    hostile = "<script>alert(1)</script>"
    first = make_closed_round(HIGH, LOW, assessment=assessment, title=hostile)
    make_action(first, "Q1", sales_part=hostile, sales_owner=hostile)
    second = make_closed_round(HIGH, LOW, assessment=assessment, title=hostile)
    make_action(second, "Q1", sales_part=hostile)
    ledger = as_leader.get(f"/o/acme/rounds/{second.code}/dashboard/ledger/").content.decode()
    for page in (shown(client, second), ledger):
        assert hostile not in page
        assert "&lt;script&gt;alert(1)" in page


def test_page_runs_and_styles_nothing_inline(client: Client, assessment: Assessment) -> None:
    page = shown(client, make_closed_round(HIGH, LOW, assessment=assessment))
    assert [part for part in (" style=", "<style", "<script", "<form") if part in page] == []


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_page_takes_nothing(client: Client, assessment: Assessment, method: str) -> None:
    path = published_path(publish_round(round=make_closed_round(HIGH, LOW, assessment=assessment)))
    assert getattr(client, method)(path).status_code == 405


@pytest.mark.parametrize("token", ["x", "x" * 22, "x" * 3000, "%00", "é", "…"])
def test_wrong_link_says_so(client: Client, assessment: Assessment, token: str) -> None:
    publish_round(round=make_closed_round(HIGH, LOW, assessment=assessment))
    response = client.get(f"/r/{token}/")
    assert response.status_code == 404
    assert "Nothing is shown here" in response.content.decode()


def test_taken_back_looks_as_if_it_had_never_been(client: Client, assessment: Assessment) -> None:
    round = make_closed_round(HIGH, LOW, assessment=assessment)
    path = published_path(publish_round(round=round))
    unpublish_round(round=round)
    taken, never = client.get(path), client.get("/r/never/")
    assert (taken.status_code, taken.content) == (404, never.content)


def test_trying_out_links_is_slowed_down_and_the_right_one_still_opens(client: Client, assessment: Assessment) -> None:
    path = published_path(publish_round(round=make_closed_round(HIGH, LOW, assessment=assessment)))
    for number in range(wrong_links.ALLOWED_A_MINUTE):
        assert client.get(f"/r/{number}/").status_code == 404
    limited = client.get("/r/another/")
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "60")
    assert client.get(path).status_code == 200


def test_link_that_lost_its_last_stroke_opens_the_page(client: Client, assessment: Assessment) -> None:
    path = published_path(publish_round(round=make_closed_round(HIGH, LOW, assessment=assessment)))
    assert client.get(path.rstrip("/")).content == client.get(path).content


def test_link_of_the_survey_opens_no_results_and_the_other_way_round(client: Client, assessment: Assessment) -> None:
    path = published_path(publish_round(round=make_closed_round(HIGH, LOW, assessment=assessment)))
    assert client.get(path.replace("/r/", "/s/")).status_code == 404
