"""A CSV of responses, read into values: whole or not at all. ★ No Django.

One row a response; the columns are `team`, perhaps `respondent`, and one an item: a question's code, or any other
text, which becomes a custom question. `<item>:guess` is the guess of the other team, `<item>:comment` a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeAlias

from assessments.records import Problems, Record, _, read_records
from assessments.scales import (
    DONT_KNOW,
    NOT_APPLICABLE,
    POINTS,
    Direction,
    FrozenItem,
    GuessRule,
    Kind,
    Scale,
    Subject,
    Team,
)

MOST_HEADER_CHARACTERS = 300
MOST_COMMENT_CHARACTERS = 2000
CUSTOM_LABELS = ("Not at all", "A little", "Partly", "Mostly", "Fully")

_Points: TypeAlias = tuple[int | None, ...]
_TEAMS = {team.value: team for team in Team}
_WHITE_CONTROLS = frozenset("\t\n\r")


class Part(Enum):
    """What a column holds of its item."""

    OWN = ""
    GUESS = "guess"
    COMMENT = "comment"


_SUFFIXES = frozenset(part.value for part in Part if part.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedResponse:
    """One row. `own` and `guesses` have a place an item; `comments` are (place of the item, text)."""

    team: Team
    own: _Points
    guesses: _Points
    comments: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRound:
    """Everything in the file. `guessed` are the codes of the items that have a column of guesses."""

    items: tuple[FrozenItem, ...]
    guessed: frozenset[str]
    responses: tuple[ImportedResponse, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """How the cells of a column are read: by `values`, as a free text where these are None."""

    name: str
    place: int
    part: Part
    item: FrozenItem
    values: Mapping[str, int] | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    names: tuple[str, ...]
    items: tuple[FrozenItem, ...]
    columns: Mapping[int, _Column]


def parse(content: bytes, known: Mapping[str, FrozenItem]) -> ImportedRound | Problems:
    """The round in `content`, or why it is refused; `known` are the questions that have a code already.

    An open question takes text only, in a column of its code, of `<code>:comment`, or in either.
    The rows below a wrong header are read for what is wrong in them too, so that one look mends the whole file.
    """
    problems = Problems()
    records = read_records(content, problems, sought="team")
    header = _read_header(next(records, None), known, problems)
    if header is None or "team" not in header.names:  # without it this may be no file of responses at all
        return problems
    responses = tuple(_read_rows(records, header, problems))
    if problems.count:
        return problems
    guessed = frozenset(column.item.code for column in header.columns.values() if column.part is Part.GUESS)
    return ImportedRound(items=header.items, guessed=guessed, responses=responses)


def custom_item(header: str) -> FrozenItem:
    """The question that a header becomes when no question has it as its code."""
    return FrozenItem(
        code=header,
        version=1,
        text=header,
        dimension=None,
        subject=Subject.BOTH,
        kind=Kind.CUSTOM,
        direction=Direction.POSITIVE,
        scale=Scale.FIVE,
        labels=CUSTOM_LABELS,
        not_applicable="",
        guess_rule=GuessRule.BOTH,
        prompt="",
        actions=(),
    )


# --- The header ----------------------------------------------------------------------------------------------------
def _read_header(record: Record | None, known: Mapping[str, FrozenItem], problems: Problems) -> _Header | None:
    if record is None:
        if not problems.count:
            problems.add(1, "", "", _("the file is empty; its first line must name the columns"))
        return None
    names = tuple(_tidy(cell) for cell in record.cells)
    items: dict[str, FrozenItem] = {}
    for name in _item_names(names, known):
        items.setdefault(name, known.get(name) or custom_item(name))
    places = {code: place for place, code in enumerate(items)}
    columns = {}
    for index, name in enumerate(names):
        reason = _header_problem(name, names[:index], items)
        if reason:
            problems.add(record.line_of(index), _number(index), name, reason)
        elif name not in {"team", "respondent"}:
            columns[index] = _column(name, places, items)
    if reason := _missing_column(names, items):
        problems.add(record.line, "", "", reason)
    return _Header(names=names, items=tuple(items.values()), columns=columns)


def _tidy(name: str) -> str:
    """Trimmed, also around the colon of a suffix."""
    base, _colon, suffix = name.strip().rpartition(":")
    return f"{base.strip()}:{suffix.strip()}" if suffix.strip() in _SUFFIXES else name.strip()


def _split(name: str) -> tuple[str, str]:
    """The item's part of a header and its suffix, which is empty where there is none."""
    base, colon, suffix = name.rpartition(":")
    return (base, suffix) if colon else (name, "")


def _item_names(names: Sequence[str], known: Mapping[str, FrozenItem]) -> Iterator[str]:
    for name in names:
        base, suffix = _split(name)
        is_open = base in known and known[base].is_open
        if base and base not in {"team", "respondent"} and (":" not in name or (is_open and suffix == "comment")):
            yield base


def _header_problem(name: str, before: Sequence[str], items: Mapping[str, FrozenItem]) -> str | None:
    base, suffix = _split(name)
    if not name:
        return _("every column needs a header")
    if name in before:
        return _("this header is there twice")
    if len(name) > MOST_HEADER_CHARACTERS:
        return _("a header has at most 300 characters")
    if any(ord(character) < 32 and character not in _WHITE_CONTROLS for character in name):
        return _("a header cannot hold control characters")
    if ":" not in name:
        return None
    if suffix not in _SUFFIXES:
        return _("only guess and comment can follow a colon")
    if base not in items:
        return _("the column of the question itself is missing")
    if suffix == Part.GUESS.value and items[base].guess_rule is GuessRule.NONE:
        return _("nobody is asked to guess this question")
    return None


def _missing_column(names: Sequence[str], items: Mapping[str, FrozenItem]) -> str | None:
    if "team" not in names:
        return _("there is no column named team")
    if all(item.is_open for item in items.values()):
        return _("there is no column of a question that is answered on a scale")
    return None


def _column(name: str, places: Mapping[str, int], items: Mapping[str, FrozenItem]) -> _Column:
    base, suffix = _split(name)
    item = items[base]
    part = Part.COMMENT if item.is_open else Part(suffix)
    values, reason = _accepted(item, part)
    return _Column(name=name, place=places[base], part=part, item=item, values=values, reason=reason)


def _accepted(item: FrozenItem, part: Part) -> tuple[Mapping[str, int] | None, str]:
    """What may stand in a column, and the sentence for what may not."""
    if part is Part.COMMENT:
        return None, _("a comment has at most 2,000 characters, and no NUL")
    is_yesno = item.scale is Scale.YESNO
    values = {str(point): point for point in ((POINTS[0], POINTS[-1]) if is_yesno else POINTS)} | {"dk": DONT_KNOW}
    if part is Part.OWN and item.not_applicable:
        values["na"] = NOT_APPLICABLE
        return values, _("write 1 to 5, dk, na or nothing")
    return values, _("write 1, 5, dk or nothing") if is_yesno else _("write 1 to 5, dk or nothing")


# --- The rows ------------------------------------------------------------------------------------------------------
def _read_rows(records: Iterator[Record], header: _Header, problems: Problems) -> Iterator[ImportedResponse]:
    team_index = header.names.index("team")
    respondent_index = header.names.index("respondent") if "respondent" in header.names else None
    respondents: set[str] = set()
    for record in records:
        _check_width(record, len(header.names), problems)
        if respondent_index is not None:
            _check_respondent(record, respondent_index, respondents, problems)
        team = _read_team(record, team_index, problems)
        own, guesses, comments = _read_answers(record, header, team, problems)
        if team is not None and not problems.count:
            yield ImportedResponse(team=team, own=own, guesses=guesses, comments=comments)


def _check_width(record: Record, width: int, problems: Problems) -> None:
    """Cells that are not there are skipped ones; cells too many have no column to stand in."""
    for index in range(width, len(record.cells)):
        if value := record.cells[index].strip():
            problems.add(record.line_of(index), _number(index), value, _("this value stands beyond the last header"))


def _check_respondent(record: Record, index: int, seen: set[str], problems: Problems) -> None:
    respondent = record.cells[index].strip() if index < len(record.cells) else ""
    if respondent in seen:
        problems.add(record.line_of(index), "respondent", respondent, _("this respondent has an earlier line"))
    elif respondent:
        seen.add(respondent)


def _read_team(record: Record, index: int, problems: Problems) -> Team | None:
    value = record.cells[index].strip() if index < len(record.cells) else ""
    team = _TEAMS.get(value.casefold())
    if team is None:
        problems.add(record.line_of(index), "team", value, _("write sales or marketing"))
    return team


def _read_answers(
    record: Record, header: _Header, team: Team | None, problems: Problems
) -> tuple[_Points, _Points, tuple[tuple[int, str], ...]]:
    """Own views, guesses and comments, as ImportedResponse has them."""
    own: list[int | None] = [None] * len(header.items)
    guesses: list[int | None] = [None] * len(header.items)
    comments: dict[int, str] = {}
    for index, cell in enumerate(record.cells):
        column, value = header.columns.get(index), cell.strip()
        if not value or column is None:
            continue
        if reason := _cell_problem(column, value, team, comments):
            problems.add(record.line_of(index), column.name, value, reason)
        elif column.values is None:
            comments[column.place] = value
        else:
            (own if column.part is Part.OWN else guesses)[column.place] = column.values[value]
    return tuple(own), tuple(guesses), tuple(comments.items())


def _cell_problem(column: _Column, value: str, team: Team | None, comments: Mapping[int, str]) -> str | None:
    if column.values is not None:
        if value not in column.values:
            return column.reason
        if column.part is Part.GUESS and team is not None and not column.item.may_guess(team):
            return _("this team is not asked to guess this question")
    elif len(value) > MOST_COMMENT_CHARACTERS or "\0" in value:
        return column.reason
    elif column.place in comments:
        return _("this question has a text in another column already")
    return None


def _number(index: int) -> str:
    """What a column is called by its place."""
    return f"#{index + 1}"
