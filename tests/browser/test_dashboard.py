"""The dashboard and a question page in a real browser: quiet, accessible, and the same numbers everywhere."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Organization, User
from assessments.models import Question, Round
from assessments.scales import Team
from assessments.services.closing import close_round
from assessments.services.questions import load_bank_into_database
from tests.browser.conftest import OPEN_DETAILS, Visit, looks, width_of
from tests.builders import answer, make_question, make_round

SALES = {"S1": (3, 6, 3, 0, 0), "S7": (0, 0, 2, 6, 4), "S8": (1, 2, 3, 2, 0), "S9": (6, 5, 1, 0, 0)}
MARKETING = {"S1": (0, 2, 4, 3, 0), "S7": (3, 4, 2, 0, 0), "S8": (0, 1, 2, 1, 0), "S9": (4, 4, 1, 0, 0)}
"""Twelve and nine people; only four of Marketing answer S8, so it stays hidden."""
PLOTLY = "/static/vendor/plotly.min.js"


def points(histogram: Sequence[int]) -> list[int]:
    return [point for point, count in enumerate(histogram, start=1) for _ in range(count)]


def answer_all(round: Round, team: Team, histograms: Mapping[str, Sequence[int]]) -> None:
    """Everybody guesses that the other team answers as they do themselves."""
    given = {code: points(histogram) for code, histogram in histograms.items()}
    for person in range(max(map(len, given.values()))):
        own = {code: those[person] for code, those in given.items() if person < len(those)}
        answer(round, team, own=own, guess={code: own[code] for code in ("S1", "S7") if code in own})


def close_with(round: Round, sales: Mapping[str, Sequence[int]], marketing: Mapping[str, Sequence[int]]) -> Round:
    answer_all(round, Team.SALES, sales)
    answer_all(round, Team.MARKETING, marketing)
    close_round(round=round, now=timezone.now())
    return round


def close_twice(organization: Organization, questions: Sequence[Question], **plan: Any) -> Round:
    """Two rounds that ask the same: the later one."""
    first = close_with(make_round(organization, questions, **plan), SALES, MARKETING)
    return close_with(make_round(None, questions, first.assessment, **plan), SALES, MARKETING)


@pytest.fixture
def closed(organization: Organization) -> Round:
    load_bank_into_database()
    questions = [Question.objects.get(code=code, organization=None) for code in SALES]
    plan = {"invited_sales": 14, "invited_marketing": 10}
    first = close_with(make_round(organization, questions[:2], guesses=["S1"], **plan), SALES, SALES)
    later = make_round(None, questions, first.assessment, guesses=["S1", "S7"], **plan)
    return close_with(later, SALES, MARKETING)


def dashboard(round: Round) -> str:
    return reverse("reports:dashboard", args=[round.organization.slug, round.code])


def question(round: Round, position: int) -> str:
    return reverse("reports:question-detail", args=[round.organization.slug, round.code, position])


PAGES = ("", "questions/2/", "questions/3/", "mirror/", "trend/")


def test_results_have_no_barriers(
    visit: Visit, barriers: Callable[[Page], list[str]], leader: User, closed: Round
) -> None:
    page = visit(dashboard(closed), user=leader, width=320)
    for name in PAGES:
        page.goto(f"{dashboard(closed)}{name}")
        for look in looks(page, 390, 1280, dark=True):
            assert barriers(page) == [], (name, look)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, look)
        page.set_viewport_size({"width": 320, "height": 900})
        assert width_of(page) == 320, name


def test_charts_keep_no_color_of_paper_in_the_dark(visit: Visit, leader: User, organization: Organization) -> None:
    round = close_twice(organization, [make_question(code) for code in SALES])
    page = visit(dashboard(round), user=leader, dark=True)
    for name in ("questions/2/", "mirror/", "trend/"):  # the chart of the dashboard writes none down
        page.goto(f"{dashboard(round)}{name}")
        assert page.locator(".chart svg [class*='chart-'][stroke]").count() > 0, name
        assert colors_kept(page) == [], name


def colors_kept(page: Page) -> list[str]:
    kept: list[str] = page.locator(".chart svg [class*='chart-'][stroke]").evaluate_all(
        """all => all.filter(each => {
             const plain = each.cloneNode();
             plain.removeAttribute('class');
             each.parentNode.append(plain);
             return getComputedStyle(plain).stroke === getComputedStyle(each).stroke;
           }).map(each => each.outerHTML)"""
    )
    return kept


def explore(page: Page) -> None:
    page.get_by_role("button", name="Explore").press("Enter")
    expect(page.locator("#explore-chart .main-svg").first).to_be_visible()
    expect(page.locator("#explore-note")).to_contain_text("Point at a mark")


def test_explored_chart_takes_the_place_of_the_drawn_one_and_gives_it_back(
    visit: Visit, leader: User, closed: Round
) -> None:
    """Meanwhile it is saved as a picture, and sent nowhere: Plotly would offer an upload to its maker's servers."""
    page = visit(dashboard(closed), user=leader, dark=True)
    drawn = page.locator("#drawn-chart")

    expect(drawn).to_be_visible()
    explore(page)
    expect(drawn).to_be_hidden()
    assert colors_of(page) == ["#e7eded", "#e7eded"]
    labels = page.locator(".modebar-btn").evaluate_all("buttons => buttons.map((each) => each.ariaLabel)")
    assert labels == ["Save as a picture (PNG)", "Zoom", "Move the chart", "Zoom in", "Zoom out", "Show all of it"]
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as a picture (PNG)").click()
    assert saved.value.suggested_filename == f"acme-{closed.code}.png"
    page.get_by_role("button", name="Explore").click()
    expect(drawn).to_be_visible()
    expect(page.locator("#explore-chart")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_chart_to_explore_holds_the_numbers_of_the_table(
    visit: Visit, barriers: Callable[[Page], list[str]], leader: User, closed: Round, width: int
) -> None:
    page = visit(dashboard(closed), user=leader, width=width)
    explore(page)
    assert barriers(page) == []

    in_figure = page.evaluate(
        """() => Object.fromEntries(document.getElementById("explore-chart").data
            .filter((trace) => trace.name && trace.showlegend !== false)
            .map((trace) => [trace.name, trace.x.map((score) => Math.round(score))]))"""
    )
    in_table = {
        team: [int(cell) for cell in page.locator(f".gap-table td:nth-child({column}) .number").all_text_contents()]
        for team, column in (("Sales", 2), ("Marketing", 3))
    }
    assert in_table == {"Sales": [79, 25, 15, 44], "Marketing": [22, 53, 17]}
    assert in_figure == in_table


def colors_of(page: Page) -> list[str]:
    """The ink of the page, and that of the chart."""
    found: list[str] = page.evaluate(
        """() => [getComputedStyle(document.documentElement).getPropertyValue("--ink").trim(),
                  document.getElementById("explore-chart").layout.font.color]"""
    )
    return found


def test_wide_screen_fetches_plotly_when_idle(visit: Visit, leader: User, closed: Round) -> None:
    page = visit(dashboard(closed), user=leader)

    page.wait_for_function("() => window.Plotly !== undefined")
    timing = page.evaluate(
        """(file) => [performance.getEntriesByName(new URL(file, location).href)[0].startTime,
                      performance.getEntriesByType("navigation")[0].domInteractive]""",
        PLOTLY,
    )
    assert timing[0] >= timing[1]


def test_narrow_screen_fetches_plotly_on_a_tap_only(visit: Visit, leader: User, closed: Round) -> None:
    page = visit(dashboard(closed), user=leader, width=390)
    page.wait_for_timeout(600)

    assert page.evaluate("window.Plotly === undefined")
    with page.expect_request(f"**{PLOTLY}"):
        explore(page)


def test_chart_that_cannot_load_says_so(visit: Visit, problems: list[str], leader: User, closed: Round) -> None:
    page = visit(dashboard(closed), user=leader, width=390)
    page.route(f"**{PLOTLY}", lambda route: route.abort())
    page.get_by_role("button", name="Explore").click()

    expect(page.locator("#explore-note")).to_contain_text("could not be loaded")
    expect(page.locator("#drawn-chart")).to_be_visible()
    assert [problem for problem in problems if "plotly" not in problem and "ERR_FAILED" not in problem] == []
    problems.clear()

    page.unroute(f"**{PLOTLY}")
    explore(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_dashboard_without_javascript_says_the_same(visit: Visit, leader: User, closed: Round, width: int) -> None:
    page = visit(dashboard(closed), user=leader, width=width, javascript=False)

    expect(page.get_by_role("button", name="Explore")).to_be_hidden()
    expect(page.get_by_role("figure", name="Clear gap")).to_be_visible()
    page.get_by_role("link", name="As asked").click()
    assert page.url.endswith("?sort=questionnaire#chart-heading")
    assert [text[0] for text in page.locator(".gap-table tbody th a").all_text_contents()] == ["1", "2", "3", "4"]


def test_keyboard_reaches_everything_in_order(visit: Visit, leader: User, closed: Round) -> None:
    page = visit(dashboard(closed), user=leader)
    reached = []
    for _ in range(40):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.innerText.trim()"))

    assert reached[0] == "Skip to content"
    asked = [place for place, name in enumerate(reached) if name.startswith("Do marketing leads")]
    order = [*(reached.index(name) for name in ("By gap", "By priority", "As asked", "Explore")), asked[-1]]
    assert order == sorted(order)


def test_focus_is_always_seen(visit: Visit, leader: User, closed: Round) -> None:
    page = visit(dashboard(closed), user=leader)
    page.keyboard.press("Tab")
    seen = {}
    while page.evaluate("document.activeElement !== document.body"):
        name, style, width = page.evaluate(
            """() => { const here = document.activeElement, style = getComputedStyle(here);
                       return [here.innerText, style.outlineStyle, parseFloat(style.outlineWidth)]; }"""
        )
        seen[name] = style == "solid" and width >= 2
        page.keyboard.press("Tab")

    assert len(seen) >= 15
    assert [name for name, is_seen in seen.items() if not is_seen] == []


def test_results_with_endless_words_fit_a_phone(visit: Visit, leader: User, organization: Organization) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 2
    questions = [make_question(code, text=f"{long}?", labels=[f"{n}{long}"[:60] for n in range(5)]) for code in SALES]
    round = close_twice(organization, questions, title=long)
    Organization.objects.update(name=long)
    page = visit(dashboard(round), user=leader, width=320)
    for name in ("", "questions/2/", "mirror/", "trend/"):
        page.goto(f"{dashboard(round)}{name}")
        page.evaluate(OPEN_DETAILS)
        assert width_of(page) == 320, name


def test_paper_shows_the_charts_cut_for_it_and_no_buttons(visit: Visit, leader: User, closed: Round) -> None:
    page = visit(dashboard(closed), user=leader, width=390)
    page.emulate_media(media="print")
    expect(page.locator(".gap-chart")).to_be_visible()
    expect(page.locator(".gap-table")).to_be_visible()  # folded on screens
    for name in ("", "mirror/"):
        page.goto(f"{dashboard(closed)}{name}")
        if name:
            expect(page.locator(".chart-paper svg")).to_be_visible()
        expect(page.locator(".chart-wide svg, .chart-narrow svg").filter(visible=True)).to_have_count(0)
        expect(page.get_by_role("button")).to_have_count(0)
        expect(page.get_by_role("navigation").filter(visible=True)).to_have_count(0)


def test_nothing_is_cut_off_on_paper(visit: Visit, leader: User, closed: Round) -> None:
    page = visit(dashboard(closed), user=leader, width=680)  # A4 within its margins
    page.emulate_media(media="print")
    for name in ("", "mirror/", "trend/", "questions/2/"):
        page.goto(f"{dashboard(closed)}{name}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 680, name
        charts = page.locator(".chart svg text:visible")
        outside = charts.evaluate_all(
            """all => all.filter(each => each.getBoundingClientRect().right
                 > each.closest('.chart').getBoundingClientRect().right + 1).map(each => each.textContent)"""
        )
        assert charts.count() > 0, name
        assert outside == [], name


def test_waiting_page_has_no_barriers(
    visit: Visit, barriers: Callable[[Page], list[str]], leader: User, organization: Organization
) -> None:
    round = make_round(organization, closes_at=timezone.now() + datetime.timedelta(days=3))
    page = visit(dashboard(round), user=leader, width=390)

    expect(page.get_by_role("heading", level=1)).to_contain_text("Results appear at closing")
    assert barriers(page) == []
