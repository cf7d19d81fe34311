"""PDFs read back: the words of each page."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2


def pages(content: bytes) -> list[str]:
    """The words of each page, with one space between them."""
    return list(_pages(content))


def words(content: bytes) -> str:
    return " ".join(_pages(content))


def _pages(content: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            text = page.get_textpage()
            yield " ".join(text.get_text_range().split())
            text.close()
            page.close()
