"""Random rounds for properties of the whole analysis: every kind of question, hidden cells, guesses, don't-knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import strategies as st

from assessments.scales import Direction, FrozenItem, GuessRule, Kind, Scale, Subject, Team
from assessments.tallies import Cell, Histogram, ItemTally, Participation, RoundTally, suppress
from tests.reports.analysis.rows import asked
from tests.reports.analysis.strategies import counted, multiplied

CODES = ("O1", "S8", "Q1", "Q2", "Q3", "Q4", "Q5")
minimums = st.sampled_from([3, 5, 5, 5, 7])
extras = st.integers(0, 6)
places = st.integers(0, 4)
few = st.lists(places, max_size=6)
several = st.lists(places, min_size=8, max_size=20)
alike = st.tuples(places, st.integers(5, 12)).map(lambda given: [given[0]] * given[1])
answers = st.builds(
    lambda given, times: multiplied(counted(given), times),
    st.one_of(few, several, several, several, several, several, alike),
    st.sampled_from([1, 1, 1, 6]),
)
"""Histograms of few, several and many people, of one mind and of many."""


@st.composite
def questions(draw: st.DrawFn, code: str) -> FrozenItem:
    scale = draw(st.sampled_from([Scale.FIVE, Scale.FIVE, Scale.YESNO]))
    question = asked(
        code,
        Direction.NEUTRAL if code == "S8" else draw(st.sampled_from(Direction)),
        scale,
        dimension=draw(st.sampled_from([None, "FLOW", "CUST"])),
        subject=draw(st.sampled_from(Subject)),
        guess_rule=draw(st.sampled_from(GuessRule)),
        weight=draw(st.sampled_from([0.5, 1.0, 2.0])),
    )
    kind = draw(st.sampled_from([kind for kind in Kind if kind is not Kind.OPEN]))
    return replace(question, kind=kind, not_applicable=draw(st.sampled_from(["", "We do not measure it"])))


@st.composite
def cells(draw: st.DrawFn, question: FrozenItem, team: Team) -> Cell:
    """What a team may have answered to a question."""
    given = answers.map(lambda h: _as_asked(question, h))
    return Cell(
        hist=draw(given),
        dk=draw(extras),
        na=draw(extras) if question.not_applicable else None,
        guess=draw(given) if question.may_guess(team) else None,
    )


def _as_asked(question: FrozenItem, h: Histogram) -> Histogram:
    return (h[0] + h[1] + h[2], 0, 0, 0, h[3] + h[4]) if question.scale is Scale.YESNO else h


@st.composite
def tallies(draw: st.DrawFn, items: Sequence[FrozenItem] = ()) -> RoundTally:
    """A suppressed round of these questions, or of any one to seven."""
    codes = draw(st.permutations(CODES))[: draw(st.sampled_from([1, 4, 6, 7]))]
    asked_items = items or [draw(questions(code)) for code in codes]
    rows = [
        ItemTally(item=item, sales=draw(cells(item, Team.SALES)), marketing=draw(cells(item, Team.MARKETING)))
        for item in asked_items
    ]
    minimum = draw(minimums)
    counted = RoundTally(
        minimum=minimum,
        sales=draw(participations(rows, Team.SALES)),
        marketing=draw(participations(rows, Team.MARKETING)),
        items=tuple(rows),
    )
    return suppress(counted, minimum)


@st.composite
def participations(draw: st.DrawFn, rows: Sequence[ItemTally], team: Team) -> Participation:
    """As many as the busiest question needs and up to three more; perhaps counted, perhaps too low."""
    busiest = max(cell.n + cell.dk + (cell.na or 0) for row in rows if (cell := row.cell(team)))
    responded = busiest + draw(st.integers(0, 3))
    invited = draw(st.one_of(st.none(), st.integers(max(responded - 2, 0), responded + 12)))
    return Participation(invited=invited, responded=responded)


@st.composite
def two_rounds(draw: st.DrawFn) -> tuple[RoundTally, RoundTally]:
    """A round and an earlier one that asked some of its questions, and perhaps others under the same code."""
    now = draw(tallies())
    kept = [row.item for row in now.items][draw(st.integers(0, 1)) :]
    is_same_study = bool(kept) and draw(st.sampled_from([True, True, False]))
    return now, draw(tallies(kept if is_same_study else ()))
