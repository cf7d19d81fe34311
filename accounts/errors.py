"""What can go wrong, as a sentence for the person who asked for it."""

from __future__ import annotations


class AccountError(Exception):
    """The message is shown to the user as it is."""


class AlreadyMember(AccountError):
    """The invited address belongs to a member."""


class InvitationGone(AccountError):
    """The link was used, replaced or withdrawn, has expired, or never existed."""


class WrongPerson(AccountError):
    """The invitation is for another address."""


class HasAccount(AccountError):
    """The invited address has an account already: its password is asked, not made."""


class LastOwner(AccountError):
    """The organization would be left without an owner."""


class MemberGone(AccountError):
    """Someone else removed the member meanwhile."""


class OwnerExists(AccountError):
    """The one-time way in was used: someone has an account."""


class LogoRefused(AccountError):
    """The uploaded file is not a picture that we take."""
