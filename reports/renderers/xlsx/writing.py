"""Sheets into a workbook. ★ No Django."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

import xlsxwriter

from assessments.books import Paper
from reports.document import Report
from reports.renderers.look import COLORS, RAMP
from reports.renderers.xlsx.cells import Kind, Share, Value, cell_text, line_text
from reports.renderers.xlsx.charts import insert_part, parts
from reports.renderers.xlsx.heights import row_height
from reports.renderers.xlsx.tables import Gallery, Heading, Line, Page, Sheet, Style, Table
from reports.wording import Translate

_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_PAPER = {Paper.A4: 9, Paper.LETTER: 1}
_FONT = {"font_name": "Arial", "font_size": 10, "valign": "top"}

_NUMBERS = {
    Kind.COUNT: "0",
    Kind.POINTS: '0;"−"0;0',
    Kind.SIGNED: '+0;"−"0;0',
    Kind.SHARE: "0%",
    Kind.EXACT: '0.00;"−"0.00;0.00',
    Kind.DAY: "mmmm d, yyyy",
}
_WIDTHS = {Kind.NAME: 13.0, Kind.TEXT: 24.0, Kind.LONG: 50.0, Kind.DAY: 19.0}
_NUMBER_WIDTH = 10.5
_PAGE_WIDTH = 210.0
"""Characters that are still easy to read across a printed page."""

_REPEATED = 3
"""Columns that stand on each page of a wide sheet."""

_CHART_COLUMNS = 11
"""Narrow columns under a chart."""

_PAGE_ROWS = 78
"""Rows of the sheet of charts that a printed page holds at least."""

_PRINTED = 45
"""Characters of a name at the top of a printed page, where two stand."""

_TITLE = 20
_LEAD = 13
"""Points of the largest line and of the headline."""

_LABEL_WIDTH, _WORDS_WIDTH = 30.0, 92.0


class Workbook:
    """An XlsxWriter workbook whose formats are made once each. Text is only ever written as text."""

    def __init__(self, report: Report, translate: Translate) -> None:
        self.report, self.translate = report, translate
        self.content = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.content, _OPTIONS)
        self._formats: dict[tuple[tuple[str, Any], ...], Any] = {}

    def format(self, **properties: Any) -> Any:
        """One format object for the same properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self.book.add_format({**_FONT, **properties})
        return self._formats[key]

    def add_sheet(self, name: str, *, pages_wide: int, is_landscape: bool) -> Any:
        """An empty sheet, ready to be printed."""
        sheet = self.book.add_worksheet(_sheet_name(name))
        if is_landscape:
            sheet.set_landscape()
        sheet.set_paper(_PAPER[self.report.book.paper])
        sheet.fit_to_pages(pages_wide, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.7)
        released = self.report.released
        sheet.set_header(f"&L{_printed(released.organization)}&R{_printed(released.title)}")
        sheet.set_footer(f"&L&A&R{_printed(self.translate('Page {page} of {pages}'))}".format(page="&P", pages="&N"))
        return sheet

    def write(self, sheet: Any, row: int, column: int, value: Value, kind: Kind, **look: Any) -> None:
        """A value as what it is: text never becomes a formula, a link or a number."""
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.format(**look))
        elif isinstance(value, str):
            sheet.write_string(row, column, cell_text(value), self.format(text_wrap=True, **look))
        elif isinstance(value, Share):
            look["num_format"] = f'"{value.printed}"' if value.printed[0] in "<>" else _NUMBERS[Kind.SHARE]
            sheet.write_number(row, column, value.number, self.format(**look))
        elif isinstance(value, datetime.date):
            sheet.write_datetime(
                row, column, value, self.format(**{"num_format": _NUMBERS[Kind.DAY], "align": "left", **look})
            )
        else:
            sheet.write_number(row, column, value, self.format(num_format=_NUMBERS[kind], **look))


def written(report: Report, sheets: Iterable[Sheet], translate: Translate) -> bytes:
    """The file that holds these sheets, the same bytes every time."""
    workbook = Workbook(report, translate)
    _set_properties(workbook)
    for sheet in sheets:
        if isinstance(sheet, Page):
            _write_page(workbook, sheet)
        elif isinstance(sheet, Gallery):
            _write_gallery(workbook, sheet)
        else:
            _write_table(workbook, sheet)
    workbook.book.close()
    return workbook.content.getvalue()


def _set_properties(workbook: Workbook) -> None:
    """The day on which the round closed stands for the day on which the file was made: no clock."""
    released, brand = workbook.report.released, workbook.report.brand
    workbook.book.set_properties(
        {
            "title": line_text(f"{released.organization}: {released.title}", 250),
            "subject": line_text(released.assessment, 250),
            "author": line_text(brand.name, 250) or "OneTeam",
            "company": line_text(brand.name, 250),
            "created": datetime.datetime.fromisoformat(released.closed_on),
        }
    )


# --- Tables ---------------------------------------------------------------------------------------------------------
def _write_table(workbook: Workbook, table: Table) -> None:
    widths = [_WIDTHS.get(heading.kind, _NUMBER_WIDTH) for heading in table.headings]
    sheet = workbook.add_sheet(table.name, pages_wide=ceil(sum(widths) / _PAGE_WIDTH), is_landscape=True)
    _write_headings(workbook, sheet, table.headings, widths)
    for row, values in enumerate(table.rows, start=1):
        _write_row(workbook, sheet, row, tuple(zip(values, table.headings, widths, strict=True)))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(len(table.rows), 1), len(widths) - 1)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, min(_REPEATED, len(widths)) - 1)


def _write_headings(workbook: Workbook, sheet: Any, headings: Sequence[Heading], widths: Sequence[float]) -> None:
    look = {
        "bold": True,
        "text_wrap": True,
        "valign": "vcenter",
        "bg_color": RAMP[0],
        "font_color": COLORS["ink"],
        "bottom": 2,
        "bottom_color": workbook.report.brand.accent,
    }
    sheet.set_row(0, row_height((heading.name, width - 4) for heading, width in zip(headings, widths, strict=True)))
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        side = {"indent": 1, "align": "left"} if heading.kind in _WIDTHS else {"align": "right"}
        sheet.write_string(0, column, cell_text(heading.name), workbook.format(**look, **side))


def _write_row(workbook: Workbook, sheet: Any, row: int, cells: Sequence[tuple[Value, Heading, float]]) -> None:
    sheet.set_row(row, row_height((cell_text(value), width) for value, _, width in cells if isinstance(value, str)))
    line = {"bottom": 1, "bottom_color": COLORS["line"]}
    for column, (value, heading, _width) in enumerate(cells):
        side = {"indent": 1, "align": "left"} if heading.kind in _WIDTHS else {}
        workbook.write(sheet, row, column, value, heading.kind, **line, **side)


# --- Charts ---------------------------------------------------------------------------------------------------------
def _write_gallery(workbook: Workbook, gallery: Gallery) -> None:
    """Each chart under its title; none is torn by the end of a page where they are printed."""
    sheet = workbook.add_sheet(gallery.name, pages_wide=1, is_landscape=False)
    sheet.hide_gridlines(2)
    sheet.set_column(0, _CHART_COLUMNS - 1, 11)
    breaks, first, row = list[int](), 0, 0
    for chart in gallery.charts:
        for part in parts(chart):
            start = row
            sheet.write_string(row, 0, cell_text(chart.title), workbook.format(bold=True, font_size=13))
            row += 1 + insert_part(workbook.book, sheet, row + 1, _sheet_name(chart.table.name), part)
            if start > first and row - first > _PAGE_ROWS:
                breaks.append(start)
                first = start
    sheet.set_h_pagebreaks(breaks)
    sheet.print_area(0, 0, max(row, 1), _CHART_COLUMNS - 1)


# --- Pages ----------------------------------------------------------------------------------------------------------
def _write_page(workbook: Workbook, page: Page) -> None:
    sheet = workbook.add_sheet(page.name, pages_wide=1, is_landscape=False)
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, _LABEL_WIDTH)
    sheet.set_column(1, 1, _WORDS_WIDTH)
    for row, line in enumerate(page.lines):
        _write_line(workbook, sheet, row, line)


def _write_line(workbook: Workbook, sheet: Any, row: int, line: Line) -> None:
    if line.style is Style.TITLE:
        _write_title(workbook, sheet, row, cell_text(line.label))
    elif line.style is Style.HEADING:
        _write_heading(workbook, sheet, row, line.label)
    else:
        _write_words(workbook, sheet, row, line)


def _write_title(workbook: Workbook, sheet: Any, row: int, words: str) -> None:
    """Over both columns, in as many lines as it takes."""
    look = workbook.format(bold=True, font_size=_TITLE, text_wrap=True)
    sheet.set_row(row, row_height([(words, _LABEL_WIDTH + _WORDS_WIDTH)], scale=_TITLE / 10))
    sheet.merge_range(row, 0, row, 1, "", look)
    sheet.write_string(row, 0, words, look)


def _write_heading(workbook: Workbook, sheet: Any, row: int, words: str) -> None:
    accent = workbook.report.brand.accent
    look = workbook.format(bold=True, font_size=13, bottom=2, bottom_color=accent, valign="bottom")
    sheet.set_row(row, 32)
    sheet.write_string(row, 0, cell_text(words), look)
    sheet.write_blank(row, 1, None, look)


def _write_words(workbook: Workbook, sheet: Any, row: int, line: Line) -> None:
    is_lead = line.style is Style.LEAD
    words = cell_text(line.value) if isinstance(line.value, str) else ""
    texts = (cell_text(line.label), _LABEL_WIDTH), (words, _WORDS_WIDTH)
    sheet.set_row(row, row_height(texts, scale=_LEAD / 10 if is_lead else 1.0))
    if line.style is Style.SHEET:
        target = _sheet_name(line.label).replace("'", "''")
        look = workbook.format(underline=1, font_color=COLORS["ink"])
        sheet.write_url(row, 0, f"internal:'{target}'!A1", look, cell_text(line.label))
    else:
        workbook.write(sheet, row, 0, line.label, Kind.TEXT, font_color=COLORS["quiet"])
    size = {"font_size": _LEAD, "bold": True} if is_lead else {}
    workbook.write(sheet, row, 1, line.value, line.kind, align="left", **size)


def _sheet_name(name: str) -> str:
    """At most 31 characters, without those that sheets may not have."""
    kept = "".join(" " if mark in "[]:*?/\\" else mark for mark in line_text(name, 31))
    return kept.strip("' ")


def _printed(words: str) -> str:
    """Words in a header of the printed page, where & begins a code."""
    return line_text(words, _PRINTED).replace("&", "&&")
