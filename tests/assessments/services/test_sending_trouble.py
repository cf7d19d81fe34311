from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage

from assessments.delivery import Delivery, MailServer, Outcome, Unreachable
from assessments.emails import Letters
from assessments.models import Mail, MailState, Round, Wave
from assessments.people import TroubleKind, people_of, queue_trouble
from assessments.services.mailing import invite, remind_now
from assessments.services.sending import LEASE, expire_claims, send_next
from tests.accounts.mail_server import free_port, mail_server, use_mail_server
from tests.invited import (
    CLOSES_AT,
    FINISHED,
    MONDAY,
    counts,
    make_invited_round,
    make_listed_round,
    people,
    rows,
    send_all,
)
from tests.smtp import Weary, moody_server

pytestmark = pytest.mark.django_db

P0, P1, P2, P3 = (f"p{number}@example.com" for number in range(4))
TUESDAY = MONDAY + timedelta(days=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def round(db: None) -> Round:
    """Four people, invited and not mailed yet."""
    return make_invited_round()


# --- Whoever dies ----------------------------------------------------------------------------------------------------
def claimed(wave: int) -> None:
    first = Mail.objects.filter(wave__number=wave).earliest("pk")
    Mail.objects.filter(pk=first.pk).update(state=MailState.CLAIMED, claimed_at=TUESDAY, attempts=1)


def test_claim_of_a_dead_process_ends_as_unknown(round: Round, settings: LazySettings) -> None:
    claimed(0)
    assert expire_claims(now=TUESDAY + LEASE) == 0
    assert expire_claims(now=TUESDAY + LEASE + timedelta(seconds=1)) == 1
    assert expire_claims(now=TUESDAY + timedelta(days=1)) == 0
    with moody_server(settings) as moody:
        send_all(TUESDAY)
    assert len(moody.got) == 3
    assert sorted(row[0] for row in rows(0)) == [MailState.DONE] * 3 + [MailState.UNKNOWN]


def test_claimed_reminder_of_a_dead_process_is_counted(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
        send_all(MONDAY)
        remind_now(round=round, now=TUESDAY)
        claimed(3)
        expire_claims(now=TUESDAY + 3 * MINUTE)
        send_all(TUESDAY + 3 * MINUTE)
    assert len(moody.got) == 7
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (0, 1)


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
    assert counts(round, 3) == (0, 1)


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
    with moody_server(settings) as moody:
        send_all(MONDAY)
    assert sorted(moody.got) == [P0, P1, P2, P3]
    assert queue_trouble(MONDAY) is None
    assert [row[4] for row in rows(0)] == [""] * 4


def test_server_that_refuses_our_sender_keeps_the_queue(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
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


def test_reminder_that_is_tried_again_is_no_trouble_to_tell(round: Round, settings: LazySettings) -> None:
    """It waits because its person had not answered: the queue of one who had is empty."""
    with moody_server(settings) as moody:
        send_all(MONDAY)
        moody.moods = {"p1": ("RCPT", "450 busy")}
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    use_mail_server(settings, free_port())
    with pytest.raises(Unreachable):
        send_all(TUESDAY + 60 * MINUTE)
    assert queue_trouble(TUESDAY + 60 * MINUTE) is None
    other = make_listed_round(people(2), assessment=round.assessment, title="Other", now=TUESDAY, closes_at=CLOSES_AT)
    invite(round=other, now=TUESDAY)
    with pytest.raises(Unreachable):
        send_all(TUESDAY + 60 * MINUTE)
    trouble = queue_trouble(TUESDAY + 60 * MINUTE)
    assert trouble is not None
    assert (trouble.kind, trouble.words) == (TroubleKind.UNREACHABLE, "Connection refused")


def test_server_that_wants_another_password_keeps_the_queue(round: Round, settings: LazySettings) -> None:
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "oneteam", "wrong"
    with moody_server(settings), pytest.raises(Unreachable):
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
