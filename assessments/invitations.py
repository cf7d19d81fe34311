"""A list of people, as it was pasted or saved from a spreadsheet, as rows to invite. ★ No Django."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from assessments.records import encoding_of
from assessments.scales import Team

MOST_PEOPLE = 5_000
"""On one round's list."""

MOST_CHARACTERS = 1_000_000
"""Of a list: 200 for each person."""

LONGEST_NAME = 120
LONGEST_ADDRESS = 254
"""RFC 5321 allows 256 with the angle brackets."""

LONGEST_LINE = 1_000

_TEAMS = {"sales": Team.SALES, "vertrieb": Team.SALES, "marketing": Team.MARKETING}
_COLUMNS: Mapping[str, frozenset[str]] = {
    "email": frozenset({"email", "mail", "emailaddress", "mailaddress", "emailadresse", "mailadresse"}),
    "team": frozenset({"team", "department", "function", "abteilung", "bereich"}),
    "name": frozenset(
        {"name", "fullname", "displayname", "firstname", "givenname", "lastname", "familyname", "surname"}
        | {"vorname", "nachname"}
    ),
}  # fmt: skip
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_ADDRESS = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?!\d+\Z){_LABEL}")
_NAMED_ADDRESS = re.compile(r"(?P<name>[^<>]*)<(?P<address>[^<>]*)>")
_QUOTED = re.compile(r'"[^"]*"')
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Come along when an address is copied from a web page or a chat."""

_JOINERS = "\u200c\u200d"
"""Invisible, but part of names in some scripts."""


def _(message: str) -> str:
    """Marks a sentence for translation."""
    return message


Translate: TypeAlias = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to invite. `line` is where the list names them, counted from 1; `name` may be empty."""

    line: int
    name: str
    email: str
    team: Team


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProblem:
    """Why a line of the list was passed by. `reason` is a translated sentence: what is wrong, and what to do.

    `text` is the line as it stands there, cut where it is very long. `line` is 0 where the list as a whole is refused.
    """

    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The good lines and the others, both in the order of the list."""

    people: tuple[Person, ...]
    problems: tuple[ListProblem, ...]


class _Refused(Exception):
    """Carries the translated reason."""


def parse_people(content: str | bytes, *, translate: Translate, default_team: Team | None = None) -> PeopleList:
    """People from pasted text or a CSV file, one a line, in any order of name, e-mail and team.

    The first line may name the columns; then all others are passed by. `default_team` is for lines that name no team.
    A line that cannot be used becomes a problem; the others stay good. Addresses keep their spelling but for the case
    of the domain, which means nothing.
    """
    try:
        lines = _lines(content, translate)
    except _Refused as refused:
        return PeopleList((), (ListProblem(line=0, text="", reason=str(refused)),))
    reader = _Reader(translate, default_team)
    return reader.read(lines)


def _lines(content: str | bytes, translate: Translate) -> list[tuple[int, str]]:
    """The lines that are not blank, with their numbers. Raises _Refused for what is no list or too long a one."""
    too_long = translate(_("This is too long for a list of at most %(most)d people; is it the right file?"))
    if len(content) > MOST_CHARACTERS * (1 if isinstance(content, str) else 4):
        raise _Refused(too_long % {"most": MOST_PEOPLE})
    text = _decoded(content, translate) if isinstance(content, bytes) else content
    if len(text) > MOST_CHARACTERS:
        raise _Refused(too_long % {"most": MOST_PEOPLE})
    numbered = enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1)
    lines = [(number, line) for number, line in numbered if line.strip(" \t,;")]
    if len(lines) > MOST_PEOPLE + 1:
        reason = translate(_("This list has %(lines)d lines; a round has at most %(most)d people."))
        raise _Refused(reason % {"lines": len(lines), "most": MOST_PEOPLE})
    return lines


def _decoded(content: bytes, translate: Translate) -> str:
    try:
        return content.decode(encoding_of(content))
    except UnicodeDecodeError:
        reason = translate(_("This file is no text. Save the list as CSV in UTF-8, or copy it and paste it here."))
        raise _Refused(reason) from None


class _Reader:
    """Reads a list line by line; knows its columns, if it names them, and who was there already."""

    def __init__(self, translate: Translate, default_team: Team | None) -> None:
        self.translate = translate
        self.default_team = default_team
        self.columns: Sequence[str] | None = None
        self.seen: dict[str, Person] = {}

    def read(self, lines: Sequence[tuple[int, str]]) -> PeopleList:
        problems = []
        for index, (number, line) in enumerate(lines):
            if index == 0 and (columns := _columns(line)):
                self.columns = columns
                continue
            try:
                person = self.person(number, line)
            except _Refused as refused:
                problems.append(ListProblem(line=number, text=line.strip()[:LONGEST_LINE], reason=str(refused)))
            else:
                self.seen[person.email.lower()] = person
        return PeopleList(tuple(self.seen.values()), tuple(problems))

    def person(self, number: int, line: str) -> Person:
        if len(line) > LONGEST_LINE:
            raise self.refused(_("This line is too long for one person. Write each person on a line of their own."))
        if _CONTROL.search(line):
            raise self.refused(_("There is a control character in this line. Type the line anew."))
        if line.count('"') % 2:
            raise self.refused(_("There is a quote that is not closed. Write each person on one line."))
        cells = _cells(line)
        by_column = self.columns is not None
        named, address, team = self.by_column(cells) if by_column else self.by_content(cells)
        person = Person(line=number, name=self.name(named), email=address, team=team)
        self.check_is_new(person)
        return person

    def by_column(self, cells: Sequence[str]) -> tuple[str, str, Team]:
        """Name, address and team of a line whose columns are known."""
        pairs = list(zip(self.columns or (), cells, strict=False))
        found = {kind: " ".join(cell for column, cell in pairs if column == kind and cell) for kind in _COLUMNS}
        name, address = _split_address(found["email"])
        return found["name"] or name, self.email(address), self.team(found["team"])

    def by_content(self, cells: Sequence[str]) -> tuple[str, str, Team]:
        """Name, address and team of a line in which each must be told by its looks."""
        cells = [cell for cell in cells if cell]
        places = [place for place, cell in enumerate(cells) if "@" in cell]
        if not places:
            raise self.refused(_("There is no e-mail address here. Write name, e-mail and team, separated by commas."))
        if len(places) > 1:
            raise self.refused(_("There are several e-mail addresses here. Write each person on a line of their own."))
        (place,) = places
        name, address = _split_address(cells[place])
        address = self.email(address)
        teams = {cell for cell in cells if cell.casefold() in _TEAMS}
        before = [cell for cell in cells[:place] if cell not in teams]
        after = [cell for cell in cells[place + 1 :] if cell not in teams]
        if after and (before or name) and not teams:
            return " ".join(before), address, self.team(after[-1])
        if len({_TEAMS[cell.casefold()] for cell in teams}) > 1:
            raise self.refused(_("There are two teams here. Keep the one that the person belongs to."))
        return " ".join(before + after) or name, address, self.team(next(iter(teams), ""))

    def team(self, text: str) -> Team:
        found = _TEAMS.get(text.casefold()) if text else self.default_team
        if found is not None:
            return found
        if not text:
            raise self.refused(_("The team is missing. Add Sales or Marketing to the line."))
        raise self.refused(_("“%(text)s” is neither Sales nor Marketing. Write one of them."), text=text[:60])

    def email(self, text: str) -> str:
        """The address if mail can be sent to it. RFC 5321, without quoted local parts and bare hosts."""
        if not text:
            raise self.refused(_("The e-mail address is missing. Add it to the line."))
        address = text.translate(_INVISIBLE)
        if not _is_address(address):
            raise self.refused(_("“%(text)s” is no e-mail address. Correct it."), text=text[:60])
        local, _at, domain = address.rpartition("@")
        return f"{local}@{domain.lower()}"

    def name(self, text: str) -> str:
        name = "".join(c for c in " ".join(text.split()) if c.isprintable() or c in _JOINERS).strip("\"' ")
        if len(name) > LONGEST_NAME:
            raise self.refused(_("This name has more than %(most)d characters. Shorten it."), most=LONGEST_NAME)
        return name

    def check_is_new(self, person: Person) -> None:
        first = self.seen.get(person.email.lower())
        if first is None:
            return
        if first.team is person.team:
            raise self.refused(_("This address is in line %(line)d already, which counts."), line=first.line)
        raise self.refused(
            _("This address is in line %(line)d with the other team, which counts. Keep one."), line=first.line
        )

    def refused(self, reason: str, **values: object) -> _Refused:
        return _Refused(self.translate(reason) % values)


def _columns(line: str) -> list[str] | None:
    """What each column holds ("" for what is passed by) if the line names them, with e-mail among them."""
    if "@" in line or len(line) > LONGEST_LINE:
        return None
    words = [re.sub(r"[\W_]", "", cell).casefold() for cell in _cells(line)]
    columns = [next((kind for kind, names in _COLUMNS.items() if word in names), "") for word in words]
    return columns if "email" in columns else None


def _cells(line: str) -> list[str]:
    """Tabs separate if there are any outside quotes, else semicolons, else commas."""
    bare = _QUOTED.sub("", line)
    separator = next((mark for mark in ("\t", ";") if mark in bare), ",")
    return [" ".join(cell.split()) for cell in next(_rows(line, separator))]


def _rows(line: str, separator: str) -> Iterator[list[str]]:
    return csv.reader([line], delimiter=separator, skipinitialspace=True)


def _split_address(cell: str) -> tuple[str, str]:
    """Name and address of "Anna Berg <anna@example.com>"; of anything else no name."""
    match = _NAMED_ADDRESS.fullmatch(cell)
    return (match["name"].strip(), match["address"].strip()) if match else ("", cell)


def _is_address(text: str) -> bool:
    if len(text) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(text):
        return False
    local, _at, domain = text.rpartition("@")
    try:
        return len(local) <= 64 and len(local) + 1 + len(domain.encode("idna")) <= LONGEST_ADDRESS
    except UnicodeError:
        return False
