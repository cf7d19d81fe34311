"""G1: No identity in answers. Answer tables hold no person, invitation, user, session, address, browser or time."""

from __future__ import annotations

import datetime

import pytest
from django.core.management import call_command
from django.db import models
from django.test import Client
from django.utils import timezone

from accounts.models import Organization
from assessments import tokens
from assessments.models import Answer, Comment, Invitation, Link, Response, Round
from assessments.scales import Team
from tests.builders import make_confidential_round, make_round, person_token
from tests.dumps import dump_tables, holders
from tests.survey_pages import nonce_in

pytestmark = pytest.mark.django_db

ALLOWED = {
    Response: {"id", "round_id", "team", "segment", "receipt_hash", "fingerprint"},
    Answer: {"id", "response_id", "item_id", "own", "guess"},
    Comment: {"id", "response_id", "item_id", "text"},
}
PEOPLE = [("anna.berg@example.com", "Anna Berg"), ("bo@example.com", "Bo Lind"), ("cleo@example.com", "Cleo Roy")]
BROWSER = "Respondent-Browser/7.3"
ADDRESS = "203.0.113.77"


@pytest.fixture
def round(organization: Organization) -> Round:
    return make_confidential_round(organization, people={Team.SALES: PEOPLE})


def answered(round: Round) -> list[str]:
    """Everybody of the list answers from a recognizable browser; their tokens."""
    found = []
    for invitation in Invitation.objects.filter(round=round):
        found.append(person_token(invitation))
        client = Client(headers={"user-agent": BROWSER}, REMOTE_ADDR=ADDRESS)
        path = f"/s/{found[-1]}/"
        reply = client.post(path, {"nonce": nonce_in(client.get(path)), "Q1": "4", "Q1-comment": "Well said"})
        assert reply.status_code == 200
    return found


def test_tables_of_answers_have_no_column_for_a_person() -> None:
    for model, allowed in ALLOWED.items():
        assert {field.column for field in model._meta.fields} == allowed


def test_no_other_table_points_at_answers_or_they_at_people() -> None:
    pointing = {
        (field.model, field.related_model)
        for model in ALLOWED
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
    }
    assert {target.__name__ for _model, target in pointing if isinstance(target, type)} == {
        "Round",
        "Response",
        "Item",
    }
    related = {relation.related_model for model in ALLOWED for relation in model._meta.related_objects}
    assert related <= {*ALLOWED}


def test_people_stand_in_the_list_and_nowhere_else(round: Round) -> None:
    answered(round)
    for email, name in PEOPLE:
        assert holders([email, name]) == {"assessments_invitation"}


def test_no_address_browser_or_token_is_stored(round: Round) -> None:
    secrets = [*answered(round), BROWSER, ADDRESS]
    assert holders(secrets) == set()
    assert holders([tokens.hash_token(secrets[0])]) == {"assessments_link"}


def test_no_session_and_no_log_of_changes_is_kept(round: Round) -> None:
    answered(round)
    kept = {table for table, rows in dump_tables().items() if rows}
    assert kept.isdisjoint({"django_session", "django_admin_log"})


def test_clock_of_an_answer_is_in_no_row(round: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every row that appears or changes while somebody answers, searched for the moment in which they did."""
    moment = timezone.now() + datetime.timedelta(days=2, hours=3)
    monkeypatch.setattr(timezone, "now", lambda: moment)
    answered(round)
    seconds = str(int(moment.timestamp()))
    assert holders([moment.strftime("%Y-%m-%d %H:%M"), moment.strftime("%Y-%m-%dT%H:%M"), seconds]) == set()


def test_closing_makes_answered_and_silent_people_look_the_same(round: Round) -> None:
    answer_one = Invitation.objects.filter(round=round).first()
    assert answer_one is not None
    client, path = Client(), f"/s/{person_token(answer_one)}/"
    assert client.post(path, {"nonce": nonce_in(client.get(path)), "Q1": "4"}).status_code == 200
    call_command("close_round", round.code, stdout=None)
    assert not Invitation.objects.filter(round=round).exclude(link=None, wants_mail=True).exists()
    assert set(Link.objects.filter(round=round).values_list("is_used", flat=True)) == {False}


def test_team_link_is_the_same_for_everybody(organization: Organization) -> None:
    anonymous = make_round(organization, title="Another")
    assert Invitation.objects.filter(round=anonymous).count() == 0
    assert anonymous.links.count() == 2
