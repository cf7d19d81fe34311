"""Workbooks read back: their cells as they are, and as a person reads them."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from functools import lru_cache
from typing import Any

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from reports.series.printing import MINUS
from reports.wording import printed_date

_CHART_TEXT = re.compile(r"<(?:c:v|a:t|c:f)>([^<]*)<")
_SPOKEN = re.compile(r' descr="([^"]*)"')


@lru_cache(maxsize=8)
def opened(content: bytes) -> Any:
    """To be read only: whoever opens the same bytes again gets the same workbook."""
    return openpyxl.load_workbook(io.BytesIO(content))


def lines(content: bytes, sheet: str) -> list[dict[str, Any]]:
    """The rows of a table by the names of its columns."""
    names, *rows = opened(content)[sheet].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def printed(cell: Cell) -> str:
    """What stands in a cell for a reader, by its number format."""
    value, style = cell.value, cell.number_format
    if value is None:
        return ""
    if isinstance(value, datetime):
        return printed_date(value.date())
    if isinstance(value, str):
        return value
    if style.startswith('"'):
        return str(style).strip('"')
    if style == "0%":
        return f"{round(100 * value)}%"
    if style.startswith("+0"):
        return f"{value:+d}".replace("-", MINUS) if value else "0"
    return str(value).replace("-", MINUS)


def words(content: bytes) -> str:
    """Everything that can be read: cells as printed, what charts hold, and what is said of them."""
    texts = [printed(cell) for sheet in opened(content) for row in sheet.iter_rows() for cell in row]
    return " ".join(part for text in [*texts, *_charts(content)] for part in text.split())


def _charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [
            archive.read(name).decode() for name in archive.namelist() if "charts/" in name or "drawings/" in name
        ]
    return [found for part in parts for found in (*_CHART_TEXT.findall(part), *_SPOKEN.findall(part))]


def formulas(content: bytes) -> list[str]:
    """Cells that are formulas, and links out of the workbook."""
    sheets: list[Worksheet] = opened(content).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    return [
        f"{cell.coordinate}: {cell.value}"
        for cell in cells
        if cell.data_type == "f" or (cell.hyperlink is not None and cell.hyperlink.target)
    ]
