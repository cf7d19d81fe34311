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
_SHEET = """#set page(width: auto, height: auto, margin: 0pt)
#image("book.pdf", page: int(sys.inputs.page))
"""


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has; only of one that Typst made, which hides no page in a compressed stream."""
    return len(_PAGE.findall(pdf))


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
