"""The list of people of a confidential round: who is on it, and the personal link of each.

No organizer ever sees a personal link, nor who answered, nor who wants no more mail.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.invitations import Person
from assessments.models import Invitation, Round


@dataclass(frozen=True, slots=True)
class Added:
    """`people` is how many came onto the list; `known` are those that were passed by: on it already."""

    people: int
    known: tuple[Person, ...]


def add_people(*, round: Round, people: Sequence[Person]) -> Added:
    """Puts people on the list of a draft or an open round; in an open one each gets a link at once.

    Nobody is mailed by this: `mailing.invite` does that. Raises WrongState when the round is closed, DomainError when
    it is anonymous (it has no list) or the list would become too long.
    """
    raise NotImplementedError


def remove_person(*, invitation: Invitation) -> None:
    """Takes a person off the list, as long as no mail to them was tried. Raises DomainError after that, WrongState
    when the round is closed."""
    raise NotImplementedError


def reset_link(*, invitation: Invitation, now: datetime.datetime) -> None:
    """Gives a person a new link in place of the old one, which is dead at once, and mails it if they were invited.

    Whether they have answered stays as it is. Raises WrongState unless the round is open, DomainError while a mail to
    them is being sent.
    """
    raise NotImplementedError


def send_again(*, invitation: Invitation, now: datetime.datetime) -> None:
    """Queues an invitation mail once more that was refused, or of which nobody knows whether it was sent.

    A person's decision: the second kind may then arrive twice. Raises DomainError for mails in another state,
    WrongState unless the round is open.
    """
    raise NotImplementedError


def unsubscribe(*, token: str) -> bool:
    """Ends the mails of whoever has this secret; the survey link stays. False where the secret is unknown."""
    raise NotImplementedError
