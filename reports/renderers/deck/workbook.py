"""The workbook behind a chart, the least there can be: no words in it are a formula. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_uppercase

from reports.renderers.deck.markup import HEAD, R, escaped
from reports.renderers.deck.packing import zipped

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_QUOTED = 1
"""The cell style whose words stay words, also when somebody edits them."""

_FONT = '<font><sz val="11"/><name val="Arial"/></font>'
_FRAME = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{R}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{R}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets>'
        "</workbook>"
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{R}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{R}/styles" Target="styles.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="1">{_FONT}</fonts><fills count="2"><fill><patternFill '
        'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
        '<border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
        'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" '
        'borderId="0" xfId="0"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
        '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}


def workbook_of(categories: Sequence[str], series: Sequence[tuple[str, Sequence[int | None]]]) -> bytes:
    """A column a series under its name, a row a category after its name."""
    table: list[list[str | int | None]] = [["", *(name for name, _values in series)]]
    table += [[name, *(values[at] for _name, values in series)] for at, name in enumerate(categories)]
    rows = "".join(_row(number, cells) for number, cells in enumerate(table, start=1))
    width = '<cols><col min="1" max="1" width="24" customWidth="1"/></cols>'
    sheet = f'<worksheet xmlns="{_MAIN}">{width}<sheetData>{rows}</sheetData></worksheet>'
    parts = {**_FRAME, "xl/worksheets/sheet1.xml": sheet}
    return zipped({name: (HEAD + text).encode() for name, text in parts.items()}, is_small=False)


def _row(number: int, cells: Sequence[str | int | None]) -> str:
    inner = "".join(_cell(f"{column(at)}{number}", cell) for at, cell in enumerate(cells))
    return f'<row r="{number}">{inner}</row>'


def _cell(place: str, cell: str | int | None) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, int):
        return f'<c r="{place}"><v>{cell}</v></c>'
    return f'<c r="{place}" s="{_QUOTED}" t="inlineStr"><is><t xml:space="preserve">{escaped(cell)}</t></is></c>'


def column(place: int) -> str:
    """The letters of a column: A, …, Z, AA, …"""
    more, last = divmod(place, len(ascii_uppercase))
    return (column(more - 1) if more else "") + ascii_uppercase[last]
