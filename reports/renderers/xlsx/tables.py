"""A sheet as plain data: what each column is called and means, and its rows. ★ No Django."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeAlias, TypeVar

from reports.renderers.xlsx.cells import Kind, Value
from reports.wording import Translate

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a sheet whose rows are made of `Row`. `unit` may be ""."""

    name: str
    meaning: str
    kind: Kind
    value: Callable[[Row], Value]
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over a column, and in the data dictionary."""

    name: str
    meaning: str
    kind: Kind
    unit: str


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of rows under one line of names. Every row has a value for each heading."""

    name: str
    about: str
    headings: tuple[Heading, ...]
    rows: tuple[tuple[Value, ...], ...]


class Style(StrEnum):
    """How a line of a page is set."""

    TITLE = "title"
    HEADING = "heading"
    LEAD = "lead"
    PLAIN = "plain"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: a word or two, and beside it what it says. A SHEET line leads to the sheet of its name."""

    style: Style
    label: str
    value: Value = ""
    kind: Kind = Kind.LONG


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet to be read from top to bottom."""

    name: str
    about: str
    lines: tuple[Line, ...]


class Picture(StrEnum):
    """A kind of native chart."""

    GAPS = "gaps"
    SCORES = "scores"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Chart:
    """A native chart of the rows of `table`, and what it shows in words, a part for each row."""

    picture: Picture
    title: str
    table: Table
    spoken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gallery:
    """A sheet of charts, one below the other."""

    name: str
    about: str
    charts: tuple[Chart, ...]


Sheet: TypeAlias = Page | Table | Gallery


def why(value: Callable[[Row], Value], translate: Translate) -> Column[Row]:
    """The last column of most sheets."""
    meaning = translate("Why cells of this line are empty.")
    return Column(translate("Why a cell is empty"), meaning, Kind.LONG, value)


def table(
    name: str,
    about: str,
    columns: Sequence[Column[Row]],
    rows: Iterable[Row],
) -> Table:
    """A sheet with a line for each of `rows`."""
    return Table(
        name=name,
        about=about,
        headings=tuple(Heading(one.name, one.meaning, one.kind, one.unit) for one in columns),
        rows=tuple(tuple(column.value(row) for column in columns) for row in rows),
    )
