from __future__ import annotations

import pytest

from assessments.scales import Team
from assessments.tallies import Participation
from reports.analysis.turnout import Caution, Silence, cautions, response_rate, turnout
from tests.reports.analysis.rows import tally


@pytest.mark.parametrize(
    ("responded", "silence"),
    [(0, Silence.MOST), (99, Silence.MOST), (100, Silence.SOME), (140, Silence.SOME), (141, None), (200, None)],
)
def test_silence_is_noted_up_to_seventy_percent(responded: int, silence: Silence | None) -> None:
    notes = turnout(tally(sales=(200, responded), marketing=(None, 9)))
    assert (notes.sales_rate, notes.sales) == (responded / 200, silence)
    assert (notes.marketing_rate, notes.marketing, notes.is_uneven) == (None, None, False)
    turned = turnout(tally(sales=(None, 9), marketing=(200, responded)))
    assert (turned.marketing, turned.sales) == (silence, None)


@pytest.mark.parametrize(("sales", "is_uneven"), [(7, True), (8, False), (13, False), (18, False), (19, True)])
def test_rates_thirty_points_apart_are_uneven(sales: int, is_uneven: bool) -> None:
    assert turnout(tally(sales=(20, sales), marketing=(20, 13))).is_uneven is is_uneven


@pytest.mark.parametrize(("invited", "responded"), [(None, 5), (4, 5), (0, 0)])
def test_rate_of_a_team_of_unknown_size_is_unknown(invited: int | None, responded: int) -> None:
    assert response_rate(Participation(invited=invited, responded=responded)) is None


def test_full_count_has_a_rate_of_one() -> None:
    assert response_rate(Participation(invited=9, responded=9)) == 1


def found(now: tuple[int | None, int], before: tuple[int | None, int]) -> list[tuple[bool, bool]]:
    """Cautions about Sales, Marketing being the same in both rounds."""
    both = cautions(tally(sales=now, marketing=(10, 9)), tally(sales=before, marketing=(10, 9)))
    assert all(caution.team is Team.SALES for caution in both)
    return [(caution.rate_moved, caution.size_moved) for caution in both]


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        ((10, 8), (10, 8), []),
        ((10, 8), (10, 6), [(True, False)]),
        ((10, 6), (10, 8), [(True, False)]),
        ((100, 79), (100, 60), []),
        ((15, 12), (12, 10), [(False, True)]),
        ((9, 7), (12, 9), [(False, True)]),
        ((14, 12), (12, 10), []),
        ((10, 8), (13, 10), []),
        ((20, 8), (10, 8), [(True, True)]),
        ((None, 8), (10, 2), []),
        ((10, 2), (None, 8), []),
        ((0, 0), (0, 0), []),
        ((5, 5), (0, 0), [(False, True)]),
    ],
)
def test_caution_where_rate_or_size_moved_too_far(
    now: tuple[int | None, int], before: tuple[int | None, int], expected: list[tuple[bool, bool]]
) -> None:
    assert found(now, before) == expected


def test_caution_names_each_team() -> None:
    now, before = tally(sales=(10, 9), marketing=(10, 9)), tally(sales=(10, 2), marketing=(20, 18))
    assert cautions(now, before) == (
        Caution(team=Team.SALES, rate_moved=True, size_moved=False),
        Caution(team=Team.MARKETING, rate_moved=False, size_moved=True),
    )
