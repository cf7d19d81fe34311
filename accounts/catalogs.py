"""Translations for use: each catalog (`django.po`, kept with the code) is built into a `django.mo` beside it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
from django.apps import apps
from django.conf import settings
from django.core.checks import CheckMessage, Warning  # noqa: A004 (Django's own name)


def catalogs() -> Iterator[Path]:
    """The catalogs of this product; Django and the libraries bring theirs built."""
    homes = [Path(app.path) / "locale" for app in apps.get_app_configs()]
    for home in (*homes, *map(Path, settings.LOCALE_PATHS)):
        if home.is_relative_to(settings.BASE_DIR) and ".venv" not in home.parts:
            yield from sorted(home.glob("*/LC_MESSAGES/django.po"))


def is_built(catalog: Path) -> bool:
    built = catalog.with_suffix(".mo")
    return built.exists() and built.stat().st_mtime_ns >= catalog.stat().st_mtime_ns


def build_catalogs() -> int:
    """Builds what is missing or older than its catalog; returns how many. Two processes may do so at the same time."""
    waiting = [catalog for catalog in catalogs() if not is_built(catalog)]
    for catalog in waiting:
        written = catalog.with_name(f"{os.getpid()}.tmp")
        polib.pofile(str(catalog)).save_as_mofile(str(written))
        written.replace(catalog.with_suffix(".mo"))
    return len(waiting)


def check_catalogs(**_options: Any) -> list[CheckMessage]:
    """Without them every page is in English, and nothing else would say so."""
    if all(is_built(catalog) for catalog in catalogs()):
        return []
    return [Warning("Translations are missing or old.", hint="Run manage.py compile_translations.", id="oneteam.W001")]
