"""The demo: made through the ordinary services, as people would, only with the clock turned back."""

from __future__ import annotations

import datetime
import hashlib
import hmac
import random
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import GUEST, Membership, Organization, Role, User
from accounts.queries import is_demo_user
from accounts.services import create_organization
from assessments import tokens
from assessments.demo import ClientStory, DemoResponse, RoundStory, responses
from assessments.demo_story import CLIENTS
from assessments.models import Assessment, Round
from assessments.scales import GivenAnswer, Team
from assessments.services.clients import ASSESSMENT_NAME
from assessments.services.closing import close_round
from assessments.services.demo_aftermath import load_aftermath
from assessments.services.demo_consultant import introduce
from assessments.services.responses import submit_response
from assessments.services.rounds import RoundPlan, compose_by_form, create_assessment, create_round, launch_round

CONSULTANT = "consultant@example.com"
LEADER = "leader@example.com"
_NAMES = {CONSULTANT: "Casey Consultant", LEADER: "Lee Leader", GUEST: "Guest"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """A way into the demo. `password` is None once someone has changed it."""

    email: str
    password: str | None
    role: str


def has_demo() -> bool:
    return Organization.objects.filter(is_demo=True).exists()


def load_demo(*, seed: int, now: datetime.datetime) -> None:
    """Two clients and three rounds; `seed` decides how the answers fall."""
    chance = random.Random(seed)  # noqa: S311 (a story, not a secret)
    with transaction.atomic():
        consultant, leader, guest = _user(CONSULTANT), _user(LEADER), _user(GUEST)
        introduce(consultant)
        organizations = [_load_client(client, consultant, chance, now) for client in CLIENTS]
        Membership.objects.create(user=leader, organization=organizations[0], role=Role.VIEWER)
        for organization in organizations:
            Membership.objects.create(user=guest, organization=organization, role=Role.VIEWER)


def remove_demo() -> None:
    """Everything that belongs to the demo. A demo user who has become a member elsewhere stays."""
    with transaction.atomic():
        users = [user for user in User.objects.filter(email__in=_NAMES) if is_demo_user(user)]
        Organization.objects.filter(is_demo=True).delete()
        for user in users:
            user.delete()


def sign_ins() -> list[SignIn]:
    return [
        SignIn(email=CONSULTANT, password=_password_that_works(CONSULTANT), role="owner of both clients"),
        SignIn(email=LEADER, password=_password_that_works(LEADER), role=f"viewer of {CLIENTS[0].name}"),
    ]


def open_round(now: datetime.datetime) -> Round | None:
    """The round of the demo that takes answers, if it still does."""
    rounds = Round.objects.filter(assessment__organization__is_demo=True).select_related("assessment__organization")
    return next((round for round in rounds if round.accepts_answers(now)), None)


# --- People --------------------------------------------------------------------------------------------------------
def _user(email: str) -> User:
    """The guest has no password that works: whoever presses "Try the demo" is let in."""
    password = None if email == GUEST else _password(email)
    return User.objects.filter(email=email).first() or User.objects.create_user(email, password, name=_NAMES[email])


def _password(email: str) -> str:
    """Well known where someone tries the product; in production one that only the holder of SECRET_KEY can tell."""
    if not settings.IS_PRODUCTION:
        return "OneTeam-demo"
    return hmac.digest(settings.SECRET_KEY.encode(), f"demo:{email}".encode(), hashlib.sha256).hex()[:20]


def _password_that_works(email: str) -> str | None:
    user = User.objects.filter(email=email).first()
    password = _password(email)
    return password if user is not None and user.check_password(password) else None


# --- Rounds --------------------------------------------------------------------------------------------------------
def _load_client(client: ClientStory, owner: User, chance: random.Random, now: datetime.datetime) -> Organization:
    organization = create_organization(name=client.name, owner=owner, is_demo=True)
    assessment = create_assessment(organization=organization, name=ASSESSMENT_NAME)
    for story in client.rounds:
        round = _load_round(assessment, story, chance, now)
        if story.aftermath is not None:
            load_aftermath(round=round, story=story.aftermath, owner=owner)
    return organization


def _load_round(assessment: Assessment, story: RoundStory, chance: random.Random, now: datetime.datetime) -> Round:
    launched_at, closes_at = now + timedelta(days=story.launched), now + timedelta(days=story.closes)
    invited = {team: told.invited for team, told in story.teams.items()}
    plan = RoundPlan(
        title=story.title,
        invited_sales=invited[Team.SALES],
        invited_marketing=invited[Team.MARKETING],
        closes_at=closes_at,
    )
    round = create_round(assessment=assessment, plan=plan)
    compose_by_form(round=round, form="quick-nine")
    launch_round(round=round, now=launched_at)
    for response in responses(story, chance):
        _submit(round, response, launched_at)
    if not story.is_open:
        close_round(round=round, now=closes_at)
    return round


def _submit(round: Round, response: DemoResponse, now: datetime.datetime) -> None:
    link = round.links.get(team=response.team.value)
    answers = {
        item.pk: GivenAnswer(
            own=response.own.get(item.code),
            guess=response.guesses.get(item.code),
            comment=response.comments.get(item.code, ""),
        )
        for item in round.items.all()
    }
    submit_response(token_hash=link.token_hash, nonce=tokens.new_nonce(), answers=answers, now=now)
