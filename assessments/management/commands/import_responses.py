"""Imports a whole round from a CSV file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from assessments.management.plain import Error, PlainCommand, day, minimum, name, people
from assessments.services.clients import ASSESSMENT_NAME
from assessments.services.importing import ImportPlan, import_round

PROGRESS_EVERY = 10_000


class Command(PlainCommand):
    help = (
        "Imports a whole round from a CSV file, all or nothing, closes it and prints its code as JSON. "
        "Columns: team (sales or marketing), perhaps respondent, and one a question: a code such as S1, or the "
        "text of your own. Values: 1 to 5, dk (don't know), na where the question offers it, or nothing. "
        "<question>:guess holds the guess of the other team, <question>:comment a comment. See docs/import.md."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path, help="CSV, separated by comma, semicolon or tab")
        parser.add_argument("--organization", metavar="NAME", required=True, type=name, help="made if it is missing")
        parser.add_argument("--title", required=True, type=name, help="what the round is called")
        parser.add_argument(
            "--assessment", metavar="NAME", default=ASSESSMENT_NAME, type=name, help="default: %(default)s"
        )
        parser.add_argument(
            "--minimum", metavar="K", type=minimum, default=5, help="minimum group size, 3 to 10; default: 5"
        )
        parser.add_argument("--invited-sales", metavar="N", type=people, help="people invited in Sales")
        parser.add_argument("--invited-marketing", metavar="N", type=people, help="people invited in Marketing")
        parser.add_argument("--closed-on", metavar="DATE", type=day, help="the day the round ended; default: today")
        parser.add_argument(
            "--keep-open", action="store_true", help="leave the round open for more answers, for two weeks"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        result = import_round(
            content=_read(options["file"]),
            plan=ImportPlan(
                organization_name=options["organization"],
                assessment_name=options["assessment"],
                title=options["title"],
                minimum=options["minimum"],
                invited_sales=options["invited_sales"],
                invited_marketing=options["invited_marketing"],
                closed_on=options["closed_on"],
                stays_open=options["keep_open"],
            ),
            now=timezone.now(),
            report_progress=self._report_progress,
        )
        round, responded = result.round, result.responded
        self.stdout.write(json.dumps({"round": round.code, "responses": responded, "state": round.state}))

    def _report_progress(self, done: int, total: int) -> None:
        """Only where one has to wait: a small file is imported before the line could be read."""
        if total >= PROGRESS_EVERY and (done % PROGRESS_EVERY == 0 or done == total):
            self.stderr.write(f"{done:,} of {total:,} responses stored")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Error(f"Cannot read {path}: {error.strerror}.") from error
