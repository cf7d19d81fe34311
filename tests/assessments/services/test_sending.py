from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.test import Client

from accounts.models import Organization
from assessments import tokens
from assessments.delivery import Delivery, MailServer, Outcome, Unreachable
from assessments.emails import Letters
from assessments.models import Invitation, Mail, MailState, Round, Wave
from assessments.people import TroubleKind, mailings_of, people_of, queue_trouble
from assessments.services.invitations import reset_link, send_again, unsubscribe
from assessments.services.mailing import invite, remind_now, start_due_waves
from assessments.services.rounds import close_round
from assessments.services.sending import LEASE, MOST_ATTEMPTS, expire_claims, send_next
from tests.accounts.mail_server import free_port, mail_server, use_mail_server
from tests.invited import (
    CLOSES_AT,
    MONDAY,
    answer_as,
    invitation_of,
    links_in,
    mail_to,
    make_listed_round,
    moment,
    people,
    personal_token,
    send_all,
)
from tests.smtp import Moody, Weary

pytestmark = pytest.mark.django_db

P0, P1, P2, P3 = (f"p{number}@example.com" for number in range(4))
TUESDAY = MONDAY + timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def round(db: None) -> Round:
    """Four people, invited and not mailed yet."""
    round = make_listed_round(people(4), now=MONDAY, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)
    return round


@contextmanager
def server(settings: LazySettings, **moods: tuple[str, str]) -> Iterator[Moody]:
    moody = Moody(**moods)
    with mail_server(settings, moody):
        yield moody


def rows(wave: int) -> list[tuple[Any, ...]]:
    """Everything that the rows of a mailing hold but whose they are."""
    found = Mail.objects.filter(wave__number=wave).order_by("pk")
    return list(found.values_list("state", "claimed_at", "not_before", "attempts", "refusal"))


def counts(round: Round, number: int) -> tuple[int, int, int]:
    """Sent, refused and unknown reminders."""
    [wave] = [wave for wave in mailings_of(round, MONDAY).reminders if wave.number == number]
    return wave.sent, wave.refused, wave.unknown


FINISHED = (MailState.DONE, None, None, 0, "")


# --- Invitations -----------------------------------------------------------------------------------------------------
def test_everybody_gets_their_own_link_once(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
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
    with server(settings) as moody:
        send_all(night)
    assert moody.got == [P0]


@pytest.mark.parametrize("phase", ["RCPT", "DATA"])
def test_refused_invitation_is_listed_with_the_servers_words(round: Round, settings: LazySettings, phase: str) -> None:
    with server(settings, p1=(phase, "550 5.1.1 nobody here")) as moody:
        send_all(MONDAY)
        send_all(MONDAY + timedelta(days=2))
    assert sorted(moody.got) == [P0, P2, P3]
    refused = [each for each in people_of(round) if each.state == MailState.REFUSED]
    assert [(each.invitation.email, each.refusal) for each in refused] == [(P1, "550 5.1.1 nobody here")]
    assert refused[0].can_be_sent_again


def test_words_of_the_server_are_short_and_hold_no_link(round: Round, settings: LazySettings) -> None:
    token = personal_token(invitation_of(round, P1))
    words = f"550-spam: HTTP://127.0.0.1:8000/S/{token}/\r\n550-\x1b[2J /s/{token}/\r\n550 {'very ' * 60}bad"
    with server(settings, p1=("DATA", words)):
        send_all(MONDAY)
    refusal = mail_to(round, P1).refusal
    assert refusal.startswith("550 spam: … ")
    assert token not in refusal
    assert refusal.isprintable()
    assert len(refusal) == 200


def test_busy_server_is_asked_again_later_and_not_for_ever(round: Round, settings: LazySettings) -> None:
    with server(settings, p1=("RCPT", "450 greylisted")) as moody:
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
    with server(settings, p1=("RCPT", "450 mailbox full")):
        while mail_to(round, P1).state == MailState.QUEUED:
            send_all(now)
            now, attempts = now + timedelta(hours=2), attempts + 1
    assert attempts == MOST_ATTEMPTS
    assert (mail_to(round, P1).state, mail_to(round, P1).refusal) == (MailState.REFUSED, "450 mailbox full")


def test_connection_lost_after_the_content_leaves_it_unknown(round: Round, settings: LazySettings) -> None:
    with server(settings, p1=("DATA", Moody.HANG_UP)) as moody:
        send_all(MONDAY)
        send_all(TUESDAY)
    assert sorted(moody.got) == [P0, P2, P3]
    assert mail_to(round, P1).state == MailState.UNKNOWN
    assert mailings_of(round, MONDAY).invitations.unknown == 1


def test_connection_lost_before_the_content_is_tried_again(round: Round, settings: LazySettings) -> None:
    with server(settings, p1=("RCPT", Moody.HANG_UP)) as moody:
        send_all(MONDAY)
        assert (mail_to(round, P1).state, mail_to(round, P1).attempts) == (MailState.QUEUED, 1)
        moody.moods = {}
        send_all(TUESDAY)
    assert sorted(moody.got) == [P0, P1, P2, P3]


def test_sent_again_by_decision(round: Round, settings: LazySettings) -> None:
    with server(settings, p1=("RCPT", "550 nobody here")) as moody:
        send_all(MONDAY)
        moody.moods = {}
        send_again(invitation=invitation_of(round, P1), now=TUESDAY)
        send_all(TUESDAY)
    assert sorted(moody.got) == [P0, P1, P2, P3]
    assert mail_to(round, P1).state == MailState.DONE


def test_reset_link_is_mailed(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
        send_all(MONDAY)
        reset_link(invitation=invitation_of(round, P1), now=TUESDAY)
        send_all(TUESDAY)
    assert moody.got[4:] == [P1]
    token = personal_token(invitation_of(round, P1))
    assert links_in(moody.mails[4]) == [f"{settings.SITE_URL}/s/{token}/"]


def test_whoever_wants_no_mail_gets_none_and_it_does_not_show(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
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
    with server(settings) as moody:
        send_all(MONDAY)
    assert moody.got == []
    assert {(row[0], row[4]) for row in rows(0)} == {
        (MailState.REFUSED, "The round closed before this mail was sent.")
    }


def test_demo_never_sends(round: Round, settings: LazySettings) -> None:
    Organization.objects.update(is_demo=True)
    with server(settings) as moody:
        send_all(MONDAY)
    assert moody.got == []


def test_address_that_cannot_be_mailed_is_refused(round: Round, settings: LazySettings) -> None:
    Invitation.objects.filter(email=P1).update(email="no address\nBcc: all@example.com")
    with server(settings) as moody:
        send_all(MONDAY)
    assert sorted(moody.got) == [P0, P2, P3]
    assert Mail.objects.get(state=MailState.REFUSED).refusal == "No mail can be sent to this address."


def test_secrets_still_work_after_a_new_key(round: Round, settings: LazySettings, client: Client) -> None:
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "n" * 50
    with server(settings) as moody:
        send_all(MONDAY)
    mail, [address] = moody.mails[0], moody.recipients[0]
    [token] = re.findall(r"/u/([^/]+)/", mail["List-Unsubscribe"])
    assert unsubscribe(token=token)
    assert invitation_of(round, address).wants_mail is False
    [link] = links_in(mail)
    assert client.get(link.removeprefix(settings.SITE_URL)).status_code != 404


# --- Reminders -------------------------------------------------------------------------------------------------------
def invited_and_reminded(round: Round, settings: LazySettings, **moods: tuple[str, str]) -> list[str]:
    """Who got the reminder. Everybody was invited before; `moods` come after that."""
    with server(settings) as moody:
        send_all(MONDAY)
        moody.moods = moods
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    return sorted(moody.got[4:])


def test_everybody_who_has_not_answered_is_reminded(round: Round, settings: LazySettings) -> None:
    assert invited_and_reminded(round, settings) == [P0, P1, P2, P3]
    assert counts(round, 3) == (4, 0, 0)


def test_answer_between_queueing_and_sending_ends_the_reminder(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
        send_all(MONDAY)
        remind_now(round=round, now=TUESDAY)
        answer_as(invitation_of(round, P1), TUESDAY)
        answer_as(invitation_of(round, P2), TUESDAY)
        send_all(TUESDAY)
    assert sorted(moody.got[4:]) == [P0, P3]
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (2, 0, 0)


def test_rows_of_reminders_end_alike_whatever_happened(round: Round, settings: LazySettings) -> None:
    answer_as(invitation_of(round, P0), MONDAY)
    moods = {"p1": ("RCPT", "550 gone"), "p2": ("DATA", Moody.HANG_UP)}
    assert invited_and_reminded(round, settings, **moods) == [P3]
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (1, 1, 1)


def test_busy_server_counts_a_reminder_as_refused_in_the_end(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
        send_all(MONDAY)
        moody.moods = {"p1": ("RCPT", "450 busy")}
        remind_now(round=round, now=TUESDAY)
        for hours in range(0, 6, 2):
            send_all(TUESDAY + timedelta(hours=hours))
        assert counts(round, 3) == (3, 0, 0)
        for hours in range(0, 6, 2):
            send_all(TUESDAY + timedelta(days=1, hours=hours))
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (3, 1, 0)


def test_reminder_goes_only_to_people_whose_invitation_was_sent(round: Round, settings: LazySettings) -> None:
    with server(settings, p1=("RCPT", "550 nobody here"), p2=("DATA", Moody.HANG_UP)) as moody:
        send_all(MONDAY)
        moody.moods = {}
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    assert sorted(moody.got) == sorted([P0, P0, P3, P3])
    assert rows(3) == [FINISHED] * 4


def test_reminder_rests_at_night_and_goes_on_in_the_morning(round: Round, settings: LazySettings) -> None:
    evening, morning = moment("2026-06-08T17:00"), moment("2026-06-09T09:00")
    with server(settings) as moody:
        send_all(MONDAY)
        answer_as(invitation_of(round, P1), MONDAY)
        start_due_waves(now=evening)
        send_all(evening)
        assert rows(1) == [(MailState.QUEUED, None, morning, 0, "")] * 4
        assert send_all(morning - MINUTE) == 0
        send_all(morning)
    assert sorted(moody.got[4:]) == [P0, P2, P3]


def test_reminder_keeps_the_rounds_own_hours(settings: LazySettings) -> None:
    zone = "America/Los_Angeles"
    now = moment("2026-06-03T08:00", zone)
    closes_at = moment("2026-06-12T18:00", zone)
    round = make_listed_round(people(1), now=MONDAY, closes_at=closes_at, time_zone=zone)
    invite(round=round, now=MONDAY)
    with server(settings) as moody:
        send_all(MONDAY)
        assert remind_now(round=round, now=now).send_at == moment("2026-06-03T09:00", zone)
        start_due_waves(now=now)
        send_all(now)
        assert moody.got == [P0]
        start_due_waves(now=now + timedelta(hours=1))
        send_all(now + timedelta(hours=1))
    assert moody.got == [P0, P0]


def test_reminder_of_a_closed_round_is_not_sent(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
        send_all(MONDAY)
        remind_now(round=round, now=TUESDAY)
        close_round(round=round, now=TUESDAY)
        send_all(TUESDAY)
    assert len(moody.got) == 4
    assert rows(3) == [FINISHED] * 4


# --- Whoever dies ----------------------------------------------------------------------------------------------------
def claimed(wave: int) -> None:
    first = Mail.objects.filter(wave__number=wave).earliest("pk")
    Mail.objects.filter(pk=first.pk).update(state=MailState.CLAIMED, claimed_at=TUESDAY, attempts=1)


def test_claim_of_a_dead_process_ends_as_unknown(round: Round, settings: LazySettings) -> None:
    claimed(0)
    assert expire_claims(now=TUESDAY + LEASE) == 0
    assert expire_claims(now=TUESDAY + LEASE + timedelta(seconds=1)) == 1
    assert expire_claims(now=TUESDAY + timedelta(days=1)) == 0
    with server(settings) as moody:
        send_all(TUESDAY)
    assert len(moody.got) == 3
    assert sorted(row[0] for row in rows(0)) == [MailState.DONE] * 3 + [MailState.UNKNOWN]


def test_claimed_reminder_of_a_dead_process_is_counted(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
        send_all(MONDAY)
        remind_now(round=round, now=TUESDAY)
        claimed(3)
        expire_claims(now=TUESDAY + 3 * MINUTE)
        send_all(TUESDAY + 3 * MINUTE)
    assert len(moody.got) == 7
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (3, 0, 1)


def test_process_that_was_too_slow_changes_nothing_any_more(round: Round) -> None:
    """Its mail is written down as unknown by then, and a person may have decided to send it again."""

    class Slow(MailServer):
        def deliver(self, mail: EmailMessage) -> Delivery:
            expire_claims(now=TUESDAY + timedelta(hours=1))
            return Delivery(Outcome.SENT)

    send_next(server=Slow(), letters=Letters(), now=TUESDAY)
    assert sorted(row[0] for row in rows(0)) == [MailState.QUEUED] * 3 + [MailState.UNKNOWN]
    remind_now(round=round, now=TUESDAY)
    Mail.objects.filter(wave__number=0).update(state=MailState.DONE)
    send_next(server=Slow(), letters=Letters(), now=TUESDAY)
    assert sorted(row[0] for row in rows(3)) == [MailState.DONE] + [MailState.QUEUED] * 3
    assert counts(round, 3) == (0, 0, 1)


# --- No mail server --------------------------------------------------------------------------------------------------
def test_server_that_is_down_keeps_the_queue(round: Round, settings: LazySettings) -> None:
    use_mail_server(settings, free_port())
    for _ in range(7):
        with pytest.raises(Unreachable):
            send_all(MONDAY)
    assert {(row[0], row[3]) for row in rows(0)} == {(MailState.QUEUED, 0)}
    trouble = queue_trouble(MONDAY)
    assert trouble is not None
    assert (trouble.kind, trouble.waiting, trouble.words) == (TroubleKind.UNREACHABLE, 4, "Connection refused")
    assert [each.refusal for each in people_of(round)] == [""] * 4
    with server(settings) as moody:
        send_all(MONDAY)
    assert sorted(moody.got) == [P0, P1, P2, P3]
    assert queue_trouble(MONDAY) is None
    assert [row[4] for row in rows(0)] == [""] * 4


def test_server_that_refuses_our_sender_keeps_the_queue(round: Round, settings: LazySettings) -> None:
    with server(settings) as moody:
        moody.sender_reply = "553 not your address"
        with pytest.raises(Unreachable):
            send_all(MONDAY)
        assert {(row[0], row[3]) for row in rows(0)} == {(MailState.QUEUED, 0)}
        trouble = queue_trouble(MONDAY)
        assert trouble is not None
        assert (trouble.kind, trouble.words) == (TroubleKind.UNREACHABLE, "553 not your address")
        moody.sender_reply = ""
        send_all(MONDAY)
    assert sorted(moody.got) == [P0, P1, P2, P3]


def test_server_that_wants_another_password_keeps_the_queue(round: Round, settings: LazySettings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "oneteam", "wrong"
    with server(settings), pytest.raises(Unreachable):
        send_all(MONDAY)
    assert {(row[0], row[3]) for row in rows(0)} == {(MailState.QUEUED, 0)}
    assert queue_trouble(MONDAY) is not None


def test_server_that_ends_long_connections_gets_a_new_one(round: Round, settings: LazySettings) -> None:
    """That is no attempt of anybody's mail."""
    weary = Weary()
    with mail_server(settings, weary):
        send_all(MONDAY)
    assert sorted(weary.got) == [P0, P1, P2, P3]
    assert weary.connections == 4
    assert [row[3] for row in rows(0)] == [1] * 4


def test_without_a_mail_server_mails_wait(round: Round, settings: LazySettings) -> None:
    settings.EMAIL_HOST = ""
    assert send_all(MONDAY) == 0
    assert {row[0] for row in rows(0)} == {MailState.QUEUED}
    assert Wave.objects.get(number=0).is_started
