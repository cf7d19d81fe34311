"""Launches a round."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from assessments.bank import load_bank
from assessments.management.plain import PlainCommand, minimum, moment, name, people
from assessments.scales import Mode
from assessments.services.clients import ASSESSMENT_NAME, start_round
from assessments.services.rounds import RoundPlan, survey_links

OPEN_FOR = timedelta(days=14)


class Command(PlainCommand):
    help = (
        "Launches a round and prints its code and both teams' survey links as JSON. "
        "The organization and the assessment are made if they are missing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("organization", metavar="ORG_NAME", type=name, help="the client company")
        parser.add_argument("--title", required=True, type=name, help="what the round is called")
        parser.add_argument(
            "--assessment", metavar="NAME", default=ASSESSMENT_NAME, type=name, help="default: %(default)s"
        )
        parser.add_argument(
            "--form", choices=list(load_bank().forms), default="quick-nine", help="default: %(default)s"
        )
        parser.add_argument(
            "--minimum", metavar="K", type=minimum, default=5, help="minimum group size, 3 to 10; default: 5"
        )
        parser.add_argument(
            "--mode",
            choices=[mode.value for mode in Mode],  # members would be listed by their repr
            default=Mode.ANONYMOUS.value,
            help="default: %(default)s",
        )
        parser.add_argument("--no-guesses", action="store_true", help="do not ask what the other team will answer")
        parser.add_argument("--invited-sales", metavar="N", type=people, help="people invited in Sales")
        parser.add_argument("--invited-marketing", metavar="N", type=people, help="people invited in Marketing")
        parser.add_argument(
            "--closes",
            metavar="ISO",
            type=moment,
            help="closing time, in UTC unless it has an offset; default: in two weeks",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        round = start_round(
            organization_name=options["organization"],
            assessment_name=options["assessment"],
            plan=RoundPlan(
                title=options["title"],
                minimum=options["minimum"],
                mode=Mode(options["mode"]),
                has_guesses=not options["no_guesses"],
                invited_sales=options["invited_sales"],
                invited_marketing=options["invited_marketing"],
                closes_at=options["closes"] or now + OPEN_FOR,
            ),
            form=options["form"],
            now=now,
        )
        links = {} if round.is_confidential else {"links": survey_links(round)}
        self.stdout.write(json.dumps({"round": round.code, **links}))
