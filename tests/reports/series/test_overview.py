from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.tallies import Histogram, ItemTally
from reports.analysis.constants import STAGE_CUTS
from reports.analysis.coorientation import ConfidenceWord
from reports.analysis.index import Reason as LackingReason
from reports.analysis.index import Stage, stage
from reports.analysis.priorities import Reason
from reports.document import Report
from reports.series import Card, CardKind, Empty, NoIndex, round_overview, staged, three_cards, whole
from tests.reports.example_reports import make_report, nine_questions, row, with_guesses
from tests.reports.strategies import some, whole_reports

CLEAR: tuple[Histogram, Histogram] = (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)
CLEARER: tuple[Histogram, Histogram] = (0, 0, 0, 4, 4), (4, 3, 0, 0, 0)
POSSIBLE: tuple[Histogram, Histogram] = (0, 1, 3, 4, 1), (1, 3, 3, 1, 0)
SIMILAR: tuple[Histogram, Histogram] = (5, 20, 50, 20, 5), (5, 20, 49, 21, 5)
NOISE: tuple[Histogram, Histogram] = (1, 2, 2, 2, 1), (2, 2, 2, 1, 1)
HIDDEN: tuple[Histogram, Histogram] = (0, 1, 2, 1, 0), (0, 2, 3, 1, 0)
LOW: Histogram = (5, 3, 0, 0, 0)
HIGH: Histogram = (0, 0, 0, 3, 5)


def report_of(*pairs: tuple[Histogram, Histogram]) -> Report:
    """A question for each pair, S1 and on."""
    return make_report([row(f"S{place}", *pair) for place, pair in enumerate(pairs, start=1)])


def cards_of(*rows: ItemTally) -> tuple[Card, Card, Card]:
    return three_cards(make_report(rows))


def test_topic_of_one_usable_question_names_it() -> None:
    """S7 and S9 share a topic, but S9 is hidden; S1 stands alone, S8 counts in no topic's figures."""
    rows = [row("S1", *CLEAR), row("S7", *CLEAR), row("S8", *CLEAR), row("S9", *HIDDEN)]
    topics = round_overview(make_report(rows)).dimensions
    assert [(one.positions, one.only.position if one.only else None) for one in topics] == [
        ((1,), 1),
        ((2, 3, 4), 2),
    ]


def test_topic_of_several_questions_has_no_single_one() -> None:
    (topic,) = round_overview(make_report([row("S7", *CLEAR), row("S9", *CLEARER)])).dimensions
    assert topic.reading is not None
    assert topic.only is None


# --- The index -----------------------------------------------------------------------------------------------------
def test_index_is_printed_so_that_its_parts_add_up() -> None:
    reading = round_overview(nine_questions()).index
    assert reading is not None
    assert (reading.printed, reading.printed_level, reading.penalty, reading.printed_gap) == ("39", "44", "5", "21")
    assert (reading.printed_range, reading.stage, reading.close_to) == ("28–49", Stage.NEIGHBORS, None)
    assert (reading.used, reading.scored, reading.printed_dk_range) == (8, 8, None)


@some
@given(whole_reports())
def test_printed_level_less_penalty_is_the_printed_index(report: Report) -> None:
    index = round_overview(report).index
    if index is not None:
        assert int(index.printed_level) - int(index.penalty) == int(index.printed)
        assert int(index.penalty) >= 0
        low, high = map(int, index.printed_range.split("–"))
        assert low <= int(index.printed) <= high


@given(st.floats(0, 100))
def test_printed_index_never_stands_in_another_stage(points: float) -> None:
    assert stage(staged(points)) is stage(points)
    assert staged(points) in (whole(points), whole(points) - 1)


@pytest.mark.parametrize("cut", STAGE_CUTS)
def test_index_just_below_a_cut_is_not_rounded_onto_it(cut: float) -> None:
    assert [staged(cut - 0.4), staged(cut - 1e-12), staged(cut), staged(cut + 0.4)] == [cut - 1, cut, cut, cut]


def test_index_says_what_the_dont_knows_could_do_to_it() -> None:
    rows = [row(code, *CLEAR, dk=(2, 2)) for code in ("S1", "S2", "S5")]
    reading = round_overview(make_report(rows)).index
    assert reading is not None
    assert (reading.printed, reading.printed_dk_range) == ("35", "27–49")


def test_round_without_an_index_counts_what_it_lacks() -> None:
    assert round_overview(report_of(CLEAR, CLEAR)).lacking == NoIndex(reason=LackingReason.FEW_ITEMS, used=2, scored=2)
    few = round_overview(report_of(CLEAR, CLEAR, CLEAR, HIDDEN, HIDDEN, HIDDEN)).lacking
    assert few == NoIndex(reason=LackingReason.LITTLE_WEIGHT, used=3, scored=6)
    assert round_overview(make_report([row("S8", *CLEAR)])).lacking == NoIndex(
        reason=LackingReason.UNSCORED, used=0, scored=0
    )


# --- Dimensions ----------------------------------------------------------------------------------------------------
def test_dimension_has_its_scores_its_questions_or_its_reason() -> None:
    found = {one.code: one for one in round_overview(nine_questions()).dimensions}
    flow = found["FLOW"]
    assert flow.reading is not None
    assert (flow.name, flow.positions, flow.lacking) == ("Handover, follow-up, agreements", (7, 8, 9), None)
    assert (flow.reading.printed_sales, flow.reading.printed_marketing, flow.reading.printed_gap) == (
        *("48", "19", "+29"),
    )
    assert (flow.reading.whole.printed, flow.reading.whole.used, flow.reading.whole.scored) == ("27", 2, 2)
    hidden = round_overview(report_of(CLEAR, HIDDEN)).dimensions[1]
    assert (hidden.reading, hidden.lacking) == (
        *(None, NoIndex(reason=LackingReason.LITTLE_WEIGHT, used=0, scored=1)),
    )


# --- Priorities ----------------------------------------------------------------------------------------------------
def test_priorities_come_first_to_last_and_three_are_proposed() -> None:
    found = round_overview(nine_questions())
    assert [(one.rank, one.row.code, one.is_proposed) for one in found.priorities][:4] == [
        *((1, "S7", True), (2, "S1", True), (3, "S3", True), (4, "S9", False)),
    ]
    assert [one.row.code for one in found.proposed] == ["S7", "S1", "S3"]
    assert len(round_overview(report_of(CLEAR)).proposed) == 1


def test_priority_gives_no_reason_that_the_mirror_leaves_undecided() -> None:
    """A likely state that the label does not bear out speaks neither in the mirror nor as a reason."""
    noisy = with_guesses(row("S7", (2, 4, 1, 1, 0), (4, 2, 0, 0, 0)), (0, 8, 0, 0, 0), (6, 0, 0, 0, 0))
    item = make_report([noisy]).analysis.items[0]
    (shown,) = round_overview(make_report([noisy])).priorities
    assert item.priority is not None
    assert Reason.HIDDEN_DISAGREEMENT in item.priority.reasons
    assert {side.confidence for side in shown.mirror.sides} == {ConfidenceWord.UNCLEAR}
    assert Reason.HIDDEN_DISAGREEMENT not in shown.reasons


# --- Cards ---------------------------------------------------------------------------------------------------------
def test_gap_card_names_the_largest_clear_gap() -> None:
    card = cards_of(row("S1", *CLEAR), row("S2", *CLEARER), row("S5", *SIMILAR))[0]
    assert (card.kind, card.position, card.empty) == (CardKind.GAP, 2, None)


def test_gap_card_names_a_possible_gap_only_without_a_clear_one() -> None:
    assert cards_of(row("S1", *NOISE), row("S2", *POSSIBLE))[0].position == 2
    assert cards_of(row("S1", *POSSIBLE), row("S2", *CLEARER), row("S5", *SIMILAR))[0].position == 2


def test_agreement_card_names_the_smallest_proven_difference() -> None:
    nearly: tuple[Histogram, Histogram] = (5, 20, 50, 20, 5), (5, 20, 47, 23, 5)
    card = cards_of(row("S1", *nearly), row("S2", *SIMILAR), row("S5", (0, 0, 3, 0, 3), (0, 0, 3, 0, 3)))[1]
    assert (card.position, card.row and card.row.printed_gap) == (2, "0")


def test_agreement_card_prefers_what_works_among_equals() -> None:
    alike: Histogram = (0, 0, 0, 40, 0)
    worse: Histogram = (0, 40, 0, 0, 0)
    assert cards_of(row("S1", worse, worse), row("S2", alike, alike))[1].position == 2


def test_misjudgment_card_names_the_team_that_is_most_wrong() -> None:
    wrong = with_guesses(row("S1", HIGH, HIGH), (0, 0, 0, 3, 5), LOW)
    less = with_guesses(row("S2", HIGH, HIGH), (0, 4, 4, 0, 0), (0, 0, 0, 3, 5))
    card = cards_of(less, wrong)[2]
    assert card.side is not None
    assert (card.position, card.side.team.value, card.side.printed_accuracy) == (2, "marketing", "−82")


@pytest.mark.parametrize(
    ("rows", "empties"),
    [
        ([row("S1", *NOISE)], [Empty.NOTHING_PROVEN, Empty.NOTHING_PROVEN, Empty.NO_GUESSES]),
        ([row("S1", *HIDDEN)], [Empty.NOTHING_COMPARED, Empty.NOTHING_COMPARED, Empty.NO_GUESSES]),
        ([], [Empty.NOTHING_COMPARED, Empty.NOTHING_COMPARED, Empty.NO_GUESSES]),
        (
            [with_guesses(row("S1", *NOISE), NOISE[0], NOISE[1])],
            [Empty.NOTHING_PROVEN, Empty.NOTHING_PROVEN, Empty.NOTHING_PROVEN],
        ),
    ],
)
def test_card_without_a_question_says_why(rows: list[ItemTally], empties: list[Empty]) -> None:
    found = cards_of(*rows)
    assert [card.empty for card in found] == empties
    assert [(card.position, card.row, card.side) for card in found] == [(None, None, None)] * 3


# --- Whose leads close faster --------------------------------------------------------------------------------------
def test_lead_speed_is_read_in_three_ways() -> None:
    rows = [row("S8", (0, 0, 1, 4, 3), (4, 3, 1, 0, 0), dk=(0, 3), na=(1, 3))]
    reading = round_overview(make_report(rows)).lead_speed
    assert reading is not None
    assert (reading.shared_picture, reading.sales_unseen, reading.marketing_unseen) == ("35", "11%", "43%")
    assert (reading.favors_own, reading.needs_measuring) == (True, True)


def test_lead_speed_calls_no_chance_a_bias() -> None:
    reading = round_overview(make_report([row("S8", (0, 1, 4, 2, 0), (0, 2, 4, 1, 0))])).lead_speed
    assert reading is not None
    assert reading.row.gap is not None
    assert reading.favors_own is False


def test_lead_speed_of_a_hidden_team_is_hidden() -> None:
    reading = round_overview(nine_questions()).lead_speed
    assert reading is not None
    assert (reading.shared_picture, reading.sales_unseen, reading.marketing_unseen) == (None, "25%", None)
    assert round_overview(report_of(CLEAR)).lead_speed is None


def test_weight_does_not_hide_a_question_from_its_dimension() -> None:
    heavy = replace(row("S7", *CLEAR), item=replace(row("S7", *CLEAR).item, weight=9.0))
    (flow,) = round_overview(make_report([heavy, row("S9", *HIDDEN)])).dimensions
    assert flow.reading is not None
    assert (flow.positions, flow.reading.whole.used, flow.reading.whole.scored) == ((1, 2), 1, 2)
