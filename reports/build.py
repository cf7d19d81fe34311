"""The only bridge from the database to a report."""

from __future__ import annotations

from functools import lru_cache

from assessments.models import Release, Round
from assessments.queries import release_before
from assessments.releases import ReleasedRound, load
from reports.analysis import analyse
from reports.document import Report


def build_report(round: Round) -> Report:
    """The report of a closed round. Raises Release.DoesNotExist while there is none."""
    release, before = Release.objects.get(round=round), release_before(round)
    return _report(release.digest, release.document, before.document if before else None)


@lru_cache(maxsize=64)
def _report(digest: str, document: str, earlier: str | None) -> Report:
    """A pure function of two releases, so computed once: an exact p costs milliseconds, a round has forty."""
    released, previous = load(document), _loaded(earlier)
    analysis = analyse(released.tally, previous.tally if previous else None)
    return Report(released=released, previous=previous, digest=digest, analysis=analysis)


def _loaded(document: str | None) -> ReleasedRound | None:
    return None if document is None else load(document)
