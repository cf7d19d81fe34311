"""The round in one sentence. ★ No Django."""

from __future__ import annotations

from reports.analysis.labels import Label
from reports.document import Report
from reports.series import GapRow, GapSeries, gap_series
from reports.wording.phrases import Translate, shortened, untranslated


def headline(report: Report, translate: Translate = untranslated) -> str:
    """The round in one sentence: its largest clear gap, else its largest possible one, else what can be said."""
    return finding(gap_series(report), translate)


def finding(series: GapSeries, translate: Translate = untranslated) -> str:
    """`headline` of rows in any order."""
    clear, possible = _largest(series, Label.CLEAR), _largest(series, Label.POSSIBLE)
    if clear is not None:
        return _clear_finding(clear, _count(series, Label.CLEAR), translate)
    if possible is not None:
        return translate(
            "No gap is clear. The largest possible one is on “{question}”: Sales {sales}, Marketing {marketing} of "
            "100, worth a question, not a conclusion."
        ).format(**_names_and_scores(possible))
    return _finding_without_gap(series, translate)


def _clear_finding(row: GapRow, count: int, translate: Translate) -> str:
    if count == 1:
        sentence = translate(
            "Sales and Marketing clearly differ on “{question}”: Sales {sales}, Marketing {marketing} of 100, "
            "the one clear gap."
        )
    else:
        sentence = translate(
            "Sales and Marketing clearly differ on “{question}”: Sales {sales}, Marketing {marketing} of 100, "
            "the largest of {count} clear gaps."
        )
    return sentence.format(count=count, **_names_and_scores(row))


def _finding_without_gap(series: GapSeries, translate: Translate) -> str:
    total = len(series.rows)
    similar, slight, noise = (_count(series, label) for label in (Label.SIMILAR, Label.SLIGHT, Label.NOISE))
    if not similar + slight + noise:
        return _nothing_to_compare(series, translate)
    if similar == total:
        return translate("Sales and Marketing see every question alike, within half a step.")
    if not noise:
        return translate("Sales and Marketing see alike, or nearly so, whatever can be compared.")
    if slight:
        return translate(
            "No clear gap: the differences that are real are small, the others cannot be told from chance with this "
            "many answers."
        )
    sentence = translate("With this many answers, no gap between Sales and Marketing can be told from chance.")
    alike = translate("Questions that both see alike, within half a step: {similar} of {total}.")
    return f"{sentence} {alike.format(similar=similar, total=total)}" if similar else sentence


def _nothing_to_compare(series: GapSeries, translate: Translate) -> str:
    if not series.rows:
        return translate("This round asked no question that can be compared.")
    if _count(series, Label.HIDDEN) == len(series.rows):
        return translate(
            "Nothing can be compared: no question was answered by at least {minimum} people of each team, "
            "so the answers stay hidden to protect anonymity."
        ).format(minimum=series.minimum)
    return translate("Too few answers to compare Sales and Marketing on any question.")


def _largest(series: GapSeries, label: Label) -> GapRow | None:
    rows = [row for row in series.rows if row.label is label and row.gap is not None]
    return min(rows, key=lambda row: (-round(abs(row.gap or 0), 9), row.position), default=None)


def _count(series: GapSeries, label: Label) -> int:
    return sum(row.label is label for row in series.rows)


def _names_and_scores(row: GapRow) -> dict[str, str]:
    return {
        "question": shortened(row.text),
        "sales": row.sales.printed if row.sales else "",
        "marketing": row.marketing.printed if row.marketing else "",
    }
