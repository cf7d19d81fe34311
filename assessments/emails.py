"""The mails to a confidential round's people: short, one survey link, nothing from elsewhere, nothing that tracks."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.models import Round
from assessments.scales import Team


@dataclass(frozen=True, slots=True)
class Letter:
    subject: str
    text: str
    html: str


def preview(round: Round, team: Team) -> Letter:
    """The invitation as it would be mailed, with a link to the preview page in place of a personal one."""
    raise NotImplementedError
