"""The two commands that OneTeam needs, on a machine that has nothing but Python:

python3 dev.py run     installs, prepares the database, loads the demo and serves on this machine
python3 dev.py test    installs what tests need and runs them, on SQLite and then on a real PostgreSQL
"""

from __future__ import annotations

import argparse
import hashlib
import os
import signal
import socket
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

if sys.version_info < (3, 11):
    sys.exit("OneTeam needs Python 3.11 or newer; this is Python {}.{}.".format(*sys.version_info[:2]))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed"  # digests of the locks that are installed; missing while an installation is under way
RUN_LOCK = ROOT / ".ci" / "requirements.lock"
DEV_LOCK = ROOT / ".ci" / "requirements-dev.lock"  # holds all of RUN_LOCK


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # ends what runs below, too
    if sys.argv[1:2] == ["test"]:
        sys.exit(test(sys.argv[2:]))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, metavar="run | test")
    commands.add_parser("test", help="run the whole suite; arguments go to pytest")
    options = commands.add_parser("run", help="install, prepare and serve")
    options.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    options.add_argument("--port", type=port_number, default=8000, help="port to listen on (default: %(default)s)")
    options.add_argument("--no-demo", action="store_true", help="start without the demo organizations")
    run(**vars(parser.parse_args()))


def run(*, host: str, port: int, no_demo: bool) -> None:
    check_port(host, port)
    install(RUN_LOCK)
    here = f"[{host}]" if ":" in host else host
    is_everywhere = host in {"0.0.0.0", "::"}
    os.environ.setdefault("SITE_URL", f"http://{'127.0.0.1' if is_everywhere else here}:{port}")
    os.environ.setdefault("ALLOWED_HOSTS", "*" if is_everywhere else f"127.0.0.1,localhost,[::1],{here}")
    server = [str(PYTHON), "-m", "alignment", "--host", host, "--port", str(port), *["--no-demo"] * no_demo]
    os.chdir(ROOT)
    if os.name == "nt":
        sys.exit(wait_for(server))
    os.execv(PYTHON, server)  # so that whoever stops this process stops the server


def port_number(text: str) -> int:
    if not 1 <= int(text) <= 65535:
        raise ValueError
    return int(text)


def check_port(host: str, port: int) -> None:
    """Says at once, not after an installation, that the server could not start."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen()
    except OSError as error:
        why = error.strerror or str(error)
        sys.exit(f"Cannot listen on {host}, port {port}: {why}. Choose others with --host and --port.")


def test(arguments: list[str]) -> int:
    """The suite on SQLite, then on PostgreSQL; stops at the first that fails. Returns pytest's exit code."""
    install(DEV_LOCK)
    for name in ("APP_ENV", "DATABASE_URL"):  # tests choose these themselves
        os.environ.pop(name, None)
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what one process compiles, fifty others need not
    # One more than cores: browsers and the database server are often waited for.
    pytest = [str(PYTHON), "-m", "pytest", "-n", str((os.cpu_count() or 1) + 1)]
    for database, how in (("SQLite", []), ("PostgreSQL", ["-p", "tests.postgres"])):
        print(f"\nThe suite on {database}", flush=True)
        if code := wait_for([*pytest, *how, *arguments]):
            return code
    return 0


def wait_for(command: list[str]) -> int:
    """Runs `command` to its own end, and returns its exit code as a shell does.

    Ctrl-C reaches it directly; a polite request to stop is passed on.
    """
    child = subprocess.Popen(command, cwd=ROOT)
    signal.signal(signal.SIGINT, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    code = child.wait()
    return code if code >= 0 else 128 - code


def install(lock: Path) -> None:
    """Makes .venv hold what `lock` lists. What was interrupted or does not work is made anew."""
    wanted = digest(lock)
    is_whole = STAMP.is_file() and works("import django")
    if is_whole and wanted in STAMP.read_text():
        return
    print("Installing what OneTeam needs into .venv; this takes a minute or two.", flush=True)
    has_pip = find_spec("ensurepip") is not None  # Debian keeps it in a package of its own
    if not is_whole:
        command([sys.executable, "-m", "venv", "--clear", *([] if has_pip else ["--without-pip"]), str(VENV)])
    STAMP.unlink(missing_ok=True)
    pip = [str(PYTHON), "-m", "pip"] if works("import pip") else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    # A lock names all it needs. Left to look further, pip takes the newest of what is asked for with an extra.
    command([*pip, "install", "--quiet", "--no-deps", "--require-hashes", "-r", str(lock)])
    STAMP.write_text("\n".join({wanted, digest(RUN_LOCK)}))


def digest(lock: Path) -> str:
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def works(code: str) -> bool:
    try:
        return subprocess.run([PYTHON, "-c", code], stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def command(arguments: list[str]) -> None:
    """Runs quietly; shows what was said only if it fails."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PIP_USER": "0"}
    done = subprocess.run(
        arguments, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\nThe installation did not succeed; what is said above tells why. Run this again.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
