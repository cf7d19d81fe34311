"""The index over all rounds of an assessment, connected only where it stands for the same questions. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.tallies import RoundTally
from reports.analysis.change import is_same_question
from reports.analysis.index import IndexFigures, Lacking, index, is_usable
from reports.analysis.pairs import Pair, pair

_Asked = dict[str, Pair]
"""What a round asked: its items by code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexPoint:
    """The index of one round. `joins`: it stands for the same questions as the point before, so they may be compared.

    All points of an unbroken run rest on the questions that its rounds asked in the same words and can all use.
    """

    figures: IndexFigures | Lacking
    joins: bool


def index_trend(rounds: Sequence[RoundTally]) -> tuple[IndexPoint, ...]:
    """One point a round, oldest first; at least one round, all suppressed.

    Runs are made from the newest round backward, each as long as what its rounds have in common carries an index. Two
    rounds that make a run have the indices that `change` compares.
    """
    runs: list[list[list[Pair]]] = []
    run: list[_Asked] = []
    for asked in ({row.item.code: pair(row) for row in tally.items if not row.item.is_open} for tally in rounds[::-1]):
        if run and not all(isinstance(index(pairs), IndexFigures) for pairs in _alike([asked, *run])):
            runs.insert(0, _alike(run))
            run = []
        run = [asked, *run]
    runs.insert(0, _alike(run))
    return tuple(
        IndexPoint(figures=index(pairs), joins=place > 0) for alike in runs for place, pairs in enumerate(alike)
    )


def _alike(run: Sequence[_Asked]) -> list[list[Pair]]:
    """The pairs of each round of the questions that all of them asked; what one cannot use, all of them hide.

    All carry the newest round's item, hence its weights.
    """
    newest = run[-1]
    common = [code for code, one in newest.items() if all(_is_asked(one, earlier) for earlier in run)]
    kept = {code for code in common if all(is_usable(asked[code]) for asked in run)}
    return [[_kept(asked[code], newest[code], is_kept=code in kept) for code in common] for asked in run]


def _is_asked(one: Pair, asked: _Asked) -> bool:
    return one.item.code in asked and is_same_question(one.item, asked[one.item.code].item)


def _kept(one: Pair, newest: Pair, *, is_kept: bool) -> Pair:
    return replace(one, item=newest.item) if is_kept else Pair(item=newest.item, sales=None, marketing=None)
