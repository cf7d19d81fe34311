"""The workshop's pages: the agenda, every position of the screen, the remote."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import Round, Workshop
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.votes import cast_ballot, lock_vote, open_vote
from assessments.services.workshops import end_workshop, move_workshop, prepare_workshop
from assessments.workshops import AgendaEntry, Position, Step, VoteTime
from tests.builders import answer, answer_many, join, make_closed_round, make_question, make_round, make_workshop

HIGH, LOW = [4, 5, 4, 5, 4, 5], [1, 2, 1, 2, 1, 2]
FEW = [1, 1, 2, 1]


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round(HIGH, LOW, organization=organization)


@pytest.fixture
def workshop(round: Round) -> Workshop:
    return make_workshop(round, "Q1", "Q2")


def home(round: Round) -> str:
    return reverse("reports:workshop", args=[round.organization.slug, round.code])


def screen(round: Round, place: int, step: Step) -> str:
    return reverse("reports:workshop-screen", args=[round.organization.slug, round.code, place, step.value])


def remote(round: Round) -> str:
    return reverse("reports:workshop-remote", args=[round.organization.slug, round.code])


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# --- The agenda ----------------------------------------------------------------------------------------------------
def test_agenda_is_proposed_from_the_results(as_editor: Client, round: Round) -> None:
    shown = page(as_editor, home(round))
    assert "Proposed agenda" in shown
    assert '<input type="hidden" name="code" value="Q1">' in shown
    assert "1 question, 15 minutes; about 50 with a welcome" in words(shown)
    assert '<option value="Q2">' in shown


def test_round_without_gaps_lets_people_choose_themselves(as_editor: Client, organization: Organization) -> None:
    shown = page(as_editor, home(make_closed_round(FEW, FEW, organization=organization)))
    assert "propose nothing to talk about" in shown
    assert "Start the workshop" not in shown
    assert 'value="add"' in shown


def test_viewer_reads_the_agenda_and_changes_nothing(as_leader: Client, round: Round) -> None:
    shown = page(as_leader, home(round))
    assert "Question Q1?" in shown
    assert "workshop/prepare/" not in shown
    make_workshop(round)
    shown = page(as_leader, home(round))
    assert "The workshop is running" in shown
    assert "follows whoever leads the workshop" in shown
    assert "remote" not in shown
    assert "V opens" not in shown
    assert "workshop/end/" not in shown


def test_workshop_that_runs_shows_the_way_to_its_screens(as_editor: Client, workshop: Workshop) -> None:
    shown = page(as_editor, home(workshop.round))
    assert screen(workshop.round, 0, Step.WELCOME) in shown
    assert remote(workshop.round) in shown
    assert workshop.code in shown
    assert 'value="start"' not in shown


def test_workshop_that_ended_keeps_how_the_room_voted(as_leader: Client, workshop: Workshop) -> None:
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    for team, choices in ((Team.SALES, [5] * 5), (Team.MARKETING, FEW)):
        for device, choice in zip(join(workshop, team, len(choices)), choices, strict=True):
            cast_ballot(vote=vote, device=device, choice=choice)
    lock_vote(vote=vote)
    end_workshop(workshop=workshop, now=timezone.now())
    shown = words(page(as_leader, home(workshop.round)))
    assert "Sales: 5 voted. Marketing: 4 voted. Not shown: fewer than 5 chose an answer." in shown
    assert "100%" in shown


def test_round_that_is_open_has_no_workshop(as_editor: Client, organization: Organization) -> None:
    open_round = make_round(organization=organization)
    for address in (home(open_round), screen(open_round, 0, Step.WELCOME), remote(open_round)):
        assert as_editor.get(address).status_code == 404


def test_pages_are_for_members_only(client: Client, as_outsider: Client, workshop: Workshop) -> None:
    for address in (home(workshop.round), screen(workshop.round, 1, Step.OWN), remote(workshop.round)):
        assert as_outsider.get(address).status_code == 404
        assert Client().get(address).headers["Location"].startswith("/account/login/")


def test_remote_is_for_whoever_may_change_something(as_leader: Client, workshop: Workshop) -> None:
    assert as_leader.get(remote(workshop.round)).status_code == 403


# --- The screen ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("place", "step", "said"),
    [
        (0, Step.WELCOME, "Join with your phone"),
        (1, Step.QUESTION, "How would you answer?"),
        (1, Step.OWN, "Sales says 88"),
        (1, Step.FINDING, "You see this differently."),
        (1, Step.FINDING, "Sales 88 Marketing 13 75 points apart, Sales higher"),
        (2, Step.FINDING, "Not shown: in both teams, fewer than 5 answered."),
        (3, Step.PLAN, "Choose at most three."),
        (3, Step.AGREEMENT, "Nothing is promised yet."),
        (3, Step.CLOSE, "Thank you."),
    ],
)
def test_screen_shows_one_message_a_step(
    as_leader: Client, workshop: Workshop, place: int, step: Step, said: str
) -> None:
    assert said in words(page(as_leader, screen(workshop.round, place, step)))


def test_question_gives_no_answer_away(as_editor: Client, workshop: Workshop) -> None:
    shown = page(as_editor, screen(workshop.round, 1, Step.QUESTION))
    assert "88" not in words(shown)
    assert "says" not in words(shown)


def test_step_without_guesses_is_left_out(as_editor: Client, workshop: Workshop) -> None:
    assert screen(workshop.round, 1, Step.OWN) in page(as_editor, screen(workshop.round, 1, Step.QUESTION))
    reply = as_editor.get(screen(workshop.round, 1, Step.GUESS))
    assert reply.headers["Location"] == screen(workshop.round, 1, Step.QUESTION)


def test_what_was_expected_comes_before_what_is_said(as_editor: Client, organization: Organization) -> None:
    guessed = make_round(organization=organization)
    for team, own, guess in ((Team.SALES, HIGH, LOW), (Team.MARKETING, LOW, LOW)):
        for point, expected in zip(own, guess, strict=True):
            answer(guessed, team, own={"Q1": point}, guess={"Q1": expected})
    close_round(round=guessed, now=timezone.now())
    make_workshop(guessed)
    shown = words(page(as_editor, screen(guessed, 1, Step.GUESS)))
    assert "Marketing expects 13" in shown
    assert "says" not in shown
    assert "Sales says 88" in page(as_editor, screen(guessed, 1, Step.OWN))


def test_place_that_the_agenda_lost_leads_to_the_one_before(as_editor: Client, workshop: Workshop) -> None:
    reply = as_editor.get(screen(workshop.round, 9, Step.OWN))
    assert reply.headers["Location"] == screen(workshop.round, 3, Step.CLOSE)
    assert as_editor.get(screen(workshop.round, 1, Step.OWN).replace("own", "elsewhere")).status_code == 404


def test_other_screens_follow_and_do_not_walk(as_leader: Client, as_editor: Client, workshop: Workshop) -> None:
    here = screen(workshop.round, 1, Step.QUESTION)
    assert 'rel="next"' in page(as_editor, here)
    assert 'rel="next"' not in page(as_leader, here)
    assert "data-move" not in page(as_leader, here)


def test_rehearsal_walks_alone(as_editor: Client, round: Round) -> None:
    make_workshop(round, is_started=False)
    shown = page(as_editor, screen(round, 0, Step.WELCOME))
    assert "Rehearsal" in shown
    assert "data-move" not in shown
    assert "workshop/code.svg" not in shown
    assert 'rel="next"' in shown


def test_screen_after_the_end_says_so(as_editor: Client, workshop: Workshop) -> None:
    end_workshop(workshop=workshop, now=timezone.now())
    shown = page(as_editor, screen(workshop.round, 0, Step.WELCOME))
    assert "This workshop has ended." in words(shown)
    assert "workshop/code.svg" not in shown
    assert "data-move" not in shown


# --- The vote ------------------------------------------------------------------------------------------------------
def voted(workshop: Workshop, sales: list[int], marketing: list[int]) -> None:
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    for team, choices in ((Team.SALES, sales), (Team.MARKETING, marketing)):
        for device, choice in zip(join(workshop, team, len(choices)), choices, strict=True):
            cast_ballot(vote=vote, device=device, choice=choice)


def test_open_vote_shows_how_many_and_never_what(as_editor: Client, workshop: Workshop) -> None:
    voted(workshop, [5, 5, 4, 5, 5], FEW)
    shown = words(page(as_editor, screen(workshop.round, 1, Step.VOTE)))
    assert "Sales 5 of 5 Marketing 4 of 4 Votes so far." in shown
    assert "Votes of Marketing can be shown from 5 phones a team. Until then: raise hands." in shown
    assert "%" not in shown


def test_locked_vote_hides_a_team_of_four(as_editor: Client, workshop: Workshop) -> None:
    voted(workshop, [5, 5, 4, 5, 5], FEW)
    vote = workshop.votes.get()
    lock_vote(vote=vote)
    shown = words(page(as_editor, screen(workshop.round, 1, Step.VOTE)))
    assert "80%" in shown
    assert "fewer than 5 answered" in shown
    assert "Marketing: 4 voted. Not shown: fewer than 5 chose an answer." in shown
    assert "75%" not in shown
    assert "25%" not in shown


def test_locked_vote_of_too_few_says_so_without_a_chart(as_editor: Client, workshop: Workshop) -> None:
    voted(workshop, FEW, FEW)
    lock_vote(vote=workshop.votes.get())
    shown = page(as_editor, screen(workshop.round, 1, Step.VOTE))
    assert "Too few votes to show. Raise hands instead." in shown
    assert "screen-chart" not in shown
    end_workshop(workshop=workshop, now=timezone.now())
    shown = page(as_editor, home(workshop.round))
    assert "Sales: 4 voted. Not shown: fewer than 5 chose an answer." in words(shown)
    assert "chart-wide" not in shown


def test_vote_waits_for_another_to_be_locked(as_editor: Client, round: Round) -> None:
    agenda = [AgendaEntry(code=code, minutes=5, vote=VoteTime.AFTER) for code in ("Q1", "Q2")]
    workshop = make_workshop(round)
    prepare_workshop(round=round, agenda=agenda, proposed=[])
    assert "The vote is not open yet." in page(as_editor, screen(round, 2, Step.VOTE))
    open_vote(workshop=workshop, code="Q1", now=timezone.now())
    assert "Lock that vote first." in page(as_editor, screen(round, 2, Step.VOTE))


# --- The remote ----------------------------------------------------------------------------------------------------
def test_remote_holds_what_stands_on_the_screen_and_what_is_next(as_editor: Client, workshop: Workshop) -> None:
    move_workshop(workshop=workshop, position=Position(1, Step.QUESTION), now=timezone.now())
    shown = page(as_editor, remote(workshop.round))
    assert "1 of 2 · The question" in shown
    assert "Next: What each says" in words(shown)
    assert "vote/open/" in shown
    open_vote(workshop=workshop, code="Q1", now=timezone.now())
    assert "vote/lock/" in page(as_editor, remote(workshop.round))


@pytest.mark.parametrize("is_started", [True, False])
def test_remote_of_a_workshop_that_does_not_run_has_no_buttons(
    as_editor: Client, round: Round, is_started: bool
) -> None:
    workshop = make_workshop(round, is_started=is_started)
    if is_started:
        end_workshop(workshop=workshop, now=timezone.now())
    shown = page(as_editor, remote(round))
    assert "workshop/move/" not in shown
    assert ("has ended" in shown) is is_started


def test_remote_puts_the_vote_first_until_it_is_locked(as_editor: Client, workshop: Workshop) -> None:
    move_workshop(workshop=workshop, position=Position(1, Step.QUESTION), now=timezone.now())
    assert "remote-at-vote" not in page(as_editor, remote(workshop.round))
    move_workshop(workshop=workshop, position=Position(1, Step.VOTE), now=timezone.now())
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    assert "remote-at-vote" in page(as_editor, remote(workshop.round))
    lock_vote(vote=vote)
    assert "remote-at-vote" not in page(as_editor, remote(workshop.round))


def test_remote_leads_from_the_last_screen_to_where_a_workshop_is_ended(as_editor: Client, workshop: Workshop) -> None:
    assert "End the workshop" not in page(as_editor, remote(workshop.round))
    move_workshop(workshop=workshop, position=Position(3, Step.CLOSE), now=timezone.now())
    assert "End the workshop" in page(as_editor, remote(workshop.round))


# --- Queries -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("questions", [1, 12])
def test_screen_costs_the_same_however_long_the_agenda(
    as_editor: Client, organization: Organization, questions: int, django_assert_num_queries: object
) -> None:
    asked = [make_question(f"Q{number}") for number in range(1, questions + 1)]
    long_round = make_round(organization=organization, questions=asked)
    answer_many(long_round, Team.SALES, "Q1", HIGH)
    close_round(round=long_round, now=timezone.now())
    make_workshop(long_round, *(question.code for question in asked))
    page(as_editor, screen(long_round, 1, Step.OWN))
    with django_assert_num_queries(10):  # type: ignore[operator]
        page(as_editor, screen(long_round, 1, Step.OWN))


def test_open_vote_is_locked_before_the_screen_goes_on(as_editor: Client, workshop: Workshop) -> None:
    """Or what the survey says would stand there while people still vote."""
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    shown = page(as_editor, screen(workshop.round, 1, Step.VOTE))
    assert 'rel="next"' not in shown
    assert 'rel="prev"' in shown
    assert "Lock the vote" in shown
    assert "remote-forward" not in page(as_editor, remote(workshop.round))
    lock_vote(vote=vote)
    assert 'rel="next"' in page(as_editor, screen(workshop.round, 1, Step.VOTE))


def test_question_that_is_hidden_for_both_goes_straight_to_why(as_editor: Client, workshop: Workshop) -> None:
    shown = page(as_editor, screen(workshop.round, 2, Step.QUESTION))
    assert f'rel="next" href="{screen(workshop.round, 2, Step.FINDING)}"' in shown
