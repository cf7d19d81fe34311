from __future__ import annotations

import io

import pypdf
import pytest
from PIL import Image

from reports.renderers import EXPORTS
from reports.renderers.sheets import page_count, page_titles, sheet
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


def test_every_page_knows_its_part_of_the_book(pdf: bytes) -> None:
    outline = pypdf.PdfReader(io.BytesIO(pdf))
    begin = {
        outline.get_destination_page_number(one) or 0: one.title
        for one in outline.outline
        if not isinstance(one, list)
    }
    titles = page_titles(pdf)
    assert titles[0] == ""
    assert {page: titles[page] for page in begin} == begin
    assert all(title == titles[page - 1] for page, title in enumerate(titles) if page and page not in begin)
    assert len(titles) == page_count(pdf)


def test_titles_in_other_scripts_and_none_at_all() -> None:
    entry = b"<</Parent 7 0 R/Title(\\(a\\)\\\\)/Dest 8 0 R>>\n8 0 obj\n[2 0 R/XYZ 0 0 0]"
    book = b"\n1 0 obj\n<</Kids[2 0 R]/X>>\n2 0 obj\n<</Type/Page/X>>\n7 0 obj\n<</Type/Outlines>>\n"
    assert page_titles(book + entry) == ["(a)\\"]
    assert page_titles(book + entry.replace(b"\\(a\\)\\\\", "\ufeffÜber 日".encode("utf-16-be"))) == ["Über 日"]
    assert page_titles(book) == [""]
    assert page_titles(b"<</Type/Page>>") == [""]
