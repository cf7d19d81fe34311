"""`manage.py setup_link`: the one-time way in for the first owner."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import queries
from accounts.tokens import setup_token


class Command(BaseCommand):
    help = "Prints a link that makes the first account. It works once, within 24 hours."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--base-url",
            default=settings.SITE_URL,
            help="where this OneTeam is reached; default: the setting SITE_URL (%(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        base = options["base_url"].rstrip("/")
        if queries.has_real_user():
            self.stdout.write(_("This OneTeam has an owner. Sign in at %s") % (base + reverse("account_login")))
            return
        self.stdout.write(_("Create the first account here (works once, within 24 hours):"))
        self.stdout.write(base + reverse("accounts:setup", args=[setup_token()]))
