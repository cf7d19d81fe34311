"""Closes a round."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from assessments.management.plain import PlainCommand, round_by_code
from assessments.services.closing import close_round


class Command(PlainCommand):
    help = "Closes a round: counts, suppresses, freezes the release and destroys the answers. There is no way back."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="CODE", help="the round's code")

    def handle(self, *args: Any, **options: Any) -> None:
        round = round_by_code(options["code"])
        close_round(round=round, now=timezone.now())
        self.stdout.write(json.dumps({"round": round.code, "state": round.state}))
