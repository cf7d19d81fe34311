"""How far the people of one team agree among themselves. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from reports.analysis.constants import AGREEMENT_WORDS, N_LABEL, TOLERANCE
from reports.analysis.figures import TeamFigures


class AgreementWord(StrEnum):
    """A rule of thumb, never a verdict."""

    STRONG = "strong"
    MODERATE = "moderate"
    WEAK = "weak"
    NONE = "none"


def clamped(rwg_raw: float) -> float:
    """Agreement as shown, 0–1: two people at opposite ends have −3, which would say no more than 0."""
    return min(max(rwg_raw, 0.0), 1.0)


def agreement_word(team: TeamFigures) -> AgreementWord | None:
    """r_wg in a word; None for fewer than N_LABEL answers, and for yes or no, which knows no agreement.

    Source: LeBreton & Senter 2008, as commonly quoted.
    """
    if team.rwg_raw is None or team.n < N_LABEL:
        return None
    words = (AgreementWord(word) for end, word in AGREEMENT_WORDS if team.rwg_raw >= end - TOLERANCE)
    return next(words, AgreementWord.NONE)


def mean_agreement(rwgs_raw: Iterable[float | None]) -> float | None:
    """Agreement over several items: the mean of their raw r_wg, without those that have none. None of nothing.

    It does not grow with the number of items, as r_wg(j) does. Source: Lindell et al. 1999, r*_wg(j).
    """
    known = [rwg for rwg in rwgs_raw if rwg is not None]
    return sum(known) / len(known) if known else None
