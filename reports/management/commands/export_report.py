"""Writes a report to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any, BinaryIO, cast

from django.core.management.base import CommandParser

from assessments.management.plain import Error, PlainCommand, round_by_code
from assessments.models import Release
from reports.renderers import EXPORTS
from reports.views.making import in_its_language, report_for


class Command(PlainCommand):
    help = "Writes the report of a closed round: the same bytes as the download on the dashboard."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="CODE", help="the round's code")
        parser.add_argument("--format", required=True, choices=list(EXPORTS), help="kind of file")
        parser.add_argument(
            "--output",
            metavar="PATH",
            help="where to write, - for standard output; default: <organization>-<round>.<format> in this folder",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        round = round_by_code(options["code"])
        export = EXPORTS[options["format"]]
        try:
            content = in_its_language(options["format"], report_for(options["format"], round))
        except Release.DoesNotExist as missing:
            raise Error(f"Round {round.code} is {round.state}: there is a report once it is closed.") from missing
        if options["output"] == "-":
            cast(BinaryIO, self.stdout.buffer).write(content)
            return
        path = Path(options["output"] or f"{round.organization.slug}-{round.code}.{export.extension}")
        _write(path, content)
        self.stdout.write(str(path))


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise Error(f"Cannot write {path}: {error.strerror}.") from error
