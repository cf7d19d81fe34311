"""What the teams think of each other: worked examples, the states, what swapping and reversing does to them."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given

from assessments.scales import Direction, GuessRule, Subject, Team
from assessments.tallies import Cell, Histogram, suppress
from reports.analysis.coorientation import (
    CoOrientation,
    SideFigures,
    State,
    coorient,
    coorientation,
    mean_absolute_error,
)
from reports.analysis.gaps import difference, gap
from reports.analysis.items import score
from tests.reports.analysis.examples import EXAMPLES, matches
from tests.reports.analysis.rows import HIGH, LOW, NOBODY, asked, row, tally
from tests.reports.analysis.strategies import histograms

KEYS = {field.name for field in fields(SideFigures)}
ACCURACY = {"accuracy_guess_minus_other", "accuracy_ci", "accuracy_p"}


def from_example(name: str) -> CoOrientation:
    example = EXAMPLES["coorientation"][name]
    sales, marketing = example["sales"], example["marketing"]
    return coorient(
        tuple(sales["own_hist"]), tuple(sales["guess_hist"]),
        tuple(marketing["own_hist"]), tuple(marketing["guess_hist"]),
    )  # fmt: skip


def mirrored(interval: tuple[float, float] | None) -> tuple[float, float] | None:
    return interval and (-interval[1], -interval[0])


def both(figures: CoOrientation) -> tuple[SideFigures, SideFigures]:
    assert figures.sales is not None
    assert figures.marketing is not None
    return figures.sales, figures.marketing


@pytest.mark.parametrize("team", ["sales", "marketing"])
@pytest.mark.parametrize("name", EXAMPLES["coorientation"])
def test_side_matches_its_example(name: str, team: str) -> None:
    expected: dict[str, Any] = EXAMPLES["coorientation"][name][team]
    side = getattr(from_example(name), team)
    assert expected.keys() - {"own_hist"} == KEYS
    assert [key for key in sorted(KEYS) if not matches(getattr(side, key), expected[key])] == []


@pytest.mark.parametrize("name", EXAMPLES["coorientation"])
def test_agreement_is_the_gap_of_its_example(name: str) -> None:
    example = EXAMPLES["coorientation"][name]
    figures = gap(tuple(example["sales"]["own_hist"]), tuple(example["marketing"]["own_hist"]))
    assert figures is not None
    assert matches(figures.gap, example["agreement_gap"])
    assert matches(figures.gap_ci, example["agreement_ci"])


@given(histograms(1), histograms(1), histograms(1), histograms(1))
def test_swapped_teams_swap_the_sides(
    own_s: Histogram, guess_s: Histogram, own_m: Histogram, guess_m: Histogram
) -> None:
    one = both(coorient(own_s, guess_s, own_m, guess_m))
    other = both(coorient(own_m, guess_m, own_s, guess_s))[::-1]
    for side, twin in zip(one, other, strict=True):
        assert side.perceived_gap_sales_minus_marketing is not None
        assert twin.perceived_gap_sales_minus_marketing == -side.perceived_gap_sales_minus_marketing
        assert twin.perceived_gap_ci == mirrored(side.perceived_gap_ci)
        assert replace(
            twin,
            perceived_gap_sales_minus_marketing=side.perceived_gap_sales_minus_marketing,
            perceived_gap_ci=side.perceived_gap_ci,
            confidence=None,
        ) == replace(side, confidence=None)
        assert twin.confidence == pytest.approx(side.confidence, abs=1e-12)


@given(histograms(1), histograms(1), histograms(1), histograms(1))
def test_gap_is_what_a_side_expects_plus_its_error(
    own_s: Histogram, guess_s: Histogram, own_m: Histogram, guess_m: Histogram
) -> None:
    sales, marketing = both(coorient(own_s, guess_s, own_m, guess_m))
    actual = difference(own_s, own_m)
    assert sales.perceived_gap_sales_minus_marketing is not None
    assert marketing.perceived_gap_sales_minus_marketing is not None
    assert sales.perceived_gap_sales_minus_marketing + sales.accuracy_guess_minus_other == pytest.approx(actual)
    assert marketing.perceived_gap_sales_minus_marketing - marketing.accuracy_guess_minus_other == pytest.approx(
        actual
    )


@given(histograms(2), histograms(2), histograms(2), histograms(2))
def test_confidence_is_a_probability_and_the_error_covers_the_inaccuracy(
    own_s: Histogram, guess_s: Histogram, own_m: Histogram, guess_m: Histogram
) -> None:
    for side in coorient(own_s, guess_s, own_m, guess_m).sides:
        assert side.confidence is not None
        assert 0 <= side.confidence <= 1 + 1e-12
        assert side.mean_abs_error_points is not None
        assert abs(side.accuracy_guess_minus_other) <= side.mean_abs_error_points + 1e-9


def test_mean_absolute_error_does_not_let_errors_cancel() -> None:
    assert mean_absolute_error((1, 0, 0, 0, 1), (0, 0, 7, 0, 0)) == 50
    assert mean_absolute_error((0, 0, 3, 0, 0), (0, 0, 7, 0, 0)) == 0
    assert mean_absolute_error((0, 0, 3, 0, 0), (0, 0, 1, 1, 0)) == 12.5


def test_guesses_alone_need_no_own_answer_of_the_guesser() -> None:
    """Histograms of different people: four own views, nine guesses."""
    figures = coorient((0, 0, 1, 2, 1), HIGH, LOW, None)
    assert figures.sales is not None
    assert (figures.sales.guesses, figures.marketing) == (14, None)
    assert figures.sales.guess_score == score(HIGH)


def test_suppressed_guesses_leave_their_side_out() -> None:
    too_few = Cell(hist=HIGH, guess=(0, 1, 2, 1, 0))
    enough = Cell(hist=LOW, guess=(0, 1, 3, 1, 0))
    figures = coorientation(suppress(tally(row(too_few, enough)), 5).items[0])
    assert figures is not None
    assert figures.sales is None
    assert figures.marketing is not None
    assert (figures.marketing.guesses, figures.sides) == (5, (figures.marketing,))


@pytest.mark.parametrize("hidden", [0, 1])
def test_hidden_team_leaves_no_coorientation(hidden: int) -> None:
    cells: list[Cell | None] = [Cell(hist=HIGH, guess=LOW), Cell(hist=LOW, guess=HIGH)]
    cells[hidden] = None
    assert coorientation(row(cells[0], cells[1])) is None


def test_team_without_points_leaves_both_sides_out() -> None:
    nobody = Cell(hist=NOBODY, dk=9, guess=LOW)
    assert coorientation(row(nobody, Cell(hist=LOW, guess=HIGH))) == CoOrientation(sales=None, marketing=None)
    assert coorientation(row(Cell(hist=LOW, guess=HIGH), nobody)) == CoOrientation(sales=None, marketing=None)


def test_question_without_guesses_has_no_sides() -> None:
    assert coorientation(row(HIGH, LOW)) == CoOrientation(sales=None, marketing=None)


def test_reversed_item_reverses_own_views_and_guesses() -> None:
    own_s, guess_s, own_m, guess_m = HIGH, (1, 5, 3, 1, 0), LOW, (0, 2, 6, 3, 1)
    straight = coorientation(row(Cell(hist=own_s, guess=guess_s), Cell(hist=own_m, guess=guess_m)))
    turned = coorientation(
        row(
            Cell(hist=own_s[::-1], guess=guess_s[::-1]),
            Cell(hist=own_m[::-1], guess=guess_m[::-1]),
            asked(direction=Direction.NEGATIVE),
        )
    )
    assert straight == coorient(own_s, guess_s, own_m, guess_m)
    assert turned == straight


@pytest.mark.parametrize("subject", [Subject.SALES, Subject.MARKETING])
def test_team_that_is_not_the_subject_has_an_accuracy_only(subject: Subject) -> None:
    question = asked(subject=subject, guess_rule=GuessRule.SUBJECT_ONLY)
    own: dict[Team, Histogram] = {Team.SALES: HIGH, Team.MARKETING: LOW}
    guessing = Team(subject.value)
    cells = {team: Cell(hist=hist, guess=(0, 2, 6, 3, 1) if team is guessing else None) for team, hist in own.items()}
    figures = coorientation(row(cells[Team.SALES], cells[Team.MARKETING], question))
    assert figures is not None
    asked_about, other = both(figures) if guessing is Team.SALES else both(figures)[::-1]
    expected = gap(own[guessing.other], own[guessing])
    assert expected is not None
    assert {key for key in KEYS if getattr(other, key) is not None} == ACCURACY
    assert (other.accuracy_guess_minus_other, other.accuracy_ci, other.accuracy_p) == (
        expected.gap, expected.gap_ci, expected.p
    )  # fmt: skip
    assert not other.is_decided
    assert asked_about.guesses == 12
    assert asked_about.state is not None
    ordinary = coorient(own[Team.SALES], cells[Team.SALES].guess, own[Team.MARKETING], cells[Team.MARKETING].guess)
    assert asked_about in ordinary.sides


def test_accuracy_of_an_answer_needs_no_guesses() -> None:
    question = asked(subject=Subject.SALES, guess_rule=GuessRule.SUBJECT_ONLY)
    figures = coorientation(row(HIGH, LOW, question))
    assert figures is not None
    assert figures.sales is None
    assert figures.marketing is not None
    assert figures.marketing.accuracy_guess_minus_other == difference(LOW, HIGH)


def test_one_answer_has_a_state_without_confidence() -> None:
    figures = coorient((0, 0, 0, 0, 1), LOW, LOW, None)
    assert figures.sales is not None
    assert figures.sales.state is State.DISSENSUS
    assert (figures.sales.confidence, figures.sales.confidence_word, figures.sales.is_decided) == (None, None, False)


def test_question_about_both_has_no_team_whose_answer_is_a_guess() -> None:
    question = asked(subject=Subject.BOTH, guess_rule=GuessRule.SUBJECT_ONLY)
    assert coorientation(row(HIGH, LOW, question)) == CoOrientation(sales=None, marketing=None)
