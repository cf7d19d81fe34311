from __future__ import annotations

import datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from assessments.models import Mail, MailState, Round, Wave
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.mailing import invite, remind_now
from tests.accounts.pages import text
from tests.builders import answer_many, link_token, make_draft, make_round
from tests.conftest import signed_in
from tests.invited import CLOSES_AT, MONDAY, answer_as, make_listed_round, moment, people

pytestmark = pytest.mark.django_db
MINUTES = datetime.timedelta(minutes=1)
HOURS = datetime.timedelta(hours=1)


def address(name: str, round: Round, *args: Any) -> str:
    return reverse(f"assessments:{name}", args=[round.organization.slug, round.code, *args])


def look(user: User, round: Round, at: datetime.datetime, then: str = "", **posted: Any) -> Any:
    """The round's page as the user sees it at some time; or the page after they posted to `then`."""
    with time_machine.travel(at, tick=False):
        client = signed_in(user)
        return client.post(then, posted, follow=True) if then else client.get(address("round-detail", round))


@pytest.fixture
def invited(organization: Organization) -> Round:
    """Twelve people, invited on the Monday on which the round was launched."""
    round = make_listed_round(people(12), now=MONDAY, organization=organization, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)
    return round


def delivered(round: Round) -> None:
    Mail.objects.filter(wave__round=round, wave__number=0).update(state=MailState.DONE, attempts=1)


def test_links_come_first_until_somebody_has_answered(editor: User, organization: Organization) -> None:
    round = make_round(organization)
    words = text(look(editor, round, timezone.now()))
    assert words.index("One link for each team") < words.index("Participation") < words.index("Close now…")
    answer_many(round, Team.SALES, "Q1", [1])
    words = text(look(editor, round, timezone.now()))
    assert words.index("Participation") < words.index("Close now…") < words.index("One link for each team")


# --- What the page says --------------------------------------------------------------------------------------------
def test_quiet_start_is_explained(editor: User, invited: Round) -> None:
    delivered(invited)
    words = text(look(editor, invited, MONDAY + 10 * MINUTES))
    assert "Sent 10 minutes ago. First answers usually come within the day." in words
    assert "Ask somebody of each team whether the link arrived." in text(look(editor, invited, MONDAY + 30 * HOURS))
    answer_as(invited.invitations.all()[0], now=MONDAY)
    assert "First answers" not in text(look(editor, invited, MONDAY + 10 * MINUTES))


def test_mails_that_wait_are_not_called_sent(editor: User, invited: Round) -> None:
    words = text(look(editor, invited, MONDAY + 10 * MINUTES))
    assert "First answers usually" not in words
    assert "0 sent 12 waiting" in words


def test_people_who_are_not_invited_are_the_next_step(editor: User, organization: Organization) -> None:
    round = make_listed_round(people(2), organization=organization)
    page = look(editor, round, timezone.now())
    assert "Nobody is invited yet. Send the invitations" in text(page)
    assert address("people-list", round) in page.content.decode()


def test_participation_and_mails_are_counted(editor: User, invited: Round) -> None:
    delivered(invited)
    ids = list(Mail.objects.values_list("pk", flat=True))
    Mail.objects.filter(pk__in=ids[:2]).update(state=MailState.REFUSED, refusal="550 no such person")
    Mail.objects.filter(pk__in=ids[2:3]).update(state=MailState.UNKNOWN)
    for invitation in invited.invitations.filter(team="sales")[:2]:
        answer_as(invitation, now=MONDAY)
    words = text(look(editor, invited, MONDAY + HOURS))
    assert "2 of 12 people have answered." in words
    assert "2 of 6 answered (33%)" in words
    assert "3 more needed: below 5" in words
    assert "9 sent 2 refused 1 not known" in words
    assert "550" not in words


def test_day_line_has_mails_and_no_answer(editor: User, invited: Round) -> None:
    delivered(invited)
    at = moment("2026-06-02T15:00")
    before = [(each.words, each.at) for each in look(editor, invited, at).context["line"].moments]
    assert [words for words, _at in before] == [
        "Launched", "Invitations", "Reminder 1, planned", "Reminder 2, planned", "Closes",
    ]  # fmt: skip
    answer_as(invited.invitations.all()[0], now=MONDAY)
    page = look(editor, invited, at)
    assert [(each.words, each.at) for each in page.context["line"].moments] == before
    assert "Day 2 of 12" in text(page)
    assert 'value="2" max="12"' in page.content.decode()


def test_day_counts_by_the_calendar_of_the_rounds_zone(editor: User, organization: Organization) -> None:
    launched, closes = moment("2026-06-01T23:30"), moment("2026-06-12T18:00")
    round = make_listed_round(
        people(2), now=launched, organization=organization, closes_at=closes, time_zone="Asia/Tokyo"
    )
    assert "Day 1 of 12" in text(look(editor, round, moment("2026-06-02T14:00")))
    assert "Day 2 of 12" in text(look(editor, round, moment("2026-06-02T15:30")))


def test_viewer_sees_counts_and_nothing_to_act_on(leader: User, invited: Round) -> None:
    page = look(leader, invited, MONDAY + HOURS)
    words, content = text(page), page.content.decode()
    assert "0 sent 12 waiting" in words
    assert "Reminder 1 Planned for" in words
    for act in ("List of people", "Cancel it", "Send a reminder now", "Extend…", "Close now…"):
        assert act not in words
    assert "@example.com" not in content.replace(leader.email, "")
    assert address("people-list", invited) not in content


def test_page_takes_as_many_queries_for_sixty_people_as_for_two(as_editor: Client, organization: Organization) -> None:
    small = make_listed_round(people(2), organization=organization)
    large = make_listed_round(people(60), assessment=small.assessment, title="Large")
    counts = []
    for round in (small, large):
        invite(round=round, now=timezone.now())
        here = address("round-detail", round)
        with CaptureQueriesContext(connection) as taken:
            as_editor.get(here)
        counts.append(len(taken))
    assert counts[0] == counts[1]


def test_anonymous_round_has_a_reminder_to_copy(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization)
    words = text(as_editor.get(address("round-detail", round)))
    assert "Reminder to copy" in words
    assert "This goes to everybody, as nobody can tell who has." in words
    assert "Send a reminder now" not in words


# --- Reminders -----------------------------------------------------------------------------------------------------
def test_reminder_is_announced_by_number_and_without_names(editor: User, invited: Round) -> None:
    delivered(invited)
    for invitation in invited.invitations.all()[:5]:
        answer_as(invitation, now=MONDAY)
    page = look(editor, invited, MONDAY + HOURS)
    assert "It goes to those who have not answered: 7 people, less whoever wants no more mail." in text(page)
    assert page.context["reminder"].subject in text(page)


def test_reminder_goes_out_at_once_in_working_hours(editor: User, invited: Round) -> None:
    page = look(editor, invited, MONDAY + HOURS, address("reminder-send", invited))
    assert "The reminder is on its way." in text(page)
    assert Wave.objects.get(number=3).is_started
    assert "Reminder 1 Went out Monday, June 1, 2026, 11 a.m. UTC" in text(page)


def test_reminder_waits_for_working_hours(editor: User, invited: Round) -> None:
    page = look(editor, invited, moment("2026-06-06T12:00"), address("reminder-send", invited))
    assert "The reminder goes out when working hours begin: June 8, 2026, 9 a.m. UTC." in text(page)


def test_reminders_are_three_at_most(editor: User, invited: Round) -> None:
    page = look(editor, invited, MONDAY + HOURS, address("reminder-send", invited))
    assert "Send a reminder now" not in text(page)
    assert "3 reminders are sent or planned, and there are never more." in text(page)
    page = look(editor, invited, MONDAY + HOURS, address("reminder-send", invited))
    assert "A round has at most 3 reminders." in text(page)
    assert Wave.objects.filter(number__gt=0).count() == 3


def test_planned_reminder_is_moved(editor: User, invited: Round) -> None:
    there = address("reminder-move", invited, 1)
    assert there in look(editor, invited, MONDAY + HOURS).content.decode()
    with time_machine.travel(MONDAY + HOURS, tick=False):
        assert 'value="2026-06-08"' in signed_in(editor).get(there).content.decode()
    for day, words in [
        ("", "Say on which day it goes out."),
        ("9999-12-31", "This is not a day."),
        ("2026-05-01", "This moment has passed. Choose a later one."),
        ("2026-07-06", "Reminders go out on working days from 9 to 17, and the round closes before that."),
    ]:
        page = look(editor, invited, MONDAY + HOURS, there, send_on=day, send_time="11:30")
        assert words in text(page)
        assert 'value="11:30"' in page.content.decode()
    page = look(editor, invited, MONDAY + HOURS, there, send_on="2026-06-06", send_time="10:00")  # a Saturday
    assert "The reminder is planned for June 8, 2026, 9 a.m. UTC." in text(page)
    look(editor, invited, MONDAY + HOURS, address("reminder-cancel", invited, 1))
    page = look(editor, invited, MONDAY + HOURS, there, send_on="2026-06-05", send_time="10:00")
    assert "This reminder is not planned any more" in text(page)


def test_planned_reminder_is_canceled(editor: User, invited: Round) -> None:
    page = look(editor, invited, MONDAY + HOURS, address("reminder-cancel", invited, 1))
    assert "The reminder is canceled." in text(page)
    assert list(Wave.objects.values_list("number", flat=True)) == [0, 2]
    page = look(editor, invited, MONDAY + HOURS, address("reminder-cancel", invited, 1))
    assert "This reminder is not planned any more" in text(page)


@pytest.mark.parametrize("number", [0, 7])
def test_invitations_are_no_reminder_to_cancel(editor: User, invited: Round, number: int) -> None:
    look(editor, invited, MONDAY + HOURS, address("reminder-cancel", invited, number))
    assert Wave.objects.count() == 3


def test_reminder_before_the_invitations_is_refused(editor: User, organization: Organization) -> None:
    round = make_listed_round(people(2), organization=organization)
    page = look(editor, round, timezone.now(), address("reminder-send", round))
    assert "Nobody was invited yet, so there is nobody to remind." in text(page)


def test_reminder_says_when_it_went_out_and_never_to_how_many(editor: User, invited: Round) -> None:
    delivered(invited)
    remind_now(round=invited, now=MONDAY + HOURS)
    Mail.objects.update(state=MailState.DONE)
    Wave.objects.filter(number=3).update(refused=3, unknown=1)
    page = look(editor, invited, MONDAY + 2 * HOURS)
    assert "Reminder 1 Went out Monday, June 1, 2026, 11 a.m. UTC Reminder 2" in text(page)
    Wave.objects.filter(number=3).update(refused=4)
    page = look(editor, invited, MONDAY + 2 * HOURS)
    assert "11 a.m. UTC 5 could not be delivered" in text(page)
    assert "@example.com" not in page.content.decode().replace(editor.email, "")


# --- Extending -----------------------------------------------------------------------------------------------------
def extension(day: str, time: str = "18:00", zone: str = "UTC") -> dict[str, str]:
    return {"closes_on": day, "closes_time": time, "time_zone": zone}


def test_round_is_extended(editor: User, invited: Round) -> None:
    page = look(editor, invited, MONDAY, address("round-extend", invited), **extension("2026-06-19", "20:00"))
    assert "The round is open for longer." in text(page)
    invited.refresh_from_db()
    assert invited.closes_at == moment("2026-06-19T20:00")


def test_survey_shows_the_new_time_at_once(editor: User, organization: Organization, client: Client) -> None:
    with time_machine.travel(MONDAY, tick=False):
        round = make_round(organization, closes_at=CLOSES_AT)
    path = f"/s/{link_token(round, Team.SALES)}/"
    with time_machine.travel(MONDAY, tick=False):
        assert "June 12, 2026" in text(client.get(path))
    look(editor, round, MONDAY, address("round-extend", round), **extension("2026-06-19"))
    with time_machine.travel(CLOSES_AT + HOURS, tick=False):
        assert "June 19, 2026" in text(client.get(path))


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("2026-06-10", "Choose a time that is later than the one so far."),
        ("2026-05-30", "This moment has passed."),
        ("2027-06-15", "Choose a day within a year from today."),
        ("", "Say on which day the round closes."),
    ],
)
def test_time_that_does_not_fit_is_said_at_the_field(editor: User, invited: Round, day: str, sentence: str) -> None:
    page = look(editor, invited, MONDAY, address("round-extend", invited), **extension(day))
    assert sentence in page.context["form"].errors["closes_on"][0]
    invited.refresh_from_db()
    assert invited.closes_at == CLOSES_AT


def test_closed_round_is_not_extended(editor: User, invited: Round) -> None:
    close_round(round=invited, now=MONDAY)
    page = look(editor, invited, MONDAY, address("round-extend", invited), **extension("2026-06-19"))
    assert "its results are released" in text(page)
    with time_machine.travel(MONDAY, tick=False):
        client = signed_in(editor)
        assert "its results are released" in text(client.get(address("round-extend", invited), follow=True))


def test_draft_is_edited_instead_of_extended(as_editor: Client, organization: Organization) -> None:
    draft = make_draft(organization)
    response = as_editor.get(address("round-extend", draft), follow=True)
    assert response.redirect_chain == [(address("round-detail", draft), 302)]


def test_round_whose_time_is_over_can_still_be_extended(editor: User, invited: Round) -> None:
    late = CLOSES_AT + HOURS
    assert "or keep it open for longer" in text(look(editor, invited, late))
    page = look(editor, invited, late, address("round-extend", invited), **extension("2026-06-19"))
    assert "The round is open for longer." in text(page)


# --- Closing -------------------------------------------------------------------------------------------------------
def test_closing_says_for_each_team_what_would_be_shown(as_editor: Client, organization: Organization) -> None:
    round = make_round(organization, invited_sales=9, segment_title="Region?", segments=("North", "South"))
    answer_many(round, Team.SALES, "Q1", [1, 2, 3, 4, 5, 5, 5, 5])
    words = text(as_editor.get(address("round-close", round)))
    assert "Sales 8 of 9 answered: shown for every question that at least 5 of them answered." in words
    assert "Marketing 0 of 5 needed: everything of this team will be hidden" in words
    assert "Groups with fewer than 5 answers to a question are merged." in words


def test_closing_ends_what_is_planned(as_editor: Client, organization: Organization) -> None:
    round = make_listed_round(people(12), organization=organization)
    invite(round=round, now=timezone.now())
    words = text(as_editor.get(address("round-close", round)))
    assert "Personal links stop working, and no reminder goes out any more." in words
