"""Load or 404, for people who signed in and for people with a survey link."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from accounts.access import organization_or_404, signed_in
from accounts.models import Membership, Organization, Role
from assessments.models import Assessment, Invitation, Item, Question, ReleasedComment, Round, ScaleChoice, Workshop


def assessment_or_404(request: HttpRequest, slug: str, pk: int, role: Role = Role.VIEWER) -> Assessment:
    organization = organization_or_404(signed_in(request), slug, role)
    assessment = organization.assessments.filter(pk=pk).select_related("organization").first()
    if assessment is None:
        raise Http404
    return assessment


def round_in_or_404(organization: Organization, code: str) -> Round:
    """The round with `code`, if it is the organization's."""
    round = Round.objects.of(organization).filter(code=code).first()
    if round is None:
        raise Http404
    return round


def round_or_404(request: HttpRequest, slug: str, code: str, role: Role = Role.VIEWER) -> Round:
    """The round with `code`, if it belongs to the organization and the user has the role there."""
    return round_in_or_404(organization_or_404(signed_in(request), slug, role), code)


def closed_in_or_404(organization: Organization, code: str) -> Round:
    """As round_in_or_404; a round without results is not found: nothing follows from one before it is closed."""
    round = round_in_or_404(organization, code)
    if round.closed_at is None:
        raise Http404
    return round


def asked_or_404(round: Round, position: int) -> Item:
    """The question at `position` of the round's questionnaire, if people answered it on a scale."""
    item = round.items.filter(position=position).exclude(scale=ScaleChoice.TEXT).first()
    if item is None:
        raise Http404
    return item


def closed_round_or_404(request: HttpRequest, slug: str, code: str, role: Role = Role.VIEWER) -> Round:
    """As round_or_404; a round without results is not found."""
    return closed_in_or_404(organization_or_404(signed_in(request), slug, role), code)


def workshop_or_404(request: HttpRequest, slug: str, code: str, role: Role = Role.VIEWER) -> Workshop:
    """The latest workshop of the round with `code`: the one that is prepared or running, else the one that ended."""
    organization = organization_or_404(signed_in(request), slug, role)
    workshops = Workshop.objects.filter(round__code=code, round__assessment__organization=organization)
    workshop = workshops.order_by("-number").first()
    if workshop is None:
        raise Http404
    return workshop


def person_or_404(round: Round, pk: int) -> Invitation:
    """Somebody on the round's list."""
    invitation = round.invitations.filter(pk=pk).select_related("round__assessment__organization").first()
    if invitation is None:
        raise Http404
    return invitation


def comment_or_404(round: Round, place: int) -> ReleasedComment:
    """A comment that closing let through."""
    comments = round.released_comments.select_related("item", "round__assessment__organization")
    comment = comments.filter(place=place).first()
    if comment is None:
        raise Http404
    return comment


def question_or_404(organization: Organization, pk: int) -> Question:
    """A question that the organization sees: one of its own, or one that comes with OneTeam."""
    question = Question.objects.for_organization(organization).filter(pk=pk).first()
    if question is None:
        raise Http404
    return question


def own_question_or_404(organization: Organization, pk: int) -> Question:
    """A question that the organization may change."""
    question = question_or_404(organization, pk)
    if question.organization_id is None:
        raise Http404
    return question


def can_edit(membership: Membership) -> bool:
    return Role(membership.role).includes(Role.EDITOR)
