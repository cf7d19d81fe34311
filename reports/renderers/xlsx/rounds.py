"""Topics and the round before: one line each. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reports.document import Report
from reports.renderers.xlsx.cells import Kind, number, signed_ends
from reports.renderers.xlsx.tables import Column, Table, table, why
from reports.series import ChangeRow, ChangeSeries, DimensionRow, GapRow, change_series, dimension_rows
from reports.wording import (
    Translate,
    break_words,
    caution_change_words,
    dimension_words,
    gap_shift_verdict,
    gap_shift_words,
    index_shift_words,
    no_dimension_words,
    no_index_shift_words,
    shift_verdict,
    shift_words,
    team_name,
)


def topics(report: Report, translate: Translate) -> Table:
    """The dimensions of the round."""
    columns = [*_topic(translate), *_scores(translate), *_gap_ends(translate), *_finding(translate)]
    about = translate("One line a topic: the questions that belong together.")
    return table(translate("Topics"), about, columns, dimension_rows(report))


def _topic(translate: Translate) -> list[Column[DimensionRow]]:
    return [
        Column(translate("Topic"), translate("What its questions belong to."), Kind.TEXT, lambda row: row.name),
        Column(
            translate("Questions"),
            translate("Their places in the questionnaire."),
            Kind.TEXT,
            lambda row: ", ".join(map(str, row.positions)),
        ),
    ]


def _scores(translate: Translate) -> list[Column[DimensionRow]]:
    points = translate("points, 0 to 100")
    return [
        Column(
            translate("Sales"),
            translate("The score of Sales."),
            Kind.POINTS,
            lambda row: number(row.reading.printed_sales) if row.reading else None,
            points,
        ),
        Column(
            translate("Marketing"),
            translate("The score of Marketing."),
            Kind.POINTS,
            lambda row: number(row.reading.printed_marketing) if row.reading else None,
            points,
        ),
    ]


def _gap_ends(translate: Translate) -> list[Column[DimensionRow]]:
    """The gap with both ends of its range."""
    signed = translate("points, signed")
    return [
        Column(
            translate("Gap"),
            translate("Sales minus Marketing. A topic has no verdict."),
            Kind.SIGNED,
            lambda row: number(row.reading.printed_gap) if row.reading else None,
            signed,
        ),
        Column(translate("Gap: from"), translate("At least this."), Kind.SIGNED, lambda row: _range(row)[0], signed),
        Column(translate("Gap: to"), translate("At most this."), Kind.SIGNED, lambda row: _range(row)[1], signed),
    ]


def _finding(translate: Translate) -> list[Column[DimensionRow]]:
    """The index, the sentence, or why there are neither."""
    return [
        Column(
            translate("Index"),
            translate("Both teams together, less what seeing it differently costs."),
            Kind.POINTS,
            lambda row: number(row.reading.whole.printed) if row.reading else None,
            translate("points, 0 to 100"),
        ),
        Column(
            translate("Finding"),
            translate("The same in a sentence, as the report prints it."),
            Kind.LONG,
            lambda row: dimension_words(row, translate),
        ),
        why(lambda row: no_dimension_words(row, translate), translate),
    ]


def _range(row: DimensionRow) -> tuple[int | None, int | None]:
    return signed_ends(row.reading.printed_gap_range if row.reading else None)


# --- The round before -----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Moved:
    """Something beside itself in the round before. `reason` is why it cannot be compared."""

    row: GapRow | None
    what: str
    before: str | None
    now: str | None
    change: str | None
    reach: tuple[str, str] | None
    verdict: str
    words: str
    reason: str = ""


def change(report: Report, translate: Translate) -> Table | None:
    """This round beside the one before; None for the first of an assessment."""
    series = change_series(report)
    if series is None:
        return None
    columns = [*_what(translate), *_how_far(translate), *_what_it_means(translate)]
    about = translate("This round beside “{round}”.").format(round=series.before.title)
    return table(translate("Change"), about, columns, _moved(series, translate))


def _what(translate: Translate) -> list[Column[Moved]]:
    return [
        Column(
            translate("Number"),
            translate("Place in this round’s questionnaire."),
            Kind.COUNT,
            lambda one: one.row.position if one.row else None,
        ),
        Column(
            translate("Code"),
            translate("The question’s code."),
            Kind.NAME,
            lambda one: one.row.code if one.row else "",
        ),
        Column(
            translate("Question"),
            translate("The words that were asked."),
            Kind.LONG,
            lambda one: one.row.text if one.row else "",
        ),
        Column(
            translate("What"), translate("A team’s score, the gap, or the index."), Kind.NAME, lambda one: one.what
        ),
    ]


def _how_far(translate: Translate) -> list[Column[Moved]]:
    points, signed = translate("points"), translate("points, signed")
    return [
        Column(
            translate("Before"), translate("As printed then."), Kind.POINTS, lambda one: number(one.before), points
        ),
        Column(translate("Now"), translate("As printed now."), Kind.POINTS, lambda one: number(one.now), points),
        Column(
            translate("Change"),
            translate("The printed number now minus that before."),
            Kind.SIGNED,
            lambda one: number(one.change),
            signed,
        ),
        Column(
            translate("From"),
            translate("The likely range of the change begins."),
            Kind.SIGNED,
            lambda one: signed_ends(one.reach)[0],
            signed,
        ),
        Column(
            translate("To"),
            translate("The likely range of the change ends."),
            Kind.SIGNED,
            lambda one: signed_ends(one.reach)[1],
            signed,
        ),
    ]


def _what_it_means(translate: Translate) -> list[Column[Moved]]:
    return [
        Column(translate("Verdict"), translate("What may be said."), Kind.TEXT, lambda one: one.verdict),
        Column(
            translate("Finding"),
            translate("The same in a sentence, as the report prints it."),
            Kind.LONG,
            lambda one: one.words,
        ),
        why(lambda one: one.reason, translate),
    ]


def _moved(series: ChangeSeries, translate: Translate) -> Iterator[Moved]:
    yield _index(series, translate)
    for words in caution_change_words(series.cautions, translate):
        yield Moved(None, translate("To keep in mind"), None, None, None, None, "", words)
    for row in series.rows:
        yield from _questions(row, translate)
    for text in series.dropped:
        yield Moved(
            None, translate("No longer asked"), None, None, None, None, "", text, translate("Asked only before.")
        )


def _index(series: ChangeSeries, translate: Translate) -> Moved:
    name, shift = translate("Alignment index"), series.index
    if shift is None:
        reason = no_index_shift_words(series.lacking, translate) if series.lacking else ""
        return Moved(None, name, None, None, None, None, "", "", reason)
    words = index_shift_words(shift, translate)
    return Moved(None, name, shift.before, shift.now, shift.printed_change, None, "", words)


def _questions(row: ChangeRow, translate: Translate) -> Iterator[Moved]:
    if row.broken is not None:
        yield Moved(row.row, "", None, None, None, None, "", "", break_words(row, translate))
    for shift in row.shifts:
        words, name = shift_words(shift, translate), team_name(shift.team, translate)
        is_compared = shift.printed_change is not None
        yield Moved(
            row.row, name, shift.before, shift.now, shift.printed_change, shift.printed_range,
            shift_verdict(shift, translate) if is_compared else "",
            words if is_compared else "",
            "" if is_compared else words,
        )  # fmt: skip
    if row.gap is not None:
        gap = row.gap
        yield Moved(
            row.row, translate("Gap"), gap.before, gap.now, gap.printed_change, gap.printed_range,
            gap_shift_verdict(gap, translate), gap_shift_words(gap, translate),
        )  # fmt: skip
