from __future__ import annotations

import pytest
from django.test import Client

from assessments import tokens
from assessments.invitations import MOST_PEOPLE
from assessments.models import Invitation, Link, Mail, MailState, Round, StateChoice
from assessments.people import people_of
from assessments.scales import Mode, Team
from assessments.services.closing import close_round
from assessments.services.errors import DomainError, WrongState
from assessments.services.invitations import add_people, remove_person, reset_link, send_again, unsubscribe
from assessments.services.mailing import invite
from assessments.services.responses import is_counted
from tests.builders import make_draft
from tests.invited import (
    CLOSES_AT,
    MONDAY,
    answer_as,
    invitation_of,
    mail_to,
    make_listed_draft,
    make_listed_round,
    people,
    person,
    personal_token,
)

pytestmark = pytest.mark.django_db

ANNA = person("Anna@example.com", name="Anna Berg")
BO = person("bo@example.com", Team.MARKETING)


def open_round() -> Round:
    round = make_listed_round([ANNA, BO], now=MONDAY, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)
    return round


def states(**fields: object) -> None:
    Mail.objects.update(**fields)


# --- The list --------------------------------------------------------------------------------------------------------
def test_people_are_added_to_a_draft_without_links() -> None:
    round = make_draft(mode=Mode.CONFIDENTIAL)
    added = add_people(round=round, people=[ANNA, BO])
    assert (added.people, added.known) == (2, ())
    listed = [(each.name, each.email, each.team, each.link) for each in round.invitations.all()]
    assert listed == [("", "bo@example.com", "marketing", None), ("Anna Berg", "Anna@example.com", "sales", None)]


def test_people_added_to_an_open_round_get_a_link_at_once() -> None:
    round = make_listed_round([ANNA])
    add_people(round=round, people=[BO])
    link = invitation_of(round, "bo@example.com").link
    assert link is not None
    assert (link.team, link.is_personal, link.is_used) == ("marketing", True, False)
    assert answer_as(invitation_of(round, "bo@example.com"))
    assert Mail.objects.count() == 0


def test_people_on_the_list_are_passed_by_and_named() -> None:
    round = make_listed_draft([ANNA])
    again = person("anna@EXAMPLE.com", Team.MARKETING)
    added = add_people(round=round, people=[again, BO, person("BO@example.com")])
    assert (added.people, added.known) == (1, (again,))
    assert round.invitations.get(email__iexact="anna@example.com").team == "sales"


def test_anonymous_round_has_no_list() -> None:
    with pytest.raises(DomainError, match="An anonymous round has no list"):
        add_people(round=make_draft(), people=[ANNA])


def test_closed_round_takes_nobody() -> None:
    round = make_listed_round([ANNA])
    close_round(round=round, now=MONDAY)
    with pytest.raises(WrongState, match="its list can no longer change"):
        add_people(round=round, people=[BO])


def test_list_does_not_grow_beyond_its_limit() -> None:
    round = make_listed_draft(people(MOST_PEOPLE))
    with pytest.raises(DomainError, match="at most 5000 people"):
        add_people(round=round, people=[ANNA])
    assert add_people(round=round, people=people(3)).people == 0
    assert round.invitations.count() == MOST_PEOPLE


def test_person_is_removed_with_their_link_before_any_mail() -> None:
    round = open_round()
    remove_person(invitation=invitation_of(round, "bo@example.com"))
    assert [each.invitation.email for each in people_of(round)] == ["Anna@example.com"]
    assert (Link.objects.count(), Mail.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"state": MailState.CLAIMED, "claimed_at": MONDAY, "attempts": 1},
        {"state": MailState.DONE, "attempts": 1},
        {"state": MailState.REFUSED, "attempts": 2},
        {"state": MailState.UNKNOWN, "attempts": 1},
        {"state": MailState.QUEUED, "attempts": 1},
    ],
)
def test_person_stays_once_a_mail_was_tried(fields: dict[str, object]) -> None:
    round = open_round()
    states(**fields)
    invitation = invitation_of(round, "bo@example.com")
    assert [each.can_be_removed for each in people_of(round)] == [False, False]
    with pytest.raises(DomainError, match="so they stay on the list"):
        remove_person(invitation=invitation)


def test_person_whose_address_was_refused_can_be_removed() -> None:
    round = open_round()
    states(state=MailState.REFUSED, attempts=1)
    assert [each.can_be_removed for each in people_of(round)] == [True, True]
    remove_person(invitation=invitation_of(round, "bo@example.com"))
    assert (Invitation.objects.count(), Link.objects.count(), Mail.objects.count()) == (1, 1, 1)


def test_person_stays_after_a_reset() -> None:
    """A reset queues the mail again; the person may have answered by the first one."""
    round = open_round()
    states(state=MailState.DONE, attempts=1)
    invitation = invitation_of(round, "bo@example.com")
    answer_as(invitation, MONDAY)
    reset_link(invitation=invitation, now=MONDAY)
    with pytest.raises(DomainError, match="so they stay on the list"):
        remove_person(invitation=invitation)


# --- Links -----------------------------------------------------------------------------------------------------------
def test_old_link_is_dead_at_once_and_the_new_one_works(client: Client) -> None:
    round = make_listed_round([ANNA, BO])
    invitation = invitation_of(round, "bo@example.com")
    old, old_unsubscribe = personal_token(invitation), invitation.unsubscribe_hash
    page = client.get(f"/s/{old}/")
    reset_link(invitation=invitation, now=MONDAY)
    new = personal_token(invitation)
    assert page.status_code == 200
    assert client.get(f"/s/{old}/").status_code == 404
    assert client.post(f"/s/{old}/", {"nonce": tokens.new_nonce(), "Q1": "4"}).status_code == 404
    assert client.get(f"/s/{new}/").status_code == 200
    assert invitation.unsubscribe_hash != old_unsubscribe


def test_reset_keeps_whether_the_link_was_used(client: Client) -> None:
    """One vote: neither a second one, nor a sign of the first."""
    round = make_listed_round([ANNA, BO])
    invitation = invitation_of(round, "bo@example.com")
    receipt = answer_as(invitation)
    link = invitation.link_id
    reset_link(invitation=invitation, now=MONDAY)
    new = personal_token(invitation)
    assert invitation.link_id == link
    assert client.get(f"/s/{new}/").status_code == 410
    assert is_counted(token_hash=tokens.hash_token(new), receipt=receipt)


def test_reset_queues_the_invitation_again() -> None:
    round = open_round()
    states(state=MailState.DONE, attempts=3)
    reset_link(invitation=invitation_of(round, "bo@example.com"), now=CLOSES_AT)
    mail = mail_to(round, "bo@example.com")
    assert (mail.state, mail.attempts, mail.wave.send_at) == (MailState.QUEUED, 1, CLOSES_AT)
    assert mail_to(round, "Anna@example.com").state == MailState.DONE


def test_reset_of_somebody_not_invited_mails_nothing() -> None:
    round = make_listed_round([ANNA])
    reset_link(invitation=invitation_of(round, "Anna@example.com"), now=MONDAY)
    assert Mail.objects.count() == 0


def test_reset_waits_for_a_mail_under_way() -> None:
    round = open_round()
    states(state=MailState.CLAIMED, claimed_at=MONDAY)
    before = personal_token(invitation_of(round, "bo@example.com"))
    with pytest.raises(DomainError, match="is being sent just now"):
        reset_link(invitation=invitation_of(round, "bo@example.com"), now=MONDAY)
    assert personal_token(invitation_of(round, "bo@example.com")) == before


def test_draft_has_no_links_to_reset() -> None:
    round = make_listed_draft([ANNA])
    with pytest.raises(WrongState, match="Launch the round first"):
        reset_link(invitation=invitation_of(round, "Anna@example.com"), now=MONDAY)


# --- Once more -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("state", [MailState.REFUSED, MailState.UNKNOWN])
def test_mail_is_sent_again_by_decision(state: MailState) -> None:
    round = open_round()
    states(state=state, attempts=5, refusal="550 nobody here")
    send_again(invitation=invitation_of(round, "bo@example.com"), now=MONDAY)
    mail = mail_to(round, "bo@example.com")
    assert (mail.state, mail.attempts, mail.refusal) == (MailState.QUEUED, 1, "")


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.DONE])
def test_mail_in_order_is_not_sent_again(state: MailState) -> None:
    round = open_round()
    states(state=state)
    with pytest.raises(DomainError, match="Only a mail that was refused"):
        send_again(invitation=invitation_of(round, "bo@example.com"), now=MONDAY)


def test_nothing_is_sent_again_after_closing() -> None:
    round = open_round()
    states(state=MailState.REFUSED)
    invitation = invitation_of(round, "bo@example.com")
    close_round(round=round, now=MONDAY)
    with pytest.raises(WrongState):
        send_again(invitation=invitation, now=MONDAY)
    assert Round.objects.get().state == StateChoice.CLOSED


# --- No more mails ---------------------------------------------------------------------------------------------------
def test_unsubscribe_ends_mails_and_keeps_the_link(client: Client) -> None:
    round = make_listed_round([ANNA, BO])
    invitation = invitation_of(round, "bo@example.com")
    assert invitation.link is not None
    assert unsubscribe(token=tokens.unsubscribe_token(bytes(invitation.link.seed)))
    assert list(Invitation.objects.filter(wants_mail=False).values_list("email", flat=True)) == ["bo@example.com"]
    assert client.get(f"/s/{personal_token(invitation)}/").status_code == 200


def test_survey_secret_does_not_unsubscribe_nor_the_other_way_round(client: Client) -> None:
    invitation = invitation_of(make_listed_round([ANNA]), "Anna@example.com")
    assert invitation.link is not None
    assert not unsubscribe(token=personal_token(invitation))
    assert client.get(f"/s/{tokens.unsubscribe_token(bytes(invitation.link.seed))}/").status_code == 404
