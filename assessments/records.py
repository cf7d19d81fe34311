"""A CSV file as records: its encoding and separator found out, every row with its line. ★ No Django."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

MOST_PROBLEMS = 20
MOST_PRINTED = 60

_SEPARATORS = (",", ";", "\t")
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def _(message: str) -> str:
    """Marks a sentence for translation; whoever shows it translates it."""
    return message


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Why the file is refused, where: `line` counts the file's lines from 1. `reason` is a message to translate."""

    line: int
    column: str
    value: str
    reason: str

    @property
    def printed_value(self) -> str:
        """In quotes, cut where it is long, nothing in it that could play with a terminal."""
        return repr(_cut(self.value))

    @property
    def printed_column(self) -> str:
        return _cut(self.column) if self.column.isprintable() else repr(_cut(self.column))


@dataclass(slots=True)
class Problems:
    """The first problems of a file and the number of all of them."""

    shown: list[Problem] = field(default_factory=list)
    count: int = 0

    def add(self, line: int, column: str, value: str, reason: str) -> None:
        self.count += 1
        if len(self.shown) < MOST_PROBLEMS:
            self.shown.append(Problem(line=line, column=column, value=value, reason=reason))


@dataclass(frozen=True, slots=True)
class Record:
    """A row of the file and the line that it begins in: a quoted cell may run over several lines."""

    line: int
    cells: list[str]

    def line_of(self, index: int) -> int:
        """The line that a cell begins in."""
        return self.line + sum(_line_ends(cell) for cell in self.cells[:index])


def read_records(content: bytes, problems: Problems, sought: str) -> Iterator[Record]:
    """The rows of a file in UTF-8 with or without its mark, UTF-16 or cp1252, blank lines left out.

    Cells are separated by the one of comma, semicolon and tab that finds a column `sought` in the first row.
    """
    text = _decode(content, problems)
    return iter(()) if text is None else _records(text, _separator(text, sought), problems)


def _decode(content: bytes, problems: Problems) -> str | None:
    encoding = encoding_of(content)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        before = content[: error.start].decode(encoding, "ignore")
        value = content[error.start : error.end].hex(" ")
        problems.add(1 + _line_ends(before), "", value, _("these bytes are no text; save the file as CSV in UTF-8"))
        return None


def encoding_of(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 or cp1252: whatever the first bytes, or all of them, fit."""
    for mark, encoding in _MARKS.items():
        if content.startswith(mark):
            return encoding
    if 0 in content[:2]:  # a header begins with an ordinary letter: UTF-16 without its mark
        return "utf-16-be" if content[0] == 0 else "utf-16-le"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator(text: str, sought: str) -> str:
    """The one that finds a column `sought` in the first row, else the one that finds most columns."""

    def found(separator: str) -> tuple[bool, int]:
        record = next(_records(text, separator, Problems()), None)
        names = [cell.strip() for cell in record.cells] if record else []
        return sought in names, len(names)

    return max(_SEPARATORS, key=found)


def _records(text: str, separator: str, problems: Problems) -> Iterator[Record]:
    """The rows of the file without its blank lines; ends at the first that cannot be read."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            if len(cells) > 1 or "".join(cells).strip():
                yield Record(line, cells)
            line = reader.line_num + 1
    except csv.Error:
        problems.add(line, "", "", _("this line cannot be read; look for a quote that is not closed, or a huge cell"))


def _cut(text: str) -> str:
    return text if len(text) <= MOST_PRINTED else f"{text[: MOST_PRINTED - 1]}…"


def _line_ends(text: str) -> int:
    return text.count("\n") + text.count("\r") - text.count("\r\n")
