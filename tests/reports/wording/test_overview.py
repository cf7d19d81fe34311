from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.scales import Team
from assessments.tallies import Histogram
from reports.analysis.index import Reason as LackingReason
from reports.analysis.index import Stage
from reports.analysis.labels import Label
from reports.analysis.priorities import Reason
from reports.document import Report
from reports.series import IndexReading, NoIndex, PriorityRow, Split, round_overview
from reports.wording import (
    dimension_words,
    gap_range_words,
    index_range_words,
    index_words,
    lead_speed_words,
    no_dimension_words,
    no_index_words,
    priority_words,
    stage_words,
)
from tests.reports.example_reports import make_report, nine_questions, row

CLEAR: tuple[Histogram, Histogram] = (0, 0, 1, 4, 1), (2, 4, 1, 0, 0)
HIDDEN: tuple[Histogram, Histogram] = (0, 1, 2, 1, 0), (0, 2, 3, 1, 0)


def index_of(report: Report) -> IndexReading:
    index = round_overview(report).index
    assert index is not None
    return index


def test_index_names_its_stage_and_its_parts() -> None:
    index = index_of(nine_questions())
    assert index_words(index) == (
        "The average of both teams is 44. On average they are 21 points apart, which takes off 5."
    )
    assert stage_words(replace(index, stage=Stage.PARTNERS, close_to=Stage.ONE_TEAM)) == "Partners, close to One team"
    assert index_words(replace(index, penalty="0", printed_level="39")) == (
        "This is the average of both teams: where they differ, that takes off less than a point."
    )


def test_every_stage_has_its_name() -> None:
    index = index_of(nine_questions())
    assert [stage_words(replace(index, stage=stage)) for stage in Stage] == [
        *("Two worlds", "Neighbors", "Partners", "One team"),
    ]


def test_index_says_how_far_it_reaches() -> None:
    index = index_of(nine_questions())
    assert index_range_words(index) == (
        "Allowing for chance, it most likely lies within 28–49. It counts 8 of 8 scored questions. "
        "Questions without a better end and the overall question do not count."
    )
    assert index_range_words(replace(index, asked=8)).endswith("It counts 8 of 8 scored questions.")
    assert index_range_words(replace(index, printed_dk_range="30–52")).endswith(
        " Depending on what those would say who do not know, it is 30–52."
    )


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (LackingReason.UNSCORED, "No index: on no question of this round is one end better than the other."),
        (
            LackingReason.LITTLE_WEIGHT,
            (
                "No index: it takes 60% of the scored questions with 5 or more answers to show from both teams, "
                "here 2 of 6 have them."
            ),
        ),
        (
            LackingReason.FEW_ITEMS,
            "No index: it takes 3 scored questions with answers to show from both teams, here there are 2.",
        ),
    ],
)
def test_missing_index_has_its_reason(reason: LackingReason, words: str) -> None:
    assert no_index_words(NoIndex(reason=reason, used=2, scored=6)) == words


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (("+34", "+60"), "34 to 60"),
        (("−49", "−24"), "24 to 49"),
        (("−9", "+15"), "Marketing 9 to Sales 15"),
        (("−9", "0"), "0 to 9"),
        (("0", "+9"), "0 to 9"),
    ],
)
def test_range_of_a_gap_has_no_sign(ends: tuple[str, str], words: str) -> None:
    assert gap_range_words(ends) == words


def test_dimension_gives_numbers_and_no_verdict() -> None:
    shown, hidden = round_overview(make_report([row("S1", *CLEAR), row("S2", *HIDDEN)])).dimensions
    assert dimension_words(shown) == (
        "Customer closeness: Sales 75, Marketing 21, index 35 of 100. "
        "The gap is 54, Sales higher, within 36 to 72 at most."
    )
    assert no_dimension_words(shown) == ""
    assert dimension_words(hidden) == (
        "Joint planning and goals: 0 of 1 scored questions have enough answers to show from both teams."
    )
    (neutral,) = round_overview(make_report([row("S8", *CLEAR)])).dimensions
    assert no_dimension_words(neutral) == "Not scored, as neither end is better."


def priority(*reasons: Reason, label: Label = Label.CLEAR, split: int = 1, unseen: int = 1) -> PriorityRow:
    shown = round_overview(make_report([row("S7", *CLEAR)])).priorities[0]
    camps = [
        Split(team=team, n=9, low=4, high=4, low_labels=("a", "b"), high_labels=("d", "e"))
        for team in list(Team)[:split]
    ]
    mirror = replace(shown.mirror, splits=tuple(camps), unseen=tuple(list(Team)[::-1][:unseen]))
    return replace(shown, reasons=reasons, row=replace(shown.row, label=label), mirror=mirror)


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        (priority(label=Label.NOISE), "54 points apart, which may be chance."),
        (priority(label=Label.SLIGHT), "54 points apart: real, but small."),
        (priority(label=Label.SIMILAR), "Seen alike, in the middle of the scale."),
        (priority(Reason.CLEAR_GAP), "Clear gap of 54 points."),
        (priority(Reason.CLEAR_GAP, label=Label.POSSIBLE), "Possible gap of 54 points."),
        (priority(Reason.LOW_FOR_BOTH), "Low for both."),
        (priority(Reason.SPLIT_TEAM), "Of two minds inside Sales."),
        (priority(Reason.SPLIT_TEAM, split=2), "Of two minds inside both teams."),
        (priority(Reason.NOT_VISIBLE), "Not visible to Marketing."),
        (priority(Reason.NOT_VISIBLE, unseen=2), "Not visible to both teams."),
        (priority(Reason.HIDDEN_DISAGREEMENT), "Hidden disagreement."),
        (priority(Reason.IMAGINED_GAP), "Imagined gap."),
        (priority(*Reason), None),
    ],
)
def test_priority_gives_its_reasons(shown: PriorityRow, words: str | None) -> None:
    every = (
        "Clear gap of 54 points, low for both, of two minds inside Sales, not visible to Marketing, hidden "
        "disagreement, imagined gap."
    )
    assert priority_words(shown) == (words or every)


def speeds(sales: Histogram, marketing: Histogram, dk: tuple[int, int] = (0, 0)) -> list[str]:
    reading = round_overview(make_report([row("S8", sales, marketing, dk=dk)])).lead_speed
    assert reading is not None
    return lead_speed_words(reading)


def test_lead_speed_is_neither_good_nor_bad() -> None:
    assert speeds((0, 0, 1, 4, 3), (4, 3, 1, 0, 0), dk=(1, 6)) == [
        "Do both teams see the same facts? 35 of 100, where 100 is the same answer.",
        (
            "11% of Sales cannot say, or do not measure it. 43% of Marketing cannot say, or do not measure it. "
            "So the first thing to do is to measure."
        ),
        "Each team believes that its own leads close faster.",
    ]


def test_lead_speed_says_only_what_is_there() -> None:
    assert speeds((0, 1, 4, 2, 0), (0, 1, 4, 2, 0)) == [
        "Do both teams see the same facts? 100 of 100, where 100 is the same answer.",
        "Nobody whose answer is shown pressed “Don’t know” or said that it is not measured.",
        "These answers do not show that each team favors its own leads.",
    ]
    assert speeds((0, 1, 4, 2, 0), (0, 1, 1, 0, 0)) == [
        "Whether both teams see the same facts cannot be shown: it takes ratings from both.",
        "Nobody whose answer is shown pressed “Don’t know” or said that it is not measured.",
        "Whether each team favors its own leads cannot be shown either.",
    ]
