"""A database in which every page has each of its states: the demo, and beside it what the demo leaves out."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from accounts.models import Membership, Organization, Role, User
from accounts.services import create_organization, invite_member
from accounts.tokens import setup_token
from assessments import tokens
from assessments.books import Audience
from assessments.models import Action, Assessment, Invitation, Question, Round, ShareLink
from assessments.scales import Mode, Team
from assessments.services.closing import close_round
from assessments.services.publishing import publish_round, published_path
from assessments.services.sharing import share_path
from tests import builders

CONSULTANT, LEADER, NEWCOMER = "consultant@example.com", "leader@example.com", "new@example.com"

LONG = (
    "Where people in both teams have very long conversations about whether the leads that Marketing hands over are "
    "worked on by Sales within the time that both teams agreed on in writing at the beginning of the year, would you "
    "say that what was agreed is what happens on an ordinary Tuesday in a month with many holidays?"
)
LONG_NAME = "Søren O'Brien-Müller & Sons Maschinenfabrik Überseegesellschaft mit beschränkter Haftung"


def fresh() -> dict[str, str]:
    """Addresses of a OneTeam that nobody has set up."""
    return {"setup": f"/setup/{setup_token()}/"}


def build() -> dict[str, str]:
    """The parts that addresses are made of."""
    call_command("demo", verbosity=0)
    consultant = User.objects.get(email=CONSULTANT)
    builders.make_user(NEWCOMER)
    first, closed = Round.objects.filter(assessment__organization__slug="northwind-instruments").order_by("closed_at")
    client = closed.organization
    opened = Round.objects.get(assessment__organization__slug="harbor-pine")
    return {
        "client": f"/o/{client.slug}",
        "closed": _path(closed),
        "first": _path(first),
        "open": _path(opened),
        "survey": _survey(opened),
        "invitation": _member_invitation(client),
        "member": str(Membership.objects.get(user__email=LEADER, organization=client).pk),
        "own-question": _own_question(client),
        "action": _action(closed),
        **_shared(closed, consultant),
        **_states(create_organization(name="Quiet Harbor", owner=consultant)),
        **_long(create_organization(name=LONG_NAME, owner=consultant)),
        "empty": f"/o/{create_organization(name='Nothing Yet', owner=consultant).slug}",
        "code": builders.make_workshop(closed, "S1", "S7").code,
    }


def _path(round: Round) -> str:
    return f"/o/{round.organization.slug}/rounds/{round.code}"


def _survey(round: Round, team: Team = Team.SALES) -> str:
    return f"/s/{builders.link_token(round, team)}/"


def _member_invitation(organization: Organization) -> str:
    token = invite_member(organization=organization, email="petra@example.com", role=Role.EDITOR, now=timezone.now())
    return f"/join/{token}/"


def _own_question(organization: Organization) -> str:
    return str(builders.make_question("O9", organization, text="Do we name one owner for every lead?").pk)


def _action(round: Round) -> str:
    action = Action.objects.filter(focus_area__round=round).order_by("focus_area__item__position", "pk")[0]
    return f"{action.focus_area.item.position}/{action.pk}"


def _shared(round: Round, consultant: User) -> dict[str, str]:
    expired = builders.make_share(round, consultant, label="For the board")
    ShareLink.objects.filter(pk=expired.pk).update(expires_at=timezone.now() - datetime.timedelta(days=1))
    return {
        "share": share_path(builders.make_share(round, consultant, audience=Audience.FULL)),
        "expired": share_path(expired),
        "published": published_path(publish_round(round=round)),
    }


def _states(organization: Organization) -> dict[str, str]:
    """Rounds in every state that the demo's are not in."""
    nine = list(Question.objects.filter(organization=None).order_by("position")[:9])

    def asked(name: str) -> dict[str, Any]:
        assessment = Assessment.objects.create(organization=organization, name=name)
        return {"assessment": assessment, "title": f"{name} in spring", "questions": nine}

    listed = builders.make_confidential_round(**asked("By list"), people=_people(6), reply_to="petra@example.com")
    person = Invitation.objects.filter(round=listed).order_by("email")[0]
    assert person.link is not None
    return {
        "states": f"/o/{organization.slug}",
        "draft": _path(builders.make_draft(**asked("Planned"))),
        "bare": _path(
            builders.make_draft(**asked("Planned by list"), mode=Mode.CONFIDENTIAL, reply_to="petra@example.com")
        ),
        "listed": _path(listed),
        "person": str(person.pk),
        "personal": f"/s/{builders.person_token(person)}/",
        "unsubscribe": f"/u/{tokens.unsubscribe_token(bytes(person.link.seed))}/",
        "few": _path(_closed(asked("Too few"), {Team.SALES: 7, Team.MARKETING: 3})),
        "none": _path(_closed(asked("Nobody"), {})),
        "ended-survey": _survey(_closed(asked("Ended"), {Team.SALES: 5, Team.MARKETING: 5})),
    }


def _people(number: int) -> dict[Team, list[tuple[str, str]]]:
    return {team: [(f"{team}{n}@example.com", f"Person {n}") for n in range(number)] for team in Team}


def _closed(asked: dict[str, Any], people: Mapping[Team, int]) -> Round:
    round = builders.make_round(**asked)
    for team, number in people.items():
        for person in range(number):
            builders.answer(round, team, own={item.code: 1 + person % 5 for item in round.items.all()})
    close_round(round=round, now=timezone.now())
    return round


def _long(organization: Organization) -> dict[str, str]:
    """The longest words that are allowed, everywhere."""
    questions = [builders.make_question(f"L{n}", organization, text=LONG[: 300 - n]) for n in range(9)]
    name = LONG[:100]
    asked = {"assessment": Assessment.objects.create(organization=organization, name=name), "questions": questions}
    closed = _closed({**asked, "title": LONG[:80]}, {Team.SALES: 6, Team.MARKETING: 6})
    opened = builders.make_round(**asked, title=LONG[:80])
    return {"long": f"/o/{organization.slug}", "long-closed": _path(closed), "long-survey": _survey(opened)}
