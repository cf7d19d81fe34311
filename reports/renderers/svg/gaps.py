"""The gap chart of a page of the report: a dumbbell a question between 0 and 100. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.renderers.svg.ink import hatch, line, mark, picture, words
from reports.renderers.svg.measure import REPORT_FACE, text_width, wrapped
from reports.renderers.svg.track import NO_AIR, REACH, Air, Axis, Track, capped, draw_track
from reports.series import GapRow, GapSeries
from reports.wording import (
    Translate,
    capitalized,
    chart_summary,
    finding,
    higher_words,
    row_note,
    scale_ends,
    team_name,
    untranslated,
    verdict,
)

GAP_LINE, GAP_SIZE = 25.0, 19.0
"""Height of the line that holds the printed gap, and of its figures."""


FOOT = 28.0
"""Below the last row: the numbers of the axis."""


@dataclass(frozen=True, slots=True)
class Column:
    """Where text of one kind stands and how large; `leading` is the distance between its lines.

    `face` is how wide the typeface is beside the wide one that text is measured by.
    """

    x: float
    width: float
    size: float
    leading: float
    face: float = 1.0

    def lines(self, text: str, weight: int = 400) -> list[str]:
        return wrapped(text, self.width / self.face, self.size, weight)

    def write(self, lines: list[str], top: float, *, role: str = "ink", weight: int = 400) -> Iterator[str]:
        """The lines from `top` downward."""
        for place, text in enumerate(lines):
            baseline = top + place * self.leading + self.size
            yield words(text, self.x, baseline, size=self.size, role=role, weight=weight)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where all stands: a row's words left and right of its track."""

    width: float
    head: float
    axis: Axis
    ticks: tuple[int, ...]
    question: Column
    note: Column
    verdict: Column
    padding: float

    def with_air(self, air: Air) -> Sheet:
        """The axis takes what is given across."""
        return replace(
            self,
            width=self.width + air.across,
            axis=Axis(self.axis.left, self.axis.right + air.across),
            verdict=replace(self.verdict, x=self.verdict.x + air.across),
            padding=self.padding + air.down,
        )


SHEET = Sheet(
    width=700,
    head=76,
    axis=Axis(272, 488),
    ticks=(0, 25, 50, 75, 100),
    question=Column(22, 222, 13, 17, REPORT_FACE),
    note=Column(22, 222, 12, 15, REPORT_FACE),
    verdict=Column(532, 168, 12, 16, REPORT_FACE),
    padding=6,
)
"""700 units across a sheet of paper, so 12 units are about 9 pt."""


@dataclass(frozen=True, slots=True)
class Block:
    """A row laid out: its words in lines."""

    row: GapRow
    question: list[str]
    note: list[str]
    verdict: list[str]
    sheet: Sheet

    @property
    def text_height(self) -> float:
        return len(self.question) * self.sheet.question.leading + len(self.note) * self.sheet.note.leading

    @property
    def verdict_height(self) -> float:
        gap = GAP_LINE if self.row.printed_apart is not None else 0
        return gap + len(self.verdict) * self.sheet.verdict.leading

    @property
    def height(self) -> float:
        parts = self.text_height, 2 * REACH, self.verdict_height
        return max(parts) + 2 * self.sheet.padding

    def tops(self, top: float) -> tuple[float, float, float]:
        """Where the question begins, the middle of the track lies and the verdict begins."""
        middle = top + self.height / 2
        return middle - self.text_height / 2, middle, middle - self.verdict_height / 2


def gap_chart(
    series: GapSeries,
    translate: Translate = untranslated,
    *,
    prefix: str = "gaps",
    air: Air = NO_AIR,
) -> str:
    """The chart as one SVG element, with fonts of 12 units or more. Ids begin with `prefix`."""
    sheet = SHEET.with_air(air)
    blocks = [_block(row, sheet, translate) for row in series.rows]
    tops = list(accumulate((block.height for block in blocks), initial=sheet.head))
    ink = [hatch(prefix), *_legend(series, sheet, translate), *_scale(series, sheet, tops[-1], translate)]
    for block, top in zip(blocks, tops, strict=False):
        ink.extend(_row(block, top, series.minimum, f"{prefix}-hatch", translate))
    description = chart_summary(series, translate)
    return picture(sheet.width, round(tops[-1] + FOOT), prefix, finding(series, translate), description, ink)


def gap_heights(series: GapSeries, translate: Translate = untranslated) -> tuple[float, list[float]]:
    """What the chart needs around its rows, and for each of them."""
    return SHEET.head + FOOT, [_block(row, SHEET, translate).height for row in series.rows]


def _block(row: GapRow, sheet: Sheet, translate: Translate) -> Block:
    said = capitalized(verdict(row, translate))
    return Block(
        row=row,
        question=sheet.question.lines(row.text),
        note=sheet.note.lines(row_note(row, translate)),
        verdict=sheet.verdict.lines(said, _weight(row)),
        sheet=sheet,
    )


def _weight(row: GapRow) -> int:
    return 600 if row.label in (Label.CLEAR, Label.POSSIBLE) else 400


def _row(block: Block, top: float, minimum: int, hatching: str, translate: Translate) -> Iterator[str]:
    sheet, row = block.sheet, block.row
    question, middle, said = block.tops(top)
    yield line(0, top, sheet.width, top)
    for tick in sheet.ticks:
        yield line(sheet.axis.x(tick), top, sheet.axis.x(tick), top + block.height)
    baseline = question + sheet.question.size
    yield words(str(row.position), 0, baseline, size=sheet.question.size, role="quiet")
    yield from sheet.question.write(block.question, question)
    yield from sheet.note.write(block.note, question + len(block.question) * sheet.question.leading, role="quiet")
    yield from draw_track(row, Track(sheet.axis, middle, minimum, hatching, translate))
    yield from _verdict(block, said, translate)


def _verdict(block: Block, top: float, translate: Translate) -> Iterator[str]:
    """How many points apart, who stands higher, and what may be said of it."""
    column, row = block.sheet.verdict, block.row
    role = "ink" if _weight(row) == 600 else "quiet"
    if row.printed_apart is not None:
        beside = higher_words(row, translate)
        weight = 700 if role == "ink" else 400
        yield words(row.printed_apart, column.x, top + 18, size=GAP_SIZE, role=role, weight=weight, beside=beside)
        top += GAP_LINE
    yield from column.write(block.verdict, top, role=role, weight=_weight(row))


def _scale(series: GapSeries, sheet: Sheet, bottom: float, translate: Translate) -> Iterator[str]:
    """The numbers of the axis above and below, its ends in words, and the head of the last column."""
    axis = sheet.axis
    for y in (sheet.head - 9, bottom + 18):
        for tick in sheet.ticks:
            yield words(str(tick), axis.x(tick), y, size=12, role="quiet", anchor="middle")
    yield line(0, bottom, sheet.width, bottom)
    room = 20.0
    lowest, highest = _ends(series, axis.right - axis.left + 2 * room, translate)
    yield words(lowest, axis.left - room, sheet.head - 26, size=12, role="quiet")
    yield words(highest, axis.right + room, sheet.head - 26, size=12, role="quiet", anchor="end")
    head = wrapped(translate("Points apart"), sheet.verdict.width, 12)
    for place, text in enumerate(reversed(head)):
        yield words(text, sheet.verdict.x, sheet.head - 9 - 16 * place, size=12, role="quiet")


def _ends(series: GapSeries, room: float, translate: Translate) -> tuple[str, str]:
    """Both ends in words on one line; answers that are too long for it give way to the general words."""
    ends = scale_ends(series.rows, translate)
    is_short = text_width(" " * 3, 12) + sum(text_width(end, 12) for end in ends) <= room
    return ends if is_short else scale_ends((), translate)


def _legend(series: GapSeries, sheet: Sheet, translate: Translate) -> Iterator[str]:
    """Shapes with their names, and the thin bar where one is drawn."""
    x = 8.0
    for team in Team:
        yield mark(team, x, 12)
        yield words(team_name(team, translate), x + 14, 17, weight=600)
        x += 14 + text_width(team_name(team, translate), 14, 600) + 22
    marks = [each for row in series.rows for each in row.marks]
    if any(each.low is not None for each in marks):
        yield from capped(x, x + 26, 12, role="quiet")
        meaning = translate("likely range")
        if any(each.is_everyone for each in marks):
            meaning = translate("likely range; none where everybody answered")
        for place, text in enumerate(wrapped(meaning, sheet.width - x - 34, 12)):
            yield words(text, x + 34, 16 + 15 * place, size=12, role="quiet")
