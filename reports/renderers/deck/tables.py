"""Native tables: a head, rows that are only as high as their words, and as many slides as these need. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.util import Pt

from reports.renderers.deck.fitting import LEADING, lines_of, plain
from reports.renderers.deck.ink import paint
from reports.renderers.deck.pages import Box, Page, describe

SIZE = 13.0
PADDING = 6.0
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_EDGE = (
    '<a:lnB xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="9525">'
    '<a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:lnB>'
)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; `widths` are points. `least` is how high a row is at least: more where people write.

    The words of column `bold` are the heaviest.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    least: float = 0.0
    bold: int = 0

    @property
    def head_height(self) -> float:
        lines = [
            lines_of(text, width - 2 * PADDING, SIZE, is_bold=True)
            for text, width in zip(self.head, self.widths, strict=True)
        ]
        return max(map(len, lines)) * SIZE * LEADING + 2 * PADDING

    def parts(self, room: float) -> Iterator[Table]:
        """The table in pieces that fit a slide each. A row too high for one goes on in the next piece."""
        waiting, part = [tuple(map(_tidy, row)) for row in self.rows], list[tuple[str, ...]]()
        left = room - self.head_height
        while waiting:
            row = waiting.pop(0)
            height = self.height(row)
            if height <= left:
                part.append(row)
                left -= height
            elif part:
                yield self._of(part)
                waiting, part, left = [row, *waiting], [], room - self.head_height
            else:
                head, tail = self._halves(row, left)
                waiting = [head, tail, *waiting]
        if part:
            yield self._of(part)

    def height(self, row: Sequence[str]) -> float:
        lines = max(map(len, self._cells(row)))
        return max(lines * SIZE * LEADING + 2 * PADDING, self.least)

    def _of(self, rows: Sequence[tuple[str, ...]]) -> Table:
        return Table(self.head, tuple(rows), self.widths, self.least, self.bold)

    def _cells(self, row: Sequence[str]) -> list[tuple[str, ...]]:
        """The lines of each cell."""
        return [
            lines_of(text, width - 2 * PADDING, SIZE, is_bold=place == self.bold)
            for place, (text, width) in enumerate(zip(row, self.widths, strict=True))
        ]

    def _halves(self, row: tuple[str, ...], room: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
        count = max(int((room - 2 * PADDING) / (SIZE * LEADING)), 1)
        ends = [_end(text, lines[:count]) for text, lines in zip(row, self._cells(row), strict=True)]
        return (
            tuple(text[:end] for text, end in zip(row, ends, strict=True)),
            tuple(text[end:].strip() for text, end in zip(row, ends, strict=True)),
        )


def _end(text: str, lines: Sequence[str]) -> int:
    end = 0
    for line in lines:
        end = text.index(line, end) + len(line)
    return end


def _tidy(text: str) -> str:
    return " ".join(plain(text).split())


def draw_table(page: Page, table: Table, name: str) -> None:
    """The table across the slide."""
    heights = [table.head_height, *map(table.height, table.rows)]
    box = Box(page.body.left, page.body.top, sum(table.widths), sum(heights))
    frame = page.slide.shapes.add_table(len(table.rows) + 1, len(table.head), *box.emu())
    describe(frame, name, "Table")
    grid = frame.table
    grid._tbl.tblPr.find("{*}tableStyleId").text = _NO_STYLE
    grid.horz_banding = False
    for place, width in enumerate(table.widths):
        grid.columns[place].width = Pt(width)
    for row, texts in enumerate((table.head, *table.rows)):
        grid.rows[row].height = Pt(heights[row])
        for column, text in enumerate(texts):
            _write(grid.cell(row, column), text, is_head=row == 0, is_bold=row > 0 and column == table.bold)


def _write(cell: Any, text: str, *, is_head: bool, is_bold: bool) -> None:
    cell.margin_left = cell.margin_right = cell.margin_top = cell.margin_bottom = Pt(PADDING)
    run = cell.text_frame.paragraphs[0].add_run()
    run.text = plain(text)
    run.font.size, run.font.bold = Pt(SIZE), is_head or is_bold
    paint(run.font.color, "quiet" if is_head else "ink")
    cell.text_frame.word_wrap = True
    if is_head:
        cell.fill.solid()
        paint(cell.fill.fore_color, "soft")
    else:
        cell.fill.background()
    properties = cell._tc.get_or_add_tcPr()
    properties.insert(0, parse_xml(_EDGE.format(color="7F8C93" if is_head else "DDE3E2")))
