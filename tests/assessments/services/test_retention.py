from __future__ import annotations

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.mail import EmailMessage
from django.db import connection
from django.db.models import EmailField
from django.test import Client
from django.utils import timezone

from accounts.models import Branding, MemberInvitation, Membership, Organization, Role, User
from accounts.services import invite_member
from assessments import handouts
from assessments.books import Book, Contact
from assessments.delivery import Delivery, MailServer, Outcome
from assessments.emails import Letters
from assessments.models import (
    LONGEST_OPEN,
    LONGEST_WORKSHOP,
    Invitation,
    Link,
    Mail,
    Phone,
    Round,
    ShareLink,
    StateChoice,
    Wave,
)
from assessments.queries import participation
from assessments.scales import Team
from assessments.services.books import save_book
from assessments.services.closing import close_round
from assessments.services.mailing import invite, remind_now
from assessments.services.retention import Erased, Purged, close_due_rounds, erase_person, purge_expired
from assessments.services.sending import send_next
from tests.builders import (
    join,
    make_closed_round,
    make_export,
    make_member,
    make_organization,
    make_round,
    make_share,
    make_user,
    make_workshop,
)
from tests.dumps import sqlite_files
from tests.invited import (
    CLOSES_AT,
    MONDAY,
    answer_as,
    invitation_of,
    make_listed_draft,
    make_listed_round,
    people,
    person,
)

pytestmark = pytest.mark.django_db

NOTHING = Purged(lists=(), closed=(), workshops=(), member_invitations=0, share_links=0, sessions=0)
DAY = timedelta(days=1)


def closed_round(name: str = "Acme") -> Round:
    round = make_listed_round(people(4), organization=make_organization(name), now=MONDAY, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)
    remind_now(round=round, now=MONDAY)
    answer_as(invitation_of(round, "p0@example.com"), MONDAY)
    close_round(round=round, now=CLOSES_AT)
    return round


def listed(round: Round) -> tuple[int, int, int, int]:
    return (
        round.invitations.count(),
        Link.objects.filter(round=round).count(),
        round.waves.count(),
        Mail.objects.filter(wave__round=round).count(),
    )


# --- What has had its time -------------------------------------------------------------------------------------------
def test_list_goes_thirty_days_after_closing() -> None:
    round = closed_round()
    before = participation(round)
    assert purge_expired(now=CLOSES_AT + 30 * DAY - timedelta(seconds=1)) == NOTHING
    assert listed(round) == (4, 4, 2, 4)  # closing took what was planned, and every row of a reminder
    assert purge_expired(now=CLOSES_AT + 30 * DAY).lists == (round.code,)
    assert listed(round) == (0, 0, 0, 0)
    assert participation(round) == before
    assert before[Team.SALES].invited == 2
    assert purge_expired(now=CLOSES_AT + 31 * DAY) == NOTHING


def test_lists_of_open_rounds_drafts_and_newer_rounds_stay() -> None:
    old, new = closed_round(), closed_round("Brim")
    Round.objects.filter(pk=new.pk).update(closed_at=CLOSES_AT + DAY)
    draft = make_listed_draft([person("a@example.com")], organization=make_organization("Cove"))
    still_open = make_listed_round(
        [person("b@example.com")], organization=make_organization("Dune"), now=MONDAY, closes_at=CLOSES_AT
    )
    assert purge_expired(now=CLOSES_AT + 30 * DAY).lists == (old.code,)
    assert [listed(round)[0] for round in (old, new, draft, still_open)] == [0, 4, 1, 1]


def test_team_links_stay() -> None:
    round = make_round()
    close_round(round=round, now=MONDAY)
    assert purge_expired(now=MONDAY + 400 * DAY).lists == ()
    assert Link.objects.count() == 2


def test_round_open_for_a_year_is_closed() -> None:
    round = make_listed_round(people(1))
    launched_at = round.launched_at
    assert launched_at is not None
    assert purge_expired(now=launched_at + LONGEST_OPEN - timedelta(seconds=1)).closed == ()
    assert purge_expired(now=launched_at + LONGEST_OPEN).closed == (round.code,)
    round.refresh_from_db()
    assert round.state == StateChoice.CLOSED


def test_expired_invitations_and_sessions_go() -> None:
    organization = make_organization()
    for email, now in (("old@example.com", MONDAY), ("new@example.com", MONDAY + DAY)):
        invite_member(organization=organization, email=email, role=Role.VIEWER, now=now)
    for days in (14, 15):
        Session.objects.create(session_key=f"k{days}", session_data="", expire_date=MONDAY + days * DAY)
    purged = purge_expired(now=MONDAY + 14 * DAY)
    assert (purged.member_invitations, purged.sessions) == (1, 1)
    assert MemberInvitation.objects.get().email == "new@example.com"
    assert Session.objects.get().pk == "k15"


def test_links_to_results_go_when_they_expire() -> None:
    user = make_user()
    for days in (7, 30):
        make_share(make_closed_round([], [], organization=make_organization(f"Acme {days}")), user, MONDAY, days=days)
    assert purge_expired(now=MONDAY + 7 * DAY - timedelta(seconds=1)) == NOTHING
    assert purge_expired(now=MONDAY + 7 * DAY, is_dry_run=True).share_links == 1
    assert ShareLink.objects.count() == 2
    assert purge_expired(now=MONDAY + 7 * DAY).share_links == 1
    assert ShareLink.objects.get().expires_at == MONDAY + 30 * DAY


def test_workshops_that_nobody_ended_are_ended() -> None:
    workshop = make_workshop(make_closed_round([4] * 5, [2] * 5))
    join(workshop, Team.SALES, 3)
    assert workshop.started_at is not None
    later = workshop.started_at + LONGEST_WORKSHOP
    assert purge_expired(now=later - timedelta(seconds=1)).workshops == ()
    assert purge_expired(now=later, is_dry_run=True).workshops == (workshop.round.code,)
    assert Phone.objects.count() == 3
    assert purge_expired(now=later).workshops == (workshop.round.code,)
    assert (Phone.objects.count(), purge_expired(now=later).workshops) == (0, ())


def test_dry_run_says_the_same_and_changes_nothing() -> None:
    """Two years on."""
    closed_round()
    make_listed_round(people(1), organization=make_organization("Brim"), now=MONDAY, closes_at=CLOSES_AT)
    invite_member(organization=make_organization("Cove"), email="a@example.com", role=Role.VIEWER, now=MONDAY)
    later = MONDAY + 760 * DAY
    expected = purge_expired(now=later, is_dry_run=True)
    assert (Invitation.objects.count(), Round.objects.filter(state="open").count()) == (5, 1)
    assert MemberInvitation.objects.count() == 1
    assert purge_expired(now=later) == expected
    assert [len(expected.lists), len(expected.closed), expected.member_invitations] == [1, 1, 1]
    # The second list was closed just now, so it has its thirty days still.
    assert purge_expired(now=later + 30 * DAY).lists == expected.closed
    assert (Invitation.objects.count(), Wave.objects.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_purged_addresses_are_gone_from_the_files() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the files of PostgreSQL are its own; VACUUM clears them")
    closed_round()
    assert b"p3@example.com" in sqlite_files()
    purge_expired(now=CLOSES_AT + 30 * DAY)
    assert b"p3@example.com" not in sqlite_files()


# --- Closing in time -------------------------------------------------------------------------------------------------
def test_due_rounds_are_closed_after_the_grace() -> None:
    round = make_listed_round(people(1), now=MONDAY, closes_at=CLOSES_AT)
    assert close_due_rounds(now=CLOSES_AT + timedelta(minutes=14)) == 0
    assert close_due_rounds(now=CLOSES_AT + timedelta(minutes=15)) == 1
    assert close_due_rounds(now=CLOSES_AT + timedelta(minutes=15)) == 0
    round.refresh_from_db()
    assert round.closed_at == CLOSES_AT + timedelta(minutes=15)


# --- One person ------------------------------------------------------------------------------------------------------
def tables_with(text: str) -> list[str]:
    """Every table that holds the text in any row, as it is stored."""
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(text in str(value).lower() for row in cursor.fetchall() for value in row):
                found.append(table)
    return found


def test_person_is_erased_everywhere(client: Client) -> None:
    email = "Person@Example.com"
    acme, brim = make_organization(), make_organization("Brim")
    user = make_member(acme, Role.OWNER, email)
    make_member(brim, Role.OWNER, "other@example.com")
    Membership.objects.create(user=user, organization=brim, role=Role.OWNER)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    invite_member(organization=make_organization("Cove"), email=email, role=Role.VIEWER, now=MONDAY)
    draft = make_listed_draft([person(email)], organization=acme, reply_to=email)
    round = make_listed_round([person("PERSON@example.com"), *people(2)], organization=brim)
    invite(round=round, now=timezone.now())
    invitation = invitation_of(round, "PERSON@example.com")
    answer_as(invitation)
    expected = Erased(
        account=True,
        memberships=("acme", "brim"),
        member_invitations=("cove",),
        lists=(draft.code, round.code),
        contact_of=(draft.code,),
        without_owner=("acme",),
    )
    assert erase_person(email="person@EXAMPLE.com", is_dry_run=True) == expected
    assert tables_with("person@example.com") != []
    assert erase_person(email="person@EXAMPLE.com") == expected
    assert tables_with("person@example.com") == []
    assert (Session.objects.count(), listed(round)[:2], listed(round)[3]) == (0, (2, 2), 2)
    assert participation(round)[Team.SALES].responded == 1
    assert User.objects.get().email == "other@example.com"


def test_contact_block_goes_from_the_settings_of_files() -> None:
    user, round = make_user("other@example.com"), make_closed_round([], [])
    Branding.objects.create(user=user, company="Common Ground", email="Person@example.com", phone="555 0100")
    for contact in (Contact(email="Person@example.com", phone="555 0100"), Contact(email="kept@example.com")):
        save_book(round=round, book=Book(contact=contact), edited=handouts.saved_book(round).edited)
        make_share(round, user, book=Book(summary="Mine.", contact=contact))
    save_book(round=round, book=Book(summary="Mine.", contact=Contact(email="Person@example.com")), edited=2)
    make_export(round, user, Book(contact=Contact(email="person@example.com")))
    assert len(tables_with("person@example.com")) == 4
    erase_person(email="person@example.com")
    assert tables_with("person@example.com") == []
    assert handouts.saved_book(round).book == Book(summary="Mine.")
    assert len(tables_with("kept@example.com")) == 1


def test_unknown_person_leaves_all_as_it_was() -> None:
    make_listed_draft(people(2))
    assert erase_person(email="p@example.com") == Erased(
        account=False, memberships=(), member_invitations=(), lists=(), contact_of=(), without_owner=()
    )
    assert Invitation.objects.count() == 2


def test_sessions_of_others_stay() -> None:
    user = make_member(Organization.objects.create(name="A", slug="a"), Role.OWNER)
    other = SessionStore()
    other["_auth_user_id"] = str(user.pk + 1)
    other.save()
    erase_person(email=user.email)
    assert Session.objects.count() == 1


def test_mail_in_hand_of_an_erased_person_ends_quietly() -> None:
    round = make_listed_round(people(1), now=MONDAY, closes_at=CLOSES_AT)
    invite(round=round, now=MONDAY)

    class Late(MailServer):
        def deliver(self, mail: EmailMessage) -> Delivery:
            erase_person(email=mail.to[0])
            return Delivery(Outcome.SENT)

    assert send_next(server=Late(), letters=Letters(), now=MONDAY)
    assert Mail.objects.count() == 0


def test_retention_knows_every_table_with_an_address() -> None:
    """A new column of addresses must come to `erase_person` and `purge_expired`."""
    ours = [model for model in apps.get_models() if model._meta.app_label in {"accounts", "assessments"}]
    columns = {
        f"{model.__name__}.{field.name}"
        for model in ours
        for field in model._meta.get_fields()
        if isinstance(field, EmailField)
    }
    assert columns == {"User.email", "MemberInvitation.email", "Round.reply_to", "Invitation.email", "Branding.email"}
