"""What axe does not see, on pages of every kind; and that each check finds what it is there for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from accounts.models import Organization, User
from assessments.scales import Team
from tests.browser.conftest import Visit
from tests.builders import link_token, make_action, make_closed_round, make_draft, make_round
from tests.gallery import hurdles
from tests.gallery.hurdles import forced, keyboard, larger, layout, marks, motion, names, structure, targets, wider

PAGE = "<!doctype html><html lang=en><title>Tea</title><style>{style}</style><main><h1>Tea</h1>{body}</main>"
MOVING = "@keyframes turn { to { opacity: 0 } } p { animation: turn 1s infinite }"
BAR = "footer { position: fixed; inset: auto 0 0; height: 60%; background: white } main { height: 3000px }"
SHOP = "<script>document.querySelector('main').insertAdjacentHTML('beforebegin', '<a href=/>Shop</a>')</script>"
TRAP = "<a href=/a onkeydown='event.preventDefault()'>Green</a><a href=/b>Black</a>"
LOW = "p { overflow: hidden; height: 24px; font-size: 1rem; margin: 0 }"
LINE = "p { overflow: hidden; width: 70px; white-space: nowrap }"

BROKEN = [
    (keyboard, "", "<a href=/a tabindex=1>Green tea</a>", "takes its own place"),
    (keyboard, "", "<button tabindex=-1>Green tea</button>", "cannot be reached"),
    (keyboard, "", TRAP, "does not reach a “Black”"),
    (keyboard, "", SHOP, "not a way to the content"),
    (keyboard, "a:focus { outline: 0 }", "<a href=/a>Green tea</a>", "does not show"),
    (keyboard, "a:focus { outline: 3px solid #eee }", "<a href=/a>Green tea</a>", "faint ring: 3 px, 1.2:1"),
    (keyboard, BAR, "<p style='height: 500px'>Tea<p><a href=/a>Green</a></main><footer>Out</footer>", "under footer"),
    (marks, "a:focus { outline: 0 }", "<a href=/a>Green tea</a>", "does not show"),
    (forced, "a:focus { outline: 0; box-shadow: 0 0 0 3px blue }", "<a href=/a>Green tea</a>", "does not show"),
    (names, "", "<button>→</button>", "has no name"),
    (
        names,
        "",
        "<a href=http://a.example/a>More</a> <a href=http://a.example/b>More</a>",
        "“More” leads to different places",
    ),
    (names, "", "</main><main>Tea</main>", "has 2 main"),
    (structure, "", "<script>document.documentElement.lang = 'fr'</script>", "its lang is “fr”"),
    (structure, "", "<h1>Coffee</h1>", "has 2 headings"),
    (structure, "", "<h3>Green</h3>", "skips a level"),
    (structure, "", "<input name=leaf placeholder=Leaf>", "has no label"),
    (structure, "", "<label><input type=radio name=leaf> Green</label>", "belongs to no group"),
    (structure, "", "<label>Leaf <input class=is-invalid></label>", "does not say what is wrong"),
    (structure, "", "<label>Leaf <input class=is-invalid></label>", "is not announced"),
    (structure, "", "<p aria-describedby=none>Tea</p>", "names no “none”"),
    (structure, "", "<p id=a>Tea</p><p id=a>Tea</p>", "“a” is there twice"),
    (structure, "", "<p id=progress>3 cups</p>", "p#progress “3 cups” is not announced"),
    (structure, "", "<svg width=9 height=9><path d='M0 0h9v9z'/></svg>", "without a name"),
    (layout, "p { width: 5000px }", "<p>Tea</p>", "runs over by"),
    (layout, "p { overflow: auto; white-space: nowrap; width: 40px }", "<p>Green tea</p>", "scrolls sideways"),
    (layout, "p { overflow: hidden; height: 8px }", "<p>Green tea</p>", "is cut off"),
    (layout, "a + a { margin-left: -3em }", "<a href=/a>Green</a><a href=/b>Black</a>", "lies on"),
    (larger, LOW, "<p>Green tea</p>", "is cut off"),
    (wider, LINE, "<p>Green tea</p>", "is cut off"),
    (targets, "", "<a href=/a>Green</a>", " px"),
    (motion, MOVING, "<p>Tea</p>", "moves"),
    (motion, "p { transition: opacity 1s }", "<p>Tea</p>", "would move"),
]
"""What should find it, a style and a body, and in which words it is said."""

SOUND = """
    <p><label>Leaf <input name=leaf></label></p>
    <p>Our <a href=/green>green tea</a> is said to be the best, and <a href=/black>black tea</a> as well.</p>
    <fieldset><legend>Milk</legend><label><input type=radio name=milk> Yes</label>
    <label><input type=radio name=milk> No</label></fieldset>
    <h2>Cups</h2><svg role=img aria-label="A cup" width=9 height=9><path d="M0 0h9v9z"/></svg>
    <details><summary>Pots</summary><a href=/pots>All pots</a></details><input type=date aria-label=Day>
"""
ROOMY = "label, input, summary, details a { display: inline-block; min-width: 44px; min-height: 44px }"


@pytest.fixture
def blank(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 700})
    yield context.new_page()
    context.close()


def test_checks_find_what_is_broken(blank: Page) -> None:
    missed = []
    for check, style, body, words in BROKEN:
        found = _looked(blank, style, body, check)
        if not any(words in each for each in found):
            missed.append((words, found))
    assert missed == []


def test_checks_leave_a_sound_page_alone(blank: Page) -> None:
    assert _looked(blank, ROOMY, SOUND, lambda page: hurdles.of_page(page, 1280, is_dark=False)) == []


def _looked(page: Page, style: str, body: str, check: Callable[..., list[str]]) -> list[str]:
    page.goto("about:blank")
    page.set_content(PAGE.format(style=style, body=body))
    hurdles.ready(page)
    return check(page)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("path", "width"), [("/", 320), ("/check/", 1280), ("/account/login/", 320)])
def test_pages_for_everybody_have_no_hurdles(visit: Visit, path: str, width: int) -> None:
    assert hurdles.of_page(visit(path, width=width), width, is_dark=False) == []


@pytest.mark.django_db(transaction=True)
def test_the_survey_has_no_hurdles(visit: Visit) -> None:
    page = visit(f"/s/{link_token(make_round(), Team.SALES)}/", width=320)
    assert hurdles.of_page(page, 320, is_dark=False) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("path", "width"), [("", 1280), ("", 320), ("questions/1/", 1280), ("plan/", 320)])
def test_results_have_no_hurdles(
    visit: Visit, organization: Organization, consultant: User, path: str, width: int
) -> None:
    closed = make_closed_round([1, 2, 3, 4, 5, 5], [2, 2, 3, 1, 1, 1], organization=organization)
    make_action(closed)
    page = visit(f"/o/{organization.slug}/rounds/{closed.code}/dashboard/{path}", user=consultant, width=width)
    assert hurdles.of_page(page, width, is_dark=False) == []


@pytest.mark.django_db(transaction=True)
def test_organizers_pages_have_no_hurdles(visit: Visit, organization: Organization, consultant: User) -> None:
    draft = make_draft(organization=organization)
    page = visit(f"/o/{organization.slug}/rounds/{draft.code}/questions/", user=consultant)
    assert hurdles.of_page(page, 1280, is_dark=False) == []
    page.goto(f"/o/{organization.slug}/questions/new/")
    page.locator("main form [type=submit]").last.click()
    assert hurdles.of_page(page, 1280, is_dark=False) == []
