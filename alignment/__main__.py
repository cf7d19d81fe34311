"""Prepares the database and serves: what `python3 dev.py run` starts. In production gunicorn serves; see docs."""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import suppress

import django
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.core.servers.basehttp import run


def main() -> None:
    parser = argparse.ArgumentParser(prog="python3 -m alignment", description=__doc__)
    parser.add_argument("--host", required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--no-demo", action="store_true")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.settings")
    try:
        with suppress(KeyboardInterrupt):
            prepare(with_demo=not options.no_demo)
            serve(options.host, options.port)
    except (CommandError, ImproperlyConfigured, OSError) as error:
        sys.exit(str(error))


def prepare(*, with_demo: bool) -> None:
    """One process for all steps: starting Django takes longer than they do. Each changes only what is missing."""
    django.setup()
    call_command("compile_translations", stdout=io.StringIO())
    call_command("migrate", verbosity=0)
    call_command("load_question_bank", stdout=io.StringIO())
    if with_demo:
        call_command("demo")
    call_command("setup_link")


def serve(host: str, port: int) -> None:
    from alignment.wsgi import application  # needs settings

    def announce(_port: str) -> None:
        print(f"\nOneTeam runs at {settings.SITE_URL}/ until you press Ctrl-C.", flush=True)

    run(host, port, application, ipv6=":" in host, threading=True, on_bind=announce)


if __name__ == "__main__":
    main()
