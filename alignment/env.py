"""Reads settings from the environment; a wrong value stops the start with one clear sentence."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def env_str(name: str, default: str = "") -> str:
    """The variable NAME, or the content of the file that NAME_FILE names."""
    file = os.environ.get(f"{name}_FILE")
    if not file:
        return os.environ.get(name, default)
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE names {file}, which cannot be read: {error.strerror}.") from error


def env_bool(name: str, *, default: bool) -> bool:
    value = env_str(name, str(default)).strip().lower()
    if value in _TRUE | _FALSE:
        return value in _TRUE
    raise ImproperlyConfigured(f"{name} is {value!r}; write true or false.")


def env_int(name: str, default: int) -> int:
    value = env_str(name, str(default)).strip()
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {value!r}; write a whole number.") from None


def env_list(name: str) -> list[str]:
    return [part.strip() for part in env_str(name).split(",") if part.strip()]


def env_database(name: str, default_file: Path) -> dict[str, Any]:
    """A DATABASES entry from a URL; SQLite in `default_file` when NAME is empty."""
    url = env_str(name)
    if not url:
        default_file.parent.mkdir(parents=True, exist_ok=True)
        url = f"sqlite:///{default_file}"
    try:
        database: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, KeyError, environ.ImproperlyConfigured):
        raise ImproperlyConfigured(
            f"{name} cannot be read; write postgres://user:password@host:5432/name or sqlite:////path/file."
        ) from None
    if database.get("ENGINE") not in {"django.db.backends.sqlite3", "django.db.backends.postgresql"}:
        raise ImproperlyConfigured(f"{name}: only PostgreSQL and SQLite are supported.")
    return database


def secret_key(file: Path, *, is_production: bool) -> str:
    """SECRET_KEY; outside production a key of this machine's own is made on first use and kept in `file`."""
    key = env_str("SECRET_KEY")
    if is_production and len(key) < 50:
        raise ImproperlyConfigured(
            "SECRET_KEY is missing or shorter than 50 characters; "
            "set it (or SECRET_KEY_FILE) before starting in production."
        )
    if key:
        return key
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        file.chmod(0o600)
    return file.read_text(encoding="utf-8").strip()
