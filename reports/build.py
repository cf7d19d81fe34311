"""The only bridge from the database to a report."""

from __future__ import annotations

from functools import lru_cache

from assessments.models import Round
from assessments.queries import release_documents, release_keys
from assessments.releases import load
from reports.document import Report, report_on


def build_report(round: Round) -> Report:
    """The report of a closed round. Raises Release.DoesNotExist while there is none."""
    return _report(release_keys(round))


@lru_cache(maxsize=64)
def _report(keys: tuple[tuple[int, str], ...]) -> Report:
    """A pure function of releases, which never change: computed once, as an exact p costs milliseconds.

    `keys` are ids and digests, this round's last; documents are read only for what is not computed yet.
    """
    *earlier, released = (load(document) for document in release_documents([pk for pk, _digest in keys]))
    return report_on(released, tuple(earlier), digest=keys[-1][1])
