"""The versions of an assessment's working agreement, as they are read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assessments.agreements import AgreementTerms, load_terms
from assessments.models import Assessment, WorkingAgreement


@dataclass(frozen=True)
class Versions:
    """All versions of a working agreement, the newest first. Before anything was written there is none."""

    versions: tuple[WorkingAgreement, ...]

    @property
    def newest(self) -> WorkingAgreement | None:
        return self.versions[0] if self.versions else None

    @property
    def number(self) -> int:
        """That of the newest version; 0 where there is none."""
        return self.newest.version if self.newest else 0

    @cached_property
    def in_force(self) -> WorkingAgreement | None:
        """The newest version that was signed."""
        return next((one for one in self.versions if one.signed_on), None)

    def version(self, number: int) -> WorkingAgreement | None:
        return next((one for one in self.versions if one.version == number), None)

    def terms(self, number: int) -> AgreementTerms:
        """What a version says; nothing for one that does not exist, such as the one before the first."""
        found = self.version(number)
        return load_terms(found.terms) if found else AgreementTerms()


def agreement_of(assessment: Assessment) -> Versions:
    """In one query, with who saved each version and the round after which it was written."""
    rows = WorkingAgreement.objects.filter(assessment=assessment).select_related("saved_by", "round")
    return Versions(tuple(rows.order_by("-version")))
