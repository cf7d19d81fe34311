from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings

from assessments.models import MailState, Round
from assessments.services.closing import close_round
from assessments.services.mailing import invite, remind_now, start_due_waves
from tests.invited import (
    FINISHED,
    MONDAY,
    answer_as,
    counts,
    invitation_of,
    make_invited_round,
    make_listed_round,
    moment,
    people,
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


def invited_and_reminded(round: Round, settings: LazySettings, **moods: tuple[str, str]) -> list[str]:
    """Who got the reminder. Everybody was invited before; `moods` come after that."""
    with moody_server(settings) as moody:
        send_all(MONDAY)
        moody.moods = moods
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    return sorted(moody.got[4:])


def test_everybody_who_has_not_answered_is_reminded(round: Round, settings: LazySettings) -> None:
    assert invited_and_reminded(round, settings) == [P0, P1, P2, P3]
    assert counts(round, 3) == (0, 0)


def test_answer_between_queueing_and_sending_ends_the_reminder(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
        send_all(MONDAY)
        remind_now(round=round, now=TUESDAY)
        answer_as(invitation_of(round, P1), TUESDAY)
        answer_as(invitation_of(round, P2), TUESDAY)
        send_all(TUESDAY)
    assert sorted(moody.got[4:]) == [P0, P3]
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (0, 0)


def test_rows_of_reminders_end_alike_whatever_happened(round: Round, settings: LazySettings) -> None:
    answer_as(invitation_of(round, P0), MONDAY)
    moods = {"p1": ("RCPT", "550 gone"), "p2": ("DATA", Moody.HANG_UP)}
    assert invited_and_reminded(round, settings, **moods) == [P3]
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (1, 1)


def test_busy_server_counts_a_reminder_as_refused_in_the_end(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
        send_all(MONDAY)
        moody.moods = {"p1": ("RCPT", "450 busy")}
        remind_now(round=round, now=TUESDAY)
        for hours in range(0, 6, 2):
            send_all(TUESDAY + timedelta(hours=hours))
        assert counts(round, 3) == (0, 0)
        for hours in range(0, 6, 2):
            send_all(TUESDAY + timedelta(days=1, hours=hours))
    assert rows(3) == [FINISHED] * 4
    assert counts(round, 3) == (1, 0)


def test_reminder_goes_only_to_people_whose_invitation_was_sent(round: Round, settings: LazySettings) -> None:
    with moody_server(settings, p1=("RCPT", "550 nobody here"), p2=("DATA", Moody.HANG_UP)) as moody:
        send_all(MONDAY)
        moody.moods = {}
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    assert sorted(moody.got) == sorted([P0, P0, P3, P3])
    assert rows(3) == [FINISHED] * 4


def test_reminder_rests_at_night_and_goes_on_in_the_morning(round: Round, settings: LazySettings) -> None:
    evening, morning = moment("2026-06-08T17:00"), moment("2026-06-09T09:00")
    with moody_server(settings) as moody:
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
    with moody_server(settings) as moody:
        send_all(MONDAY)
        assert remind_now(round=round, now=now).send_at == moment("2026-06-03T09:00", zone)
        start_due_waves(now=now)
        send_all(now)
        assert moody.got == [P0]
        start_due_waves(now=now + timedelta(hours=1))
        send_all(now + timedelta(hours=1))
    assert moody.got == [P0, P0]


def test_reminder_of_a_closed_round_is_not_sent(round: Round, settings: LazySettings) -> None:
    with moody_server(settings) as moody:
        send_all(MONDAY)
        remind_now(round=round, now=TUESDAY)
        close_round(round=round, now=TUESDAY)
        send_all(TUESDAY)
    assert len(moody.got) == 4
    assert rows(3) == []
