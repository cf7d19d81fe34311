"""The list of people of a confidential round: who is on it, and the personal link of each.

No organizer ever sees a personal link, nor who answered, nor who wants no more mail.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from assessments import tokens
from assessments.invitations import MOST_PEOPLE, Person
from assessments.models import Invitation, Link, Mail, MailState, Round, StateChoice
from assessments.scales import Team
from assessments.services.errors import DomainError, WrongState
from assessments.services.rounds import new_link

BATCH = 500


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
    with transaction.atomic():
        locked = locked_list(round, StateChoice.DRAFT, StateChoice.OPEN)
        listed = {email.lower() for email in locked.invitations.values_list("email", flat=True)}
        new = {person.email.lower(): person for person in people if person.email.lower() not in listed}
        if len(listed) + len(new) > MOST_PEOPLE:
            raise DomainError(_("A round has at most %(most)d people.") % {"most": MOST_PEOPLE})
        invitations = [
            Invitation(round=locked, team=person.team.value, email=person.email, name=person.name)
            for person in new.values()
        ]
        if locked.state == StateChoice.OPEN:
            _link(invitations)
        Invitation.objects.bulk_create(invitations, batch_size=BATCH)
    return Added(len(new), tuple(person for person in people if person.email.lower() in listed))


def _link(invitations: Sequence[Invitation]) -> None:
    links = [new_link(each.round, Team(each.team), is_personal=True) for each in invitations]
    Link.objects.bulk_create(links, batch_size=BATCH)
    for invitation, link in zip(invitations, links, strict=True):
        invitation.link = link
        invitation.unsubscribe_hash = _unsubscribe_hash(bytes(link.seed))


def _unsubscribe_hash(seed: bytes) -> str:
    return tokens.hash_token(tokens.unsubscribe_token(seed))


def remove_person(*, invitation: Invitation) -> None:
    """Takes a person off the list, as long as no mail can have reached them: a wrong address is put right like this.

    After that they may have answered, and a list that shrinks behind the answers would be no list. Raises DomainError
    then, WrongState when the round is closed.
    """
    with transaction.atomic():
        locked_list(invitation.round, StateChoice.DRAFT, StateChoice.OPEN)
        mail = _locked_mail(invitation)
        if mail is not None and mail.may_have_arrived:
            raise DomainError(_("An invitation was sent to this person, so they stay on the list."))
        Link.objects.filter(invitation=invitation).delete()
        Invitation.objects.filter(pk=invitation.pk).delete()


def correct_address(*, invitation: Invitation, email: str, now: datetime.datetime) -> None:
    """Gives a person another address, as long as no mail can have reached them at the old one; a refused mail goes out
    again.

    Raises DomainError after that, and where somebody else on the list has the address; WrongState when the round is
    closed.
    """
    with transaction.atomic():
        locked = locked_list(invitation.round, StateChoice.DRAFT, StateChoice.OPEN)
        mail = _locked_mail(invitation)
        if mail is not None and mail.may_have_arrived:
            raise DomainError(_("An invitation was sent to this address, so it stays as it is."))
        if locked.invitations.exclude(pk=invitation.pk).filter(email__iexact=email).exists():
            raise DomainError(_("Somebody on the list has this address already."))
        Invitation.objects.filter(pk=invitation.pk).update(email=email)
        if mail is not None and mail.state == MailState.REFUSED:
            _queue(mail, now)


def reset_link(*, invitation: Invitation, now: datetime.datetime) -> None:
    """Gives a person a new link in place of the old one, which is dead at once, and mails it if they were invited.

    Whether they have answered stays as it is. Raises WrongState unless the round is open, DomainError while a mail to
    them is being sent.
    """
    seed = tokens.new_seed()
    with transaction.atomic():
        locked_list(invitation.round, StateChoice.OPEN)
        mail = _locked_mail(invitation)
        if mail is not None and mail.state == MailState.CLAIMED:
            raise DomainError(_("A mail to this person is being sent just now. Try again in two minutes."))
        # In place: a second row would be a second vote, and would tell that there was a first.
        token_hash = tokens.hash_token(tokens.link_token(seed))
        Link.objects.filter(invitation=invitation).update(seed=seed, token_hash=token_hash)
        Invitation.objects.filter(pk=invitation.pk).update(unsubscribe_hash=_unsubscribe_hash(seed))
        if mail is not None:
            _queue(mail, now)


def send_again(*, invitation: Invitation, now: datetime.datetime) -> None:
    """Queues an invitation mail once more that was refused, or of which nobody knows whether it was sent.

    A person's decision: the second kind may then arrive twice. Raises DomainError for mails in another state,
    WrongState unless the round is open.
    """
    with transaction.atomic():
        locked_list(invitation.round, StateChoice.OPEN)
        mail = _locked_mail(invitation)
        if mail is None or mail.state not in {MailState.REFUSED, MailState.UNKNOWN}:
            raise DomainError(_("Only a mail that was refused or perhaps not sent can be sent again."))
        _queue(mail, now)


def _locked_mail(invitation: Invitation) -> Mail | None:
    """The invitation mail, kept from being claimed until the transaction ends; waits if it is being claimed now."""
    mails = Mail.objects.select_for_update(of=("self",)).filter(invitation=invitation, wave__number=0)
    return mails.select_related("wave").first()


def _queue(mail: Mail, now: datetime.datetime) -> None:
    """`attempts` never becomes 0 again: from the first one on, the person may have got the link."""
    mail.attempts = min(mail.attempts, 1)
    mail.state, mail.not_before, mail.refusal = MailState.QUEUED, None, ""
    mail.save(update_fields=["state", "attempts", "not_before", "refusal"])
    mail.wave.send_at = now
    mail.wave.save(update_fields=["send_at"])


def unsubscribe(*, token: str) -> bool:
    """Ends the mails of whoever has this secret; the survey link stays. False where the secret is unknown."""
    found = Invitation.objects.filter(unsubscribe_hash=tokens.hash_token(token))
    return found.update(wants_mail=False) > 0


def locked_list(round: Round, *states: StateChoice) -> Round:
    """The round's row, which makes changes to its list and its mailings wait for one another.

    Raises WrongState when it is in none of `states`, DomainError when it is anonymous: such a round has no list.
    """
    locked = Round.objects.select_for_update(of=("self",)).select_related("assessment__organization").get(pk=round.pk)
    if not locked.is_confidential:
        raise DomainError(_("An anonymous round has no list of people."))
    if locked.state not in states:
        raise WrongState(
            _("This round is closed: its list can no longer change.")
            if locked.state == StateChoice.CLOSED
            else _("Launch the round first: nobody is mailed before.")
        )
    return locked
