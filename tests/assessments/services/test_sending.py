from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client

from accounts.models import Organization
from assessments import tokens
from assessments.models import Invitation, Mail, MailState, Round
from assessments.people import mailings_of, people_of
from assessments.services.closing import close_round
from assessments.services.invitations import reset_link, send_again, unsubscribe
from assessments.services.mailing import invite, remind_now
from assessments.services.sending import MOST_ATTEMPTS
from tests.invited import (
    CLOSES_AT,
    FINISHED,
    MONDAY,
    invitation_of,
    links_in,
    mail_to,
    make_invited_round,
    make_listed_round,
    moment,
    people,
    personal_token,
    rows,
    send_all,
)
from tests.smtp import Moody, moody_server

pytestmark = pytest.mark.django_db

P0, P1, P2, P3 = (f"p{number}@example.com" for number in range(4))
TUESDAY = MONDAY + timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def round(db: None) -> Round:
    """Four people, invited and not mailed yet."""
    return make_invited_round()


def test_everybody_gets_their_own_link_once(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
        assert send_all(MONDAY) == 4
        assert send_all(MONDAY) == 0
    assert sorted(moody.got) == [P0, P1, P2, P3]
    assert moody.connections == 1
    for mail, [address] in zip(moody.mails, moody.recipients, strict=True):
        token = personal_token(invitation_of(round, address))
        assert links_in(mail) == [f"{settings.SITE_URL}/s/{token}/"]
    assert [each.state for each in people_of(round)] == [MailState.DONE] * 4


def test_invitation_goes_out_at_night(settings: LazySettings) -> None:
    night = moment("2026-06-06T03:00")
    invite(round=make_listed_round(people(1), now=night, closes_at=CLOSES_AT), now=night)
    with moody_server(settings) as moody:
        send_all(night)
    assert moody.got == [P0]


@pytest.mark.parametrize("phase", ["RCPT", "DATA"])
def test_refused_invitation_is_listed_with_the_servers_words(round: Round, settings: LazySettings, phase: str) -> None:
    with moody_server(settings, p1=(phase, "550 5.1.1 nobody here")) as moody:
        send_all(MONDAY)
        send_all(MONDAY + timedelta(days=2))
    assert sorted(moody.got) == [P0, P2, P3]
    refused = [each for each in people_of(round) if each.state == MailState.REFUSED]
    assert [(each.invitation.email, each.refusal) for each in refused] == [(P1, "550 5.1.1 nobody here")]
    assert refused[0].can_be_sent_again


def test_words_of_the_server_are_short_and_hold_no_link(round: Round, settings: LazySettings) -> None:
    token = personal_token(invitation_of(round, P1))
    words = f"550-spam: HTTP://127.0.0.1:8000/S/{token}/\r\n550-\x1b[2J /s/{token}/\r\n550 {'very ' * 60}bad"
    with moody_server(settings, p1=("DATA", words)):
        send_all(MONDAY)
    refusal = mail_to(round, P1).refusal
    assert refusal.startswith("550 spam: … ")
    assert token not in refusal
    assert refusal.isprintable()
    assert len(refusal) == 200


def test_busy_server_is_asked_again_later_and_not_for_ever(round: Round, settings: LazySettings) -> None:
    with moody_server(settings, p1=("RCPT", "450 greylisted")) as moody:
        send_all(MONDAY)
        mail = mail_to(round, P1)
        assert (mail.state, mail.not_before, mail.attempts) == (MailState.QUEUED, MONDAY + 5 * MINUTE, 1)
        assert send_all(MONDAY + 4 * MINUTE) == 0
        moody.moods = {}
        assert send_all(MONDAY + 5 * MINUTE) == 1
        assert mail_to(round, P1).state == MailState.DONE
        assert sorted(moody.got) == [P0, P1, P2, P3]


def test_busy_server_refuses_after_five_attempts(round: Round, settings: LazySettings) -> None:
    now, attempts = MONDAY, 0
    with moody_server(settings, p1=("RCPT", "450 mailbox full")):
        while mail_to(round, P1).state == MailState.QUEUED:
            send_all(now)
            now, attempts = now + timedelta(hours=2), attempts + 1
    assert attempts == MOST_ATTEMPTS
    assert (mail_to(round, P1).state, mail_to(round, P1).refusal) == (MailState.REFUSED, "450 mailbox full")


def test_connection_lost_after_the_content_leaves_it_unknown(round: Round, settings: LazySettings) -> None:
    with moody_server(settings, p1=("DATA", Moody.HANG_UP)) as moody:
        send_all(MONDAY)
        send_all(TUESDAY)
    assert sorted(moody.got) == [P0, P2, P3]
    assert mail_to(round, P1).state == MailState.UNKNOWN
    assert mailings_of(round, MONDAY).invitations.unknown == 1


def test_connection_lost_before_the_content_is_tried_again(round: Round, settings: LazySettings) -> None:
    with moody_server(settings, p1=("RCPT", Moody.HANG_UP)) as moody:
        send_all(MONDAY)
        assert (mail_to(round, P1).state, mail_to(round, P1).attempts) == (MailState.QUEUED, 1)
        moody.moods = {}
        send_all(TUESDAY)
    assert sorted(moody.got) == [P0, P1, P2, P3]


def test_sent_again_by_decision(round: Round, settings: LazySettings) -> None:
    with moody_server(settings, p1=("RCPT", "550 nobody here")) as moody:
        send_all(MONDAY)
        moody.moods = {}
        send_again(invitation=invitation_of(round, P1), now=TUESDAY)
        send_all(TUESDAY)
    assert sorted(moody.got) == [P0, P1, P2, P3]
    assert mail_to(round, P1).state == MailState.DONE


def test_reset_link_is_mailed(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
        send_all(MONDAY)
        reset_link(invitation=invitation_of(round, P1), now=TUESDAY)
        send_all(TUESDAY)
    assert moody.got[4:] == [P1]
    token = personal_token(invitation_of(round, P1))
    assert links_in(moody.mails[4]) == [f"{settings.SITE_URL}/s/{token}/"]


def test_whoever_wants_no_mail_gets_none_and_it_does_not_show(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
        send_all(MONDAY)
        link = invitation_of(round, P1).link
        assert link is not None
        unsubscribe(token=tokens.unsubscribe_token(bytes(link.seed)))
        for address in (P0, P1):
            reset_link(invitation=invitation_of(round, address), now=TUESDAY)
        send_all(TUESDAY)
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    assert moody.got[4] == P0
    assert P1 not in moody.got[4:]
    assert rows(0) == [(MailState.DONE, None, None, attempts, "") for *_, attempts, _ in rows(0)]
    assert mail_to(round, P0).attempts == mail_to(round, P1).attempts
    assert rows(3) == [FINISHED] * 4


def test_invitation_of_a_closed_round_is_refused(round: Round, settings: LazySettings) -> None:
    close_round(round=round, now=MONDAY)
    with moody_server(settings) as moody:
        send_all(MONDAY)
    assert moody.got == []
    assert {(row[0], row[4]) for row in rows(0)} == {
        (MailState.REFUSED, "The round closed before this mail was sent.")
    }


def test_demo_never_sends(round: Round, settings: LazySettings) -> None:
    Organization.objects.update(is_demo=True)
    with moody_server(settings) as moody:
        send_all(MONDAY)
    assert moody.got == []


def test_address_that_cannot_be_mailed_is_refused(round: Round, settings: LazySettings) -> None:
    Invitation.objects.filter(email=P1).update(email="no address\nBcc: all@example.com")
    with moody_server(settings) as moody:
        send_all(MONDAY)
    assert sorted(moody.got) == [P0, P2, P3]
    assert Mail.objects.get(state=MailState.REFUSED).refusal == "No mail can be sent to this address."


def test_secrets_still_work_after_a_new_key(round: Round, settings: LazySettings, client: Client) -> None:
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 50
    with moody_server(settings) as moody:
        send_all(MONDAY)
    mail, [address] = moody.mails[0], moody.recipients[0]
    [token] = re.findall(r"/u/([^/]+)/", mail["List-Unsubscribe"])
    assert unsubscribe(token=token)
    assert invitation_of(round, address).wants_mail is False
    [link] = links_in(mail)
    assert client.get(link.removeprefix(settings.SITE_URL)).status_code != 404
