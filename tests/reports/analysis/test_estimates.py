from __future__ import annotations

import pytest

from reports.analysis.coorientation import SideFigures
from reports.analysis.estimates import Estimate, estimates


def side(points: float, ci: tuple[float, float] | None, p: float) -> SideFigures:
    return SideFigures(accuracy_guess_minus_other=points, accuracy_ci=ci, accuracy_p=p)


@pytest.mark.parametrize(
    ("points", "ci", "p", "estimate"),
    [
        (30.0, (20.0, 40.0), 0.001, Estimate.OVER),
        (-30.0, (-40.0, -20.0), 0.001, Estimate.UNDER),
        (9.9999999999, (5.0, 15.0), 0.001, Estimate.OVER),  # 10 as it often arrives
        (9.9, (5.0, 15.0), 0.001, Estimate.SLIGHT),
        (9.9, (8.0, 12.5), 0.001, Estimate.CLOSE),
        (1.0, (-11.0, 12.0), 0.9, Estimate.CLOSE),
        (1.0, (-11.0, 13.0), 0.9, Estimate.OPEN),
        (30.0, (20.0, 40.0), 0.06, Estimate.OPEN),  # the tests must agree
        (30.0, (-1.0, 61.0), 0.001, Estimate.OPEN),
        (30.0, None, 0.001, Estimate.OPEN),
    ],
)
def test_estimate_takes_both_tests_and_a_difference_worth_naming(
    points: float, ci: tuple[float, float] | None, p: float, estimate: Estimate
) -> None:
    assert estimates([(side(points, ci, p), 5)]) == [estimate]


def test_few_answers_have_no_estimate_and_do_not_count_in_the_family() -> None:
    wrong, few = side(30.0, (20.0, 40.0), 0.04), side(30.0, (20.0, 40.0), 0.9)
    assert estimates([(wrong, 5), (few, 4)]) == [Estimate.OVER, None]


def test_estimate_is_adjusted_for_the_guesses_of_the_round() -> None:
    """One small p among twenty guesses is to be expected."""
    chance = [(side(0.0, (-20.0, 20.0), 0.8), 9)] * 19
    assert estimates([(side(30.0, (5.0, 55.0), 0.03), 9), *chance])[0] is Estimate.OPEN
    assert estimates([(side(30.0, (5.0, 55.0), 0.002), 9), *chance])[0] is Estimate.OVER
