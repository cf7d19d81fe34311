"""Looks at every page and state: `python -m tests.gallery pictures FOLDER`, `… axe` and `… walk`.

All make a database of their own, serve it, and open every page in a real browser. `pictures` writes one file for each
page at 390 and 1280 pixels, light and dark. `axe` looks at 320, 390 and 1280 pixels, light and dark, for what WCAG 2.2
AA forbids, for anything that runs over the side, and for what the browser complains of. `walk` goes through every page
with the Tab key, listens to what a screen reader would say, enlarges text, narrows the window, measures targets and
looks for motion (hurdles.py). The exit code of both is 1 where they find something. Words after `--only` choose the
pages whose names hold one of them.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TypeAlias
from urllib.request import urlopen

import django
from django.core.management import call_command
from playwright._impl._api_structures import StorageState
from playwright.sync_api import Browser, Error, Page, sync_playwright

PASSWORDS = {"new@example.com": "correct horse battery"}
DEMO_PASSWORD = "OneTeam-demo"
REFUSED = r"status of 4\d\d"
"""What a browser says of a page that is not there, or whose form was not filled in."""

HEIGHT = {320: 640, 390: 844, 1280: 900}
PICTURES, AXE, WALK = (390, 1280), (320, 390, 1280), (320, 1280)

Look: TypeAlias = Callable[[Page, str, int, bool], list[str]]
"""Looks at a page by its name, width and darkness; returns what is wrong with it."""


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True, dest="command")
    pictures = commands.add_parser("pictures", help="write a picture of every page")
    pictures.add_argument("folder", type=Path)
    axe = commands.add_parser("axe", help="find what stands in people's way")
    for each in (pictures, axe, commands.add_parser("walk", help="go through every page with keys")):
        each.add_argument("--only", nargs="*", default=[""], metavar="WORD")
        each.add_argument("--language", default="en")
    options = parser.parse_args(arguments)
    found = look_at_all(*looks(options), options.only, options.language)
    print(*found, sep="\n")
    return 1 if found else 0


def looks(options: argparse.Namespace) -> tuple[Look, Sequence[int]]:
    if options.command == "pictures":
        return into(options.folder), PICTURES
    return (barriers, AXE) if options.command == "axe" else (hurdles(options.language), WALK)


def look_at_all(look: Look, widths: Sequence[int], only: Sequence[str], language: str) -> list[str]:
    """Looks at all pages, first of a OneTeam that nobody has set up, then of one that is full."""
    found = []
    with database() as server, browsing() as browser:
        from tests.gallery import house, pages  # they need the database to be set up

        for make, shots in ((house.fresh, pages.FRESH), (house.build, pages.SHOTS)):
            parts = make()
            with serving(server) as address:
                chosen = [shot for shot in shots if any(word in shot.name for word in only)]
                found += list(looked(browser, address, language, chosen, parts, widths, look))
    return found


def looked(
    browser: Browser,
    address: str,
    language: str,
    shots: Iterable[object],
    parts: Mapping[str, str],
    widths: Sequence[int],
    look: Look,
) -> Iterator[str]:
    from tests.browser.conftest import listen
    from tests.gallery.pages import Shot

    signed_in: dict[str, StorageState] = {}
    for shot in shots:
        assert isinstance(shot, Shot)
        if shot.who not in signed_in:
            signed_in[shot.who] = state_of(browser, address, shot.who)
        for width in widths:
            context = browser.new_context(
                base_url=address,
                locale=language,
                viewport={"width": width, "height": HEIGHT[width]},
                storage_state=signed_in[shot.who],
                reduced_motion="reduce",
            )
            context.set_default_timeout(10_000)
            page, said = context.new_page(), list[str]()
            listen(page, address, said)
            page.goto(shot.path.format_map(parts))
            if shot.act:
                try:
                    shot.act(page)
                except Error as error:
                    said.append(str(error).splitlines()[0])
                page.wait_for_load_state()
            for is_dark in (False, True):
                page.emulate_media(color_scheme="dark" if is_dark else "light")
                said += look(page, shot.name, width, is_dark)
            yield from (f"{shot.name} at {width}: {each}" for each in said if not re.search(REFUSED, each))
            context.close()


def state_of(browser: Browser, address: str, who: str) -> StorageState:
    """The cookies of someone who has signed in."""
    context = browser.new_context(base_url=address)
    if who:
        page = context.new_page()
        page.goto("/account/login/")
        page.fill("input[name=login]", who)
        page.fill("input[name=password]", PASSWORDS.get(who, DEMO_PASSWORD))
        page.click("main [type=submit]")
        page.wait_for_url(lambda url: "login" not in url)
    state = context.storage_state()
    context.close()
    return state


def into(folder: Path) -> Look:
    folder.mkdir(parents=True, exist_ok=True)

    def take(page: Page, name: str, width: int, is_dark: bool) -> list[str]:
        path = folder / f"{name}-{width}{'-dark' if is_dark else ''}.png"
        page.screenshot(path=path, full_page=True)
        return []

    return take


def barriers(page: Page, name: str, width: int, is_dark: bool) -> list[str]:
    from tests.browser.conftest import AXE as SCRIPT
    from tests.browser.conftest import AXE_RULES

    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    violations = page.evaluate(
        "options => axe.run(options).then(results => results.violations)",
        {**AXE_RULES, "resultTypes": ["violations"]},
    )
    scheme = "dark" if is_dark else "light"
    found = [f"{scheme} {rule['id']} {node['target']}" for rule in violations for node in rule["nodes"]]
    runs_over = page.evaluate("document.documentElement.scrollWidth") - width
    return found + ([f"{scheme} runs over by {runs_over}px"] if runs_over > 0 else [])


def hurdles(language: str) -> Look:
    """What hurdles.py finds; and two addresses whose windows have one title."""
    titles: dict[str, str] = {}

    def find(page: Page, name: str, width: int, is_dark: bool) -> list[str]:
        from tests.gallery.hurdles import of_page

        place = page.url.partition("?")[0]
        first = titles.setdefault(page.title(), place)
        alike = [] if first == place or is_dark else [f"its title “{page.title()}” is also that of {first}"]
        return alike + of_page(page, width, is_dark, language)

    return find


@contextmanager
def database() -> Iterator[dict[str, str]]:
    """An SQLite file with the question bank, gone afterwards; the environment of a server on it."""
    with tempfile.TemporaryDirectory() as folder:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            address = f"127.0.0.1:{free.getsockname()[1]}"
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "alignment.settings",
            "DJANGO_ALLOW_ASYNC_UNSAFE": "true",
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'gallery.sqlite3'}",
            "SITE_URL": f"http://{address}",
        }
        django.setup()
        with redirect_stdout(StringIO()):
            call_command("migrate", verbosity=0)
            call_command("load_question_bank")
        yield {"address": address}


@contextmanager
def serving(server: Mapping[str, str]) -> Iterator[str]:
    command = [sys.executable, "manage.py", "runserver", "--noreload", server["address"]]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://{server['address']}"
    try:
        wait_for(address)
        yield address
    finally:
        running.terminate()
        running.wait()


def wait_for(address: str) -> None:
    for _ in range(120):
        try:
            urlopen(f"{address}/privacy/").close()
        except OSError:
            time.sleep(0.5)
        else:
            return
    raise SystemExit("The server did not start.")


@contextmanager
def browsing() -> Iterator[Browser]:
    from tests.browser.conftest import FLAGS, chromium

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield browser
        browser.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
