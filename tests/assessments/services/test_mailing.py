from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Organization
from assessments.models import Mail, MailState, Round, Wave
from assessments.people import TroubleKind, mailings_of, queue_trouble
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.errors import DomainError, WrongState
from assessments.services.invitations import add_people
from assessments.services.mailing import (
    cancel_reminder,
    invite,
    plan_reminder,
    remind_now,
    send_test,
    start_due_waves,
)
from tests.accounts.mail_server import free_port, use_mail_server
from tests.builders import make_round
from tests.invited import (
    CLOSES_AT,
    MONDAY,
    make_listed_draft,
    make_listed_round,
    moment,
    people,
    person,
)

pytestmark = pytest.mark.django_db

HALF_TIME, LAST_DAY = moment("2026-06-08T10:00"), moment("2026-06-12T10:00")


def open_round(count: int = 4) -> Round:
    return make_listed_round(people(count), now=MONDAY, closes_at=CLOSES_AT)


def invited_round(count: int = 4) -> Round:
    round = open_round(count)
    invite(round=round, now=MONDAY)
    return round


def plan(round: Round) -> list[tuple[int, object, bool]]:
    return [(each.number, each.send_at, each.is_started) for each in mailings_of(round, MONDAY).reminders]


# --- Invitations -----------------------------------------------------------------------------------------------------
def test_invite_queues_everybody_once_and_plans_two_reminders() -> None:
    round = open_round()
    assert invite(round=round, now=MONDAY) == 4
    assert invite(round=round, now=MONDAY) == 0
    assert sorted(Mail.objects.values_list("invitation__email", flat=True)) == [f"p{n}@example.com" for n in range(4)]
    assert plan(round) == [(1, HALF_TIME, False), (2, LAST_DAY, False)]


def test_invite_later_queues_the_new_ones_and_keeps_the_plan() -> None:
    round = invited_round()
    cancel_reminder(round=round, number=1)
    add_people(round=round, people=[person("new@example.com")])
    later = MONDAY + timedelta(days=1)
    assert mailings_of(round, later).invitations.none == 1
    assert invite(round=round, now=later) == 1
    assert plan(round) == [(2, LAST_DAY, False)]
    assert mailings_of(round, later).invited_at == later


def test_invite_of_an_empty_list_starts_nothing() -> None:
    round = open_round(0)
    assert invite(round=round, now=MONDAY) == 0
    assert Wave.objects.count() == 0


def test_invite_needs_an_open_confidential_round() -> None:
    with pytest.raises(WrongState, match="Launch the round first"):
        invite(round=make_listed_draft([person("a@example.com")]), now=MONDAY)
    with pytest.raises(DomainError, match="An anonymous round has no list"):
        invite(round=make_round(Organization.objects.create(name="Other", slug="other")), now=MONDAY)


def test_invite_after_the_closing_time_is_refused() -> None:
    with pytest.raises(WrongState, match="The closing time has passed"):
        invite(round=open_round(), now=CLOSES_AT)


def test_demo_sends_nothing(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    round = open_round()
    Organization.objects.update(is_demo=True)
    round = Round.objects.get(pk=round.pk)
    for act in (lambda: invite(round=round, now=MONDAY), lambda: send_test(round=round, team=Team.SALES, to="a@b.de")):
        with pytest.raises(DomainError, match="This is a demo: it sends no mail"):
            act()
    assert Mail.objects.count() == 0


# --- Reminders -------------------------------------------------------------------------------------------------------
def test_reminder_now_makes_a_row_for_everybody() -> None:
    round = invited_round()
    now = moment("2026-06-03T12:00")
    wave = remind_now(round=round, now=now)
    assert (wave.number, wave.send_at, wave.is_started) == (3, now, True)
    assert list(wave.mails.values_list("state", flat=True)) == [MailState.QUEUED] * 4


def test_reminder_in_the_evening_waits_for_the_morning() -> None:
    wave = remind_now(round=invited_round(), now=moment("2026-06-05T18:00"))
    assert (wave.send_at, wave.is_started, wave.mails.count()) == (moment("2026-06-08T09:00"), False, 0)


def test_reminder_is_refused_when_the_round_closes_before_working_hours() -> None:
    with pytest.raises(DomainError, match="the round closes before that"):
        remind_now(round=invited_round(), now=moment("2026-06-12T17:30"))


def test_reminder_needs_invitations() -> None:
    with pytest.raises(DomainError, match="Nobody was invited yet"):
        remind_now(round=open_round(), now=MONDAY)


def test_fourth_reminder_is_refused() -> None:
    round = invited_round()
    remind_now(round=round, now=MONDAY)
    with pytest.raises(DomainError, match="at most 3 reminders"):
        remind_now(round=round, now=MONDAY)
    assert not mailings_of(round, MONDAY).can_remind
    cancel_reminder(round=round, number=1)
    assert mailings_of(round, MONDAY).can_remind
    assert remind_now(round=round, now=MONDAY).number == 1


def test_reminder_is_planned_within_working_hours() -> None:
    wave = plan_reminder(round=invited_round(), send_at=moment("2026-06-06T12:00"), now=MONDAY)
    assert (wave.send_at, wave.is_started) == (moment("2026-06-08T09:00"), False)


def test_started_reminder_and_invitations_cannot_be_cancelled() -> None:
    round = invited_round()
    remind_now(round=round, now=MONDAY)
    for number in (0, 3, 7):
        with pytest.raises(DomainError, match="not planned any more"):
            cancel_reminder(round=round, number=number)
    assert round.waves.count() == 4


def test_due_reminder_starts_once() -> None:
    round = invited_round()
    assert start_due_waves(now=HALF_TIME - timedelta(seconds=1)) == 0
    assert start_due_waves(now=HALF_TIME) == 1
    assert start_due_waves(now=HALF_TIME) == 0
    assert Mail.objects.filter(wave__number=1).count() == 4
    assert [started for _number, _at, started in plan(round)] == [True, False]


def test_of_several_due_reminders_people_get_the_last() -> None:
    round = invited_round()
    assert start_due_waves(now=LAST_DAY) == 1
    assert plan(round) == [(2, LAST_DAY, True)]


def test_reminder_overtakes_what_is_left_of_the_one_before() -> None:
    round = invited_round()
    start_due_waves(now=HALF_TIME)
    Mail.objects.filter(wave__number=1).update(attempts=2, not_before=LAST_DAY)
    start_due_waves(now=LAST_DAY)
    rows = Mail.objects.filter(wave__number=1).values_list("state", "attempts", "not_before", "refusal")
    assert list(rows) == [(MailState.DONE, 0, None, "")] * 4
    assert Mail.objects.filter(wave__number=2, state=MailState.QUEUED).count() == 4
    assert list(round.waves.values_list("refused", "unknown")) == [(0, 0)] * 3


def test_reminder_of_a_round_past_its_time_does_not_start() -> None:
    round = invited_round()
    assert start_due_waves(now=CLOSES_AT + timedelta(days=1)) == 0
    close_round(round=round, now=CLOSES_AT)
    assert start_due_waves(now=CLOSES_AT + timedelta(days=1)) == 0
    assert mailings_of(round, CLOSES_AT).reminders == ()


def test_rows_of_a_mailing_are_in_no_order_of_the_list() -> None:
    round = open_round(50)
    invite(round=round, now=MONDAY)
    remind_now(round=round, now=MONDAY)
    listed = list(round.invitations.order_by("pk").values_list("pk", flat=True))
    orders = [list(wave.mails.order_by("pk").values_list("invitation", flat=True)) for wave in round.waves.all()]
    orders = [order for order in orders if order]
    assert [sorted(order) == listed for order in orders] == [True, True]
    assert listed not in orders
    assert orders[0] != orders[1]


# --- What organizers see ---------------------------------------------------------------------------------------------
def test_mailings_count_invitations_by_state() -> None:
    round = invited_round(5)
    add_people(round=round, people=[person("new@example.com")])
    mails = list(Mail.objects.order_by("pk"))
    for mail, state in zip(mails, ["done", "refused", "unknown", "claimed", "queued"], strict=True):
        claimed_at = MONDAY if state == "claimed" else None
        Mail.objects.filter(pk=mail.pk).update(state=state, claimed_at=claimed_at)
    counts = mailings_of(round, MONDAY).invitations
    assert (counts.none, counts.queued, counts.sent, counts.refused, counts.unknown) == (1, 2, 1, 1, 1)


@pytest.mark.parametrize(("refused", "unknown", "shown"), [(4, 0, 0), (2, 2, 0), (3, 2, 5), (0, 6, 6)])
def test_undelivered_reminders_are_told_from_the_minimum_on(refused: int, unknown: int, shown: int) -> None:
    round = invited_round(8)
    number = remind_now(round=round, now=MONDAY).number
    round.waves.filter(number=number).update(refused=refused, unknown=unknown)
    assert [each.undelivered for each in mailings_of(round, MONDAY).reminders] == [0, 0, 0]  # under way
    Mail.objects.filter(wave__number=number).update(state=MailState.DONE)
    assert [each.undelivered for each in mailings_of(round, MONDAY).reminders] == [shown, 0, 0]


def test_mailings_of_a_long_list_take_few_queries() -> None:
    round = invited_round(200)
    remind_now(round=round, now=MONDAY)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        mailings_of(round, MONDAY)
    assert len(queries) == 4


def test_queue_without_a_mail_server_says_so(settings: LazySettings) -> None:
    settings.EMAIL_HOST = ""
    assert queue_trouble(MONDAY) is None
    invited_round()
    trouble = queue_trouble(MONDAY)
    assert trouble is not None
    assert (trouble.kind, trouble.waiting) == (TroubleKind.NO_SERVER, 4)


def test_queue_that_nobody_works_on_says_so(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    invited_round()
    assert queue_trouble(MONDAY + timedelta(minutes=9)) is None
    trouble = queue_trouble(MONDAY + timedelta(minutes=10))
    assert trouble is not None
    assert (trouble.kind, trouble.waiting) == (TroubleKind.IDLE, 4)
    Mail.objects.filter(pk=Mail.objects.earliest("pk").pk).update(state="claimed", claimed_at=MONDAY)
    assert queue_trouble(MONDAY + timedelta(minutes=9)) is None


# --- A sample --------------------------------------------------------------------------------------------------------
def test_sample_leads_to_the_preview_page(settings: LazySettings, mailoutbox: list[EmailMessage]) -> None:
    settings.EMAIL_HOST = "127.0.0.1"
    round = make_listed_draft(people(2))
    send_test(round=round, team=Team.MARKETING, to="me@example.com")
    [mail] = mailoutbox
    assert mail.to == ["me@example.com"]
    assert mail.subject.startswith("Sample: Acme asks")
    assert f"/o/acme/rounds/{round.code}/preview/marketing/" in mail.body
    assert "/s/" not in str(mail.message())


def test_sample_without_a_mail_server_is_refused(settings: LazySettings) -> None:
    settings.EMAIL_HOST = ""
    with pytest.raises(DomainError, match="No mail server is set up"):
        send_test(round=make_listed_draft(people(1)), team=Team.SALES, to="me@example.com")


def test_sample_that_the_server_does_not_take_is_told(settings: LazySettings) -> None:
    use_mail_server(settings, free_port())
    with pytest.raises(DomainError, match="did not take the mail"):
        send_test(round=make_listed_draft(people(1)), team=Team.SALES, to="me@example.com")
