from __future__ import annotations

from dataclasses import replace

from assessments.tallies import Histogram, ItemTally, RoundTally
from reports.analysis import analyse
from reports.analysis.change import IndexChange
from reports.analysis.index import IndexFigures, Lacking, Reason
from reports.analysis.trend import IndexPoint, index_trend
from tests.reports.analysis.rows import FIVE, FOUR, THREE, TWO, asked, row, tally

CODES = ("Q1", "Q2", "Q3", "Q4")


def round_of(*hists: Histogram, codes: tuple[str, ...] = CODES) -> RoundTally:
    """A round in which both teams answered each question alike."""
    return tally(*(row(h, h, asked(code)) for h, code in zip(hists, codes, strict=False)))


def reworded(of: RoundTally, *codes: str) -> RoundTally:
    def other(one: ItemTally) -> ItemTally:
        return replace(one, item=replace(one.item, text="Other words")) if one.item.code in codes else one

    return replace(of, items=tuple(map(other, of.items)))


def printed(points: tuple[IndexPoint, ...]) -> list[tuple[float | Reason, int, bool]]:
    return [
        (one.figures.reason, 0, one.joins)
        if isinstance(one.figures, Lacking)
        else (one.figures.index, len(one.figures.items_used), one.joins)
        for one in points
    ]


def test_trend_of_one_round_is_its_index() -> None:
    only = round_of(TWO, THREE, FOUR)
    assert printed(index_trend([only])) == [(50.0, 3, False)]
    assert index_trend([only])[0].figures == analyse(only).index


def test_trend_joins_rounds_of_the_same_questions() -> None:
    rounds = [round_of(TWO, TWO, TWO), round_of(THREE, THREE, THREE), round_of(FOUR, FOUR, FOUR)]
    assert printed(index_trend(rounds)) == [(25.0, 3, False), (50.0, 3, True), (75.0, 3, True)]


def test_trend_of_two_rounds_is_what_the_change_compares() -> None:
    before, now = round_of(TWO, TWO, TWO, FIVE), reworded(round_of(THREE, THREE, THREE, FIVE), "Q4")
    change = analyse(now, before)
    assert change.change is not None
    assert isinstance(change.change.index, IndexChange)
    points = index_trend([before, now])
    assert printed(points) == [(25.0, 3, False), (50.0, 3, True)]
    assert (change.change.index.previous, change.change.index.current) == (25.0, 50.0)


def test_trend_leaves_out_what_one_round_hides() -> None:
    few: Histogram = (0, 2, 0, 0, 0)
    before = round_of(TWO, TWO, TWO, TWO)
    now = round_of(FOUR, FOUR, FOUR, few)
    hidden = replace(now, items=(*now.items[:3], replace(now.items[3], sales=None)))
    assert printed(index_trend([before, hidden])) == [(25.0, 3, False), (75.0, 3, True)]


def test_trend_is_broken_where_too_little_is_common() -> None:
    """The two newer rounds still make a run of their own."""
    oldest = reworded(round_of(FIVE, FIVE, FIVE, FIVE), "Q1", "Q2")
    rounds = [oldest, round_of(TWO, TWO, TWO, TWO), round_of(FOUR, FOUR, FOUR, FOUR)]
    assert printed(index_trend(rounds)) == [(100.0, 4, False), (25.0, 4, False), (75.0, 4, True)]


def test_trend_of_a_round_without_an_index_says_why() -> None:
    rounds = [round_of(TWO, TWO), round_of(TWO, TWO, TWO), round_of(FOUR, FOUR, FOUR)]
    assert printed(index_trend(rounds)) == [(Reason.FEW_ITEMS, 0, False), (25.0, 3, False), (75.0, 3, True)]


def test_trend_joins_nothing_to_a_round_without_an_index() -> None:
    points = index_trend([round_of(TWO, TWO, TWO), round_of(TWO, TWO), round_of(FOUR, FOUR, FOUR)])
    assert [one.joins for one in points] == [False, False, False]
    assert [isinstance(one.figures, IndexFigures) for one in points] == [True, False, True]
