"""The pages of a PDF that Typst made, as small pictures. ★ No Django.

Typst itself draws them: it sets a page of the file as an image. It reads images from files only, so the PDF lies in a
directory of this process alone for the moment that this takes.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

import typst

DOTS_PER_INCH = 72
_PAGE = re.compile(rb"/Type\s*/Page\b")
_KIDS = re.compile(rb"/Kids\[([^\]]*)\]")
_OUTLINES = re.compile(rb"\n(\d+) 0 obj\n<</Type/Outlines\b")
_ENTRY = re.compile(rb"<</Parent (\d+) 0 R[^>]*?/Title\(((?:[^()\\]|\\.)*)\)/Dest (\d+) 0 R>>", re.DOTALL)
_PLACE = re.compile(rb"\n(\d+) 0 obj\n\[(\d+) 0 R/XYZ")
_SHEET = """#set page(width: auto, height: auto, margin: 0pt)
#image("book.pdf", page: int(sys.inputs.page))
"""


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has; only of one that Typst made, which hides no page in a compressed stream."""
    return len(_PAGE.findall(pdf))


def page_titles(pdf: bytes) -> list[str]:
    """For each page the part of the book that it belongs to, from the bookmarks; "" where none tells."""
    kids, outlines = _KIDS.search(pdf), _OUTLINES.search(pdf)
    pages = re.findall(rb"(\d+) 0 R", kids[1]) if kids else []
    places = dict(_PLACE.findall(pdf))
    top = outlines[1] if outlines else b""
    begin = {places.get(dest): _text(title) for parent, title, dest in _ENTRY.findall(pdf) if parent == top}
    titles: list[str] = []
    for page in pages:
        titles.append(begin.get(page, titles[-1] if titles else ""))
    return titles if len(titles) == page_count(pdf) else [""] * page_count(pdf)


def _text(written: bytes) -> str:
    plain = re.sub(rb"\\(.)", rb"\1", written, flags=re.DOTALL)
    return plain.decode("utf-16", "replace") if plain.startswith(b"\xfe\xff") else plain.decode("latin-1")


def sheet(pdf: bytes, page: int) -> bytes:
    """A page of the PDF as PNG, the first one being 1."""
    with TemporaryDirectory(prefix="oneteam-") as folder:
        (Path(folder) / "book.pdf").write_bytes(pdf)
        (Path(folder) / "sheet.typ").write_text(_SHEET, encoding="utf-8")
        drawn: Any = typst.compile(
            str(Path(folder) / "sheet.typ"),
            root=folder,
            format="png",
            ppi=DOTS_PER_INCH,
            sys_inputs={"page": str(page)},
        )
    return cast(bytes, drawn[0] if isinstance(drawn, list) else drawn)
