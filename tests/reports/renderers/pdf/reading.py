"""A PDF read back: its pages as text, its tags as a tree."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
from PIL import Image

from assessments.bank import load_bank
from assessments.books import Section
from reports.document import Report
from reports.renderers.pdf import render
from tests.reports import pdfs
from tests.reports.example_reports import make_report, row


def pages(report: Report) -> list[str]:
    """The text of each page with white space folded."""
    return [folded(page) for page in pdfs.pages(render(report))]


def folded(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


def text(report: Report) -> str:
    return " ".join(pages(report))


def only(report: Report, *sections: Section, **book: Any) -> Report:
    """The report with these sections of its book, and other settings."""
    return replace(report, book=replace(report.book, sections=sections, **book))


def tags(content: bytes, kind: str) -> list[str]:
    """The alternatives, or "", of all elements of the structure of one kind, such as /Figure, in reading order."""
    with pikepdf.open(io.BytesIO(content)) as document:
        found = [each for each in _walked(document.Root.StructTreeRoot) if each.get("/S") == kind]
        return [str(each.get("/Alt", "")) for each in found]


def _walked(element: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(element, pikepdf.Array):
        for part in element:
            yield from _walked(part)
    elif isinstance(element, pikepdf.Dictionary) and element.get("/Type") != "/MCR":
        yield element
        yield from _walked(element.get("/K", pikepdf.Array()))


def every_question() -> Report:
    """All scale questions of the bank, with the longest texts that it has."""
    return make_report(
        [row(item.code, (0, 2, 4, 3, 1), (3, 4, 2, 0, 0)) for item in load_bank().questions if not item.is_open]
    )


def logo(color: str = "#b00020") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (240, 80), color).save(drawn, "PNG")
    return drawn.getvalue()
