from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.scales import Direction
from assessments.tallies import Cell, Histogram
from reports.analysis.lead_speed import LeadSpeed, lead_speed
from reports.analysis.pairs import pair
from tests.reports.analysis.rows import HIGH, LOW, NOBODY, asked, row

SPEED = asked("S8", Direction.NEUTRAL)

SAME: Histogram = (0, 0, 8, 0, 0)


def readings(sales: Histogram | Cell | None, marketing: Histogram | Cell | None) -> LeadSpeed:
    found = lead_speed(pair(row(sales, marketing, SPEED)))
    assert found is not None
    return found


def test_lead_speed_is_read_from_its_own_question_only() -> None:
    assert lead_speed(pair(row(HIGH, LOW, replace(SPEED, code="S9")))) is None


def test_shared_picture_is_what_the_gap_leaves_whichever_team_is_higher() -> None:
    fast, slow = (0, 0, 0, 4, 4), (0, 4, 4, 0, 0)
    assert readings(fast, slow).shared_picture == 50
    assert readings(slow, fast).shared_picture == 50
    assert readings(SAME, SAME).shared_picture == 100


@pytest.mark.parametrize(
    ("sales", "marketing", "favors_own"),
    [(HIGH, LOW, True), (LOW, HIGH, False), (HIGH, SAME, False), (SAME, LOW, False), (HIGH, HIGH, False)],
)
def test_each_side_favors_its_own_leads_when_they_lean_apart(
    sales: Histogram, marketing: Histogram, favors_own: bool
) -> None:
    assert readings(sales, marketing).favors_own is favors_own


def test_unseen_counts_dont_knows_and_what_is_not_measured() -> None:
    found = readings(Cell(hist=SAME, dk=1, na=1), Cell(hist=SAME, dk=2))
    assert (found.sales_unseen, found.marketing_unseen) == (0.2, 0.2)
    assert not found.needs_measuring


@pytest.mark.parametrize(("dk", "na", "needs"), [(0, 6, True), (6, 0, True), (3, 3, True), (3, 2, False)])
def test_measuring_comes_first_when_four_in_ten_of_a_team_cannot_say(dk: int, na: int, needs: bool) -> None:
    nine: Histogram = (0, 0, 9, 0, 0)
    blind, seeing = Cell(hist=nine, dk=dk, na=na), Cell(hist=nine, dk=0, na=0)
    assert readings(blind, seeing).needs_measuring is needs
    assert readings(seeing, blind).needs_measuring is needs


def test_hidden_team_leaves_only_what_the_other_cannot_see() -> None:
    assert readings(None, Cell(hist=SAME, dk=2)) == LeadSpeed(
        shared_picture=None, sales_unseen=None, marketing_unseen=0.2, favors_own=None
    )
    assert not readings(None, None).needs_measuring


def test_team_that_cannot_say_at_all_is_blind() -> None:
    found = readings(Cell(hist=NOBODY, dk=9), Cell(hist=SAME))
    assert (found.shared_picture, found.sales_unseen, found.favors_own) == (None, 1, None)
    assert found.needs_measuring
    assert readings(NOBODY, SAME).sales_unseen is None


def test_few_answers_show_the_picture_but_no_leaning() -> None:
    found = readings((0, 0, 0, 0, 4), LOW)
    assert found.shared_picture is not None
    assert found.favors_own is None
