"""A real browser against a real server. Every page that a test visits must stay quiet: see `problems`."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from accounts.models import User

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AXE_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
AXE = Axe().axe_script
OPEN_DETAILS = "for (const each of document.querySelectorAll('details')) each.open = true"
HEIGHTS = {390: 844, 1280: 900}


class Visit(Protocol):
    """Opens `path` of the live server, as `user` or as nobody, and waits until the page is loaded."""

    def __call__(
        self, path: str, *, user: User | None = None, width: int = 1280, dark: bool = False, javascript: bool = True
    ) -> Page: ...


def chromium() -> str | None:
    """The system's Chromium, or the one that CHROMIUM names."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    executable = chromium()
    if executable is None:
        missing = "NO CHROMIUM FOUND: browser tests did not run (install chromium, or name one in CHROMIUM)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    expect.set_options(timeout=30_000)  # a busy machine needs a while for plotly's five megabytes
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=FLAGS)
        yield running
        running.close()


@pytest.fixture
def problems() -> Iterator[list[str]]:
    """What browsers complained about: errors of scripts, broken policy, failed requests, requests to other hosts.

    Asserted empty after every test; one that provokes a complaint on purpose takes it out of the list.
    """
    seen: list[str] = []
    yield seen
    assert seen == []


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, problems: list[str]) -> Iterator[Visit]:
    contexts: list[BrowserContext] = []

    def open_page(
        path: str, *, user: User | None = None, width: int = 1280, dark: bool = False, javascript: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": HEIGHTS.get(width, 900)},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([_session_cookie(user, live_server.url)])  # type: ignore[list-item]
        page = context.new_page()
        listen(page, live_server.url, problems)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def barriers() -> Callable[[Page], list[str]]:
    """Finds what stands in the way of people with disabilities: axe's rules of WCAG 2.2 AA, and where they fail."""

    def find(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        found = page.evaluate(
            "options => axe.run(options).then(results => results.violations)",
            {**AXE_RULES, "resultTypes": ["violations"]},
        )
        return [f"{rule['id']}: {node['target']} {node['failureSummary']}" for rule in found for node in rule["nodes"]]

    return find


def looks(page: Page, *widths: int, dark: bool = False) -> Iterator[str]:
    """Makes the loaded page look light on the first of the widths, dark on the next and so on; says how it looks.

    Much cheaper than to load it anew. With `dark` every width has both colors.
    """
    for place, width in enumerate(widths):
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 900)})
        for scheme in ("light", "dark") if dark else (("light", "dark")[place % 2],):
            page.emulate_media(color_scheme=scheme)
            yield f"{scheme} at {width}"


def width_of(page: Page) -> int:
    """How wide what stands there is: more than the screen where it runs over."""
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def _session_cookie(user: User, url: str) -> dict[str, str]:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def listen(page: Page, url: str, problems: list[str]) -> None:
    """A broken Content-Security-Policy arrives as an error of the console."""
    host = urlsplit(url).netloc
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("requestfailed", lambda request: problems.extend(_failure(request)))
    page.on(
        "request",
        lambda request: (
            problems.append(f"foreign: {request.url}")
            if urlsplit(request.url).scheme in {"http", "https"} and urlsplit(request.url).netloc != host
            else None
        ),
    )


def _failure(request: Request) -> list[str]:
    """Nothing for what a page that was left was still waiting for. A page itself that does not come is a failure."""
    is_left_behind = request.failure == "net::ERR_ABORTED" and request.resource_type != "document"
    return [] if is_left_behind else [f"failed: {request.url}"]
