"""Load or 404: an organization that someone is not a member of does not exist for them."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from accounts.models import MemberInvitation, Membership, Organization, Role, User


def signed_in(request: HttpRequest) -> User:
    """The user behind a request that a login_required view serves."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def membership_or_404(user: User, slug: str, role: Role = Role.VIEWER) -> Membership:
    """The membership of `user` in the organization, if it comes with at least `role`.

    A foreign organization raises Http404, exactly as one that does not exist. A member whose role is too low gets
    PermissionDenied: they know that the organization exists.
    """
    memberships = Membership.objects.select_related("organization__branding").defer("organization__branding__logo")
    membership = memberships.filter(user=user, organization__slug=slug).first()
    if membership is None:
        raise Http404
    if not Role(membership.role).includes(role):
        raise PermissionDenied
    return membership


def organization_or_404(user: User, slug: str, role: Role = Role.VIEWER) -> Organization:
    """The organization, if `user` is a member with at least `role`; raises as membership_or_404 does."""
    return membership_or_404(user, slug, role).organization


def member_or_404(organization: Organization, pk: int) -> Membership:
    member = organization.memberships.select_related("user", "organization").filter(pk=pk).first()
    if member is None:
        raise Http404
    return member


def invitation_or_404(organization: Organization, pk: int) -> MemberInvitation:
    invitation = organization.member_invitations.filter(pk=pk).first()
    if invitation is None:
        raise Http404
    return invitation
