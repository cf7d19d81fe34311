"""The end of a client: everything that is kept about it goes at once, answers and results alike."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Organization
from accounts.services import one_line
from assessments.services.errors import DomainError
from assessments.services.forgetting import forget_on_disk


class NotConfirmed(DomainError):
    """What was typed is not the name of what would be erased."""


def erase_organization(*, organization: Organization, typed: str) -> None:
    """Deletes the organization and all of its own: rounds, answers, results, plans, questions, files, logo, members.

    Accounts of people stay. Raises NotConfirmed unless `typed` is its name as it is now.
    """
    with transaction.atomic():
        locked = Organization.objects.select_for_update().get(pk=organization.pk)
        if one_line(typed) != locked.name:
            raise NotConfirmed(_("This is not its name. Nothing was deleted."))
        locked.delete()
        transaction.on_commit(forget_on_disk, robust=True)
