"""What somebody with a link sees: what was chosen for them, nothing else, and nothing once it is taken back."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization, User
from assessments.books import Audience, Book, Section
from assessments.models import ReleasedComment, Round, ShareChoice
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.sharing import share_path, take_back
from assessments.views import wrong_links
from assessments.views.shelf import Shelf
from reports.renderers import EXPORTS
from reports.views import making
from tests.builders import answer, make_closed_round, make_round, make_share, make_user
from tests.reports import pdfs

pytestmark = pytest.mark.django_db

HIGH, LOW = [4, 5, 4, 5, 4, 5] * 2, [1, 2, 1, 2, 1, 2] * 2
FILE_KINDS = [ShareChoice(kind) for kind in EXPORTS if kind in list(ShareChoice)]


@pytest.fixture
def user(db: None) -> User:
    return make_user("sharer@example.com")


@pytest.fixture
def round(organization: Organization) -> Round:
    """With nine comments of each team on Q1, of which one of Sales is pinned."""
    round = make_round(organization=organization)
    for team, points in ((Team.SALES, HIGH), (Team.MARKETING, LOW)):
        for point in points:
            answer(round, team, own={"Q1": point}, comments={"Q1": f"Said by {team}"})
    close_round(round=round, now=timezone.now())
    ReleasedComment.objects.filter(pk=ReleasedComment.objects.filter(team="sales")[0].pk).update(is_pinned=True)
    return round


@pytest.fixture(autouse=True)
def _no_wrong_links(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrong_links, "_counts", Shelf(100))


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def words(page: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


def pdf_words(content: bytes) -> str:
    return pdfs.words(content)


# --- Results to look at ----------------------------------------------------------------------------------------------
def test_link_shows_the_dashboard_and_its_end(client: Client, round: Round, user: User) -> None:
    text = words(shown(client, share_path(make_share(round, user))))
    assert "Acme · Alignment · Spring · closed" in text
    assert "The one clear gap is on “Question Q1?”: Sales 88, Marketing 13 of 100." in text
    assert "You can read this until" in text
    assert "For Petra" not in text


def test_link_shows_every_question_and_leads_nowhere_else(client: Client, round: Round, user: User) -> None:
    path = share_path(make_share(round, user, audience=Audience.FULL))
    pages = [shown(client, path), *(shown(client, f"{path}questions/{position}/") for position in (1, 2))]
    assert words(pages[1]).count("Question Q1?") >= 1
    links = {link.partition("?")[0] for page in pages for link in re.findall(r'href="([^"]*)"', page)}
    inside = {link for link in links if not link.startswith(("/static/", "#", "/logo/", "/brand/"))}
    assert inside == {"", path, f"{path}questions/1/", f"{path}questions/2/", "/privacy/"}
    assert [part for page in pages for part in ("<form", " style=", "<style", "/o/acme") if part in page] == []


def test_link_takes_nothing(client: Client, round: Round, user: User) -> None:
    path = share_path(make_share(round, user))
    for address in (path, f"{path}questions/1/", f"{path}file/"):
        for method in ("post", "put", "patch", "delete"):
            assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize(
    ("audience", "teams"),
    [(Audience.LEADERS, []), (Audience.WORKSHOP, ["sales"]), (Audience.FULL, ["marketing", "sales"])],
)
def test_audience_decides_about_comments(
    client: Client, round: Round, user: User, audience: Audience, teams: list[str]
) -> None:
    path = share_path(make_share(round, user, audience=audience))
    pages = shown(client, path) + shown(client, f"{path}questions/1/")
    assert sorted(set(re.findall(r"Said by (\w+)", pages))) == teams


def test_hidden_team_is_hidden_here_too(client: Client, organization: Organization, user: User) -> None:
    round = make_closed_round(HIGH, [1, 2, 1], organization=organization)
    path = share_path(make_share(round, user, audience=Audience.FULL))
    for address in (path, f"{path}questions/1/"):
        assert "fewer than 5 answered" in words(shown(client, address)).lower()
    file = share_path(make_share(round, user, what=ShareChoice.PDF, audience=Audience.FULL))
    assert "fewer than 5 answered" in pdf_words(client.get(f"{file}file/").content).lower()


def test_question_that_there_is_not_is_no_more_than_a_wrong_link(client: Client, round: Round, user: User) -> None:
    path = share_path(make_share(round, user))
    for position in (0, 9, 10**20):
        assert client.get(f"{path}questions/{position}/").status_code == 404


def test_order_can_be_chosen(client: Client, round: Round, user: User) -> None:
    path = share_path(make_share(round, user))
    assert shown(client, f"{path}?sort=questionnaire") != shown(client, path)
    assert shown(client, f"{path}?sort=nonsense") == shown(client, path)


def test_queries_do_not_grow_with_links(
    client: Client, round: Round, user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = share_path(make_share(round, user))
    shown(client, path)
    with django_assert_num_queries(4):
        shown(client, path)
    for _ in range(10):
        make_share(round, user)
    with django_assert_num_queries(4):
        shown(client, path)


# --- A file ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("what", FILE_KINDS)
def test_link_to_a_file_gives_that_file_alone(client: Client, round: Round, user: User, what: ShareChoice) -> None:
    path = share_path(make_share(round, user, what=what, audience=Audience.LEADERS))
    page = shown(client, path)
    assert f'href="{path}file/"' in page
    assert "Sales 88" not in words(page)
    assert client.get(f"{path}questions/1/").status_code == 404
    response = client.get(f"{path}file/")
    assert response.headers["Content-Type"] == EXPORTS[what].media_type
    assert response.headers["Content-Disposition"] == f'attachment; filename="acme-{round.code}.{what}"'
    assert client.get(f"{path}file/").content == response.content


def test_link_to_results_gives_no_file(client: Client, round: Round, user: User) -> None:
    assert client.get(f"{share_path(make_share(round, user))}file/").status_code == 404


def test_file_has_the_parts_of_its_audience_and_the_words_of_that_day(
    client: Client, round: Round, user: User
) -> None:
    book = Book(sections=(Section.HOW,), summary="Written for Petra.")
    texts = []
    for audience in (Audience.LEADERS, Audience.FULL):
        path = share_path(make_share(round, user, what=ShareChoice.PDF, audience=audience, book=book))
        texts.append(pdf_words(client.get(f"{path}file/").content))
    assert ["Written for Petra." in text for text in texts] == [True, True]
    assert ["Said by" in text for text in texts] == [False, True]


# --- A stranger ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("what", [ShareChoice.DASHBOARD, ShareChoice.PDF])
def test_nobody_is_recognized_followed_or_remembered(
    as_editor: Client, client: Client, round: Round, user: User, what: ShareChoice
) -> None:
    path = share_path(make_share(round, user, what=what))
    places = [path, f"{path}questions/1/" if what is ShareChoice.DASHBOARD else f"{path}file/"]
    sessions = Session.objects.count()
    for place in places:
        stranger, member = client.get(place), as_editor.get(place)
        assert stranger.content == member.content
        assert not stranger.cookies
        assert not member.cookies
        assert stranger.headers["Referrer-Policy"] == "no-referrer"
        assert stranger.headers["Cache-Control"] == "no-store"
        assert stranger.headers["X-Robots-Tag"] == "noindex"
    assert Session.objects.count() == sessions


def test_words_of_organizers_are_shown_as_words(client: Client, organization: Organization, user: User) -> None:
    hostile = "<script>alert(1)</script>"
    round = make_closed_round(HIGH, LOW, organization=organization, title=hostile)
    for what in (ShareChoice.DASHBOARD, ShareChoice.PDF):
        page = shown(client, share_path(make_share(round, user, what=what)))
        assert hostile not in page
        assert "&lt;script&gt;alert(1)" in page


# --- A link that is none ---------------------------------------------------------------------------------------------
@pytest.mark.parametrize("place", ["", "questions/1/", "file/"])
def test_link_taken_back_is_dead_with_the_next_request(client: Client, round: Round, user: User, place: str) -> None:
    what = ShareChoice.PDF if place == "file/" else ShareChoice.DASHBOARD
    link = make_share(round, user, what=what)
    path = f"{share_path(link)}{place}"
    assert client.get(path).status_code == 200
    take_back(round=round, pk=link.pk)
    taken, never = client.get(path), client.get(f"/x/never/{place}")
    assert (taken.status_code, taken.content) == (404, never.content)
    assert "no longer valid It has ended by itself, was taken back, or lost" in words(taken.content.decode())


def test_expired_link_says_the_same(client: Client, round: Round, user: User) -> None:
    path = share_path(make_share(round, user, timezone.now() - timedelta(days=7)))
    assert client.get(path).status_code == 404
    assert client.get(path).content == client.get("/x/never/").content


@pytest.mark.parametrize("token", ["x", "x" * 22, "x" * 3000, "%00", "é", "…"])
def test_wrong_link_says_so(client: Client, round: Round, user: User, token: str) -> None:
    make_share(round, user)
    response = client.get(f"/x/{token}/")
    assert response.status_code == 404
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_trying_out_links_is_slowed_down_and_the_right_one_still_opens(
    client: Client, round: Round, user: User
) -> None:
    path = share_path(make_share(round, user))
    for number in range(wrong_links.ALLOWED_A_MINUTE):
        assert client.get(f"/x/{number}/").status_code == 404
    limited = client.get("/x/another/")
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "60")
    assert client.get(path).status_code == 200


def test_secrets_of_other_pages_open_nothing_here(client: Client, round: Round, user: User) -> None:
    path = share_path(make_share(round, user))
    for other in ("/s/", "/r/"):
        assert client.get(path.replace("/x/", other)).status_code == 404


def test_link_that_lost_its_last_stroke_opens_the_page(client: Client, round: Round, user: User) -> None:
    path = share_path(make_share(round, user))
    assert words(client.get(path.rstrip("/")).content.decode()) == words(client.get(path).content.decode())


def test_link_that_is_used_too_often_has_to_wait(
    client: Client, round: Round, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "A_MINUTE", 1)
    path = share_path(make_share(round, user, what=ShareChoice.PDF))
    assert client.get(f"{path}file/").status_code == 200
    limited = client.get(f"{path}file/")
    assert limited.status_code == 429
    assert 0 < int(limited.headers["Retry-After"]) <= 60
    assert "Please wait" in limited.content.decode()
    other = share_path(make_share(round, user, what=ShareChoice.PDF))
    assert client.get(f"{other}file/").status_code == 200
