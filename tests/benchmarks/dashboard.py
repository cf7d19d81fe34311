"""How soon the dashboard can be read on a mid-range phone: `python -m tests.benchmarks.dashboard [turns]`.

Chromium with a processor four times slower, 1.6 Mbit/s and 150 ms for each round trip opens the dashboard of a round
of nine questions, and of the whole bank. It takes turns with a page of the same server that holds the chart of that
dashboard and nothing else. Printed are medians, on a first visit and with style sheets and scripts kept from before;
the goal is a ratio below two. Files are compressed and named by their content, as in production; the database and
they lie in a folder that is removed afterward.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from statistics import median
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from playwright.sync_api import sync_playwright

TURNS = 5
SIZES = {"nine questions": 9, "whole bank": 57}
WIDTHS = {390: 844, 1280: 900}
SLOWER = 4
LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}

WATCH = """
window.seen = {painted: 0, read: 0, moved: 0};
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) if (each.name === "first-contentful-paint") seen.painted = each.startTime;
}).observe({type: "paint", buffered: true});
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) seen.read = each.startTime;
}).observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver((list) => {
  for (const each of list.getEntries()) seen.moved += each.value;
}).observe({type: "layout-shift", buffered: true});
"""
"""Asks the browser when something stood on the page, when the largest part of its text did, and what moved later."""


@dataclass(frozen=True, slots=True)
class Look:
    """One visit: milliseconds to the first words and to the largest, layout shift, bytes that came over the line.

    `library` is whether Plotly came, and `early` whether it was asked for before the page could be read.
    """

    painted: float
    read: float
    moved: float
    weight: float
    library: bool
    early: bool


def main(turns: int) -> None:
    with served() as (address, session), sync_playwright() as playwright:
        from tests.browser.conftest import FLAGS, chromium  # needs Django, which is set up by now

        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        print(
            f"{'round':16}{'width':>6} {'visit':7}{'bare':>9}{'painted':>9}{'ratio':>7}{'read':>9}{'ratio':>7}", end=""
        )
        print(f"{'moved':>8}{'kB':>7}  plotly")
        for name, questions in SIZES.items():
            for width in WIDTHS:
                _compare(browser, address, session, (name, questions, width), turns)
        browser.close()


def _compare(browser: Any, address: str, session: str, page: tuple[str, int, int], turns: int) -> None:
    name, questions, width = page
    bare: dict[str, list[Look]] = {"first": [], "again": []}
    full: dict[str, list[Look]] = {"first": [], "again": []}
    for _ in range(turns):
        for path, looks in ((f"/bare/{questions}/{width}/", bare), (f"/full/{questions}/", full)):
            for visit, look in zip(looks, _looks(browser, f"{address}{path}", session, width), strict=True):
                looks[visit].append(look)
    for visit in ("first", "again"):
        _print(f"{name:16}{width:6} {visit:7}", bare[visit], full[visit])


def _print(start: str, bare: list[Look], full: list[Look]) -> None:
    base = median(look.painted for look in bare)
    painted, read = (median(getattr(look, kind) for look in full) for kind in ("painted", "read"))
    moved, weight = max(look.moved for look in full), median(look.weight for look in full)
    plotly = "too early" if any(look.early for look in full) else "later" if full[0].library else "no"
    print(f"{start}{base:6.0f} ms{painted:6.0f} ms{painted / base:7.2f}{read:6.0f} ms{read / base:7.2f}", end="")
    print(f"{moved:8.3f}{weight / 1000:7.1f}  {plotly}")


def _looks(browser: Any, address: str, session: str, width: int) -> Iterator[Look]:
    """A first visit, and one more with what the browser has kept."""
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]})
    context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
    context.add_init_script(WATCH)
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    for _ in range(2):
        yield _look(page, line, address)
    context.close()


def _look(page: Any, line: Any, address: str) -> Look:
    came: dict[str, float] = {}
    names: dict[str, str] = {}
    asked: dict[str, float] = {}

    def request(event: dict[str, Any]) -> None:
        names[event["requestId"]] = event["request"]["url"]
        asked[event["request"]["url"]] = event["timestamp"]

    def loaded(event: dict[str, Any]) -> None:
        came[names.get(event["requestId"], "")] = event["encodedDataLength"]

    line.on("Network.requestWillBeSent", request)
    line.on("Network.loadingFinished", loaded)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(700)
    seen = page.evaluate("seen")
    line.remove_listener("Network.requestWillBeSent", request)
    line.remove_listener("Network.loadingFinished", loaded)
    library = [at for url, at in asked.items() if "plotly" in url]
    early = any((at - asked[address]) * 1000 < max(seen["painted"], seen["read"]) for at in library)
    weight = sum(size for url, size in came.items() if "plotly" not in url)
    return Look(**seen, weight=weight, library=bool(library), early=early)


# --- The server ------------------------------------------------------------------------------------------------------
class Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """The address of a server with both rounds, and the session of somebody who may look at them."""
    with tempfile.TemporaryDirectory() as folder:
        application, session = _prepare(Path(folder))
        server = make_server("127.0.0.1", 0, application, server_class=Server, handler_class=Quiet)
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", session
        server.shutdown()


class Quiet(WSGIRequestHandler):
    def log_request(self, *_args: object) -> None:
        """Not a word: the figures stand alone."""


def _prepare(folder: Path) -> tuple[WSGIApplication, str]:
    os.environ |= {"DJANGO_SETTINGS_MODULE": "alignment.settings", "DATABASE_URL": "", "VAR_DIR": str(folder)}
    import django
    from django.conf import settings
    from django.core.management import call_command

    settings.STORAGES["staticfiles"] = {"BACKEND": "alignment.staticfiles.HashedStorage"}
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = False
    django.setup()
    for command in ("collectstatic", "compile_translations", "migrate", "load_question_bank"):
        call_command(command, **({"interactive": False} if command == "collectstatic" else {}), verbosity=0)
    return _rounds()


def _rounds() -> tuple[WSGIApplication, str]:
    from django.core.wsgi import get_wsgi_application
    from django.test import Client
    from django.urls import reverse

    from accounts.models import Role
    from assessments.models import Assessment
    from assessments.scales import Team
    from tests.benchmarks.rounds import closed_round
    from tests.builders import make_member, make_organization

    organization = make_organization("Acme")
    rounds = {
        count: closed_round(
            Assessment.objects.create(organization=organization, name=name),
            {Team.SALES: 14, Team.MARKETING: 9},
            questions=count,
        )
        for name, count in SIZES.items()
    }
    client = Client()
    client.force_login(make_member(organization, Role.VIEWER))
    paths = {
        f"/full/{count}/": reverse("reports:dashboard", args=[organization.slug, round.code])
        for count, round in rounds.items()
    }
    pages = {f"/bare/{count}/{width}/": _bare(round) for count, round in rounds.items() for width in WIDTHS}
    return _routed(get_wsgi_application(), paths, pages), client.cookies["sessionid"].value


def _bare(round: Any) -> bytes:
    import gzip

    from django.utils.translation import gettext

    from reports.build import build_report
    from reports.renderers.svg import gap_chart
    from reports.series import gap_series

    chart = gap_chart(gap_series(build_report(round)), gettext)
    head = '<!DOCTYPE html><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>.</title>'
    return gzip.compress(f"{head}{chart}".encode())


def _routed(product: WSGIApplication, paths: dict[str, str], pages: dict[str, bytes]) -> WSGIApplication:
    """The product, with short names for two of its pages, and the bare ones beside them."""

    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"]
        if path in pages:
            headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Cache-Control", "no-store")]
            start_response("200 OK", headers)
            return [pages[path]]
        return product({**environ, "PATH_INFO": paths.get(path, path)}, start_response)

    return application


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TURNS)
