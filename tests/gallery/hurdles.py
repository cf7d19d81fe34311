"""What a script can see that axe does not: keys, names, larger and wider text, narrow windows, small targets, motion.

Every check takes a loaded page and returns one sentence for each thing that fails.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import CDPSession, Page

SCRIPT = (Path(__file__).parent / "checks.js").read_text()
LARGE = "html { font-size: 200% !important; }"
WIDER = """
    :not(svg, svg *) { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }
    svg { letter-spacing: normal; word-spacing: normal; }
"""
"""Text at 200 % (WCAG 1.4.4), and spacing that a reader may set (1.4.12); charts, which have tables, keep theirs."""

NAMED = {
    "link", "button", "textbox", "searchbox", "radio", "checkbox", "combobox", "listbox", "spinbutton", "slider",
    "switch", "tab", "menuitem", "DisclosureTriangle", "image", "img", "Date", "DateTime", "InputTime", "ColorWell",
}  # fmt: skip
"""Roles in Chromium's accessibility tree that say nothing without a name."""

ONCE = {"main": "main", "banner": "header", "contentinfo": "footer"}
PHONES = ("/s/", "/w/")
"""Pages that people have on their phones: their rows are 44 px high, other targets 24 px."""

TARGET, ROW = 24, 44


def of_page(page: Page, width: int, is_dark: bool, language: str = "en") -> list[str]:
    """Everything that fails. The slow keys are pressed in light colors; in dark ones only the marks are looked at."""
    ready(page)
    if is_dark:
        return _said("dark", marks(page))
    found = [*names(page), *structure(page, language), *layout(page), *targets(page), *motion(page)]
    found += _said("wider text", wider(page))
    if width > 640:
        found += _said("larger text", larger(page))
    return [*found, *keyboard(page), *forced(page)]


def ready(page: Page) -> None:
    if not page.evaluate("'checks' in window"):
        page.evaluate(SCRIPT)


def keyboard(page: Page) -> list[str]:
    """Tab reaches whatever can be acted on, in the order of the page, and shows where it is."""
    expected: list[str] = page.evaluate("checks.begin()")
    reached, found = [], list(page.evaluate("checks.reach()"))
    for stop in _tabbed(page, len(expected)):
        found += stop["wrong"]
        reached.append(stop["at"])
        if stop["at"] is not None and stop["at"] < 0:
            found.append(f"{stop['name']} is a stop of its own")
    return [*found, *_order(expected, reached), *filter(None, [page.evaluate("checks.skip()"), *_skips(page)])]


def _tabbed(page: Page, number: int) -> Iterator[dict[str, Any]]:
    """Where each Tab leads, until it leaves the page. A field for a date holds several stops."""
    last = None
    for _ in range(number * 2 + 20):
        page.keyboard.press("Tab")
        stop = page.evaluate("checks.stop()")
        if not stop["name"]:
            return
        if (stop["at"], stop["name"]) == last:
            continue
        if stop["at"] == 0 and last is not None:
            return
        last = (stop["at"], stop["name"])
        yield stop


def _order(expected: Sequence[str], reached: Sequence[int | None]) -> list[str]:
    missed = sorted(set(range(len(expected))) - set(reached))
    known = [at for at in reached if at is not None and at >= 0]
    if missed:
        return [f"Tab does not reach {expected[at]}" for at in missed]
    return [] if known == sorted(known) else ["Tab does not follow the order of the page"]


def _skips(page: Page) -> list[str]:
    """The first stop, followed: the focus is in the content then."""
    page.evaluate("checks.begin()")
    page.keyboard.press("Tab")
    if not page.evaluate("document.activeElement.matches('.skip-link')"):
        return []
    page.keyboard.press("Enter")
    arrived = page.evaluate("document.activeElement.matches('main, main *')")
    return [] if arrived else ["the way to the content does not lead there"]


def marks(page: Page) -> list[str]:
    found: list[str] = page.evaluate("checks.marks()")
    return found


def forced(page: Page) -> list[str]:
    """With colors that a reader forces on pages, only an outline is left to show the focus."""
    page.emulate_media(forced_colors="active")
    found = marks(page)
    page.emulate_media(forced_colors="none")
    return _said("forced colors", found)


def names(page: Page) -> list[str]:
    """What a screen reader says of links, buttons, fields and pictures."""
    tree = page.context.new_cdp_session(page)
    nodes = [node for node in tree.send("Accessibility.getFullAXTree")["nodes"] if not node["ignored"]]
    spoken = [(node, _value(node, "role"), _value(node, "name")) for node in nodes]
    acts = [each for each in spoken if each[1] in NAMED]
    nameless = [node for node, _, name in acts if not re.search(r"\w", name)]
    found = [f"{_named(tree, node)} has no name" for node in nameless]
    found += _alike(tree, [each for each in acts if each[1] in {"link", "button"}])
    found += _landmarks([(role, name) for _, role, name in spoken])
    tree.detach()
    return found


def _value(node: dict[str, Any], part: str) -> str:
    return str(node.get(part, {}).get("value", "")).strip()


def _alike(tree: CDPSession, acts: Sequence[tuple[dict[str, Any], str, str]]) -> list[str]:
    """Links and buttons of one name that lead to different places, with nothing around them to tell which is which."""
    counted = Counter((role, name) for _, role, name in acts)
    twice: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for node, role, name in acts:
        if counted[role, name] > 1:
            place, _, context = _called(tree, node, "checks.around(this)").partition("|")
            twice.setdefault((role, name), []).append((place, context))
    return [
        f"{role} “{name}” leads to different places"
        for (role, name), places in twice.items()
        if any(
            context == other and place != elsewhere
            for place, context in places
            for elsewhere, other in places
            if context
        )
    ]


def _landmarks(spoken: Sequence[tuple[str, str]]) -> list[str]:
    counted = Counter(role for role, _ in spoken)
    navigation = Counter(name for role, name in spoken if role == "navigation")
    found = [f"has {counted[role]} {tag}" for role, tag in ONCE.items() if counted[role] > 1]
    found += [] if counted["main"] else ["has no main"]
    return found + [f"has {times} navigations named “{name}”" for name, times in navigation.items() if times > 1]


def _named(tree: CDPSession, node: dict[str, Any]) -> str:
    return _called(tree, node, "checks.named(this)")


def _called(tree: CDPSession, node: dict[str, Any], words: str) -> str:
    resolved = tree.send("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})
    wanted = {"objectId": resolved["object"]["objectId"], "functionDeclaration": f"function () {{ return {words}; }}"}
    return str(tree.send("Runtime.callFunctionOn", wanted)["result"].get("value", ""))


def structure(page: Page, language: str = "en") -> list[str]:
    found = page.evaluate("language => checks.structure(language)", language)
    return [*found, *_all(page, "references", "fields", "spoken", "pictures")]


def layout(page: Page) -> list[str]:
    return _all(page, "sideways", "scrollers", "cut", "overlaps")


def larger(page: Page) -> list[str]:
    return worn(page, LARGE)


def wider(page: Page) -> list[str]:
    return worn(page, WIDER)


def worn(page: Page, rules: str) -> list[str]:
    page.evaluate("rules => checks.wear(rules)", rules)
    found = layout(page)
    page.evaluate("checks.wear('')")
    return found


def targets(page: Page) -> list[str]:
    row = ROW if urlsplit(page.url).path.startswith(PHONES) else 0
    found: list[str] = page.evaluate("([least, row]) => checks.small(least, row)", [TARGET, row])
    return found


def motion(page: Page) -> list[str]:
    return _all(page, "motion")


def _all(page: Page, *checks: str) -> list[str]:
    found: list[str] = page.evaluate("names => names.flatMap(name => checks[name]())", list(checks))
    return found


def _said(how: str, found: Sequence[str]) -> list[str]:
    return [f"{how}: {each}" for each in found]
