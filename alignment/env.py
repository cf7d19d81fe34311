"""Reads settings from the environment; a wrong value stops the start with one clear sentence."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import environ
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email

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


def env_time_zone(name: str, default: str) -> str:
    value = env_str(name, default)
    try:
        return ZoneInfo(value).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ImproperlyConfigured(f"{name} is {value!r}; write a name such as Europe/Berlin.") from None


def env_address(name: str) -> str:
    """One mail address, or empty."""
    value = env_str(name).strip()
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise ImproperlyConfigured(f"{name} is {value!r}; write one address such as hello@example.com.") from None
    return value


def env_list(name: str) -> list[str]:
    return [part.strip() for part in env_str(name).split(",") if part.strip()]


def env_database(name: str, default_file: Path) -> dict[str, Any]:
    """A DATABASES entry from a URL; SQLite in `default_file` when NAME is empty."""
    url = env_str(name)
    if not url:
        _make_folder(default_file.parent)
        url = f"sqlite:///{default_file}"
    try:
        if not url.startswith(("postgres://", "postgresql://", "sqlite://")):
            raise ValueError
        database: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, KeyError, environ.ImproperlyConfigured):
        raise ImproperlyConfigured(
            f"{name} cannot be used; write postgres://user:password@host:5432/name or sqlite:////path/file."
        ) from None
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
        _make_folder(file.parent)
        draft = file.with_name(f"{file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        with suppress(FileExistsError):  # several workers may start at once: the first one's key is everybody's
            os.link(draft, file)
        draft.unlink()
    return file.read_text(encoding="utf-8").strip()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"VAR_DIR: {folder} cannot be made: {error.strerror}.") from error
