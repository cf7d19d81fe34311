"""What can go wrong, as a sentence for the person who asked for it."""

from __future__ import annotations

from collections.abc import Sequence


class DomainError(Exception):
    """The message is shown to the user as it is."""


class RoundClosed(DomainError):
    """The round takes no answers: not opened yet, or closed."""


class NonceUsed(DomainError):
    """This page was already submitted, with other answers."""


class LinkUsed(DomainError):
    """A personal link has taken the one response that it takes."""


class LaunchRefused(DomainError):
    """Why a round cannot be launched; `problems` are complete sentences."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


class WrongState(DomainError):
    """The round is not in the state that this needs."""


class VoteClosed(DomainError):
    """A vote takes no ballot: locked, or dropped with its workshop."""


class NotJoined(DomainError):
    """A phone that is in no team of this workshop."""


class WrongTime(DomainError):
    """A moment that a round cannot have: too early, or too late."""


class EditConflict(DomainError):
    """Someone else saved the same thing since this page was opened."""


class Gone(DomainError):
    """Someone else took away what this was to change."""


class PlanFull(DomainError):
    """The plan has as many focus areas as a plan may have."""


class NameTaken(DomainError):
    """Another one has this name."""


class ImportRefused(DomainError):
    """The file is wrong. The message has a line a problem, and how many more there are."""
