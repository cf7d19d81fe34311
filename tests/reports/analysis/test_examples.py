"""Every figure of the worked examples that is about one item: computed in R, reproduced to 1e-9."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from reports.analysis.figures import GapFigures, TeamFigures
from reports.analysis.gaps import gap
from reports.analysis.items import item
from reports.analysis.labels import bh, holm, label
from reports.analysis.numerics import t_quantile, t_survival, wilson
from tests.reports.analysis.examples import EXAMPLES, ITEMS, matches

TEAM_FIELDS = {field.name for field in fields(TeamFigures)} - {"hist"}
GAP_FIELDS = {field.name for field in fields(GapFigures)} - {"q"}


def team_figures(example: dict[str, Any]) -> TeamFigures:
    return item(tuple(example["hist"]), example["dk"])


def gap_figures(example: dict[str, Any]) -> GapFigures | None:
    sales, marketing = example["sales"], example["marketing"]
    return gap(tuple(sales["hist"]), tuple(marketing["hist"]), dk=(sales["dk"], marketing["dk"]))


def mismatches(figures: object, expected: dict[str, Any], names: set[str]) -> list[tuple[str, Any, Any]]:
    return [
        (name, getattr(figures, name), expected[name])
        for name in sorted(names & expected.keys())
        if not matches(getattr(figures, name), expected[name])
    ]


@pytest.mark.parametrize("team", ["sales", "marketing"])
@pytest.mark.parametrize("name", ITEMS)
def test_team_figures_match(name: str, team: str) -> None:
    expected = ITEMS[name][team]
    assert mismatches(team_figures(expected), expected, TEAM_FIELDS) == []


@pytest.mark.parametrize("name", [name for name in ITEMS if ITEMS[name]["gap"] is not None])
def test_gap_figures_match(name: str) -> None:
    assert mismatches(gap_figures(ITEMS[name]), ITEMS[name]["gap"], GAP_FIELDS) == []


def test_gap_without_answers_is_none() -> None:
    assert ITEMS["empty_v_some"]["gap"] is None
    assert gap_figures(ITEMS["empty_v_some"]) is None


@pytest.mark.parametrize("name", EXAMPLES["hist"])
def test_label_alone_matches(name: str) -> None:
    """An item that is alone in its family: q is its own p."""
    example = EXAMPLES["hist"][name]
    figures = gap_figures(example)
    judged = figures and replace(figures, q=figures.p_label)
    assert (
        label(team_figures(example["sales"]), team_figures(example["marketing"]), judged)
        == example["spec_label_alone"]
    )


@pytest.mark.parametrize("name", [name for name in ITEMS if "t_test_ci_points" in ITEMS[name]["sales"]])
def test_score_interval_is_the_t_interval_where_the_floor_does_not_bind(name: str) -> None:
    low, high = ITEMS[name]["sales"]["t_test_ci_points"]
    assert matches(team_figures(ITEMS[name]["sales"]).ci_points, [max(low, 0), min(high, 100)])


@pytest.mark.parametrize(
    "name", [name for name in ITEMS if ITEMS[name]["gap"] and ITEMS[name]["gap"].get("floor_binds") is False]
)
def test_gap_test_is_welch_where_the_floor_does_not_bind(name: str) -> None:
    figures, expected = gap_figures(ITEMS[name]), ITEMS[name]["gap"]["welch"]
    assert figures is not None
    assert matches(
        [figures.gap_se, figures.gap_df, figures.gap_ci, figures.gap_ci90, figures.p_welch],
        [expected["se_points"], expected["df"], expected["ci_points"], expected["ci90_points"], expected["p"]],
    )


def test_adjusted_p_values_match() -> None:
    expected = EXAMPLES["p_adjust"]
    assert matches(bh(expected["p"]), expected["bh"])
    assert matches(holm(expected["p"]), expected["holm"])


def test_adjusted_p_values_of_the_assessment_match() -> None:
    items = [example["gap"] for example in EXAMPLES["assessment"]["items"].values()]
    p_label, p = [example["p_label"] for example in items], [example["p"] for example in items]
    assert matches(bh(p_label), [example["q"] for example in items])
    assert matches(holm(p_label), [example["q_holm"] for example in items])
    assert matches(bh(p), [example["mw_p_bh"] for example in items])
    assert matches(holm(p), [example["mw_p_holm"] for example in items])


@pytest.mark.parametrize(("df", "expected"), EXAMPLES["distributions"]["qt975"])
def test_t_quantile_matches(df: float, expected: float) -> None:
    assert matches(t_quantile(0.025, df), expected)
    assert matches(t_survival(expected, df), 0.025)


@pytest.mark.parametrize(("count", "n", "low", "high"), EXAMPLES["wilson"])
def test_wilson_interval_matches(count: int, n: int, low: float, high: float) -> None:
    assert matches(wilson(count / n, n), [low, high])


def test_finite_population_figures_match() -> None:
    expected = EXAMPLES["finite_population"]
    figures = item(tuple(expected["hist"]), 0, expected["team_size"])
    assert matches(figures.se_fpc_points, expected["se_fpc_points"])
    assert matches(figures.bounds_points, expected["bounds_points"])
