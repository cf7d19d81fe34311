"""The only bridge from the database to a report."""

from __future__ import annotations

from functools import lru_cache

from assessments.models import Release, Round
from assessments.releases import load
from reports.analysis import analyse
from reports.document import Report


def build_report(round: Round) -> Report:
    """The report of a closed round. Raises Release.DoesNotExist while there is none."""
    release = Release.objects.get(round=round)
    return _report(release.digest, release.document)


@lru_cache(maxsize=64)
def _report(digest: str, document: str) -> Report:
    """A pure function of the release, so computed once: an exact p costs tens of milliseconds."""
    released = load(document)
    return Report(released=released, digest=digest, analysis=analyse(released.tally))
