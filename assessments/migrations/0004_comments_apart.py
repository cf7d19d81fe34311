"""Comments leave the release, which never changes, for rows of their own, of which the words can be redacted for good.

Of rounds that closed before, they keep their order. Words go one way only: once redacted, the database takes no others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F

from assessments.migrations._triggers import Rule, any_changed, drop, keep, round_is_not

TABLE = "assessments_releasedcomment"
FIXED = ("id", "round_id", "item_id", "team", "place")
REDACTION = ("redaction", "redacted_on")

FINAL = Rule("release_final", "assessments_release", "UPDATE", "1 = 1", "A release never changes.")


def _rules(vendor: str) -> Iterator[Rule]:
    reworded = f"{any_changed(['text'], vendor)} AND NEW.text <> ''"
    moved = f"({reworded}) OR {any_changed(FIXED, vendor)}"
    yield Rule("comment_final", TABLE, "UPDATE", moved, "A comment never changes: it can only be redacted.")
    undone = f"OLD.text = '' AND ({any_changed(REDACTION, vendor)})"
    yield Rule("comment_redacted_once", TABLE, "UPDATE", undone, "This comment was redacted: that cannot be undone.")
    yield Rule("comment_in_time", TABLE, "INSERT", round_is_not("open"), "Comments are released once, at closing.")


def move_out(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    items = apps.get_model("assessments", "Item").objects
    rows = apps.get_model("assessments", "ReleasedComment")

    def take(release: Any, content: dict[str, Any]) -> None:
        places = dict(items.filter(round=release.round_id).values_list("code", "pk"))
        rows.objects.bulk_create(
            rows(round_id=release.round_id, item_id=places[c["code"]], team=c["team"], place=place, text=c["text"])
            for place, c in enumerate(content.pop("comments"), start=1)
        )
        content["schema"] = "oneteam.release/2"

    _rewrite(apps, editor, take)


def move_back(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """What was redacted does not come back."""
    rows = apps.get_model("assessments", "ReleasedComment").objects

    def give(release: Any, content: dict[str, Any]) -> None:
        left = rows.filter(round=release.round_id).exclude(text="").order_by("place")
        content["comments"] = list(left.values("team", "text", code=F("item__code")))
        content["schema"] = "oneteam.release/1"

    _rewrite(apps, editor, give)
    rows.all().delete()


def _rewrite(apps: StateApps, editor: BaseDatabaseSchemaEditor, change: Callable[[Any, dict[str, Any]], None]) -> None:
    """Writes every release anew, with its digest, while the rule that it never changes is away."""
    drop(editor, FINAL)
    releases = apps.get_model("assessments", "Release").objects
    for pk in list(releases.values_list("pk", flat=True)):
        release = releases.get(pk=pk)
        content = json.loads(release.document)
        change(release, content)
        release.document = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        release.digest = hashlib.sha256(bytes(release.salt) + release.document.encode()).hexdigest()
        release.save(update_fields=["document", "digest"])
    keep(editor, FINAL)


def keep_comments(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(editor.connection.vendor):
        keep(editor, rule)


def forget_comments(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for rule in _rules(editor.connection.vendor):
        drop(editor, rule)


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_plan_and_workshop")]
    operations = [
        migrations.RunPython(move_out, move_back),
        migrations.RunPython(keep_comments, forget_comments),
    ]
