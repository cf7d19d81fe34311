"""The question bank, read from question_bank.toml. ★ No Django."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from assessments.scales import Action, Direction, FrozenItem, GuessRule, Kind, Scale, Subject, labels_problem

BANK_FILE = Path(__file__).with_name("question_bank.toml")

OPEN_FAMILY = "OPEN"
OWN_LABELS_FAMILIES = frozenset({"LADDER", "BIPOLAR", "TIME", "COUNT"})
"""Scales whose points each question words for itself; every other family is worded once under [scales]."""

BANK_FIELDS = frozenset({"dimensions", "scales", "forms", "questions"})
FORM_FIELDS = frozenset({"name", "questions", "guesses"})
QUESTION_FIELDS = frozenset({"code", "version", "text", "subject", "kind", "direction", "scale", "guess"})
OPTIONAL_QUESTION_FIELDS = frozenset({"short_name", "dimension", "labels", "not_applicable", "prompt", "actions"})

MOST_NAME_CHARACTERS = 40
"""Of a short name in the bank: it has to stand in a heading, on a phone too."""

Table: TypeAlias = dict[str, Any]
Families: TypeAlias = Mapping[str, tuple[str, ...]]
Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A selection of questions in the order they are asked. `guesses`: those whose guess is asked too."""

    code: str
    name: str
    questions: tuple[str, ...]
    guesses: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """Dimension code → name, scale code → labels, form code → form, and all questions: in the order of the file."""

    dimensions: Mapping[str, str]
    scales: Mapping[str, tuple[str, ...]]
    forms: Mapping[str, Form]
    questions: tuple[FrozenItem, ...]


@cache
def load_bank() -> Bank:
    """The bank that comes with the product, read once per process."""
    return parse_bank(BANK_FILE.read_text(encoding="utf-8"))


def parse_bank(text: str) -> Bank:
    """The bank written as TOML in `text`; the file itself explains its fields.

    Raises ValueError, naming the question (form, scale) and the field, for anything missing, unknown,
    repeated or not allowed.
    """
    raw = tomllib.loads(text)
    _check_fields(raw, "question bank", BANK_FIELDS)
    dimensions = _dimensions(raw)
    families = {code: _five(table, f"scale {code}") for code, table in _tables(raw, "scales").items()}
    questions = tuple(_question(table, dimensions, families) for table in _array(raw, "questions", "question bank"))
    _check_repeats([question.code for question in questions], "question", "code")
    _check_repeats([question.short_name for question in questions if question.short_name], "question", "short_name")
    by_code = {question.code: question for question in questions}
    forms = {code: _form(code, table, by_code) for code, table in _tables(raw, "forms").items()}
    return Bank(
        dimensions=MappingProxyType(dimensions),
        scales=MappingProxyType(families),
        forms=MappingProxyType(forms),
        questions=questions,
    )


def _dimensions(raw: Table) -> dict[str, str]:
    names = raw["dimensions"]
    if not isinstance(names, dict):
        raise _problem("question bank", "dimensions", "a table is needed")
    return {code: _words(names, code, "dimensions") for code in names}


def _question(table: Table, dimensions: Collection[str], families: Families) -> FrozenItem:
    where = f"question {table.get('code', '(without a code)')}"
    _check_fields(table, where, QUESTION_FIELDS, OPTIONAL_QUESTION_FIELDS)
    kind = _word(Kind, table, "kind", where)
    return FrozenItem(
        code=_words(table, "code", where),
        version=_version(table, where),
        text=_words(table, "text", where),
        dimension=_dimension(table, dimensions, where),
        subject=_word(Subject, table, "subject", where),
        kind=kind,
        direction=_word(Direction, table, "direction", where),
        scale=_scale(table, kind, where),
        labels=_labels(table, families, where),
        not_applicable=_optional_words(table, "not_applicable", where),
        guess_rule=_word(GuessRule, table, "guess", where),
        prompt=_optional_words(table, "prompt", where),
        actions=tuple(_action(action, where) for action in _array(table, "actions", where)),
        short_name=_short_name(table, where),
    )


def _form(code: str, table: Table, questions: Mapping[str, FrozenItem]) -> Form:
    where = f"form {code}"
    _check_fields(table, where, FORM_FIELDS)
    asked = _codes(table, "questions", where, questions)
    guessable = [each for each in asked if questions[each].guess_rule is not GuessRule.NONE]
    return Form(
        code=code,
        name=_words(table, "name", where),
        questions=asked,
        guesses=frozenset(_codes(table, "guesses", where, guessable)),
    )


def _codes(table: Table, field: str, where: str, allowed: Collection[str]) -> tuple[str, ...]:
    codes = _strings(table, field, where)
    _check_repeats(codes, where, field)
    if refused := [code for code in codes if code not in allowed]:
        raise _problem(where, field, f"{', '.join(refused)} cannot stand here")
    return codes


def _short_name(table: Table, where: str) -> str:
    name = _optional_words(table, "short_name", where)
    if len(name) > MOST_NAME_CHARACTERS:
        raise _problem(where, "short_name", f"at most {MOST_NAME_CHARACTERS} characters")
    return name


def _scale(table: Table, kind: Kind, where: str) -> Scale:
    scale = Scale.TEXT if table["scale"] == OPEN_FAMILY else Scale.FIVE
    if (scale is Scale.TEXT) != (kind is Kind.OPEN):
        raise _problem(where, "scale", f"kind open and scale {OPEN_FAMILY} go together")
    return scale


def _labels(table: Table, families: Families, where: str) -> tuple[str, ...]:
    """The question's own labels, else its family's; none for free text."""
    family = _words(table, "scale", where)
    if family not in {OPEN_FAMILY, *OWN_LABELS_FAMILIES, *families}:
        raise _problem(where, "scale", f"there is no scale {family}")
    if family == OPEN_FAMILY:
        if "labels" in table:
            raise _problem(where, "labels", "an open question has none")
        return ()
    if "labels" not in table and family in families:
        return families[family]
    return _five(table, where)


def _five(table: Table, where: str) -> tuple[str, ...]:
    labels = _strings(table, "labels", where)
    if problem := labels_problem(labels):
        raise _problem(where, "labels", problem)
    return labels


def _version(table: Table, where: str) -> int:
    version = table["version"]
    if type(version) is not int or version < 1:
        raise _problem(where, "version", "a whole number from 1 is needed")
    return version


def _dimension(table: Table, dimensions: Collection[str], where: str) -> str | None:
    if "dimension" not in table:
        return None
    code = _words(table, "dimension", where)
    if code not in dimensions:
        raise _problem(where, "dimension", f"there is no dimension {code}")
    return code


def _action(table: Table, where: str) -> Action:
    _check_fields(table, f"{where}: actions", frozenset({"sales", "marketing"}))
    return Action(
        sales=_words(table, "sales", f"{where}: actions"),
        marketing=_words(table, "marketing", f"{where}: actions"),
    )


def _word(vocabulary: type[Word], table: Table, field: str, where: str) -> Word:
    value = table[field]
    if value not in list(vocabulary):
        raise _problem(where, field, f"{value!r} is none of {', '.join(vocabulary)}")
    return vocabulary(value)


def _words(table: Table, field: str, where: str) -> str:
    value = table[field]
    if not isinstance(value, str) or not value.strip():
        raise _problem(where, field, "words are needed")
    return value


def _optional_words(table: Table, field: str, where: str) -> str:
    return _words(table, field, where) if field in table else ""


def _strings(table: Table, field: str, where: str) -> tuple[str, ...]:
    values = table.get(field)
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise _problem(where, field, "a list of texts is needed")
    return tuple(values)


def _array(table: Table, field: str, where: str) -> list[Table]:
    """An array of tables; one that is not there is empty."""
    rows = table.get(field, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _problem(where, field, "an array of tables is needed")
    return rows


def _tables(raw: Table, field: str) -> dict[str, Table]:
    tables = raw[field]
    if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
        raise _problem("question bank", field, "a table of tables is needed")
    return tables


def _check_fields(table: Table, where: str, required: frozenset[str], optional: frozenset[str] = frozenset()) -> None:
    """Unknown fields are refused too: a misspelled optional one would be lost without a word."""
    for field in sorted(required - set(table)):
        raise _problem(where, field, "is missing")
    for field in sorted(set(table) - required - optional):
        raise _problem(where, field, "is not a field")


def _check_repeats(values: Collection[str], where: str, field: str) -> None:
    if repeated := sorted({value for value in values if list(values).count(value) > 1}):
        raise _problem(where, field, f"{', '.join(repeated)} stands there twice")


def _problem(where: str, field: str, what: str) -> ValueError:
    return ValueError(f"{where}: {field}: {what}")
