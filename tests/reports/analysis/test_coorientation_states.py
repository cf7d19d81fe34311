"""The states of co-orientation, and how sure one may be of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessments.tallies import Histogram
from reports.analysis.coorientation import (
    ConfidenceWord,
    CoOrientation,
    SideFigures,
    State,
    confidence_beyond,
    confidence_word,
    coorient,
    state,
)
from reports.analysis.gaps import difference, welch
from reports.analysis.numerics import t_survival
from tests.reports.analysis.rows import HIGH, LOW


def both(figures: CoOrientation) -> tuple[SideFigures, SideFigures]:
    assert figures.sales is not None
    assert figures.marketing is not None
    return figures.sales, figures.marketing


def states(figures: CoOrientation) -> list[State | None]:
    return [side.state for side in both(figures)]


@pytest.mark.parametrize(
    ("actual", "seen", "expected"),
    [
        (0.0, 0.0, State.CONSENSUS),
        (12.4, -12.4, State.CONSENSUS),
        (12.5, 12.5, State.DISSENSUS),
        (-12.5 + 1e-10, -40.0, State.DISSENSUS),
        (12.5 - 1e-10, 12.5 - 1e-10, State.DISSENSUS),
        (30.0, -12.5, State.DISSENSUS_REVERSED),
        (-30.0, 12.5, State.DISSENSUS_REVERSED),
        (12.5, 12.4, State.FALSE_CONSENSUS),
        (-60.0, 0.0, State.FALSE_CONSENSUS),
        (12.4, 12.5, State.FALSE_CONFLICT),
        (0.0, -60.0, State.FALSE_CONFLICT),
    ],
)
def test_state_is_what_there_is_and_what_is_seen(actual: float, seen: float, expected: State) -> None:
    assert state(actual, seen) is expected


LEVELS: dict[str, Histogram] = {"low": (9, 1, 0, 0, 0), "middle": (0, 1, 8, 1, 0), "high": (0, 0, 0, 1, 9)}


@pytest.mark.parametrize(
    ("own_s", "guess_s", "own_m", "guess_m", "of_sales", "of_marketing"),
    [
        ("high", "high", "high", "high", State.CONSENSUS, State.CONSENSUS),
        ("high", "low", "low", "low", State.DISSENSUS, State.FALSE_CONSENSUS),
        ("low", "high", "high", "low", State.DISSENSUS, State.DISSENSUS),
        ("middle", "high", "low", "high", State.DISSENSUS_REVERSED, State.DISSENSUS),
        ("high", "low", "middle", "low", State.DISSENSUS, State.DISSENSUS_REVERSED),
        ("low", "low", "high", "high", State.FALSE_CONSENSUS, State.FALSE_CONSENSUS),
        ("high", "low", "high", "high", State.FALSE_CONFLICT, State.CONSENSUS),
        ("low", "low", "low", "middle", State.CONSENSUS, State.FALSE_CONFLICT),
    ],
)
def test_state_of_each_side_is_its_own(
    own_s: str, guess_s: str, own_m: str, guess_m: str, of_sales: State, of_marketing: State
) -> None:
    figures = coorient(LEVELS[own_s], LEVELS[guess_s], LEVELS[own_m], LEVELS[guess_m])
    assert states(figures) == [of_sales, of_marketing]
    assert all(side.confidence_word is ConfidenceWord.CLEAR for side in figures.sides)


@pytest.mark.parametrize(
    ("confidence", "word", "is_decided"),
    [
        (1.0, ConfidenceWord.CLEAR, True),
        (0.9 - 1e-10, ConfidenceWord.CLEAR, True),
        (0.899, ConfidenceWord.LIKELY, True),
        (0.75 - 1e-10, ConfidenceWord.LIKELY, True),
        (0.749, ConfidenceWord.UNCLEAR, False),
        (0.0, ConfidenceWord.UNCLEAR, False),
    ],
)
@pytest.mark.parametrize("of_state", State)
def test_state_is_used_when_clear_or_likely(
    of_state: State, confidence: float, word: ConfidenceWord, is_decided: bool
) -> None:
    side = replace(
        both(coorient(HIGH, LOW, LOW, HIGH))[0], state=of_state, confidence_word=confidence_word(confidence)
    )
    assert (side.confidence_word, side.is_decided) == (word, is_decided)


def test_confidence_is_the_smaller_of_gap_and_perceived_gap() -> None:
    """The same own views; one side's expectation is sharp, the other's lies on the threshold."""
    own_s, own_m = HIGH, LOW
    sharp, vague = LOW, (0, 3, 3, 2, 0)
    actual = confidence_beyond(own_s, own_m)
    seen_sharp, seen_vague = confidence_beyond(own_s, sharp), confidence_beyond(own_s, vague)
    assert actual is not None
    assert seen_sharp is not None
    assert seen_vague is not None
    assert seen_vague < actual
    assert both(coorient(own_s, vague, own_m, own_s))[0].confidence == seen_vague
    assert both(coorient(own_s, sharp, own_m, own_s))[0].confidence == min(actual, seen_sharp)


def test_confidence_counts_both_sides_of_the_threshold() -> None:
    """Equal means: what is not within ±T lies beyond it on one side or the other."""
    h: Histogram = (1, 2, 3, 2, 1)
    means = welch(h, h)
    assert means.se is not None
    assert means.df is not None
    assert confidence_beyond(h, h) == pytest.approx(1 - 2 * t_survival(12.5 / means.se, means.df), abs=1e-12)


def test_confidence_on_the_threshold_is_about_one_half() -> None:
    """Exactly half a step apart and sharp: beyond or within is a toss-up, and both roundings of it count as beyond."""
    low, high = (0, 0, 400, 0, 0), (0, 0, 200, 200, 0)
    assert difference(high, low) == 12.5
    assert confidence_beyond(high, low) == pytest.approx(0.5, abs=1e-9)
