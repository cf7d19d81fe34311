"""Questions and counts to analyse, without a bank and without a database."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

from assessments.scales import Direction, FrozenItem, GuessRule, Kind, Scale, Subject
from assessments.tallies import Cell, Histogram, ItemTally, Participation, RoundTally
from reports.analysis.index import IndexFigures, index
from reports.analysis.pairs import Pair, pair
from tests.reports.analysis.examples import EXAMPLES

HIGH: Histogram = (0, 1, 2, 6, 5)
LOW: Histogram = (4, 6, 2, 1, 0)
NOBODY: Histogram = (0, 0, 0, 0, 0)

TWO: Histogram = (0, 8, 0, 0, 0)
THREE: Histogram = (0, 0, 8, 0, 0)
FOUR: Histogram = (0, 0, 0, 8, 0)
FIVE: Histogram = (0, 0, 0, 0, 8)


def asked(
    code: str = "Q1",
    direction: Direction = Direction.POSITIVE,
    scale: Scale = Scale.FIVE,
    *,
    dimension: str | None = None,
    subject: Subject = Subject.BOTH,
    guess_rule: GuessRule = GuessRule.BOTH,
    weight: float = 1.0,
) -> FrozenItem:
    return FrozenItem(
        code=code,
        version=1,
        text=code,
        dimension=dimension,
        subject=subject,
        kind=Kind.CUSTOM,
        direction=direction,
        scale=scale,
        labels=("a", "b", "c", "d", "e"),
        not_applicable="",
        guess_rule=guess_rule,
        prompt="",
        actions=(),
        weight=weight,
    )


def row(
    sales: Histogram | Cell | None,
    marketing: Histogram | Cell | None,
    question: FrozenItem | None = None,
) -> ItemTally:
    cells = (Cell(hist=side) if isinstance(side, tuple) else side for side in (sales, marketing))
    return ItemTally(item=question or asked(), sales=next(cells), marketing=next(cells))


def tally(
    *rows: ItemTally, sales: tuple[int | None, int] = (None, 14), marketing: tuple[int | None, int] = (None, 13)
) -> RoundTally:
    """The rows as a round; `sales` and `marketing` are people invited and responded."""
    return RoundTally(
        minimum=5,
        sales=Participation(invited=sales[0], responded=sales[1]),
        marketing=Participation(invited=marketing[0], responded=marketing[1]),
        items=rows,
    )


def assessment_tally() -> RoundTally:
    """The nine-question example counted from its respondents."""
    answers = list(csv.DictReader(StringIO(EXAMPLES["assessment"]["csv"])))

    def cell(team: str, code: str) -> Cell:
        given = [answer[code] for answer in answers if answer["team"] == team]
        one, two, three, four, five = (given.count(str(point)) for point in range(1, 6))
        return Cell(hist=(one, two, three, four, five), dk=given.count("dk"))

    rows = [row(cell("sales", code), cell("marketing", code), asked(code)) for code in EXAMPLES["assessment"]["items"]]
    return tally(*rows, sales=(15, 12), marketing=(9, 9))


def pairs_of(counts: Sequence[tuple[Histogram, Histogram]], weights: Sequence[float] = ()) -> list[Pair]:
    """Scored items Q1, Q2, … of these counts; weight 1 where none is given."""
    weighed = [*weights, *[1.0] * (len(counts) - len(weights))]
    return [
        pair(row(sales, marketing, asked(f"Q{place}", weight=weight)))
        for place, ((sales, marketing), weight) in enumerate(zip(counts, weighed, strict=True), start=1)
    ]


def index_of(pairs: Sequence[Pair]) -> IndexFigures:
    figures = index(pairs)
    assert isinstance(figures, IndexFigures)
    return figures
