"""What a participant's phone is shown, and what it may do."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import LONGEST_WORKSHOP, Ballot, Phone, Vote, Workshop
from assessments.scales import Team
from assessments.services import votes
from assessments.services.votes import cast_ballot, lock_vote, open_vote
from assessments.services.workshops import end_workshop, move_workshop
from assessments.views import wrong_links
from assessments.views.room import COOKIE
from assessments.workshops import Position, Step
from tests.builders import join, make_closed_round, make_question, make_workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop(make_closed_round([4] * 5, [2] * 5), "Q1", "Q2")


@pytest.fixture
def vote(workshop: Workshop) -> Vote:
    return opened(workshop)


def opened(workshop: Workshop, code: str = "Q1") -> Vote:
    return open_vote(workshop=workshop, code=code, now=timezone.now())


def at(workshop: Workshop, then: str = "") -> str:
    return f"/w/{workshop.code}/{then}"


def joined(workshop: Workshop, team: str = "sales") -> Client:
    phone = Client()
    assert phone.post(at(workshop), {"team": team}, follow=True).status_code == 200
    return phone


def heading(reply: Any) -> str:
    (found,) = re.findall(r"<h1[^>]*>(.*?)</h1>", reply.content.decode())
    return str(found)


def now(phone: Client, workshop: Workshop) -> dict[str, object]:
    return dict(phone.get(at(workshop, "now/")).json())


# --- Coming in -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "mangle", [str, str.lower, lambda code: f" {code[:3]} {code[3:]} ", lambda code: "-".join(code)]
)
def test_code_opens_the_room_however_it_is_typed(client: Client, workshop: Workshop, mangle: Any) -> None:
    reply = client.post("/w/", {"code": mangle(workshop.code)})
    assert (reply.status_code, reply.headers["Location"]) == (302, at(workshop))


def test_code_in_the_address_may_be_in_any_case(client: Client, workshop: Workshop) -> None:
    assert heading(client.get(at(workshop).lower())) == "Which team are you in?"


@pytest.mark.parametrize("code", ["AAAAAA", "", "K7MQ2", "\x00", "🙂🙂🙂🙂🙂🙂", "x" * 4000, "' OR 1=1"])
def test_wrong_code_gets_a_sentence(client: Client, workshop: Workshop, code: str) -> None:
    reply = client.post("/w/", {"code": code})
    assert reply.status_code == 404
    assert "No workshop has this code now. Compare it with the screen." in reply.content.decode()


def test_wrong_code_in_the_address_gets_the_form_with_it(client: Client, db: None) -> None:
    for path in ("/w/KKKKKK/", "/w/%00/", "/w/KKKKKK/now/"):
        assert client.get(path).status_code == 404
    assert 'value="KKKKKK"' in client.get("/w/KKKKKK/").content.decode()


def test_trying_out_codes_ends_in_waiting_even_for_the_right_one(client: Client, workshop: Workshop) -> None:
    phone = joined(workshop)
    for _ in range(wrong_links.ALLOWED_A_MINUTE):
        assert client.post("/w/", {"code": "KKKKKK"}).status_code == 404
    for reply in (client.post("/w/", {"code": "KKKKKK"}), client.get(at(workshop)), client.get(at(workshop, "now/"))):
        assert reply.status_code == 429
    reply = client.post("/w/", {"code": workshop.code})
    assert (reply.status_code, reply.headers["Retry-After"]) == (429, "60")
    assert heading(reply) == "Please wait a minute"
    assert phone.get(at(workshop)).status_code == 200  # in the same room, from the same address


# --- Joining ---------------------------------------------------------------------------------------------------------
def test_joining_takes_two_taps_and_says_what_happens_to_votes(client: Client, workshop: Workshop) -> None:
    page = client.get(at(workshop)).content.decode()
    assert re.findall(r'name="team" value="(\w+)"', page) == ["sales", "marketing"]
    assert "nobody sees yours; counts are shown from 5 votes a team." in page
    reply = client.post(at(workshop), {"team": "marketing"}, follow=True)
    assert (heading(reply), Phone.objects.get().team) == ("Look at the screen", "marketing")
    assert "A vote will appear here." in reply.content.decode()


def test_looking_sets_no_cookie_and_joining_a_random_one(workshop: Workshop) -> None:
    phone = Client()
    assert phone.get(at(workshop)).cookies == {}
    reply = phone.post(at(workshop), {"team": "sales"})
    cookie = reply.cookies[COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/w/")
    assert cookie["max-age"] == LONGEST_WORKSHOP.total_seconds()
    assert re.fullmatch(r"[\w-]{22}", cookie.value)
    other = Client().post(at(workshop), {"team": "sales"}).cookies[COOKIE]
    assert other.value != cookie.value


def test_cookie_is_secure_where_sessions_are(workshop: Workshop, settings: Any) -> None:
    settings.SESSION_COOKIE_SECURE = True
    assert Client().post(at(workshop), {"team": "sales"}).cookies[COOKIE]["secure"] is True


def test_browser_that_keeps_no_cookies_is_told(workshop: Workshop) -> None:
    reply = Client().post(at(workshop), {"team": "sales"})
    assert (reply.status_code, reply.headers["Location"]) == (307, at(workshop, "?again=1"))
    told = Client().post(reply.headers["Location"], {"team": "sales"})
    assert told.status_code == 400
    assert "Your browser keeps no cookies." in told.content.decode()
    assert Phone.objects.count() == 0


def test_phone_that_comes_back_is_the_same_phone(workshop: Workshop) -> None:
    phone = joined(workshop)
    for team in ("marketing", "sales"):
        assert phone.post(at(workshop), {"team": team}).status_code == 302
    assert Phone.objects.get().team == "sales"
    assert "Which team" not in phone.get(at(workshop)).content.decode()


@pytest.mark.parametrize("team", ["", "finance", "\x00"])
def test_team_that_is_none_is_asked_again(client: Client, workshop: Workshop, team: str) -> None:
    reply = client.post(at(workshop), {"team": team})
    assert (reply.status_code, heading(reply)) == (400, "Which team are you in?")


def test_leaving_lets_choose_again(workshop: Workshop, vote: Vote) -> None:
    phone = joined(workshop)
    phone.post(at(workshop, "vote/"), {"vote": "Q1", "choice": "4"})
    reply = phone.post(at(workshop, "leave/"), follow=True)
    assert heading(reply) == "Which team are you in?"
    assert (Phone.objects.count(), Ballot.objects.count()) == (0, 0)
    assert phone.cookies[COOKIE].value == ""


def test_full_room_says_so(workshop: Workshop, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(votes, "MOST_PHONES", 0)
    reply = Client().post(at(workshop), {"team": "sales"}, follow=True)
    assert reply.status_code == 409
    assert "This room is full" in reply.content.decode()


def test_form_of_another_site_does_nothing(workshop: Workshop, vote: Vote) -> None:
    phone = joined(workshop)
    for then, form in (("", {"team": "sales"}), ("vote/", {"vote": "Q1", "choice": "4"}), ("leave/", {})):
        for site in ("cross-site", "same-site"):
            assert phone.post(at(workshop, then), form, headers={"sec-fetch-site": site}).status_code == 403
    assert (Phone.objects.count(), Ballot.objects.count()) == (1, 0)


# --- Voting ----------------------------------------------------------------------------------------------------------
def test_vote_asks_the_question_with_its_words(workshop: Workshop, vote: Vote) -> None:
    reply = joined(workshop).get(at(workshop))
    page = reply.content.decode()
    assert heading(reply) == "Question Q1?"
    assert re.findall(r'name="choice" value="(\d)"[^>]*>([^<]+)<', page) == [
        ("1", "Never"), ("2", "Rarely"), ("3", "Sometimes"), ("4", "Often"), ("5", "Almost always"),
        ("0", "Don’t know"),
    ]  # fmt: skip
    assert "Counted" not in page


def test_vote_is_counted_and_can_be_changed(workshop: Workshop, vote: Vote) -> None:
    phone = joined(workshop)
    for choice in ("4", "0"):
        reply = phone.post(at(workshop, "vote/"), {"vote": "Q1", "choice": choice}, follow=True)
        page = reply.content.decode()
        assert "Counted. You can change it until the vote is locked." in page
        assert re.findall(r'value="(\d)" required checked', page) == [choice]
    assert [ballot.choice for ballot in Ballot.objects.all()] == [0]


@pytest.mark.parametrize("choice", ["", "6", "9", "-1", "4.0", "four", "٣", "\x00", "9" * 5000])
def test_choice_that_is_none_is_asked_again(workshop: Workshop, vote: Vote, choice: str) -> None:
    reply = joined(workshop).post(at(workshop, "vote/"), {"vote": "Q1", "choice": choice})
    assert reply.status_code == 400
    assert "Choose one of the answers." in reply.content.decode()
    assert Ballot.objects.count() == 0


def test_stranger_who_votes_is_asked_for_the_team(workshop: Workshop, vote: Vote) -> None:
    reply = Client().post(at(workshop, "vote/"), {"vote": "Q1", "choice": "4"})
    assert (reply.status_code, heading(reply)) == (400, "Which team are you in?")
    assert Ballot.objects.count() == 0


def test_choice_that_comes_after_the_lock_is_told(workshop: Workshop, vote: Vote) -> None:
    phone = joined(workshop)
    move_workshop(workshop=workshop, position=Position(1, Step.QUESTION), now=timezone.now())
    lock_vote(vote=vote)
    reply = phone.post(at(workshop, "vote/"), {"vote": "Q1", "choice": "4"})
    assert (reply.status_code, heading(reply)) == (409, "Locked. Look at the screen.")
    assert "The vote was locked before your choice arrived: it is not counted." in reply.content.decode()


def test_choice_of_an_old_page_never_counts_for_the_next_question(workshop: Workshop, vote: Vote) -> None:
    phone = joined(workshop)
    lock_vote(vote=vote)
    opened(workshop, "Q2")
    for question in ("Q1", "", "\x00", "Q9"):
        reply = phone.post(at(workshop, "vote/"), {"vote": question, "choice": "4"})
        assert (reply.status_code, heading(reply)) == (409, "Question Q2?")
    assert Ballot.objects.count() == 0


def test_words_of_an_organizer_are_no_markup() -> None:
    question = make_question("X", text="<b>Bold</b>?", labels=["<i>", "b", "c", "d", "e"])
    workshop = make_workshop(make_closed_round([], [], questions=[question, make_question("Q1")]), "X")
    opened(workshop, "X")
    page = joined(workshop).get(at(workshop)).content.decode()
    assert "&lt;b&gt;Bold&lt;/b&gt;?" in page
    assert "<i>" not in page


# --- The day on a phone ----------------------------------------------------------------------------------------------
def test_phone_follows_the_workshop() -> None:
    workshop = make_workshop(make_closed_round([4] * 5, [2] * 5), "Q1", "Q2", is_started=False)
    early = Client().get(at(workshop))
    assert heading(early) == "The workshop has not begun"
    workshop = make_workshop(workshop.round, "Q1", "Q2")
    phone = joined(workshop)
    assert now(phone, workshop) == {"phase": "wait", "vote": "", "choice": None}
    move_workshop(workshop=workshop, position=Position(1, Step.QUESTION), now=timezone.now())
    vote = opened(workshop)
    assert now(phone, workshop) == {"phase": "vote", "vote": "Q1", "choice": None}
    phone.post(at(workshop, "vote/"), {"vote": "Q1", "choice": "2"})
    assert now(phone, workshop) == {"phase": "vote", "vote": "Q1", "choice": 2}
    lock_vote(vote=vote)
    assert now(phone, workshop) == {"phase": "locked", "vote": "", "choice": None}
    assert heading(phone.get(at(workshop))) == "Locked. Look at the screen."
    move_workshop(workshop=workshop, position=Position(2, Step.QUESTION), now=timezone.now())
    assert now(phone, workshop)["phase"] == "wait"
    end_workshop(workshop=workshop, now=timezone.now())
    assert now(phone, workshop) == {"phase": "ended", "vote": "", "choice": None}


def test_end_says_that_nothing_is_kept_and_takes_the_cookie(workshop: Workshop) -> None:
    phone = joined(workshop)
    end_workshop(workshop=workshop, now=timezone.now())
    reply = phone.get(at(workshop))
    assert (reply.status_code, heading(reply)) == (410, "This workshop has ended")
    assert "Nothing of your phone is kept." in reply.content.decode()
    assert reply.cookies[COOKIE]["max-age"] == 0


def test_forgotten_workshop_takes_no_phone_and_no_vote(workshop: Workshop, vote: Vote) -> None:
    phone = joined(workshop)
    Workshop.objects.update(started_at=timezone.now() - LONGEST_WORKSHOP - timedelta(seconds=1))
    for then, form in (("vote/", {"vote": "Q1", "choice": "4"}), ("", {"team": "sales"})):
        reply = phone.post(at(workshop, then), form)
        assert (reply.status_code, heading(reply)) == (410, "This workshop has ended")
    assert Ballot.objects.count() == 0


def test_phone_is_never_told_a_count(workshop: Workshop, vote: Vote) -> None:
    for device in join(workshop, Team.SALES, 7):
        cast_ballot(vote=vote, device=device, choice=3)
    phone = joined(workshop)
    empty = [phone.get(at(workshop)).content, phone.get(at(workshop, "now/")).content]
    Ballot.objects.all().delete()
    assert [phone.get(at(workshop)).content, phone.get(at(workshop, "now/")).content] == empty


def test_pages_are_small_keep_no_trace_and_look_at_no_other_cookie(workshop: Workshop, vote: Vote) -> None:
    phone = joined(workshop)
    phone.cookies["sessionid"] = "broken"
    for path in ("/w/", at(workshop), at(workshop, "now/")):
        reply = phone.get(path)
        assert len(reply.content) < 5000
        assert (reply.headers["Cache-Control"], reply.headers["Referrer-Policy"]) == ("no-store", "no-referrer")
        assert reply.cookies == {}


@pytest.mark.parametrize("phones", [0, 20])
def test_asking_takes_four_queries_however_many_joined(
    workshop: Workshop, vote: Vote, phones: int, django_assert_num_queries: Any
) -> None:
    phone = joined(workshop)
    for device in join(workshop, Team.SALES, phones):
        cast_ballot(vote=vote, device=device, choice=3)
    with django_assert_num_queries(4):
        phone.get(at(workshop, "now/"))
