"""The only bridge from the database to a report."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from assessments.models import Round
from assessments.queries import release_documents, release_keys, released_comments
from assessments.releases import load
from reports.document import Report, report_on


def build_report(round: Round) -> Report:
    """The report of a closed round. Raises Release.DoesNotExist while there is none.

    Comments are read each time: what is redacted is gone from every page and file at once.
    """
    report, comments = _report(release_keys(round)), released_comments(round)
    return replace(
        report,
        comments=tuple(comment for comment in comments if not comment.is_redacted),
        redacted=tuple(comment for comment in comments if comment.is_redacted),
    )


@lru_cache(maxsize=64)
def _report(keys: tuple[tuple[int, str], ...]) -> Report:
    """A pure function of releases, which never change: computed once, as an exact p costs milliseconds.

    `keys` are ids and digests, this round's last; documents are read only for what is not computed yet.
    """
    *earlier, released = (load(document) for document in release_documents([pk for pk, _digest in keys]))
    return report_on(released, tuple(earlier), digest=keys[-1][1])
