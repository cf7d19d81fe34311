from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization
from assessments.models import LONGEST_WORKSHOP, Round, Vote, Workshop
from assessments.rooms import latest_workshop
from assessments.scales import Team
from assessments.services.votes import cast_ballot, open_vote
from assessments.services.workshops import end_workshop
from assessments.workshops import AgendaEntry, VoteTime, agenda_mark, load_agenda
from tests.builders import join, make_closed_round, make_round, make_workshop

pytestmark = pytest.mark.django_db

SCRIPT = {"accept": "application/json"}


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_closed_round([4] * 5, [2] * 5, organization=organization)


@pytest.fixture
def workshop(round: Round) -> Workshop:
    return make_workshop(round, "Q1", "Q2")


def address(name: str, round: Round) -> str:
    return reverse(f"assessments:{name}", args=[round.organization.slug, round.code])


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# --- The agenda ------------------------------------------------------------------------------------------------------
def test_agenda_is_stored_in_the_order_of_its_fields(as_editor: Client, round: Round) -> None:
    form = {"code": ["Q2", "Q1"], "minutes": ["5", "12"], "vote": ["before", "none"], "proposed": ["Q1", "Q2"]}
    reply = as_editor.post(address("workshop-prepare", round), form)
    workshop = latest_workshop(round)
    assert workshop is not None
    assert reply.status_code == 302
    assert said(reply) == ["The agenda is saved."]
    assert workshop.proposed == ["Q1", "Q2"]
    assert load_agenda(workshop.agenda) == (
        AgendaEntry(code="Q2", minutes=5, vote=VoteTime.BEFORE),
        AgendaEntry(code="Q1", minutes=12),
    )


def test_question_page_puts_its_question_on_the_agenda(as_editor: Client, round: Round) -> None:
    form = {"code": "Q2", "minutes": "15", "vote": "none", "act": "put Q1"}
    reply = as_editor.post(address("workshop-prepare", round), form)
    workshop = latest_workshop(round)
    assert workshop is not None
    assert [(entry.code, entry.minutes) for entry in load_agenda(workshop.agenda)] == [("Q2", 15), ("Q1", 10)]
    assert said(reply) == ["The proposed agenda is saved, and the question is on it. Give it a place and its minutes."]
    again = as_editor.post(address("workshop-prepare", round), form)
    assert said(again)[-1] == "This question is on the agenda already."


@pytest.mark.parametrize(
    ("act", "codes"),
    [
        ("up Q2", ["Q2", "Q1"]),
        ("down Q1", ["Q2", "Q1"]),
        ("up Q1", ["Q1", "Q2"]),
        ("down Q2", ["Q1", "Q2"]),
        ("remove Q1", ["Q2"]),
        ("up Q9", ["Q1", "Q2"]),
        ("whatever", ["Q1", "Q2"]),
    ],
)
def test_buttons_change_the_agenda_and_keep_what_was_typed(
    as_editor: Client, round: Round, act: str, codes: list[str]
) -> None:
    form = {"code": ["Q1", "Q2"], "minutes": ["7", "12"], "vote": ["after", "none"], "act": act}
    as_editor.post(address("workshop-prepare", round), form)
    agenda = load_agenda(Workshop.objects.get().agenda)
    assert [entry.code for entry in agenda] == codes
    assert {entry.code: entry.minutes for entry in agenda}.items() <= {"Q1": 7, "Q2": 12}.items()


def test_question_is_added_at_the_end(as_editor: Client, round: Round) -> None:
    form = {"code": ["Q2"], "minutes": ["7"], "vote": ["none"], "act": "add", "other": "Q1"}
    as_editor.post(address("workshop-prepare", round), form)
    assert [entry.code for entry in load_agenda(Workshop.objects.get().agenda)] == ["Q2", "Q1"]


def test_agenda_and_start_are_one_button(as_editor: Client, round: Round) -> None:
    as_editor.post(address("workshop-prepare", round), {"code": "Q1", "minutes": "7", "vote": "none", "act": "start"})
    assert Workshop.objects.get().is_running(timezone.now())


@pytest.mark.parametrize(("typed", "stored"), [("0", 1), ("500", 120), ("", 10), ("ten", 10), ("-3", 10), ("٣", 10)])
def test_minutes_that_cannot_be_are_brought_into_range(
    as_editor: Client, round: Round, typed: str, stored: int
) -> None:
    form = {"code": ["Q1"], "minutes": [typed], "vote": ["whenever"]}
    reply = as_editor.post(address("workshop-prepare", round), form)
    assert said(reply)[1:] == ["A question is given 1 to 120 minutes: what did not fit was changed."]
    assert load_agenda(Workshop.objects.get().agenda) == (AgendaEntry(code="Q1", minutes=stored),)


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"code": ["Q1", "Q2"], "minutes": ["5"], "vote": ["none"]}, "The agenda did not arrive completely."),
        ({}, "Choose at least one question"),
        ({"code": ["Q9"], "minutes": ["5"], "vote": ["none"]}, "not one of this round"),
    ],
)
def test_agenda_that_cannot_be_gets_a_sentence(
    as_editor: Client, round: Round, form: dict[str, list[str]], sentence: str
) -> None:
    reply = as_editor.post(address("workshop-prepare", round), form)
    assert sentence in said(reply)[0]
    assert Workshop.objects.count() == 0


def test_two_editors_agendas_are_shown_side_by_side(as_editor: Client, round: Round) -> None:
    there, mark = address("workshop-prepare", round), agenda_mark(())
    as_editor.post(there, {"code": ["Q1"], "minutes": ["5"], "vote": ["none"], "mark": mark})
    mine = {"code": ["Q1", "Q2"], "minutes": ["5", "9"], "vote": ["before", "none"], "act": "start"}
    reply = as_editor.post(there, {**mine, "mark": mark})
    page = reply.content.decode()
    assert reply.status_code == 409
    assert "Someone else changed the agenda since you opened the page." in page
    assert "<td>Question Q1?, 5 minutes</td><td>Question Q1?, 5 minutes, a vote before</td>" in page
    assert "<td>—</td><td>Question Q2?, 9 minutes</td>" in page
    stored = Workshop.objects.get()
    assert (len(stored.agenda), stored.started_at) == (1, None)
    [newer] = re.findall(r'name="mark" value="(\w+)"', page)
    assert said(as_editor.post(there, {**mine, "act": "save", "mark": newer})) == ["The agenda is saved."]
    assert as_editor.post(there, {**mine, "act": "save", "mark": mark}).status_code == 302  # nothing differs


def test_open_round_gets_no_workshop(as_editor: Client, organization: Organization) -> None:
    form = {"code": ["Q1"], "minutes": ["5"], "vote": ["none"]}
    reply = as_editor.post(address("workshop-prepare", make_round(organization)), form, headers=SCRIPT)
    assert (reply.status_code, reply.json()) == (409, {"error": "A workshop needs results: close the round first."})


# --- The day ---------------------------------------------------------------------------------------------------------
def test_day_of_a_workshop_by_script(as_editor: Client, round: Round) -> None:
    make_workshop(round, "Q1", "Q2", is_started=False)

    def act(name: str, **form: str) -> dict[str, object]:
        reply = as_editor.post(address(name, round), form, headers=SCRIPT)
        assert reply.status_code == 200
        return dict(reply.json())

    assert act("workshop-start")["is_running"] is True
    assert act("workshop-move", place="1", step="question")["place"] == 1
    assert act("vote-open", code="Q1")["open_code"] == "Q1"
    assert act("workshop-move", place="1", step="vote")["step"] == "vote"
    locked = act("vote-lock", code="Q1")
    assert (locked["open_code"], locked["locked"], locked["is_locked"]) == ("", ["Q1"], True)
    assert act("workshop-end")["is_running"] is False


def test_forms_lead_back_to_a_page_of_the_workshop(as_editor: Client, workshop: Workshop) -> None:
    inside = address("round-detail", workshop.round) + "workshop/present/?place=1"
    reply = as_editor.post(address("workshop-move", workshop.round), {"place": "1", "step": "own", "next": inside})
    assert (reply.status_code, reply.headers["Location"]) == (302, inside)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.test/", "//evil.test/", "/o/acme/", "{inside}../../close/", "{inside}\\evil", ""]
)
def test_forms_lead_nowhere_else(as_editor: Client, workshop: Workshop, elsewhere: str) -> None:
    inside = address("round-detail", workshop.round) + "workshop/"
    form = {"place": "1", "step": "own", "next": elsewhere.format(inside="https://evil.test" + inside)}
    target = as_editor.post(address("workshop-move", workshop.round), form).headers["Location"]
    assert target in {inside, address("round-detail", workshop.round)}


@pytest.mark.parametrize(
    ("name", "form", "sentence"),
    [
        ("workshop-move", {"place": "1", "step": "nowhere"}, "The screen cannot go there."),
        ("workshop-move", {"place": "-1", "step": "own"}, "The screen cannot go there."),
        ("workshop-move", {}, "The screen cannot go there."),
        ("vote-open", {"code": "Q9"}, "This question is not on the agenda."),
        ("vote-lock", {"code": "Q1"}, "There is no vote on this question."),
        ("vote-lock", {}, "There is no vote on this question."),
    ],
)
def test_what_cannot_be_done_is_said(
    as_editor: Client, workshop: Workshop, name: str, form: dict[str, str], sentence: str
) -> None:
    reply = as_editor.post(address(name, workshop.round), form, headers=SCRIPT)
    assert reply.status_code == 409
    assert reply.json()["error"].startswith(sentence)
    assert said(as_editor.post(address(name, workshop.round), form))[0].startswith(sentence)


def test_forgotten_workshop_is_over(as_editor: Client, workshop: Workshop) -> None:
    Workshop.objects.update(started_at=timezone.now() - LONGEST_WORKSHOP - timedelta(seconds=1))
    assert as_editor.get(address("workshop-state", workshop.round)).json()["is_running"] is False
    reply = as_editor.post(address("vote-open", workshop.round), {"code": "Q1"}, headers=SCRIPT)
    assert (reply.status_code, reply.json()["error"]) == (409, "This workshop has ended.")


# --- What screens follow ---------------------------------------------------------------------------------------------
def test_state_is_for_viewers_too_and_kept_by_nobody(as_leader: Client, workshop: Workshop) -> None:
    vote = open_vote(workshop=workshop, code="Q1", now=timezone.now())
    for device in join(workshop, Team.SALES, 3)[:2]:
        cast_ballot(vote=vote, device=device, choice=5)
    reply = as_leader.get(address("workshop-state", workshop.round))
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.json() == {
        "number": 1, "moves": 3, "place": 1, "step": "vote", "seconds": 0,
        "phones": {"sales": 3, "marketing": 0}, "votes": {"sales": 2, "marketing": 0},
        "open_code": "Q1", "locked": [], "is_locked": False, "is_running": True,
    }  # fmt: skip


@pytest.mark.parametrize("phones", [0, 30])
def test_state_takes_five_queries_however_many_joined(
    as_leader: Client, workshop: Workshop, phones: int, django_assert_num_queries: object
) -> None:
    join(workshop, Team.SALES, phones)
    here = address("workshop-state", workshop.round)
    with django_assert_num_queries(5):  # type: ignore[operator]  # session, user, membership, workshop, state
        as_leader.get(here)


def test_round_without_a_workshop_has_no_state(as_leader: Client, round: Round) -> None:
    for name in ("workshop-state", "workshop-qr"):
        assert as_leader.get(address(name, round)).status_code == 404


def test_qr_code_is_a_picture_until_the_end(as_leader: Client, workshop: Workshop) -> None:
    reply = as_leader.get(address("workshop-qr", workshop.round))
    assert (reply.status_code, reply.headers["Content-Type"]) == (200, "image/svg+xml")
    assert b"<path" in reply.content
    end_workshop(workshop=workshop, now=timezone.now())
    assert as_leader.get(address("workshop-qr", workshop.round)).status_code == 404


def test_latest_workshop_is_the_one_that_is_shown(as_leader: Client, workshop: Workshop) -> None:
    end_workshop(workshop=workshop, now=timezone.now())
    make_workshop(workshop.round, "Q2")
    assert as_leader.get(address("workshop-state", workshop.round)).json()["number"] == 2
    assert Vote.objects.count() == 0
