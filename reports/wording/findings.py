"""The round in one sentence. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.document import Report
from reports.series import Absence, GapRow, GapSeries, change_series, gap_series, movement
from reports.wording.fitting import fitted
from reports.wording.movement import movement_headline, unmoved_words
from reports.wording.phrases import Translate, teams_name, untranslated


def headline(report: Report, translate: Translate = untranslated) -> str:
    """The round in one sentence: what moved since the round before, if anything did for certain; else its finding."""
    moved = movement(change_series(report))
    return (movement_headline(moved, translate) if moved else "") or finding(gap_series(report), translate)


def lead(report: Report, translate: Translate = untranslated) -> str:
    """The line below the headline: how things stand now, or that nothing moved for certain; none in a first round."""
    series = change_series(report)
    if series is None:
        return ""
    moved = movement(series)
    if moved is None:
        return translate("No question can be compared with “{round}”.").format(round=series.before.title)
    return finding(gap_series(report), translate) if moved.most else unmoved_words(moved, translate)


def finding(series: GapSeries, translate: Translate = untranslated) -> str:
    """How things stand, of rows in any order: the largest clear gap, else the largest possible one, else what is."""
    clear, possible = _largest(series, Label.CLEAR), _largest(series, Label.POSSIBLE)
    if clear is not None:
        return _fitting(clear, _count(series, Label.CLEAR), _clear_findings(series, translate))
    if possible is not None:
        return _fitting(possible, 1, _possible_findings(translate))
    return _finding_without_gap(series, translate)


def gap_count_words(series: GapSeries, translate: Translate = untranslated) -> str:
    """How many questions have a gap, whatever part of them is shown; without any, what can be said."""
    clear, possible = _count(series, Label.CLEAR), _count(series, Label.POSSIBLE)
    if not clear + possible:
        return _finding_without_gap(series, translate)
    words = translate("Clear gaps: {clear} of {total} questions. Possible gaps: {possible}.")
    if not possible:
        words = translate("Clear gaps: {clear} of {total} questions.")
    if not clear:
        words = translate("Possible gaps: {possible} of {total} questions.")
    return words.format(clear=clear, possible=possible, total=len(series.rows))


def _clear_findings(series: GapSeries, translate: Translate) -> list[str]:
    short = translate("Clear gap on “{question}”: Sales {sales}, Marketing {marketing} of 100.")
    if _count(series, Label.CLEAR) == 1:
        return [translate("The one clear gap is on “{question}”: Sales {sales}, Marketing {marketing} of 100."), short]
    return [
        translate(
            "The largest of {count} clear gaps is on “{question}”: Sales {sales}, Marketing {marketing} of 100."
        ),
        short,
    ]


def _possible_findings(translate: Translate) -> list[str]:
    return [
        translate("A possible gap, to ask about: “{question}”, Sales {sales}, Marketing {marketing} of 100."),
        translate("Possible gap on “{question}”: Sales {sales}, Marketing {marketing} of 100."),
    ]


def _fitting(row: GapRow, count: int, sentences: Sequence[str]) -> str:
    sales, marketing = (mark.printed if mark else "" for mark in (row.sales, row.marketing))
    return fitted(row.name, sentences, sales=sales, marketing=marketing, count=count)


def _finding_without_gap(series: GapSeries, translate: Translate) -> str:
    total = len(series.rows)
    similar, slight, noise = (_count(series, label) for label in (Label.SIMILAR, Label.SLIGHT, Label.NOISE))
    if not similar + slight + noise:
        return _nothing_to_compare(series, translate)
    if similar == total:
        return translate("Sales and Marketing see every question alike.")
    if not noise:
        return translate("Sales and Marketing see alike, or nearly so, whatever can be compared.")
    if slight:
        return translate("The differences that are real are small; the others may be chance.")
    if similar:
        return translate(
            "Sales and Marketing see {similar} of {total} questions alike. Other gaps may be chance."
        ).format(similar=similar, total=total)
    return translate("The gaps between Sales and Marketing may all be chance: too few answers to tell.")


def _nothing_to_compare(series: GapSeries, translate: Translate) -> str:
    if not series.rows:
        return translate("This round asked no question that can be compared.")
    if _count(series, Label.HIDDEN) == len(series.rows):
        return translate(
            "Nothing can be compared: no question has answers from at least {minimum} people of each team."
        ).format(minimum=series.minimum)
    unable = [team for team in Team if all(row.absence(team) is Absence.DONT_KNOW for row in series.rows)]
    if unable:
        words = translate("Nothing can be compared: everybody in {teams} pressed “Don’t know” on every question.")
        return words.format(teams=teams_name(unable, translate))
    return translate("Too few answers to compare Sales and Marketing on any question.")


def _largest(series: GapSeries, label: Label) -> GapRow | None:
    rows = [row for row in series.rows if row.label is label and row.gap is not None]
    return min(rows, key=_by_size, default=None)


def _by_size(row: GapRow) -> tuple[int, float, int]:
    printed, true = row.size
    return -printed, -true, row.position


def _count(series: GapSeries, label: Label) -> int:
    return sum(row.label is label for row in series.rows)
