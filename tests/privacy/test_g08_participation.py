"""G8: Participation. Organizers see counts per team, never who has or has not answered; the system reminds.

Two rounds are told apart by nothing but who answered: Anna, Bo and Cleo in one, Dan, Eva and Finn in the other. Mails
bounce, a reminder goes out, some want no more mail. Every page that an organizer can open must be the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import count

import pytest
from django.conf import LazySettings
from django.contrib import admin
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Organization, User
from assessments import tokens
from assessments.models import Assessment, Invitation, Mail, Round
from assessments.services.closing import close_round
from assessments.services.invitations import reset_link, unsubscribe
from assessments.services.mailing import invite, remind_now
from tests.invited import (
    CLOSES_AT,
    FINISHED,
    MONDAY,
    answer_as,
    invitation_of,
    make_listed_round,
    people,
    person,
    personal_token,
    rows,
    send_all,
)
from tests.smtp import Moody, moody_server

pytestmark = pytest.mark.django_db

TUESDAY = MONDAY + timedelta(days=1)
NAMES = ["anna", "bo", "cleo", "dan", "eva", "finn", "gus", "hana"]
ONE, OTHER = NAMES[:3], NAMES[3:6]
FULL = ("RCPT", "550 full")
REFUSED = {"anna": FULL, "dan": FULL, "gus": ("DATA", "550 no")}
"""Of each three, one has a mailbox that is full when the reminder comes; whose was, no count may tell."""


@pytest.fixture(autouse=True)
def _the_same_links_and_clock_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: TUESDAY + timedelta(hours=2))


def answered_by(
    who: Sequence[str],
    organization: Organization,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    *,
    moods: Mapping[str, tuple[str, str]] = REFUSED,
    reset: Sequence[str] = (),
) -> Round:
    """`who` answers, and the second of them wants no more mail; then a reminder goes out while `moods` hold.

    Those of `reset` get a new link before, and the mail with it is refused.
    """
    numbers = count(1)
    monkeypatch.setattr(tokens, "new_seed", lambda: next(numbers).to_bytes(16, "big"))
    listed = [person(f"{name}@example.com", name=name.title()) for name in NAMES]
    assessment, _is_new = Assessment.objects.get_or_create(organization=organization, name="Study")
    round = make_listed_round(
        listed, assessment=assessment, now=MONDAY, closes_at=CLOSES_AT, reply_to="carla@example.com"
    )
    Round.objects.filter(pk=round.pk).update(code="SAMECODE")
    round.refresh_from_db()
    invite(round=round, now=MONDAY)
    with moody_server(settings) as moody:
        send_all(MONDAY)
        for name in who:
            answer_as(invitation_of(round, f"{name}@example.com"), MONDAY)
        unsubscribe(token=unsubscribe_token(round, f"{who[1]}@example.com"))
        moody.moods = dict.fromkeys(reset, FULL)
        for name in reset:
            reset_link(invitation=invitation_of(round, f"{name}@example.com"), now=TUESDAY)
        send_all(TUESDAY)
        moody.moods = dict(moods)
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    left_out = {*who, *moods, *reset}
    assert sorted(moody.got[8:]) == sorted(f"{name}@example.com" for name in NAMES if name not in left_out)
    return round


def unsubscribe_token(round: Round, email: str) -> str:
    link = invitation_of(round, email).link
    assert link is not None
    return tokens.unsubscribe_token(bytes(link.seed))


def organizer_addresses(round: Round) -> Iterator[str]:
    slug, code = round.organization.slug, round.code
    for name in ("round-detail", "round-close", "round-extend", "people-list", "people-invite", "mail-test"):
        yield reverse(f"assessments:{name}", args=[slug, code])
    for team in ("sales", "marketing"):
        yield reverse("assessments:round-preview", args=[slug, code, team])
    for action in ("person-remove", "link-reset", "invitation-resend"):
        for pk in round.invitations.order_by("email").values_list("pk", flat=True):
            yield reverse(f"assessments:{action}", args=[slug, code, pk])
    yield reverse("assessments:organization-home", args=[slug])
    yield reverse("accounts:organization-list")
    yield reverse("reports:dashboard", args=[slug, code])


def pages(client: Client, round: Round) -> list[tuple[int, bytes]]:
    """Every organizer's page, without what differs between any two rounds: keys of rows, form's token, seal."""
    first = min(round.invitations.values_list("pk", flat=True))
    found = []
    for address in organizer_addresses(round):
        reply = client.get(address)
        page = re.sub(rb'name="csrfmiddlewaretoken" value="\w+"|<code>\w{12}</code>', b"", reply.content)
        page = re.sub(rb"/people/(\d+)/", lambda key: b"/people/%d/" % (int(key[1]) - first), page)
        found.append((reply.status_code, page))
    return found


def test_no_page_tells_who_answered(
    as_consultant: Client, organization: Organization, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for who in (ONE, OTHER):
        round = answered_by(who, organization, settings, monkeypatch)
        seen.append(pages(as_consultant, round))
        close_round(round=round, now=TUESDAY)
        seen[-1] += pages(as_consultant, Round.objects.get(pk=round.pk))
        round.delete()
    assert [one for one, other in zip(*seen, strict=True) if one != other] == []
    assert any(b"3</strong> of 8" in page for _status, page in seen[0])


@pytest.mark.parametrize(
    ("moods", "reset"),
    [
        ({"anna": FULL}, []),
        ({"anna": ("DATA", Moody.HANG_UP)}, []),
        ({"anna": ("RCPT", "450 busy")}, []),
        (dict.fromkeys(["anna", "eva", "finn", "gus"], FULL), []),
        ({}, ["anna"]),
        ({}, ["anna", "gus"]),
    ],
)
def test_one_chosen_mailbox_does_not_tell_whether_its_owner_answered(
    as_consultant: Client,
    organization: Organization,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
    moods: dict[str, tuple[str, str]],
    reset: list[str],
) -> None:
    """Anna has answered, or Dan in her place: was she left out of the reminder for that, or not at all?"""
    seen = []
    for who in (["anna", "bo"], ["dan", "bo"]):
        round = answered_by(who, organization, settings, monkeypatch, moods=moods, reset=reset)
        seen.append(pages(as_consultant, round))
        round.delete()
    assert [one for one, other in zip(*seen, strict=True) if one != other] == []
    assert any(b"2</strong> of 8" in page and b"Went out" in page for _status, page in seen[0])


def test_admin_tells_neither(
    client: Client,
    admin_user: User,
    organization: Organization,
    settings: LazySettings,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.force_login(admin_user, backend="django.contrib.auth.backends.ModelBackend")
    assert not {Invitation, Mail} & set(admin.site._registry)
    seen = []
    for who in (ONE, OTHER):
        round = answered_by(who, organization, settings, monkeypatch)
        page = client.get(reverse("admin:assessments_round_change", args=[round.pk])).content
        seen.append(re.sub(rb'csrfmiddlewaretoken" value="\w+"|/round/\d+/', b"", page))
        round.delete()
    assert seen[0] == seen[1]


def test_reminder_leaves_the_same_row_for_everybody(
    organization: Organization, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent, skipped, refused or unsubscribed: the rows of a finished reminder are equal, and hold no time."""
    answered_by(ONE, organization, settings, monkeypatch)
    assert rows(3) == [FINISHED] * 8


def test_viewer_sees_numbers_and_no_list(
    client: Client, leader: User, organization: Organization, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    round = answered_by(ONE, organization, settings, monkeypatch)
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("assessments:round-detail", args=[organization.slug, round.code])).content.decode()
    assert "<strong>3</strong> of 8" in page
    assert [name for name in NAMES if f"{name}@example.com" in page or f">{name.title()}<" in page] == []
    assert client.get(reverse("assessments:people-list", args=[organization.slug, round.code])).status_code == 403


def test_reminder_cannot_be_answered_to_the_organizer(organization: Organization, settings: LazySettings) -> None:
    """An “out of office” would tell who was reminded, and so who had not answered."""
    round = make_listed_round(
        people(2), organization=organization, now=MONDAY, closes_at=CLOSES_AT, reply_to="carla@example.com"
    )
    invite(round=round, now=MONDAY)
    with moody_server(settings) as moody:
        send_all(MONDAY)
        remind_now(round=round, now=TUESDAY)
        send_all(TUESDAY)
    assert [mail["Reply-To"] for mail in moody.mails] == ["carla@example.com"] * 2 + [None] * 2
    assert not any(
        "carla@example.com" in str(mail[header]) for mail in moody.mails[2:] for header in ("From", "Sender")
    )


def test_organizer_is_never_shown_a_personal_link(
    as_consultant: Client, organization: Organization, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opening one would tell whether it was used."""
    round = answered_by(ONE, organization, settings, monkeypatch)
    secrets = [personal_token(invitation).encode() for invitation in round.invitations.all()]
    assert [page for _status, page in pages(as_consultant, round) for secret in secrets if secret in page] == []
