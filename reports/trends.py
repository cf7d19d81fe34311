"""The index of every closed round of a client, for lists of rounds: whether the two teams come closer over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accounts.models import Organization
from assessments.queries import ReleaseKey, release_documents, release_keys_of
from assessments.releases import load
from assessments.views.shelf import Shelf
from reports.analysis.index import IndexFigures, Stage
from reports.analysis.trend import index_trend
from reports.series.printing import staged


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedIndex:
    """The index of a round as a list shows it, the same as its page "Over time"."""

    printed: str
    stage: Stage
    before: str = ""
    """The index of the round before; empty where the two do not stand for the same questions."""


_kept: Shelf[dict[int, ListedIndex]] = Shelf(200)
"""By the digests of an assessment's releases, which never change."""


def index_trends(organization: Organization) -> dict[int, ListedIndex]:
    """By round id, of closed rounds that have an index. Two queries, one where all of it was computed before."""
    found: dict[int, ListedIndex] = {}
    waiting = []
    for keys in release_keys_of(organization):
        if (known := _kept.get(_name(keys))) is None:
            waiting.append(keys)
        found.update(known or {})
    documents = iter(release_documents([key.pk for keys in waiting for key in keys]) if waiting else [])
    for keys in waiting:
        shown = _trend(keys, [next(documents) for _ in keys])
        _kept.put(_name(keys), shown)
        found.update(shown)
    return found


def _name(keys: Sequence[ReleaseKey]) -> str:
    return " ".join(key.digest for key in keys)


def _trend(keys: Sequence[ReleaseKey], documents: Sequence[str]) -> dict[int, ListedIndex]:
    found: dict[int, ListedIndex] = {}
    before = ""
    for key, point in zip(keys, index_trend([load(document).tally for document in documents]), strict=True):
        figures, earlier, before = point.figures, before if point.joins else "", ""
        if isinstance(figures, IndexFigures):
            before = str(staged(figures.index))
            found[key.round_id] = ListedIndex(printed=before, stage=figures.stage, before=earlier)
    return found
