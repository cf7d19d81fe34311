"""What was promised stands in the database: it refuses to change a launched round's terms or a release.

A shell can still delete a whole round, or drop the triggers: this stops mistakes and temptation, not an intruder.

SQLite drops a table's triggers when a later migration rebuilds it: such a migration ends with `keep_promises`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

PROMISED = (
    "mode", "minimum", "comment_minimum", "segment_title", "segments", "people_kept_days", "notice",
    "has_guesses", "launched_at",
)  # fmt: skip
ASKED = (
    "round_id", "position", "code", "version", "text", "dimension", "subject", "kind", "direction", "scale", "labels",
    "not_applicable", "guess_rule", "actions", "weight", "has_guess", "prompt",
)  # fmt: skip

ROUND, ITEM, RELEASE, RESPONSE = (f"assessments_{name}" for name in ("round", "item", "release", "response"))

_LAUNCHED = "This round was launched: its questions and promises can no longer change."


@dataclass(frozen=True)
class Rule:
    """A trigger: before `event` on `table`, `condition` is refused with the words of `refusal`."""

    name: str
    table: str
    event: str
    condition: str
    refusal: str


def keep_promises(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(editor.connection.vendor):
        for statement in _statements(editor.connection.vendor, rule):
            editor.execute(statement)


def forget_promises(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(editor.connection.vendor):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {rule.name} ON {rule.table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {rule.name}()")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {rule.name}")


def _rules(vendor: str) -> Iterator[Rule]:
    is_launched = f"OLD.state <> 'draft' AND ({_any_changed(PROMISED, vendor)})"
    yield Rule("round_promised", ROUND, "UPDATE", is_launched, _LAUNCHED)
    goes_back = "(OLD.state = 'open' AND NEW.state = 'draft') OR (OLD.state = 'closed' AND NEW.state <> 'closed')"
    yield Rule("round_one_way", ROUND, "UPDATE", goes_back, "A round cannot be opened again.")
    # SQLite's INSERT OR REPLACE deletes what was there before.
    replaces = "EXISTS (SELECT 1 FROM assessments_round r WHERE r.id = NEW.id AND r.state <> 'draft')"
    yield Rule("round_not_replaced", ROUND, "INSERT", replaces, _LAUNCHED)
    reworded = f"({_any_changed(ASKED, vendor)}) AND ({_round_is_not('draft', 'OLD')} OR {_round_is_not('draft')})"
    yield Rule("item_frozen", ITEM, "UPDATE", reworded, _LAUNCHED)
    yield Rule("item_not_added", ITEM, "INSERT", _round_is_not("draft"), _LAUNCHED)
    yield Rule("response_in_time", RESPONSE, "INSERT", _round_is_not("open"), "This round takes no answers.")
    yield Rule("release_final", RELEASE, "UPDATE", "1 = 1", "A release never changes.")
    yield Rule("release_once", RELEASE, "INSERT", _round_is_not("open"), "A round is released once, at closing.")


def _any_changed(columns: Sequence[str], vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def _round_is_not(state: str, row: str = "NEW") -> str:
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


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunPython(keep_promises, forget_promises)]
