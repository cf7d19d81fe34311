"""Plain functions that make what tests need, through the ordinary services."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils import timezone

from accounts.models import Membership, Organization, Role, User
from assessments import tokens
from assessments.agreements import AgreementTerms
from assessments.books import Audience, Book
from assessments.models import (
    Action,
    Assessment,
    Export,
    Invitation,
    Question,
    Round,
    ShareChoice,
    ShareLink,
    Workshop,
)
from assessments.scales import GivenAnswer, Mode, Team
from assessments.services.agreements import save_agreement
from assessments.services.books import record_export
from assessments.services.closing import close_round
from assessments.services.plan import ActionDraft, add_action, choose_focus_areas
from assessments.services.responses import submit_response
from assessments.services.rounds import RoundPlan, compose_round, create_round, launch_round
from assessments.services.sharing import share_results
from assessments.services.votes import join_workshop
from assessments.services.workshops import prepare_workshop, start_workshop
from assessments.versions import agreement_of
from assessments.workshops import AgendaEntry

FREQUENCY = ["Never", "Rarely", "Sometimes", "Often", "Almost always"]


def make_user(email: str = "someone@example.com", **fields: Any) -> User:
    return User.objects.create_user(email, "correct horse battery", **fields)


def make_organization(name: str = "Acme") -> Organization:
    return Organization.objects.create(name=name, slug=name.lower().replace(" ", "-")[:60])


def make_member(organization: Organization, role: Role, email: str | None = None) -> User:
    user = make_user(email or f"{role}-{organization.slug}@example.com")
    Membership.objects.create(user=user, organization=organization, role=role)
    return user


def make_question(code: str, organization: Organization | None = None, **fields: Any) -> Question:
    content: dict[str, Any] = {"text": f"Question {code}?", "labels": FREQUENCY, "kind": "behavior", **fields}
    return Question.objects.create(code=code, organization=organization, **content)


def make_draft(
    organization: Organization | None = None,
    questions: Sequence[Question] | None = None,
    assessment: Assessment | None = None,
    guesses: Sequence[str] | None = None,
    **plan: Any,
) -> Round:
    """A draft of two questions, Q1 and Q2, closing in a week."""
    if assessment is None:
        organization = organization or make_organization()
        assessment = Assessment.objects.create(organization=organization, name="Alignment")
    if questions is None:
        questions = [Question.objects.filter(code=code).first() or make_question(code) for code in ("Q1", "Q2")]
    plan = {"title": "Spring", "closes_at": timezone.now() + datetime.timedelta(days=7), **plan}
    round = create_round(assessment=assessment, plan=RoundPlan(**plan))
    compose_round(round=round, questions=questions, guesses=guesses)
    return round


def make_round(*args: Any, **kwargs: Any) -> Round:
    """An open round; see make_draft."""
    round = make_draft(*args, **kwargs)
    launch_round(round=round, now=timezone.now())
    prefetch_related_objects([round], "links")  # so that tests that count queries see those of the product alone
    return round


def make_confidential_round(
    *args: Any, people: Mapping[Team, Sequence[tuple[str, str]]] | None = None, **kwargs: Any
) -> Round:
    """An open round with personal links for `people`: e-mail and name by team."""
    round = make_draft(*args, **{"mode": Mode.CONFIDENTIAL, **kwargs})
    for team, listed in (people or {}).items():
        for email, name in listed:
            Invitation.objects.create(round=round, team=team.value, email=email, name=name)
    launch_round(round=round, now=timezone.now())
    return round


def person_token(invitation: Invitation) -> str:
    """The secret of a person's own link."""
    assert invitation.link is not None
    return tokens.stored_link_token(bytes(invitation.link.seed), invitation.link.token_hash)


def link_token(round: Round, team: Team) -> str:
    """The secret of a team's link; of a draft, which has none, one that opens nothing."""
    found = [link for link in round.links.all() if link.team == team and not link.is_personal]
    return tokens.stored_link_token(bytes(found[0].seed), found[0].token_hash) if found else "no-link-yet"


def answer(
    round: Round,
    team: Team,
    own: Mapping[str, int] | None = None,
    guess: Mapping[str, int] | None = None,
    comments: Mapping[str, str] | None = None,
    nonce: str | None = None,
) -> str:
    """One person's response by item code; returns the receipt."""
    own, guess, comments = own or {}, guess or {}, comments or {}
    given = {
        item.pk: GivenAnswer(own=own.get(item.code), guess=guess.get(item.code), comment=comments.get(item.code, ""))
        for item in round.items.all()
        if item.code in {*own, *guess, *comments}
    }
    return submit_response(
        token_hash=tokens.hash_token(link_token(round, team)),
        nonce=nonce or secrets.token_urlsafe(16),
        answers=given,
        now=timezone.now(),
    )


def answer_many(round: Round, team: Team, code: str, points: Sequence[int]) -> None:
    """One response a point, answering only `code`."""
    for point in points:
        answer(round, team, own={code: point})


def make_closed_round(sales: Sequence[int], marketing: Sequence[int], **plan: Any) -> Round:
    """A closed round in which Sales and Marketing gave these points to Q1."""
    round = make_round(**plan)
    answer_many(round, Team.SALES, "Q1", sales)
    answer_many(round, Team.MARKETING, "Q1", marketing)
    close_round(round=round, now=timezone.now())
    return round


def make_workshop(round: Round, *codes: str, is_started: bool = True) -> Workshop:
    """A workshop on a closed round about these questions, ten minutes each; about Q1 where none is named."""
    agenda = [AgendaEntry(code=code, minutes=10) for code in codes or ("Q1",)]
    workshop = prepare_workshop(round=round, agenda=agenda, proposed=[entry.code for entry in agenda])
    if is_started:
        start_workshop(workshop=workshop, now=timezone.now())
    return workshop


def join(workshop: Workshop, team: Team, phones: int) -> list[str]:
    """That many phones join; what their cookies say."""
    devices = [secrets.token_urlsafe(16) for _ in range(phones)]
    for device in devices:
        join_workshop(workshop=workshop, team=team, device=device)
    return devices


def make_action(round: Round, code: str = "Q1", **draft: Any) -> Action:
    """An action of a closed round's plan, under the question with this code, which becomes a focus area."""
    choose_focus_areas(round=round, codes=[code])
    fields = {"sales_part": "Call.", "marketing_part": "Listen.", **draft}
    return add_action(round=round, position=round.items.get(code=code).position, draft=ActionDraft(**fields))


def make_agreement(round: Round, user: User, *terms: AgreementTerms) -> None:
    """A version of the working agreement for each of `terms`; of a lone rhythm where none are given."""
    for one in terms or (AgreementTerms(rhythm="Every Monday"),):
        number = agreement_of(round.assessment).number
        save_agreement(round=round, terms=one, began_from=number, user=user, now=timezone.now())


def make_share(
    round: Round,
    user: User,
    now: datetime.datetime | None = None,
    what: ShareChoice = ShareChoice.DASHBOARD,
    **more: Any,
) -> ShareLink:
    """A link to the results of a closed round for leaders, or as `more` says."""
    choice = {"audience": Audience.LEADERS, "book": Book(), "label": "For Petra", "days": 7, **more}
    return share_results(round=round, what=what, user=user, now=now or timezone.now(), **choice)


def make_export(round: Round, user: User, book: Book | None = None, **more: Any) -> Export:
    """A file in a closed round's history, made of nothing."""
    fields = {"kind": "pdf", "parts": {}, "content": b"%PDF", "now": timezone.now(), **more}
    return record_export(round=round, user=user, book=book or Book(), **fields)
