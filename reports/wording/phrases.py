"""The words that all sentences are made of. ★ No Django."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.series import Absence, DimensionReading, GapRow, Mark
from reports.series.printing import MINUS

Translate: TypeAlias = Callable[[str], str]

LABELS = (
    *(Label.CLEAR, Label.POSSIBLE, Label.SIMILAR, Label.SLIGHT, Label.NOISE),
    *(Label.FEW, Label.HIDDEN),
)
"""Verdicts as they are explained: the strongest first."""

SHORT = 140
"""Characters of a question kept inside another sentence: about two lines of a headline."""


def untranslated(text: str) -> str:
    return text


def team_name(team: Team, translate: Translate = untranslated) -> str:
    return translate("Sales") if team is Team.SALES else translate("Marketing")


def teams_name(teams: Sequence[Team], translate: Translate = untranslated) -> str:
    """One team by its name, both as both."""
    if len(teams) == len(Team):
        return translate("both teams")
    return "".join(team_name(team, translate) for team in teams)


def label_words(label: Label, translate: Translate = untranslated) -> str:
    """What may be said about a gap."""
    return {
        Label.HIDDEN: translate("hidden to protect anonymity"),
        Label.FEW: translate("too few answers to compare"),
        Label.CLEAR: translate("clear gap"),
        Label.POSSIBLE: translate("possible gap: worth a question, not a conclusion"),
        Label.SIMILAR: translate("the teams see this alike"),
        Label.SLIGHT: translate("a real but small difference"),
        Label.NOISE: translate("may be chance"),
    }[label]


def label_meaning(label: Label, translate: Translate = untranslated) -> str:
    """What a verdict claims and does not claim: said once a page."""
    return {
        Label.CLEAR: translate("At least 10 points, and too large for chance, even with this many questions asked."),
        Label.POSSIBLE: translate("At least 10 points, but chance cannot be ruled out. Ask, do not conclude."),
        Label.SIMILAR: translate(
            "Even allowing for chance, the scores are within 12.5 points: half the way from one answer to the next."
        ),
        Label.SLIGHT: translate("Not chance, but under 10 points: seldom worth a meeting."),
        Label.NOISE: translate(
            "There may or may not be a gap: answers differ too much within a team, or are too few, to tell."
        ),
        Label.FEW: translate("Fewer than five answers in a team."),
        Label.HIDDEN: translate("Fewer answers than the minimum group size, so the team’s answers are not shown."),
    }[label]


def verdict(row: GapRow, translate: Translate = untranslated) -> str:
    """The words of a row's label, and whose view it is where half a team or more does not know."""
    if row.label is Label.FEW and Absence.DONT_KNOW in (row.sales_absence, row.marketing_absence):
        return translate("nothing to compare")
    words = label_words(row.label, translate)
    if row.label is Label.NOISE and row.points == 0:
        words = translate("too few answers to be sure")
    if row.is_minority_view and row.gap is not None:
        return translate("{verdict}, among the minority who know").format(verdict=words)
    return words


def higher_words(row: GapRow | DimensionReading, translate: Translate = untranslated) -> str:
    """Which team stands higher in print; empty without a gap."""
    if row.gap is None:
        return ""
    if row.higher is None:
        return translate("both the same")
    return translate("Sales higher") if row.higher is Team.SALES else translate("Marketing higher")


def apart_words(row: GapRow, translate: Translate = untranslated) -> str:
    """`17 points apart`; empty without a gap."""
    if row.printed_apart is None:
        return ""
    words = translate("{points} point apart") if row.printed_apart == "1" else translate("{points} points apart")
    return words.format(points=row.printed_apart)


def beside_apart(row: GapRow, translate: Translate = untranslated) -> str:
    """What stands small after the large number of a gap: `points, Sales higher`; empty without a gap."""
    if row.printed_apart is None:
        return ""
    words = translate("point, {higher}") if row.printed_apart == "1" else translate("points, {higher}")
    return words.format(higher=higher_words(row, translate))


def gap_words(row: GapRow, translate: Translate = untranslated) -> str:
    """`17 points apart, Sales higher. Clear gap.` or the reason why there is no gap."""
    words = sentence(verdict(row, translate))
    if row.printed_apart is None:
        return words
    return f"{apart_words(row, translate)}, {higher_words(row, translate)}. {words}"


def gap_range_words(ends: tuple[str, str], translate: Translate = untranslated) -> str:
    """A range of a gap without signs: `34 to 60`, and with the teams across zero: `Marketing 9 to Sales 15`."""
    low, high = (end.lstrip(f"+{MINUS}") for end in ends)
    if not ends[0].startswith(MINUS):
        return translate("{low} to {high}").format(low=low, high=high)
    if not ends[1].startswith("+"):
        return translate("{low} to {high}").format(low=high, high=low)
    return translate("Marketing {low} to Sales {high}").format(low=low, high=high)


def range_words(mark: Mark, translate: Translate = untranslated) -> str:
    """How far the score reaches: nothing is uncertain about what a team says when everybody answered."""
    if mark.is_everyone:
        return translate("everybody in the team answered")
    if mark.printed_range is None:
        return ""
    return translate("likely range {range}").format(range=mark.printed_range)


def absence_words(absence: Absence, minimum: int, translate: Translate = untranslated) -> str:
    """Why a team has no score."""
    if absence is Absence.MINIMUM:
        return translate("fewer than {minimum} answered").format(minimum=minimum)
    return translate("nobody could say")


def row_note(row: GapRow, translate: Translate = untranslated) -> str:
    """What one must know to read a row's score; mostly empty."""
    notes = []
    if row.is_reversed:
        notes.append(translate("reversed question: 100 is still best"))
    if row.is_neutral:
        notes.append(translate("neither end is better; 100 is “{answer}”").format(answer=row.ends[1]))
    if row.guesser is not None:
        notes.append(translate("what {team} answers is its guess").format(team=team_name(row.guesser, translate)))
    return "; ".join(notes)


def shortened(text: str, limit: int = SHORT) -> str:
    """At most `limit` characters, cut between words, with an ellipsis."""
    if len(text) <= limit:
        return text
    kept = text[: limit - 1]
    return (kept.rsplit(" ", 1)[0] if " " in kept else kept).rstrip(" ,;:") + "…"


def share_words(printed: str, translate: Translate = untranslated) -> str:
    """A printed share, `39%`, as the language writes it: in German with a space that does not break."""
    return translate("{number}%").format(number=printed.removesuffix("%"))


def capitalized(words: str) -> str:
    return words[:1].upper() + words[1:]


def sentence(words: str) -> str:
    return f"{capitalized(words)}." if words else ""
