from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import Organization
from assessments.models import Round
from assessments.scales import Team
from tests.builders import make_question, make_round
from tests.survey_pages import NONCE, nonce_in, path_of, without_nonce

pytestmark = pytest.mark.django_db


@pytest.fixture
def round(db: None) -> Round:
    return make_round()


def test_page_says_who_asks_for_whom_and_what_is_promised(client: Client) -> None:
    closes_at = datetime.datetime(2031, 3, 14, 21, 30, tzinfo=datetime.UTC)
    round = make_round(minimum=6, closes_at=closes_at, time_zone="America/New_York")
    text = client.get(path_of(round, Team.MARKETING)).content.decode()
    for promise in (
        "<b>Acme</b> · Spring",
        '<b class="team marketing">Marketing</b>',
        "2 questions, about 1 minute.",
        "No organizer or colleague sees who said what",
        "<li>At closing only counts are kept; single answers are deleted.</li>",
        '<p class="risk">Comments are shown word for word, so write nothing that only you would say.</p>',
        "Results are shown only when at least 6 people of your team have answered a question.",
        "They are shown once 8 people of your team take part. Your wording may identify you.",
        "A survey is closed 12 months after its start at the latest.",
        "Friday, March 14, 2031, 5:30 p.m. New York time",
        "Answer for the teams as you know them over the last six months, not for yourself alone.",
    ):
        assert promise in text


def test_page_shows_every_question_with_its_worded_answers(client: Client) -> None:
    questions = [
        make_question("Q1", text="Do we <b>talk</b>?", not_applicable="We have none"),
        make_question("Q2", scale="yesno", labels=["No", "", "", "", "Yes"], guess_rule="none"),
        make_question("O3", scale="text", kind="open", labels=[]),
    ]
    text = client.get(path_of(make_round(questions=questions))).content.decode()
    assert re.findall(r'<input type="radio" name="Q1" value="(\w+)"[^>]*>([^<]+)', text) == [
        ("1", "Never"),
        ("2", "Rarely"),
        ("3", "Sometimes"),
        ("4", "Often"),
        ("5", "Almost always"),
        ("dk", "Don’t know"),
        ("na", "We have none"),
    ]
    assert re.findall(r'name="Q1-guess" value="(\w+)"', text) == ["1", "2", "3", "4", "5", "dk"]
    assert re.findall(r'name="Q2(?:-guess)?" value="(\w+)"[^>]*>([^<]+)', text) == [
        ("1", "No"),
        ("5", "Yes"),
        ("dk", "Don’t know"),
    ]
    assert re.findall(r'<textarea id="[^"]+" name="([^"]+)"', text) == ["Q1-comment", "Q2-comment", "O3-comment"]
    assert "<legend>Do we &lt;b&gt;talk&lt;/b&gt;?</legend>" in text


@pytest.mark.parametrize(("team", "guessed"), [(Team.SALES, ["A", "B"]), (Team.MARKETING, ["B"])])
def test_guess_is_asked_where_the_rule_allows_it(client: Client, team: Team, guessed: list[str]) -> None:
    questions = [
        make_question("A", guess_rule="subject-only", subject="sales"),
        make_question("B", guess_rule="both"),
        make_question("C", guess_rule="none"),
    ]
    text = client.get(path_of(make_round(questions=questions), team)).content.decode()
    assert re.findall(r'name="(\w)-guess" value="1"', text) == guessed
    assert text.count(f"Your guess for {team.other.value.title()} <small>") == len(guessed)
    assert text.count("Your guess shows where the two teams misjudge each other.") == 1


def test_guess_is_asked_nowhere_in_a_round_without_guesses(client: Client) -> None:
    text = client.get(path_of(make_round(has_guesses=False))).content.decode()
    assert "-guess" not in text


def test_pages_of_a_link_differ_in_their_nonce_only(client: Client, round: Round) -> None:
    first, second = client.get(path_of(round)), client.get(path_of(round))
    assert len(nonce_in(first)) == 22
    assert nonce_in(first) != nonce_in(second)
    assert without_nonce(first) == without_nonce(second)


def test_kept_page_takes_one_query(
    client: Client, round: Round, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        client.get(path_of(round))
    with django_assert_num_queries(1):
        client.get(path_of(round))


def test_kept_page_follows_a_new_name_of_the_organization(client: Client, round: Round) -> None:
    client.get(path_of(round))
    Organization.objects.update(name="Umbrella <& Sons>")
    assert "<b>Umbrella &lt;&amp; Sons&gt;</b> · Spring" in client.get(path_of(round)).content.decode()


def test_link_without_its_last_stroke_works(client: Client, round: Round) -> None:
    assert client.get(path_of(round)[:-1]).status_code == 200
    assert client.post(path_of(round)[:-1], {"nonce": NONCE}).status_code == 200


def test_page_asks_for_the_group_before_the_questions(client: Client) -> None:
    round = make_round(segment_title="Where do you <sit>?", segments=("North & South", "West"))
    text = client.get(path_of(round)).content.decode()
    assert re.findall(r'<input type="radio" name="segment" value="(\w+)"[^>]*>([^<]+)', text) == [
        ("1", "North &amp; South"),
        ("2", "West"),
    ]
    assert "<legend>Where do you &lt;sit&gt;? <small>optional</small></legend>" in text
    assert "A group with only 1 to 4 answers to a question is merged with others." in text
    assert text.index('name="segment"') < text.index('name="Q1"')


def test_page_asks_for_no_group_where_there_is_none(client: Client, round: Round) -> None:
    assert b"segment" not in client.get(path_of(round)).content
