"""How wide words are, without a font at hand. ★ No Django.

Widths are those of a wide sans serif (DejaVu, Verdana), in em: any other face a reader has is narrower, so nothing
that fits here ever runs over.
"""

from __future__ import annotations

_CAPITAL, _OTHER, _WIDE_SCRIPT = 0.72, 0.64, 1.02


class _Widths(dict[str, float]):
    """Of characters; those that are not listed are looked at once."""

    def __missing__(self, character: str) -> float:
        if ord(character) >= 0x2E80:
            width = _WIDE_SCRIPT
        else:
            width = _CAPITAL if character.isupper() else _OTHER
        self[character] = width
        return width


_WIDTHS = _Widths(
    {
        **dict.fromkeys("ijlI'|‘’.,:; ", 0.34),
        **dict.fromkeys('frt()[]-/\\!“”"', 0.46),
        **dict.fromkeys("cksvxyz?JLF", 0.6),
        **dict.fromkeys("+−=<>~^#GHNOQU&", 0.84),
        **dict.fromkeys("mwMW@%—…", 1.0),
    }
)

BOLD = 1.1
"""Heavy type is about a tenth wider."""

REPORT_FACE = 0.85
"""The report's own typeface beside the wide one: it is a fifth narrower, less some air."""


def text_width(text: str, size: float, weight: int = 400) -> float:
    """Upper bound of a line's width in the units of `size`."""
    em = sum(map(_WIDTHS.__getitem__, text))
    return em * size * (BOLD if weight >= 600 else 1)


def wrapped(text: str, width: float, size: float, weight: int = 400) -> list[str]:
    """The text in lines no wider than `width`, broken between words, or inside one that is too long by itself."""
    lines: list[str] = []
    for word in text.split():
        together = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(together, size, weight) <= width:
            lines[-1] = together
        else:
            lines.extend(_pieces(word, width, size, weight))
    return lines


def _pieces(word: str, width: float, size: float, weight: int) -> list[str]:
    pieces = [""]
    for character in word:
        if pieces[-1] and text_width(pieces[-1] + character, size, weight) > width:
            pieces.append("")
        pieces[-1] += character
    return pieces
