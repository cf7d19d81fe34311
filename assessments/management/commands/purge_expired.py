"""Deletes what has had its time."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from assessments.management.plain import PlainCommand
from assessments.services.retention import purge_expired


class Command(PlainCommand):
    help = (
        "Deletes lists of people whose round closed as long ago as was promised, with their links and mails, and "
        "expired invitations, links to results and sign-ins; closes rounds that have been open for a year, and ends "
        "workshops that nobody ended. `work` does it once a day. "
        "Prints what went, as JSON: codes of rounds, and numbers."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        purged = purge_expired(now=timezone.now(), is_dry_run=options["dry_run"])
        self.stdout.write(json.dumps(asdict(purged)))
