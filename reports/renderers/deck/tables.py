"""Native tables: a head, rows that are only as high as their words, and as many slides as these need. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reports.renderers.deck.fitting import LEADING, lines_of, plain
from reports.renderers.deck.markup import Box, emu, paint, paragraph, run, table_frame
from reports.renderers.deck.pages import Page

SIZES = (18.0, 16.0, 15.0, 14.0, 13.0)
"""The largest in which all rows stand on one slide, else the smallest."""

PADDING = 6.0
_EDGE = '<a:{side} w="9525"><a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:{side}>'


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; `widths` are points. `least` is how high a row is at least: more where people write.

    The words of column `bold` are the heaviest. A framed table has lines around each cell.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    least: float = 0.0
    bold: int = 0
    size: float = SIZES[-1]
    is_framed: bool = False

    def sized(self, room: float) -> Table:
        """The table in the largest letters that keep it on one slide."""
        for size in SIZES:
            table = replace(self, size=size)
            if table.head_height + sum(map(table.height, table.rows)) <= room:
                return table
        return self

    @property
    def head_height(self) -> float:
        lines = [
            lines_of(text, width - 2 * PADDING, self.size, is_bold=True)
            for text, width in zip(self.head, self.widths, strict=True)
        ]
        return max(map(len, lines)) * self.size * LEADING + 2 * PADDING

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
        return max(lines * self.size * LEADING + 2 * PADDING, self.least)

    def _of(self, rows: Sequence[tuple[str, ...]]) -> Table:
        return replace(self, rows=tuple(rows))

    def _cells(self, row: Sequence[str]) -> list[tuple[str, ...]]:
        """The lines of each cell."""
        return [
            lines_of(text, width - 2 * PADDING, self.size, is_bold=place == self.bold)
            for place, (text, width) in enumerate(zip(row, self.widths, strict=True))
        ]

    def _halves(self, row: tuple[str, ...], room: float) -> tuple[tuple[str, ...], tuple[str, ...]]:
        count = max(int((room - 2 * PADDING) / (self.size * LEADING)), 1)
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
    lines = (table.head, *table.rows)
    heights = [table.head_height, *map(table.height, table.rows)]
    box = Box(page.body.left, page.body.top, sum(table.widths), sum(heights))
    rows = [
        (height, _cells(table, texts, row)) for row, (height, texts) in enumerate(zip(heights, lines, strict=True))
    ]
    page.ink.add(table_frame(page.ink.identity("Table", name), box, table.widths, rows), box)


def _cells(table: Table, texts: Sequence[str], row: int) -> list[str]:
    """A row's cells; the first row is the head."""
    role, fill = ("quiet", paint("soft")) if row == 0 else ("ink", "<a:noFill/>")
    margin = emu(PADDING)
    sides = ("lnL", "lnR", "lnT", "lnB") if table.is_framed else ("lnB",)
    edges = "".join(
        _EDGE.format(side=side, color="7F8C93" if row == 0 or table.is_framed else "DDE3E2") for side in sides
    )
    look = f'<a:tcPr marL="{margin}" marR="{margin}" marT="{margin}" marB="{margin}">{edges}{fill}</a:tcPr>'
    cells = []
    for column, text in enumerate(texts):
        words = run(_tidy(text), table.size, role, is_bold=row == 0 or column == table.bold) if text else ""
        cells.append(f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{paragraph(words)}</a:txBody>{look}</a:tc>")
    return cells
