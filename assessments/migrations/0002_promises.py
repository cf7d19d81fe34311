"""What was promised stands in the database: it refuses to change a launched round's terms or a release.

A shell can still delete a whole round.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from assessments.migrations._triggers import ROUND, Rule, any_changed, drop, keep, round_is_not

PROMISED = (
    "mode", "minimum", "comment_minimum", "segment_title", "segments", "people_kept_days", "notice",
    "has_guesses", "launched_at",
)  # fmt: skip
ASKED = (
    "round_id", "position", "code", "version", "text", "dimension", "subject", "kind", "direction", "scale", "labels",
    "not_applicable", "guess_rule", "actions", "weight", "has_guess", "prompt",
)  # fmt: skip

ITEM, RELEASE, RESPONSE = (f"assessments_{name}" for name in ("item", "release", "response"))

_LAUNCHED = "This round was launched: its questions and promises can no longer change."


def keep_promises(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(editor.connection.vendor):
        keep(editor, rule)


def forget_promises(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(editor.connection.vendor):
        drop(editor, rule)


def _rules(vendor: str) -> Iterator[Rule]:
    is_launched = f"OLD.state <> 'draft' AND ({any_changed(PROMISED, vendor)})"
    yield Rule("round_promised", ROUND, "UPDATE", is_launched, _LAUNCHED)
    goes_back = "(OLD.state = 'open' AND NEW.state = 'draft') OR (OLD.state = 'closed' AND NEW.state <> 'closed')"
    yield Rule("round_one_way", ROUND, "UPDATE", goes_back, "A round cannot be opened again.")
    # SQLite's INSERT OR REPLACE deletes what was there before.
    replaces = "EXISTS (SELECT 1 FROM assessments_round r WHERE r.id = NEW.id AND r.state <> 'draft')"
    yield Rule("round_not_replaced", ROUND, "INSERT", replaces, _LAUNCHED)
    reworded = f"({any_changed(ASKED, vendor)}) AND ({round_is_not('draft', 'OLD')} OR {round_is_not('draft')})"
    yield Rule("item_frozen", ITEM, "UPDATE", reworded, _LAUNCHED)
    yield Rule("item_not_added", ITEM, "INSERT", round_is_not("draft"), _LAUNCHED)
    yield Rule("response_in_time", RESPONSE, "INSERT", round_is_not("open"), "This round takes no answers.")
    yield Rule("release_final", RELEASE, "UPDATE", "1 = 1", "A release never changes.")
    yield Rule("release_once", RELEASE, "INSERT", round_is_not("open"), "A round is released once, at closing.")


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial")]
    operations = [migrations.RunPython(keep_promises, forget_promises)]
