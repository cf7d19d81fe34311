"""What follows from the demo's results: a finished workshop, plans, an agreement, the page for who answered."""

from __future__ import annotations

import datetime
from dataclasses import replace
from datetime import timedelta

from accounts.models import User
from assessments import tokens
from assessments.demo import ActionStory, AftermathStory, AgreementStory, VoteStory, choices
from assessments.models import Round, Workshop
from assessments.scales import Team
from assessments.services.agreements import save_agreement, sign_agreement
from assessments.services.plan import ActionDraft, add_action, choose_focus_areas
from assessments.services.publishing import publish_round
from assessments.services.votes import cast_ballot, join_workshop, lock_vote, open_vote
from assessments.services.workshops import end_workshop, move_workshop, prepare_workshop, start_workshop
from assessments.workshops import AgendaEntry, Position, Step

MINUTES = 15


def load_aftermath(*, round: Round, story: AftermathStory, owner: User) -> None:
    """Of a round that was just closed: its own clock says when."""
    if round.closed_at is None:
        return
    if story.agenda:
        _hold_workshop(round, story, round.closed_at + timedelta(days=story.workshop))
    choose_focus_areas(round=round, codes=list(story.plan))
    for code, actions in story.plan.items():
        position = round.items.get(code=code).position
        for action in actions:
            draft = _draft(action, round.closed_at)
            add_action(
                round=round, position=position, draft=draft, now=round.closed_at + timedelta(days=story.workshop)
            )
    _agree(round, story.agreement, owner, round.closed_at)
    publish_round(round=round)


def _draft(action: ActionStory, closed_at: datetime.datetime) -> ActionDraft:
    return ActionDraft(
        sales_part=action.parts[0],
        marketing_part=action.parts[1],
        sales_owner=action.owners[0],
        marketing_owner=action.owners[1],
        due_on=(closed_at + timedelta(days=action.due)).date(),
        measure=action.measure,
        state=action.state,
    )


def _agree(round: Round, story: AgreementStory, owner: User, closed_at: datetime.datetime) -> None:
    saved_at = closed_at + timedelta(days=story.saved)
    terms = replace(story.terms, review_on=(closed_at + timedelta(days=story.review)).date())
    before = round.assessment.agreements.first()
    began_from = before.version if before else 0
    saved = save_agreement(round=round, terms=terms, began_from=began_from, user=owner, now=saved_at)
    if saved is not None and story.signed is not None:
        signed_at = closed_at + timedelta(days=story.signed)
        sign_agreement(round=round, version=saved.version, signed_on=signed_at.date(), now=signed_at)


def _hold_workshop(round: Round, story: AftermathStory, day: datetime.datetime) -> None:
    """From the start to the end, with its votes."""
    codes = list(story.agenda)
    agenda = [AgendaEntry(code=code, minutes=MINUTES) for code in codes]
    workshop = prepare_workshop(round=round, agenda=agenda, proposed=codes, now=day)
    start_workshop(workshop=workshop, now=day)
    for place, (code, vote) in enumerate(story.agenda.items(), start=1):
        move_workshop(workshop=workshop, position=Position(place, Step.FINDING), now=day)
        if vote is not None:
            _vote(workshop, code, vote, day)
    end_workshop(workshop=workshop, now=day + timedelta(minutes=MINUTES * len(agenda)))


def _vote(workshop: Workshop, code: str, story: VoteStory, now: datetime.datetime) -> None:
    vote = open_vote(workshop=workshop, code=code, now=now)
    for team, signs in ((Team.SALES, story.sales), (Team.MARKETING, story.marketing)):
        for choice in choices(signs):
            device = tokens.new_device()
            join_workshop(workshop=workshop, team=team, device=device)
            cast_ballot(vote=vote, device=device, choice=choice)
    lock_vote(vote=vote)
