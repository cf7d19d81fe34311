"""What was promised stands in the database: not even a shell changes a launched round's terms or a release.

SQLite drops a table's triggers when a later migration rebuilds it: such a migration ends with `keep_promises`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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

ROUND, ITEM, RELEASE = "assessments_round", "assessments_item", "assessments_release"

_STATE_OF_ITS_ROUND = "(SELECT r.state FROM assessments_round r WHERE r.id = OLD.round_id)"


def keep_promises(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, table, condition, refusal in _rules(editor.connection.vendor):
        for statement in _statements(editor.connection.vendor, name, table, condition, refusal):
            editor.execute(statement)


def forget_promises(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for name, table, _condition, _refusal in _rules(editor.connection.vendor):
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            editor.execute(f"DROP FUNCTION IF EXISTS {name}()")
        else:
            editor.execute(f"DROP TRIGGER IF EXISTS {name}")


def _rules(vendor: str) -> Iterator[tuple[str, str, str, str]]:
    """Name, table, when an update is refused, and what is said then."""
    yield (
        "round_promised",
        ROUND,
        f"OLD.state <> 'draft' AND ({_any_changed(PROMISED, vendor)})",
        "This round was launched: its questions and promises can no longer change.",
    )
    yield (
        "round_one_way",
        ROUND,
        "(OLD.state = 'open' AND NEW.state = 'draft') OR (OLD.state = 'closed' AND NEW.state <> 'closed')",
        "A round cannot be opened again.",
    )
    yield (
        "item_frozen",
        ITEM,
        f"({_any_changed(ASKED, vendor)}) AND 'draft' <> {_STATE_OF_ITS_ROUND}",
        "This round was launched: its questions and promises can no longer change.",
    )
    yield "release_final", RELEASE, "1 = 1", "A release never changes."


def _any_changed(columns: Sequence[str], vendor: str) -> str:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    return " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)


def _statements(vendor: str, name: str, table: str, condition: str, refusal: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{refusal}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
        )
        yield f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()"
    else:
        yield (
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        )


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunPython(keep_promises, forget_promises)]
