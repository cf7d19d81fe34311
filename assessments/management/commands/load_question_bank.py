"""Stores the questions that come with the product."""

from __future__ import annotations

from typing import Any

from assessments.management.plain import PlainCommand
from assessments.services.questions import load_bank_into_database


class Command(PlainCommand):
    help = "Loads the question bank into the database; run again, it changes only what is new."

    def handle(self, *args: Any, **options: Any) -> None:
        changed = load_bank_into_database()
        self.stdout.write(f"Question bank: {changed} questions new or changed.")
