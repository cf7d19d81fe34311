"""A report set by Typst: any character is printed or named, and the same report gives the same bytes. ★ No Django.

Everything a person wrote travels as JSON data and never as markup. No clock, no system fonts.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import typst

from reports.document import Report
from reports.renderers.pdf.content import content
from reports.renderers.pdf.spelling import spelled
from reports.wording import Translate, untranslated

TEMPLATE = Path(__file__).with_name("book.typ")
_MISSING_GLYPH = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_NUMBERED = re.compile(r"\\u\{([0-9a-f]+)\}")
"""How Typst writes a combining character, such as \\u{e31}."""

_DROPPED_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn"}
_MARKS = {"Mn", "Mc", "Me"}
_LONG_WORD = re.compile(r"\S{25,}")
_PIECE = 8
"""Where a word is too long for a line: after so many characters it may go on on the next."""

BREAK = "\u200b"


def render(report: Report, translate: Translate = untranslated) -> bytes:
    """The client book as PDF/UA-1. A character that no font has is printed as its name in brackets.

    What people wrote is spelled before anything is drawn, so that charts make room for it; the rest after it.
    """
    spelling: dict[int, str] = {}
    while True:
        text = written(spelled(report, spelling), translate)
        text = text.translate(spelling) if spelling else text
        try:
            return _compile(text)
        except typst.TypstError as error:
            replaced = _replaced(text, error.diagnostic)
            if not replaced:
                raise
            spelling |= replaced


def written(report: Report, translate: Translate = untranslated) -> str:
    """What `book.typ` reads: the content, and what is no text, as JSON."""
    brand, contact = report.brand, report.book.contact
    whole = {
        **_set(content(report, translate)),
        "digest": report.digest,
        "logo": _logo(brand.logo, brand.name or report.released.organization),
        "contact_logo": _logo(report.contact_logo, contact.company or contact.name or contact.email),
    }
    return json.dumps(whole, ensure_ascii=False)


def _logo(png: bytes, name: str) -> dict[str, Any] | None:
    return {"png": list(png), "alt": _clean(name)} if png else None


def _replaced(text: str, diagnostic: str) -> dict[int, str]:
    """What to print instead of the characters with which Typst refuses the report; never empty while there are any.

    It cannot name all: where marks are piled up on letters, these go without; else whatever is not ASCII is spelled.
    """
    missing, used = _missing(diagnostic), set(text)
    used.discard(BREAK)
    marks = {each for each in used if unicodedata.category(each) in _MARKS}
    if not missing & used and marks:
        return {ord(mark): "" for mark in marks}
    return {ord(each): _name(each) for each in (missing & used) or used if not each.isascii()}


def _missing(diagnostic: str) -> set[str]:
    """All characters that no font has, out of Typst's errors. What is ASCII there quotes, escapes or has a glyph."""
    named = _NUMBERED.sub(lambda number: chr(int(number[1], 16)), "".join(_MISSING_GLYPH.findall(diagnostic)))
    return {character for character in named if not character.isascii()}


def _compile(text: str) -> bytes:
    document: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        font_paths=fonts(),
        sys_inputs={"data": text},
        pdf_standards=["ua-1"],
    )
    return document


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts of the installed package and of Typst itself, never the machine's: the same pages everywhere."""
    spec = find_spec("font_source_sans_pro")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package font-source-sans-pro is not installed")
    return typst.Fonts(include_system_fonts=False, font_paths=list(spec.submodule_search_locations))


def _set(value: Any) -> Any:
    """All text of the content ready to be set; pictures hold words in lines already, and may not be broken."""
    if isinstance(value, dict):
        return {key: _clean(part) if key == "svg" else _set(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_set(part) for part in value]
    return _LONG_WORD.sub(_breakable, _clean(value)) if isinstance(value, str) else value


def _breakable(word: re.Match[str]) -> str:
    return BREAK.join(word[0][start : start + _PIECE] for start in range(0, len(word[0]), _PIECE))


def _clean(text: str) -> str:
    """Text in composed form, without control, private and unassigned characters; line breaks and tabs stay."""
    composed = unicodedata.normalize("NFC", text)
    used = set(composed) - set("\n\t")
    dropped = {ord(each): None for each in used if unicodedata.category(each) in _DROPPED_CATEGORIES}
    return composed.translate(dropped) if dropped else composed


def _name(character: str) -> str:
    return f"[{unicodedata.name(character, f'U+{ord(character):04X}').lower()}]"
