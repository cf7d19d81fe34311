"""Values from the environment are taken as they are meant, or refused with their name."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from alignment.env import env_bool, env_database, env_int, env_list, env_str, env_time_zone, secret_key


@pytest.fixture(autouse=True)
def _empty_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("THING", "THING_FILE", "SECRET_KEY", "SECRET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)


def test_value_that_is_not_set_is_the_default(tmp_path: Path) -> None:
    assert env_str("THING", "default") == "default"
    assert env_bool("THING", default=True) is True
    assert env_int("THING", 60) == 60
    assert env_list("THING") == []
    assert env_time_zone("THING", "UTC") == "UTC"
    assert env_database("THING", tmp_path / "new" / "db")["NAME"] == str(tmp_path / "new" / "db")


@pytest.mark.parametrize("word", ["1", "true", "TRUE", " yes ", "on"])
def test_bool_understands_yes(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", word)
    assert env_bool("THING", default=False) is True


@pytest.mark.parametrize("word", ["0", "false", "No", "off", ""])
def test_bool_understands_no(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", word)
    assert env_bool("THING", default=True) is False


@pytest.mark.parametrize("word", ["maybe", "2", "tru"])
def test_bool_refuses_what_is_neither(word: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", word)
    with pytest.raises(ImproperlyConfigured, match=f"THING is '{word}'"):
        env_bool("THING", default=False)


def test_list_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "a.example.com, b.example.com,,")
    assert env_list("THING") == ["a.example.com", "b.example.com"]


def test_file_holds_the_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "thing").write_text("587\n")
    monkeypatch.setenv("THING_FILE", str(tmp_path / "thing"))
    assert (env_str("THING"), env_int("THING", 25)) == ("587", 587)


def test_file_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING_FILE", str(tmp_path / "missing"))
    with pytest.raises(ImproperlyConfigured, match=r"THING_FILE names .*missing, which cannot be read"):
        env_str("THING")


@pytest.mark.parametrize(
    ("url", "name", "host"),
    [
        ("postgres://ann:secret@db.example.com:5433/oneteam", "oneteam", "db.example.com"),
        ("postgresql://ann@db.example.com/oneteam", "oneteam", "db.example.com"),
        ("sqlite:////var/lib/oneteam.sqlite3", "/var/lib/oneteam.sqlite3", ""),
    ],
)
def test_database_url_is_understood(
    url: str, name: str, host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THING", url)
    database = env_database("THING", tmp_path / "db")
    assert (database["NAME"], database["HOST"]) == (name, host)


@pytest.mark.parametrize("url", ["nonsense", "mysql://ann@db/oneteam", "postgres://ann@db:port/oneteam", "sqlite"])
def test_database_url_that_cannot_be_used_is_refused(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THING", url)
    with pytest.raises(ImproperlyConfigured, match="THING"):
        env_database("THING", tmp_path / "db")


def test_refusal_of_a_database_url_does_not_print_the_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("THING", "postgres://ann:hunter2@db:port/oneteam")
    with pytest.raises(ImproperlyConfigured) as refusal:
        env_database("THING", tmp_path / "db")
    assert "hunter2" not in str(refusal.value)


def test_development_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    file = tmp_path / "var" / "secret_key"
    key = secret_key(file, is_production=False)
    assert len(key) >= 50
    assert secret_key(file, is_production=False) == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["secret_key"]


def test_production_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY is missing"):
        secret_key(tmp_path / "secret_key", is_production=True)
    assert list(tmp_path.iterdir()) == []
