"""What the commands share: one clear line on stderr and exit code 1 for what the user got wrong."""

from __future__ import annotations

import datetime
import sys
from argparse import ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.services import one_line
from assessments.models import MINIMUM_RANGE, Round
from assessments.services.errors import DomainError

MOST_NAME_CHARACTERS = 120


class Error(CommandError):
    """Django prints the name of the class before the sentence."""


class PlainCommand(BaseCommand):
    """Says what is wrong with an option or a wish in one line, and exits with 1."""

    requires_system_checks = ()  # they load every page of the product: `check` is for them, and for the server

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.called_from_command_line = False  # a wrong option raises CommandError, instead of printing usage
        return parser

    def run_from_argv(self, argv: list[str]) -> None:
        try:
            super().run_from_argv(argv)
        except CommandError as mistake:
            if "--traceback" in argv:
                raise
            self.stderr.write(str(mistake))
            sys.exit(mistake.returncode)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except DomainError as refusal:
            raise Error(str(refusal)) from refusal


def round_by_code(code: str) -> Round:
    """Raises Error for a code that no round has."""
    round = Round.objects.select_related("assessment__organization").filter(code=code.strip().upper()).first()
    if round is None:
        raise Error(f"There is no round {code!r}.")
    return round


# --- Types of options ----------------------------------------------------------------------------------------------
def name(text: str) -> str:
    tidy = one_line(text)
    if not tidy or len(tidy) > MOST_NAME_CHARACTERS or not tidy.isprintable():
        raise ArgumentTypeError(f"write 1 to {MOST_NAME_CHARACTERS} characters")
    return tidy


def minimum(text: str) -> int:
    low, high = MINIMUM_RANGE
    if not text.isdecimal() or not low <= int(text) <= high:
        raise ArgumentTypeError(f"write a number from {low} to {high}")
    return int(text)


def people(text: str) -> int:
    if not text.isdecimal() or len(text) > 9:
        raise ArgumentTypeError("write a number of people")
    return int(text)


def day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("write a date such as 2026-05-29") from None


def moment(text: str) -> datetime.datetime:
    """An instant; a time without an offset is meant in UTC."""
    try:
        written = datetime.datetime.fromisoformat(text)
        instant = (written if written.tzinfo else written.replace(tzinfo=datetime.UTC)).astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        instant = None
    if instant is None or instant.year > 9000:  # dates at the end of the calendar cannot be counted on from
        raise ArgumentTypeError("write a date and time such as 2026-05-29T17:00 or 2026-05-29T17:00+02:00")
    return instant
