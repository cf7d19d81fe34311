"""One question by group: rows as every output shows them."""

from __future__ import annotations

import pytest

from assessments.scales import Team
from assessments.tallies import ItemTally
from reports.document import Report
from reports.series import Absence, GroupList, GroupRow, group_series
from tests.reports.example_reports import bank_item, in_groups, make_report, nine_questions, with_groups


def lists(report: Report, position: int) -> tuple[GroupList, GroupList]:
    series = group_series(report, position)
    assert series is not None
    return series.lists


def printed(groups: GroupList) -> list[tuple[tuple[str, ...], int, str | None]]:
    return [(row.names, row.n, row.printed) for row in groups.rows]


def test_groups_stand_in_the_order_of_the_question_and_merged_ones_last() -> None:
    sales, _marketing = lists(with_groups(), 1)
    assert printed(sales) == [(("North",), 6, "75"), (("South", "West"), 7, "32")]
    assert (sales.team, sales.absence, sales.merged, sales.is_one) == (Team.SALES, None, 2, False)


def test_groups_that_are_all_merged_say_so() -> None:
    _sales, marketing = lists(with_groups(), 1)
    assert printed(marketing) == [(("West",), 0, None), (("North", "South", ""), 7, "29")]
    assert (marketing.merged, marketing.is_one) == (3, True)


def test_groups_of_a_reversed_question_are_scored_with_high_as_good() -> None:
    sales, _marketing = lists(with_groups(), 2)
    assert [row.printed for row in sales.rows] == ["25", "68"]


def test_groups_of_a_hidden_team_have_no_rows() -> None:
    _sales, marketing = lists(with_groups(), 3)
    assert marketing == GroupList(team=Team.MARKETING, absence=Absence.MINIMUM, rows=())


def test_groups_of_a_team_that_could_not_say_have_no_rows() -> None:
    nobody, all_alone = (
        in_groups(("A", (0, 0, 0, 0, 0)), dk=6),
        in_groups(("A", (0, 5, 0, 0, 0)), ("", (5, 0, 0, 0, 0))),
    )
    rows = [ItemTally(item=bank_item("S8"), sales=nobody, marketing=all_alone)]
    sales, marketing = lists(make_report(rows, segment_title="Site"), 1)
    assert (sales.absence, sales.rows) == (Absence.DONT_KNOW, ())
    assert printed(marketing) == [(("A",), 5, "25"), (("",), 5, "0")]
    assert (marketing.merged, marketing.is_one) == (0, False)
    assert marketing.rows[0] == GroupRow(names=("A",), n=5, score=25.0, printed="25")


def test_round_without_groups_has_no_series() -> None:
    assert group_series(nine_questions(), 1) is None


def test_place_where_nothing_was_asked_is_refused() -> None:
    with pytest.raises(KeyError):
        group_series(with_groups(), 4)
