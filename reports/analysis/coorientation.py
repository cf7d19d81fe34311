"""What each team thinks that the other thinks: perceived gap, accuracy, and the state of the two. ★ No Django.

S − M = (S − P) + (P − M) for Sales' guess P of Marketing: the gap is what Sales expects plus how wrong Sales is. Own
views and guesses are two histograms; who guessed what beside which own view is not known, and not needed.
Source: McLeod & Chaffee 1973, states after Broom & Dozier 1990; Seltzer 2007.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assessments.scales import GuessRule, Subject, Team
from assessments.tallies import Histogram, ItemTally
from reports.analysis.constants import CONFIDENCE_WORDS, POINTS_PER_STEP, T_CO, TOLERANCE
from reports.analysis.figures import Interval
from reports.analysis.gaps import difference, mann_whitney, welch
from reports.analysis.items import score, total
from reports.analysis.numerics import t_survival
from reports.analysis.pairs import oriented


class State(StrEnum):
    """How one side stands to the other: is there a gap, and does it see one? REVERSED has it the wrong way round."""

    CONSENSUS = "consensus"
    DISSENSUS = "dissensus"
    DISSENSUS_REVERSED = "dissensus_reversed"
    FALSE_CONSENSUS = "false_consensus"
    FALSE_CONFLICT = "false_conflict"


class ConfidenceWord(StrEnum):
    """Of an unclear state only this may be said: undecided, leaning to …"""

    CLEAR = "clear"
    LIKELY = "likely"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideFigures:
    """One side's guess of the other. Points and histogram with high = good.

    The perceived gap is oriented as Sales − Marketing on both sides, accuracy as guess − truth. A side whose own
    answer is its guess has an accuracy only; all else is None.
    """

    guesses: int | None = None
    guess_hist: Histogram | None = None
    guess_score: float | None = None
    perceived_gap_sales_minus_marketing: float | None = None
    perceived_gap_ci: Interval | None = None
    accuracy_guess_minus_other: float
    accuracy_ci: Interval | None
    accuracy_p: float
    mean_abs_error_points: float | None = None
    state: State | None = None
    confidence: float | None = None
    confidence_word: ConfidenceWord | None = None

    @property
    def is_decided(self) -> bool:
        """Whether headlines, priorities and agenda may use the state."""
        return self.confidence_word in (ConfidenceWord.CLEAR, ConfidenceWord.LIKELY)


@dataclass(frozen=True, slots=True, kw_only=True)
class CoOrientation:
    """Both sides of one item; None where too few guessed or a team gave no point at all."""

    sales: SideFigures | None
    marketing: SideFigures | None

    @property
    def sides(self) -> tuple[SideFigures, ...]:
        return tuple(side for side in (self.sales, self.marketing) if side is not None)


def coorientation(row: ItemTally) -> CoOrientation | None:
    """The co-orientation of an item shown for both teams; None where one is hidden."""
    if row.sales is None or row.marketing is None:
        return None
    own_s, own_m = oriented(row.item, row.sales.hist), oriented(row.item, row.marketing.hist)
    guess_s, guess_m = (cell.guess and oriented(row.item, cell.guess) for cell in (row.sales, row.marketing))
    is_about_one = row.item.guess_rule is GuessRule.SUBJECT_ONLY and row.item.subject is not Subject.BOTH
    return coorient(own_s, guess_s, own_m, guess_m, subject=Team(row.item.subject.value) if is_about_one else None)


def coorient(
    own_s: Histogram,
    guess_s: Histogram | None,
    own_m: Histogram,
    guess_m: Histogram | None,
    *,
    subject: Team | None = None,
) -> CoOrientation:
    """Both sides from four histograms: own views, and each team's guesses of the other (None: too few).

    `subject` is the team whose attitude is asked about: the other team's own answer is its guess already, so that side
    has an accuracy only. Sides are None where a team gave no point; histograms of one answer have no confidence.
    """
    if not (sum(own_s) and sum(own_m)):
        return CoOrientation(sales=None, marketing=None)
    return CoOrientation(
        sales=_answer_as_guess(own_s, own_m)
        if subject is Team.MARKETING
        else _side(own_s, guess_s, own_m, Team.SALES),
        marketing=_answer_as_guess(own_m, own_s)
        if subject is Team.SALES
        else _side(own_m, guess_m, own_s, Team.MARKETING),
    )


def _answer_as_guess(own: Histogram, other: Histogram) -> SideFigures:
    return SideFigures(
        accuracy_guess_minus_other=difference(own, other),
        accuracy_ci=welch(own, other).ci,
        accuracy_p=mann_whitney(own, other).p,
    )


def _side(own: Histogram, guess: Histogram | None, other: Histogram, team: Team) -> SideFigures | None:
    """One team's own views and guesses beside the other team's own views.

    The intervals take own views and guesses as independent, which is cautious: the two usually lean the same way.
    """
    if not guess or not sum(guess):
        return None
    actual, seen = ((own, other), (own, guess)) if team is Team.SALES else ((other, own), (guess, own))
    confidence = _lower(confidence_beyond(*actual), confidence_beyond(*seen))
    return SideFigures(
        guesses=sum(guess),
        guess_hist=guess,
        guess_score=score(guess),
        perceived_gap_sales_minus_marketing=difference(*seen),
        perceived_gap_ci=welch(*seen).ci,
        accuracy_guess_minus_other=difference(guess, other),
        accuracy_ci=welch(guess, other).ci,
        accuracy_p=mann_whitney(guess, other).p,
        mean_abs_error_points=mean_absolute_error(guess, other),
        state=state(difference(*actual), difference(*seen)),
        confidence=confidence,
        confidence_word=None if confidence is None else confidence_word(confidence),
    )


def mean_absolute_error(guess: Histogram, other: Histogram) -> float:
    """How far a guess lies from the other team's mean answer, in points: 25·Σ count·|x − mean|/n. Both n ≥ 1."""
    n = sum(other)
    distances = (count * abs(point * n - total(other)) for point, count in enumerate(guess, start=1))
    return POINTS_PER_STEP * sum(distances) / (n * sum(guess))


def state(actual: float, seen: float) -> State:
    """The state of a side from the gap and the gap that it expects, both in points and oriented the same way."""
    is_apart, looks_apart = _is_apart(actual), _is_apart(seen)
    if is_apart and looks_apart:
        return State.DISSENSUS if actual * seen > 0 else State.DISSENSUS_REVERSED
    if is_apart:
        return State.FALSE_CONSENSUS
    return State.FALSE_CONFLICT if looks_apart else State.CONSENSUS


def _is_apart(points: float) -> bool:
    return abs(points) >= T_CO - TOLERANCE


def confidence_beyond(a: Histogram, b: Histogram) -> float | None:
    """Confidence that the true difference of two means is on the observed side of T_CO: beyond it, or within.

    P(T > (T_CO − d)/SE) + P(T > (T_CO + d)/SE) with the error and df of Welch is the confidence of beyond. None where
    a side has one answer.
    """
    points, means = difference(a, b), welch(a, b)
    if means.se is None or means.df is None:
        return None
    beyond = sum(t_survival((T_CO - d) / means.se, means.df) for d in (points, -points))
    return beyond if _is_apart(points) else 1 - beyond


def _lower(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else min(one, other)


def confidence_word(confidence: float) -> ConfidenceWord:
    """The confidence in a state (0–1) in a word."""
    words = (ConfidenceWord(word) for end, word in CONFIDENCE_WORDS if confidence >= end - TOLERANCE)
    return next(words, ConfidenceWord.UNCLEAR)
