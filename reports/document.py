"""The report: all that any page or file needs to say about a closed round. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass

from assessments.releases import ReleasedRound
from reports.analysis import Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A release and what was computed from it. `digest` seals the release (SHA-256, hex).

    `previous` is the round that `analysis.change` compares with; None for the first of an assessment.
    """

    released: ReleasedRound
    previous: ReleasedRound | None
    digest: str
    analysis: Analysis
