"""What must hold for the analysis of any round as a whole."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from hypothesis import given

from assessments.tallies import RoundTally
from reports.analysis import ItemAnalysis, analyse
from reports.analysis.coorientation import SideFigures
from reports.analysis.figures import GapFigures, Interval, TeamFigures
from reports.analysis.index import IndexFigures
from reports.analysis.lead_speed import lead_speed
from reports.analysis.pairs import Pair
from tests.reports.analysis.mirror import (
    asked_the_other_way,
    differences,
    negative,
    negative_change,
    reversed_tally,
    swapped,
    swapped_gap,
    swapped_tally,
    without_ends,
)
from tests.reports.analysis.rounds import tallies, two_rounds
from tests.reports.analysis.strategies import whole

TwoRounds: TypeAlias = tuple[RoundTally, RoundTally]


@whole
@given(two_rounds())
def test_swapped_teams_mirror_the_whole_analysis(rounds: TwoRounds) -> None:
    """Scores, gaps, labels, views of each other, dimensions, index, priorities and change."""
    now, before = rounds
    mirrored = analyse(swapped_tally(now), swapped_tally(before))
    assert list(differences(mirrored, swapped(analyse(now, before)))) == []


@whole
@given(two_rounds())
def test_question_put_the_other_way_round_has_the_same_analysis(rounds: TwoRounds) -> None:
    now, before = rounds
    turned = analyse(asked_the_other_way(now), asked_the_other_way(before))
    assert list(differences(without_ends(turned), without_ends(analyse(now, before)))) == []


@whole
@given(two_rounds())
def test_answers_at_the_other_end_mirror_the_whole_analysis(rounds: TwoRounds) -> None:
    now, before = rounds
    one, other = analyse(now, before), analyse(reversed_tally(now), reversed_tally(before))
    for item, turned in zip(one.items, other.items, strict=True):
        assert turned.label == item.label
        assert list(differences(_views(turned), [_negative_view(view) for view in _views(item)])) == []
        for team, twin in ((item.sales, turned.sales), (item.marketing, turned.marketing)):
            assert list(differences(_spread(twin), _spread(team))) == []
            assert _score(twin) == pytest.approx(None if team is None or team.score is None else 100 - team.score)
        assert list(differences(_distance(turned.gap), _distance(swapped_gap(item)))) == []
    assert one.change is not None
    assert other.change is not None
    assert list(differences(other.change.items, [negative_change(item) for item in one.change.items])) == []
    if isinstance(one.index, IndexFigures):
        assert isinstance(other.index, IndexFigures)
        assert other.index.level == pytest.approx(100 - one.index.level, abs=1e-9)
        assert other.index.mean_abs_gap == pytest.approx(one.index.mean_abs_gap, abs=1e-9)
        assert other.index.items_used == one.index.items_used


def _score(team: TeamFigures | None) -> float | None:
    return None if team is None else team.score


def _spread(team: TeamFigures | None) -> tuple[object, ...] | None:
    """Figures that do not know which end is which; the bounds by their width."""
    if team is None:
        return None
    width = team.bounds_points and team.bounds_points[1] - team.bounds_points[0]
    return (team.n, team.dk, team.na, team.var, team.se_points, team.dk_share, team.dk_ci, team.rwg_raw, team.split,
            team.se_fpc_points, width)  # fmt: skip


def _distance(gap: GapFigures | None) -> tuple[object, ...] | None:
    """A gap without what counts only one end (favorable) or no answer at all (don't know)."""
    if gap is None:
        return None
    return (
        gap.gap, gap.gap_se, gap.gap_df, gap.gap_ci, gap.gap_ci90, gap.gap_bounds_points, gap.p_welch, gap.U,
        gap.theta, gap.delta, gap.delta_ci, gap.n_eff, gap.band, gap.p, gap.p_exact, gap.p_asym, gap.p_label, gap.q,
    )  # fmt: skip


View: TypeAlias = tuple[object, float | None, Interval | None, float, Interval | None]


def _views(item: ItemAnalysis) -> list[View]:
    return [_view(side) for side in item.coorientation.sides] if item.coorientation else []


def _view(side: SideFigures) -> View:
    same = (side.guesses, side.mean_abs_error_points, side.accuracy_p, side.state, side.confidence)
    perceived, accuracy = side.perceived_gap_sales_minus_marketing, side.accuracy_guess_minus_other
    return (same, perceived, side.perceived_gap_ci, accuracy, side.accuracy_ci)


def _negative_view(view: View) -> View:
    same, perceived, perceived_ci, accuracy, accuracy_ci = view
    return (same, None if perceived is None else -perceived, negative(perceived_ci), -accuracy, negative(accuracy_ci))


@whole
@given(tallies())
def test_lead_speed_of_swapped_teams_and_ends_is_mirrored(tally: RoundTally) -> None:
    """Its scale names the teams at its ends, so both are swapped."""
    turned = analyse(reversed_tally(swapped_tally(tally)))
    for item, twin in zip(analyse(tally).items, turned.items, strict=True):
        one, other = (lead_speed(Pair(item=of.item, sales=of.sales, marketing=of.marketing)) for of in (item, twin))
        if one is None or other is None:
            assert one is other is None
            continue
        assert other.shared_picture == pytest.approx(one.shared_picture, abs=1e-9)
        assert (other.sales_unseen, other.marketing_unseen) == (one.marketing_unseen, one.sales_unseen)
        assert (other.favors_own, other.needs_measuring) == (one.favors_own, one.needs_measuring)


@whole
@given(tallies())
def test_index_dimensions_and_priorities_speak_of_shown_items_only(tally: RoundTally) -> None:
    analysis = analyse(tally)
    shown = {item.item.code for item in analysis.items if item.sales and item.marketing}
    used = set(analysis.priorities)
    for figures in (analysis.index, *(one.figures for one in analysis.dimensions)):
        index = getattr(figures, "whole", figures)
        used |= set(index.items_used) if isinstance(index, IndexFigures) else set()
    assert used <= shown
