"""A short name for questions. On SQLite this makes the table of items anew, and with it the rules it had lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from assessments.migrations._triggers import Rule, any_changed, drop, keep, round_is_not

ITEM = "assessments_item"
ASKED_BEFORE = (
    "round_id", "position", "code", "version", "text", "dimension", "subject", "kind", "direction", "scale", "labels",
    "not_applicable", "guess_rule", "actions", "weight", "has_guess", "prompt",
)  # fmt: skip
ASKED = (*ASKED_BEFORE, "short_name")

_LAUNCHED = "This round was launched: its questions and promises can no longer change."


def forget(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(ASKED, editor.connection.vendor):
        drop(editor, rule)


def freeze(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(ASKED, editor.connection.vendor):
        keep(editor, rule)


def freeze_as_before(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(ASKED_BEFORE, editor.connection.vendor):
        keep(editor, rule)


def _rules(asked: Sequence[str], vendor: str) -> Iterator[Rule]:
    reworded = f"({any_changed(asked, vendor)}) AND ({round_is_not('draft', 'OLD')} OR {round_is_not('draft')})"
    yield Rule("item_frozen", ITEM, "UPDATE", reworded, _LAUNCHED)
    yield Rule("item_not_added", ITEM, "INSERT", round_is_not("draft"), _LAUNCHED)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_language_of_mailings")]

    operations = [
        migrations.RunPython(forget, freeze_as_before),
        migrations.AddField(
            model_name="question",
            name="short_name",
            field=models.CharField(blank=True, max_length=60, verbose_name="short name"),
        ),
        migrations.AddField(
            model_name="item",
            name="short_name",
            field=models.CharField(blank=True, max_length=60, verbose_name="short name"),
        ),
        migrations.RunPython(freeze, forget),
    ]
