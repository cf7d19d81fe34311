from __future__ import annotations

import io

import pypdf
import pytest
from PIL import Image

from reports.renderers import EXPORTS
from reports.renderers.sheets import page_count, sheet
from tests.reports.example_reports import nine_questions


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return EXPORTS["pdf"].render(nine_questions())


def test_pages_are_counted_as_a_reader_counts_them(pdf: bytes) -> None:
    assert page_count(pdf) == len(pypdf.PdfReader(io.BytesIO(pdf)).pages) > 3


def test_every_page_is_a_small_picture_of_its_own(pdf: bytes) -> None:
    pictures = [sheet(pdf, page) for page in (1, 2, page_count(pdf))]
    assert len(set(pictures)) == 3
    for picture in pictures:
        drawn = Image.open(io.BytesIO(picture))
        assert (drawn.format, drawn.size) == ("PNG", (595, 842))
        assert len(picture) < 300_000


def test_same_page_gives_the_same_bytes(pdf: bytes) -> None:
    assert sheet(pdf, 2) == sheet(pdf, 2)


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(Exception, match="PDF"):
        sheet(b"Not a PDF", 1)
