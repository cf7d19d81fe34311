"""Erases what is known of an address."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser

from assessments.management.plain import Error, PlainCommand
from assessments.services.retention import erase_person


class Command(PlainCommand):
    help = (
        "Deletes a person's account, memberships and invitations, takes them off every list with their links and "
        "mails, and off the rounds whose contact they are. Prints what went, as JSON. Answers are tied to nobody: "
        "they cannot be found, and go when their round closes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", metavar="EMAIL", help="the person's address")
        parser.add_argument("--dry-run", action="store_true", help="only say what would go")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip()
        if "@" not in email:
            raise Error("Write an e-mail address.")
        erased = erase_person(email=email, is_dry_run=options["dry_run"])
        for slug in erased.without_owner:
            self.stderr.write(f"Warning: {slug} loses its last owner.")
        self.stdout.write(json.dumps(asdict(erased)))
