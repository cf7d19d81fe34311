"""The two commands: what they install, how they start and how they end."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from urllib.request import urlopen

import pytest

import dev


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def _signals() -> Iterator[None]:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


def heed_ctrl_c() -> None:
    """As in a terminal: where a shell put the suite in the background, every child would ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def run_dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "dev.py", *arguments], cwd=dev.ROOT, capture_output=True, text=True)


# --- Starting ------------------------------------------------------------------------------------------------------
def test_port_in_use_is_one_sentence() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_dev("run", "--port", str(port))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Cannot listen on 127.0.0.1, port {port}: Address already in use. Choose others with --host and --port.\n"
    )


@pytest.mark.parametrize("arguments", [["run", "--port", "0"], ["run", "--port", "http"], ["run", "--reset"], []])
def test_wrong_arguments_are_refused(arguments: list[str]) -> None:
    assert run_dev(*arguments).returncode == 2


def test_first_and_later_starts_serve_and_end_on_request(port: int, tmp_path: Path) -> None:
    """The child of `dev.py run`: prepares an empty database, then one that is prepared already."""
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "VAR_DIR": str(tmp_path), "SITE_URL": address, "PYTHONUNBUFFERED": "1"}
    environment.pop("DATABASE_URL", None)
    for arguments in ([], [], ["--no-demo"]):
        server = subprocess.Popen(
            [sys.executable, "-m", "alignment", "--host", "127.0.0.1", "--port", str(port), *arguments],
            cwd=dev.ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=heed_ctrl_c,
        )
        with server:
            assert server.stdout is not None
            said = ""
            while "until you press Ctrl-C" not in said:
                line = server.stdout.readline()
                assert line, said
                said += line
            for url in [f"{address}/static/vendor/bootstrap.min.css", *re.findall(rf"{address}/\S*(?<!:)", said)]:
                assert urlopen(url).status == 200
            server.send_signal(signal.SIGINT)
            rest, _ = server.communicate(timeout=60)
        assert server.returncode == 0, rest
        assert ("/s/" in said) == (arguments == [])


# --- Ending --------------------------------------------------------------------------------------------------------
@pytest.mark.usefixtures("_signals")
def test_exit_code_of_what_ran_is_handed_on() -> None:
    assert dev.wait_for([sys.executable, "-c", "raise SystemExit(5)"]) == 5


@pytest.mark.usefixtures("_signals")
def test_request_to_stop_is_passed_on() -> None:
    threading.Timer(0.5, os.kill, (os.getpid(), signal.SIGTERM)).start()
    assert dev.wait_for([sys.executable, "-c", "import time; time.sleep(60)"]) == 128 + signal.SIGTERM


# --- Installing ----------------------------------------------------------------------------------------------------
@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A lock that lists one small wheel, for a .venv without pip of its own, as on a Debian without ensurepip."""
    if find_spec("pip") is None:
        pytest.skip("this Python has no pip to install with")
    venv = tmp_path / ".venv"
    for name, value in {"VENV": venv, "PYTHON": venv / "bin" / "python", "STAMP": venv / "installed"}.items():
        monkeypatch.setattr(dev, name, value)
    monkeypatch.setattr(dev, "find_spec", lambda _: None)
    monkeypatch.setattr(dev, "RUN_LOCK", tmp_path / "requirements.lock")
    write_lock(dev.RUN_LOCK, "1")
    return dev.RUN_LOCK


def write_lock(lock: Path, version: str) -> None:
    """The wheel's module is called django: that it can be imported is how an installation is known to work."""
    wheel = lock.with_name(f"django-{version}-py3-none-any.whl")
    metadata = f"django-{version}.dist-info"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("django.py", f"version = {version}")
        archive.writestr(f"{metadata}/METADATA", f"Metadata-Version: 2.1\nName: django\nVersion: {version}\n")
        archive.writestr(f"{metadata}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(f"{metadata}/RECORD", "")
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    lock.write_text(f"django @ {wheel.as_uri()} --hash=sha256:{digest}\n")


def test_install_happens_once(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dev.install(lock)
    assert "Installing" in capsys.readouterr().out
    assert dev.works("import django; assert django.version == 1")
    dev.install(lock)
    assert capsys.readouterr().out == ""


def test_install_follows_the_lock_and_keeps_what_else_is_there(lock: Path) -> None:
    dev.install(lock)
    (dev.VENV / "kept").touch()
    write_lock(lock, "2")
    dev.install(lock)
    assert dev.works("import django; assert django.version == 2")
    assert (dev.VENV / "kept").exists()


def test_larger_set_also_counts_as_the_smaller(lock: Path, capsys: pytest.CaptureFixture[str]) -> None:
    larger = lock.with_name("requirements-dev.lock")
    larger.write_text(f"{lock.read_text()}# and more\n")
    dev.install(larger)
    capsys.readouterr()
    dev.install(lock)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("damage", ["no stamp", "no interpreter", "no packages"])
def test_install_repairs_what_does_not_work(damage: str, lock: Path) -> None:
    dev.install(lock)
    leftover = dev.VENV / "leftover"
    leftover.touch()
    match damage:
        case "no stamp":  # an interrupted installation
            dev.STAMP.unlink()
        case "no interpreter":
            dev.PYTHON.unlink()
        case "no packages":
            next(dev.VENV.glob("lib/*/site-packages/django.py")).unlink()
    dev.install(lock)
    assert dev.works("import django")
    assert not leftover.exists()


def test_install_that_fails_says_why_and_leaves_no_stamp(lock: Path) -> None:
    lock.write_text(lock.read_text().replace("sha256:", "sha256:0000")[:-5] + "\n")
    with pytest.raises(SystemExit, match=r"(?s)THESE PACKAGES DO NOT MATCH THE HASHES.*did not succeed"):
        dev.install(lock)
    assert not dev.STAMP.exists()
