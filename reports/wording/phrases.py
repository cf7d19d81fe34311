"""The words that all sentences are made of. ★ No Django."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.series import Absence, GapRow, Mark

Translate: TypeAlias = Callable[[str], str]

SHORT = 140
"""Characters of a question kept inside another sentence: about two lines of a headline."""


def untranslated(text: str) -> str:
    return text


def team_name(team: Team, translate: Translate = untranslated) -> str:
    return translate("Sales") if team is Team.SALES else translate("Marketing")


def label_words(label: Label, translate: Translate = untranslated) -> str:
    """What may be said about a gap."""
    return {
        Label.HIDDEN: translate("hidden to protect anonymity"),
        Label.FEW: translate("too few answers to compare"),
        Label.CLEAR: translate("clear gap"),
        Label.POSSIBLE: translate("possible gap: worth a question, not a conclusion"),
        Label.SIMILAR: translate("the teams see this alike (within half a step)"),
        Label.SLIGHT: translate("a real but small difference"),
        Label.NOISE: translate("cannot be told from chance with this many answers"),
    }[label]


def verdict(row: GapRow, translate: Translate = untranslated) -> str:
    """The words of a row's label, and whose view it is where half a team or more does not know."""
    if row.label is Label.FEW and Absence.DONT_KNOW in (row.sales_absence, row.marketing_absence):
        return translate("nothing to compare")
    words = label_words(row.label, translate)
    if row.is_minority_view and row.gap is not None:
        return translate("{verdict}, among the minority who know").format(verdict=words)
    return words


def higher_words(row: GapRow, translate: Translate = untranslated) -> str:
    """Which team stands higher in print; empty without a gap."""
    if row.gap is None:
        return ""
    if row.higher is None:
        return translate("both the same")
    return translate("Sales higher") if row.higher is Team.SALES else translate("Marketing higher")


def gap_words(row: GapRow, translate: Translate = untranslated) -> str:
    """`Gap +17, Sales higher. Clear gap.` or the reason why there is no gap."""
    words = sentence(verdict(row, translate))
    if row.printed_gap is None:
        return words
    gap = translate("Gap {gap}, {higher}.").format(gap=row.printed_gap, higher=higher_words(row, translate))
    return f"{gap} {words}"


def range_words(mark: Mark, translate: Translate = untranslated) -> str:
    """How far the score reaches: nothing is uncertain about what a team says when everybody answered."""
    if mark.is_everyone:
        return translate("everybody in the team answered")
    if mark.printed_range is None:
        return ""
    return translate("{range} is the range expected with similar people").format(range=mark.printed_range)


def absence_words(absence: Absence, minimum: int, translate: Translate = untranslated) -> str:
    """Why a team has no score."""
    if absence is Absence.MINIMUM:
        return translate("fewer than {minimum} answered").format(minimum=minimum)
    return translate("nobody could say")


def row_note(row: GapRow, translate: Translate = untranslated) -> str:
    """What one must know to read a row's score; mostly empty."""
    if row.is_reversed:
        return translate("reversed question: 100 is still best")
    return translate("neither end is better") if row.is_neutral else ""


def shortened(text: str, limit: int = SHORT) -> str:
    """At most `limit` characters, cut between words, with an ellipsis."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,;:") + "…"


def capitalized(words: str) -> str:
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    return f"{capitalized(words)}." if words else ""
