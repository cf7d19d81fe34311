"""Builds the translations, where they are missing or old. Needs no GNU gettext, as Django's own command does."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accounts.catalogs import build_catalogs


class Command(BaseCommand):
    help = "Build the translations (django.mo) from their catalogs (django.po), where they are missing or old."
    requires_system_checks = ()  # one of them asks for this command

    def handle(self, **options: Any) -> None:
        self.stdout.write(f"Translations built: {build_catalogs()}.")
