"""Loads the demo and says how to get in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from assessments.management.plain import PlainCommand
from assessments.services import demo
from assessments.services.rounds import survey_links


class Command(PlainCommand):
    help = (
        "Makes two demo clients with three rounds and prints how to sign in, and both survey links of the open round. "
        "Visitors may look around without an account. Where there is a demo already, nothing changes."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--seed", type=int, default=1, help="decides how the answers fall; default: 1")
        parser.add_argument("--reset", action="store_true", help="remove the demo and make it anew")
        parser.add_argument("--remove", action="store_true", help="remove the demo, and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["reset"] or options["remove"]:
            demo.remove_demo()
        if options["remove"]:
            self.stdout.write("The demo is removed.")
            return
        if not demo.has_demo():
            demo.load_demo(seed=options["seed"], now=now)
        self._print_sign_ins()
        round = demo.open_round(now)
        if round is None:
            self.stdout.write("The demo's open round has ended; demo --reset starts a new one.")
            return
        self.stdout.write(f"Survey links of {round.organization}, {round}:")
        for team, link in survey_links(round).items():
            self.stdout.write(f"  {team.value.capitalize():9}  {link}")

    def _print_sign_ins(self) -> None:
        self.stdout.write(f"Demo sign-ins at {settings.SITE_URL}/account/login/:")
        for each in demo.sign_ins():
            self.stdout.write(f"  {each.email:22}  {each.password or '(password was changed)':22}  {each.role}")
        self.stdout.write(f"Without an account, anybody looks around as a guest: {settings.SITE_URL}/demo/")
