"""Text that fits its place: measured, made smaller as far as it stays legible, then carried on elsewhere. ★ No Django.

All lengths are points. Widths are upper bounds, so that no program sets a line more than is counted here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from reports.renderers.svg.measure import wrapped

LEADING = 1.2
"""Height of a line of Arial, in units of its size."""

FACE = 0.92
"""Arial beside the wide face that text is measured by; capitals and other scripts are as wide as that."""

SHORT = 7
"""Lines of a paragraph that stay together."""

_FIRST_WIDE = 0x2E80
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML document can hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph. `lead` stands before it in bold; `scale` is relative to the size of its text, `before` in lines.

    A head is bold and never the last words of a place.
    """

    text: str
    lead: str = ""
    scale: float = 1.0
    is_bold: bool = False
    role: str = "ink"
    before: float = 0.5
    is_head: bool = False

    @property
    def whole(self) -> str:
        return f"{self.lead} {self.text}".strip()

    @property
    def is_heavy(self) -> bool:
        return self.is_bold or self.is_head


@dataclass(frozen=True, slots=True)
class Fit:
    """As much as a place holds, in which size, and what is left over for the next one."""

    size: float
    words: tuple[Words, ...]
    rest: tuple[Words, ...]


def plain(text: str) -> str:
    """The text as a file can hold it: without control characters and halves of characters."""
    return _FORBIDDEN.sub("", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")


@lru_cache(maxsize=4096)
def lines_of(text: str, width: float, size: float, *, is_bold: bool = False) -> tuple[str, ...]:
    """The lines that a text takes at most."""
    return tuple(wrapped(text, width / _face(text), size, 700 if is_bold else 400)) or ("",)


def _face(text: str) -> float:
    letters = [each for each in text if each.isalpha()]
    capitals = sum(each.isupper() for each in letters)
    is_wide = any(ord(each) >= _FIRST_WIDE for each in text) or 2 * capitals > len(letters)
    return 1.0 if is_wide else FACE


def height_of(words: Sequence[Words], width: float, size: float) -> float:
    """How high the paragraphs stand, one below the other; the first has no air above it."""
    air = sum(each.before * size * LEADING for each in words[1:])
    return air + sum(_text_height(each, width, size) for each in words)


def _text_height(words: Words, width: float, size: float) -> float:
    return len(_lines(words, width, size)) * size * words.scale * LEADING


def _lines(words: Words, width: float, size: float) -> tuple[str, ...]:
    return lines_of(words.whole, width, size * words.scale, is_bold=words.is_heavy or bool(words.lead))


def fitted(words: Sequence[Words], width: float, height: float, sizes: Sequence[float]) -> Fit:
    """The paragraphs in the largest of the sizes that holds all, else as many of them as the smallest one holds."""
    for size in sizes:
        if height_of(words, width, size) <= height:
            return Fit(size, tuple(words), ())
    return _cut(words, width, height, sizes[-1])


def pages_of(words: Sequence[Words], width: float, height: float, sizes: Sequence[float]) -> Iterator[Fit]:
    """All of it, a place after the other; nothing for no words."""
    while words:
        page = fitted(words, width, height, sizes)
        yield page
        words = page.rest


def _cut(words: Sequence[Words], width: float, height: float, size: float) -> Fit:
    kept: list[Words] = []
    for place, each in enumerate(words):
        if height_of([*kept, each], width, size) > height:
            head, tail = _halves(each, kept, width, height, size)
            kept += [head] if head else []
            return _without_last_head(size, kept, [*([tail] if tail else []), *words[place + 1 :]])
        kept.append(each)
    return Fit(size, tuple(kept), ())


def _without_last_head(size: float, kept: list[Words], rest: list[Words]) -> Fit:
    while len(kept) > 1 and kept[-1].is_head:
        rest = [kept.pop(), *rest]
    return Fit(size, tuple(kept), tuple(rest))


def _halves(
    each: Words, kept: list[Words], width: float, height: float, size: float
) -> tuple[Words | None, Words | None]:
    """The lines of a paragraph that still fit, and the others. At least one line fits an empty place.

    A short paragraph is not torn apart while there is another place for it.
    """
    used = height_of([*kept, replace(each, text="", lead="")], width, size) - size * each.scale * LEADING
    room = int((height - used) / (size * each.scale * LEADING) + 1e-6)
    fitting = max(room, 0 if kept else 1)
    if kept and (fitting < 2 or len(_lines(each, width, size)) <= SHORT):
        return None, each
    text = " ".join(each.whole.split())
    end = _end_of(text, _lines(each, width, size)[:fitting])
    head, tail = text[:end], text[end:].strip()
    return _headed(each, head), replace(each, text=tail, lead="") if tail else None


def _headed(each: Words, head: str) -> Words:
    """The first part, which still begins with its lead where that is whole."""
    if each.lead and head.startswith(each.lead):
        return replace(each, text=head[len(each.lead) :].strip())
    return replace(each, text=head, lead="")


def _end_of(text: str, lines: Sequence[str]) -> int:
    end = 0
    for line in lines:
        end = text.index(line, end) + len(line)
    return end


def paragraphs(text: str, **style: object) -> list[Words]:
    """A text of several paragraphs, one each; empty lines are left out."""
    return [Words(text=line.strip(), **style) for line in plain(text).split("\n") if line.strip()]  # type: ignore[arg-type]


def one_line(text: str, width: float, size: float, *, is_bold: bool = False) -> str:
    """The text on one line, cut with an ellipsis where it is too long."""
    text = " ".join(plain(text).split())
    if len(lines_of(text, width, size, is_bold=is_bold)) == 1:
        return text
    return lines_of(text, width - size, size, is_bold=is_bold)[0].rstrip(" ,;:·") + "…"
