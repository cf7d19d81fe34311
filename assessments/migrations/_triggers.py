"""Rules that the database itself keeps, as triggers, on SQLite and on PostgreSQL.

A shell can still drop them: they stop mistakes and temptation, not an intruder.

SQLite drops a table's triggers when a later migration rebuilds it: such a migration ends with making them anew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROUND = "assessments_round"


@dataclass(frozen=True)
class Rule:
    """A trigger: before `event` on `table`, `condition` is refused with the words of `refusal`."""

    name: str
    table: str
    event: str
    condition: str
    refusal: str


def keep(editor: BaseDatabaseSchemaEditor, rule: Rule) -> None:
    for statement in _statements(editor.connection.vendor, rule):
        editor.execute(statement)


def drop(editor: BaseDatabaseSchemaEditor, rule: Rule) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER IF EXISTS {rule.name} ON {rule.table}")
        editor.execute(f"DROP FUNCTION IF EXISTS {rule.name}()")
    else:
        editor.execute(f"DROP TRIGGER IF EXISTS {rule.name}")


def any_changed(columns: Sequence[str], vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def round_is_not(state: str, row: str = "NEW") -> str:
    return f"EXISTS (SELECT 1 FROM {ROUND} r WHERE r.id = {row}.round_id AND r.state <> '{state}')"  # noqa: S608


def _statements(vendor: str, rule: Rule) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE FUNCTION {rule.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {rule.condition} THEN "
            f"RAISE EXCEPTION '{rule.refusal}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        yield (
            f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} "
            f"FOR EACH ROW EXECUTE FUNCTION {rule.name}()"
        )
    else:
        yield (
            f"CREATE TRIGGER {rule.name} BEFORE {rule.event} ON {rule.table} FOR EACH ROW WHEN {rule.condition} "
            f"BEGIN SELECT RAISE(ABORT, '{rule.refusal}'); END"
        )
