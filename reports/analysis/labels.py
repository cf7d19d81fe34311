"""From probabilities to one of seven words: multiplicity over the round, then the label. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from reports.analysis.constants import ALPHA, ALPHA_POSSIBLE, GAP_MIN, N_LABEL, SIMILAR_MARGIN, TOLERANCE
from reports.analysis.figures import GapFigures, TeamFigures


class Label(StrEnum):
    """What may be said about a gap. NOISE is "cannot be told from chance with this many answers", never "no gap"."""

    HIDDEN = "hidden"
    FEW = "few"
    CLEAR = "clear"
    POSSIBLE = "possible"
    SIMILAR = "similar"
    SLIGHT = "slight"
    NOISE = "noise"


def bh(ps: Sequence[float]) -> list[float]:
    """Benjamini–Hochberg adjusted p-values, in the order given: q₍ᵢ₎ = min over j ≥ i of p₍ⱼ₎·m/j, at most 1.

    Source: Benjamini & Hochberg 1995; R p.adjust(method = "BH").
    """
    adjusted, lowest = list(ps), 1.0
    for rank, i in reversed(list(enumerate(_ascending(ps), start=1))):
        lowest = min(lowest, ps[i] * (len(ps) / rank))
        adjusted[i] = lowest
    return adjusted


def holm(ps: Sequence[float]) -> list[float]:
    """Holm's adjusted p-values, in the order given: max over j ≤ i of p₍ⱼ₎·(m − j + 1), at most 1.

    Source: Holm 1979; R p.adjust(method = "holm").
    """
    adjusted, highest = list(ps), 0.0
    for rank, i in enumerate(_ascending(ps)):
        highest = max(highest, min(ps[i] * (len(ps) - rank), 1.0))
        adjusted[i] = highest
    return adjusted


def q_values(ps: Sequence[float | None]) -> list[float | None]:
    """Benjamini–Hochberg over those that are given; None, outside the family, stays None."""
    family = [place for place, p in enumerate(ps) if p is not None]
    qs = dict(zip(family, bh([p for p in ps if p is not None]), strict=True))
    return [qs.get(place) for place in range(len(ps))]


def _ascending(ps: Sequence[float]) -> list[int]:
    return sorted(range(len(ps)), key=ps.__getitem__)


def may_be_judged(sales: TeamFigures | None, marketing: TeamFigures | None) -> bool:
    """Whether a gap has enough shown answers on both sides for a verdict: the family of adjusted p-values."""
    return all(team is not None and team.n >= N_LABEL for team in (sales, marketing))


def label(sales: TeamFigures | None, marketing: TeamFigures | None, gap: GapFigures | None) -> Label:
    """The first rule that applies; None for a team is a hidden cell. `gap.q` must be set for a verdict.

    Which cells are hidden is decided where counts are suppressed, never here. `similar` is an equivalence test (two
    one-sided tests at 5 %): the absence of proof is not shown as agreement.
    """
    if sales is None or marketing is None:
        return Label.HIDDEN
    if gap is None or not may_be_judged(sales, marketing):
        return Label.FEW
    return _verdict(gap)


def _verdict(gap: GapFigures) -> Label:
    is_real = gap.q is not None and gap.q <= ALPHA + TOLERANCE
    is_worth_talking = abs(gap.gap) >= GAP_MIN - TOLERANCE
    is_one_way = gap.gap * gap.delta > 0
    if is_real and is_worth_talking and is_one_way:
        return Label.CLEAR
    if gap.p_label <= ALPHA_POSSIBLE + TOLERANCE and is_worth_talking and is_one_way:
        return Label.POSSIBLE
    if gap.gap_ci90 is not None and max(map(abs, gap.gap_ci90)) <= SIMILAR_MARGIN + TOLERANCE:
        return Label.SIMILAR
    return Label.SLIGHT if is_real and not is_worth_talking else Label.NOISE
