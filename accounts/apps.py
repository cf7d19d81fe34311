"""The app of accounts; the first one to start, so it looks after what all of them need."""

from __future__ import annotations

from django.apps import AppConfig
from django.core.checks import Tags, register

from accounts.catalogs import check_catalogs


class AccountsConfig(AppConfig):
    name = "accounts"

    def ready(self) -> None:
        register(check_catalogs, Tags.translation)
