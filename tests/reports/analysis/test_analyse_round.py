"""The whole round once more: everything on top of the gaps is there, from the same suppressed counts."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from assessments.scales import Direction
from assessments.tallies import Cell, Histogram, RoundTally, suppress
from reports.analysis import Analysis, analyse
from reports.analysis.change import GapChange, IndexChange, TeamChange, change
from reports.analysis.coorientation import CoOrientation, SideFigures, coorient
from reports.analysis.index import DimensionFigures, IndexFigures, Lacking, Reason, dimensions, index
from reports.analysis.pairs import pair, team_sizes
from reports.analysis.priorities import Priority
from tests.reports.analysis.costs import seconds
from tests.reports.analysis.examples import EXAMPLES, matches
from tests.reports.analysis.rows import HIGH, LOW, asked, assessment_tally, row, tally


def keys(kind: type[Priority | SideFigures | IndexFigures | TeamChange | GapChange | IndexChange | Lacking]) -> str:
    return " ".join(field.name for field in fields(kind))


def test_keys_are_those_of_the_report_document() -> None:
    assert keys(SideFigures) == (
        "guesses guess_hist guess_score perceived_gap_sales_minus_marketing perceived_gap_ci "
        "accuracy_guess_minus_other accuracy_ci accuracy_p mean_abs_error_points state confidence confidence_word"
    )
    assert keys(Priority) == "value rank G L P B M reasons"
    assert keys(IndexFigures) == (
        "index level mean_abs_gap index_if_dk_lowest index_if_dk_highest stage range items_used"
    )
    assert keys(Lacking) == "reason"
    assert keys(TeamChange) == "change ci p_label q label"
    assert keys(GapChange) == "change ci p narrowed"
    assert keys(IndexChange) == "previous current change items_used"


@pytest.fixture(scope="module")
def nine() -> RoundTally:
    return suppress(assessment_tally(), 5)


def test_round_has_the_index_and_order_of_its_example(nine: RoundTally) -> None:
    analysis, expected = analyse(nine), EXAMPLES["assessment"]["spec_arithmetic"]
    assert isinstance(analysis.index, IndexFigures)
    assert matches(analysis.index.index, expected["index"])
    assert analysis.index.stage == expected["stage"]
    assert list(analysis.priorities) == expected["priority_order"]


def test_ranks_of_the_items_are_the_order_of_the_round(nine: RoundTally) -> None:
    analysis = analyse(nine)
    by_rank = {one.priority.rank: one.item.code for one in analysis.items if one.priority}
    assert [by_rank[rank] for rank in range(1, 10)] == list(analysis.priorities)
    for one in analysis.items:
        assert one.priority is not None
        assert matches(one.priority.value, EXAMPLES["assessment"]["items"][one.item.code]["spec_priority"]["priority"])


def test_priority_knows_what_the_teams_think_of_each_other() -> None:
    """Marketing is low and Sales sees no gap: false consensus, clear."""
    rows = row(Cell(hist=HIGH, guess=HIGH), LOW), row(HIGH, LOW, asked("Q2"))
    analysis = analyse(tally(*rows))
    hidden, plain = (one.priority for one in analysis.items)
    assert hidden is not None
    assert plain is not None
    assert (hidden.M, plain.M) == (100, 0)
    assert hidden.value == pytest.approx(plain.value + 5)
    assert analysis.priorities == ("Q1", "Q2")


def test_coorientation_is_of_the_guesses_in_the_tally() -> None:
    own_s, guess_s, own_m, guess_m = HIGH, (1, 5, 3, 1, 0), LOW, (0, 2, 6, 3, 1)
    turned = row(
        Cell(hist=own_s[::-1], guess=guess_s[::-1]),
        Cell(hist=own_m[::-1], guess=guess_m[::-1]),
        asked(direction=Direction.NEGATIVE),
    )
    straight = row(Cell(hist=own_s, guess=guess_s), Cell(hist=own_m, guess=guess_m), asked("Q2"))
    first, second = analyse(tally(turned, straight)).items
    assert first.coorientation == coorient(own_s, guess_s, own_m, guess_m)
    assert second.coorientation == first.coorientation


def test_item_hidden_for_a_team_has_nothing_that_takes_two() -> None:
    secret: Histogram = (4, 0, 0, 0, 0)
    (one,) = analyse(suppress(tally(row(Cell(hist=secret, guess=HIGH), Cell(hist=LOW, guess=HIGH))), 5)).items
    assert (one.sales, one.gap, one.coorientation, one.priority) == (None, None, None, None)


def test_few_answers_have_guesses_but_no_priority() -> None:
    (one,) = analyse(tally(row(Cell(hist=(0, 0, 0, 0, 4), guess=LOW), LOW))).items
    assert isinstance(one.coorientation, CoOrientation)
    assert one.coorientation.sales is not None
    assert one.priority is None


def test_dimensions_and_index_are_of_the_same_items() -> None:
    rows = [row(HIGH, LOW, asked(f"Q{place}", dimension="FLOW")) for place in range(3)]
    analysis = analyse(tally(*rows))
    pairs = [pair(one) for one in rows]
    assert (analysis.index, analysis.dimensions) == (index(pairs), dimensions(pairs))
    assert isinstance(analysis.dimensions[0].figures, DimensionFigures)
    assert analysis.dimensions[0].figures.whole == analysis.index


def test_round_that_shows_nothing_lacks_everything() -> None:
    analysis = analyse(tally(row(None, None), row(None, LOW, asked("Q2"))))
    assert analysis == Analysis(
        items=analysis.items,
        dimensions=(),
        index=Lacking(reason=Reason.LITTLE_WEIGHT),
        priorities=(),
        change=None,
    )


def test_round_without_an_earlier_one_has_no_change(nine: RoundTally) -> None:
    assert analyse(nine).change is None


def test_earlier_round_adds_a_change_and_alters_nothing_else(nine: RoundTally) -> None:
    before = replace(nine, items=nine.items[3:])
    with_change = analyse(nine, before)
    assert with_change.change == change(nine, before)
    assert replace(with_change, change=None) == analyse(nine)


def test_forty_questions_with_guesses_and_an_earlier_round_stay_quick() -> None:
    """50 and 50 everywhere: the last size with an exact p, five of them a question."""
    a, b = (
        Cell(hist=(7, 11, 14, 10, 8), guess=(5, 9, 16, 12, 8)),
        Cell(hist=(9, 12, 12, 9, 8), guess=(8, 8, 13, 12, 9)),
    )
    now = tally(*(row(a, b, asked(f"Q{place}")) for place in range(40)), sales=(60, 50), marketing=(60, 50))
    before = tally(*(row(b, a, asked(f"Q{place}")) for place in range(40)), sales=(60, 50), marketing=(60, 50))
    assert team_sizes(now) == (60, 60)
    assert seconds(lambda: analyse(now, before)) < 3
