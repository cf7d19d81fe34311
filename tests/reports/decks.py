"""Decks read back: what stands on the slides, in the notes, in the charts and in the workbooks behind them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import openpyxl
from pptx import Presentation

from tests.reports import workbooks

_CHART_TEXT = re.compile(r"<(?:c:v|a:t|c:f)>([^<]*)<")
EMU = 12_700
"""English metric units of a point."""


@lru_cache(maxsize=8)
def opened(content: bytes) -> Any:
    """To be read only: whoever opens the same bytes again gets the same deck."""
    return Presentation(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def shapes_of(holder: Any) -> Iterator[Any]:
    """All shapes, those inside groups too."""
    for shape in holder.shapes:
        yield shape
        if hasattr(shape, "shapes"):
            yield from shapes_of(shape)


def titles(content: bytes) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in opened(content).slides]


def texts_of(slide: Any) -> list[str]:
    """The words of a slide in reading order, cells of tables among them."""
    found = []
    for shape in shapes_of(slide):
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        elif getattr(shape, "has_table", False) and shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    return [text for text in found if text]


def notes_of(slide: Any) -> str:
    return str(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else ""


def alternative(shape: Any) -> str:
    return str(shape._element.xpath(".//p:cNvPr")[0].get("descr", ""))


def is_decoration(shape: Any) -> bool:
    return "decorative" in shape._element.xml.split("</p:nv", 1)[0]


def charts(content: bytes) -> list[Any]:
    return [shape.chart for slide in opened(content).slides for shape in shapes_of(slide) if shape.has_chart]


def sheet_of(chart: Any) -> list[list[Any]]:
    """The rows of a chart's workbook."""
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return [[cell.value for cell in row] for row in book.active.iter_rows()]


def embedded(content: bytes) -> list[bytes]:
    return [part for name, part in parts(content).items() if name.startswith("ppt/embeddings/")]


def formulas(content: bytes) -> list[str]:
    """Cells of the workbooks inside that are formulas."""
    return [cell for book in embedded(content) for cell in workbooks.formulas(book)]


def ways_out(content: bytes) -> list[str]:
    """Whatever in a deck leads out of it: links to files and addresses, and what runs at a click."""
    relations = [part.decode() for name, part in parts(content).items() if name.endswith(".rels")]
    found = [each for text in relations for each in re.findall(r"<Relationship [^>]*TargetMode=[^>]*>", text)]
    slides = [part.decode() for name, part in parts(content).items() if name.startswith("ppt/slides/slide")]
    return found + [each for text in slides for each in re.findall(r"<a:hlink\w+[^>]*>", text)]


def words(content: bytes) -> str:
    """Everything that can be read or heard: slides, notes, alternatives, charts, their workbooks, properties."""
    deck = opened(content)
    found = [deck.core_properties.title, deck.core_properties.subject, deck.core_properties.author]
    for slide in deck.slides:
        found += [*texts_of(slide), notes_of(slide), *map(alternative, shapes_of(slide))]
    found += [text for name, part in parts(content).items() if "charts/" in name for text in _chart_texts(part)]
    return " ".join(" ".join([*found, *map(workbooks.words, embedded(content))]).split())


def _chart_texts(part: bytes) -> list[str]:
    return _CHART_TEXT.findall(part.decode())
