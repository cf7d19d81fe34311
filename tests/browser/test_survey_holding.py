"""Answers are held on to: drafts in the browser, networks that fail, and what the page says meanwhile."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable, Sequence

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from accounts.models import Organization, User
from assessments.models import Answer, Comment, Response, Round
from assessments.scales import Team
from assessments.services.rounds import compose_by_form, launch_round
from tests.browser.conftest import Visit
from tests.builders import make_draft, make_round
from tests.survey_pages import path_of

PHONE = 390
AS_FAR_AS_KNOWN = "Not stored yet, as far as this page knows"
BLOCKED = (
    """Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });"""
)
FULL = """Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); };"""
SHIFTS = """new Promise((done) => {
    const moved = [];
    const watcher = new PerformanceObserver((list) => moved.push(...list.getEntries().map(({ value }) => value)));
    watcher.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(moved), 200);
})"""


@pytest.fixture
def nine(transactional_db: None) -> Round:
    """The quick nine: eleven questions on a scale and an open one."""
    round = make_draft()
    compose_by_form(round=round, form="quick-nine")
    launch_round(round=round, now=timezone.now())
    return round


def choose(page: Page, **given: int) -> None:
    for name, point in given.items():
        page.locator(f"input[name='{name}'][value='{point}']").check()


def comment(page: Page, text: str) -> None:
    """Answers the last question, so that Submit asks nothing back."""
    page.locator("#q12-comment").fill(text)


def button(page: Page) -> Locator:
    return page.locator(".bar button")


def said(page: Page) -> Locator:
    return page.locator("#network")


def kept(page: Page) -> Locator:
    return page.locator("#kept")


def stored(page: Page) -> list[str]:
    return [str(key) for key in page.evaluate("Object.keys(localStorage).map((key) => key.split(':')[0]).sort()")]


def checked(page: Page) -> list[tuple[str, str]]:
    pairs = page.locator(":checked").evaluate_all("all => all.map((radio) => [radio.name, radio.value])")
    return [(str(name), str(value)) for name, value in pairs]


def reopened(page: Page, path: str, *scripts: str, now: datetime.datetime | None = None) -> Page:
    """The same browser after it was killed, with the page opened anew."""
    context = page.context
    page.close()
    fresh = context.new_page()
    for script in scripts:
        fresh.add_init_script(script)
    if now is not None:
        fresh.clock.set_fixed_time(now)
    fresh.goto(path)
    return fresh


def stop_clock(page: Page) -> None:
    page.clock.install()
    page.clock.pause_at(timezone.now() + datetime.timedelta(seconds=5))


def expect_thanks(page: Page, *, responses: int = 1) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you!")
    expect(page.locator("#receipt")).to_be_visible()
    assert Response.objects.count() == responses


def excuse(problems: list[str], *, of: str) -> None:
    """Takes out what the browser complained about because a test cut its network."""
    assert [problem for problem in problems if not re.search(of, problem)] == []
    assert problems != []
    problems.clear()


def lose_replies(page: Page, replies: int) -> list[int]:
    """Sends what is posted to the server and drops its reply, that many times; the statuses that nobody saw."""
    lost: list[int] = []

    def drop(route: Route) -> None:
        if route.request.method == "POST" and len(lost) < replies:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/s/**", drop)
    return lost


def test_answers_given_offline_are_stored_once_and_whole(
    visit: Visit, barriers: Callable[[Page], list[str]], problems: list[str], nine: Round
) -> None:
    """Row 4: the network goes after question 5 and comes back after Submit."""
    page = visit(path_of(nine), width=PHONE)
    choose(page, S1=1, S2=2, S3=3, S4=4, S5=5)
    expect(said(page)).to_have_text("")
    page.context.set_offline(True)
    expect(said(page)).to_have_text("You are offline. You can go on answering: nothing is sent before you submit.")
    assert barriers(page) == []
    choose(page, S6=1, S7=2, S8=3, S9=4)
    comment(page, "All of it")
    expect(kept(page)).to_have_text("Kept on this device")
    button(page).click()
    expect(said(page)).to_contain_text("You are offline. Your answers are still here, not sent yet.")
    expect(kept(page)).to_be_hidden()
    expect(page.locator("#progress")).to_be_hidden()
    expect(button(page)).to_have_text("Try now")
    assert barriers(page) == []
    button(page).click()
    expect(said(page)).to_contain_text("not sent yet")
    assert (Response.objects.count(), len(checked(page))) == (0, 9)
    page.context.set_offline(False)
    expect_thanks(page)
    points = dict(Answer.objects.values_list("item__code", "own"))
    assert points == {"S1": 1, "S2": 2, "S3": 3, "S4": 4, "S5": 5, "S6": 1, "S7": 2, "S8": 3, "S9": 4}
    assert Comment.objects.get().text == "All of it"
    excuse(problems, of="INTERNET_DISCONNECTED|^failed")


def test_network_that_returns_before_submit_leaves_no_banner(visit: Visit, problems: list[str], nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    page.context.set_offline(True)
    expect(said(page)).to_contain_text("You are offline.")
    page.context.set_offline(False)
    expect(said(page)).to_have_text("")
    # The browser may have asked for the page's icon just then.
    problems[:] = [problem for problem in problems if not re.search(r"INTERNET_DISCONNECTED|/favicon\.svg$", problem)]


def test_lost_reply_ends_in_one_response_and_its_receipt(
    visit: Visit, barriers: Callable[[Page], list[str]], problems: list[str], nine: Round
) -> None:
    """Row 2: stored, but the page cannot know; it must not claim either, and its retry is the same page."""
    page = visit(path_of(nine), width=PHONE)
    address, visited = page.url, page.evaluate("history.length")
    lost = lose_replies(page, 2)
    stop_clock(page)
    choose(page, S1=4)
    comment(page, "Once")
    button(page).click()
    expect(said(page)).to_have_text(f"{AS_FAR_AS_KNOWN}: trying again within 1 s.")
    assert Response.objects.count() == 1
    page.clock.run_for(1000)
    expect(said(page)).to_have_text(f"{AS_FAR_AS_KNOWN}: trying again within 2 s.")
    button(page).click()
    expect_thanks(page)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.title().startswith("Thank you")
    assert lost == [200, 200]
    assert (page.url, page.evaluate("history.length")) == (address, visited)
    page.clock.resume()
    assert barriers(page) == []
    excuse(problems, of="ERR_FAILED|^failed")


def test_lost_reply_and_other_answers_after_it_are_told_apart(visit: Visit, problems: list[str], nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    lose_replies(page, 1)
    choose(page, S1=4)
    comment(page, "First")
    stop_clock(page)
    button(page).click()
    expect(said(page)).to_contain_text(AS_FAR_AS_KNOWN)
    choose(page, S1=2)
    button(page).click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    expect(alert).to_contain_text("A response was already sent from this page")
    expect(page.locator("#progress")).to_have_text("2 of 12 answered")
    assert checked(page) == [("S1", "2")]
    expect(button(page)).to_have_text("Send as another person")
    assert Response.objects.count() == 1
    button(page).click()
    expect_thanks(page, responses=2)
    excuse(problems, of="ERR_FAILED|^failed|409")


def test_browser_that_dies_after_a_lost_reply_goes_on_with_the_same_page(
    visit: Visit, problems: list[str], nine: Round
) -> None:
    page = visit(path_of(nine), width=PHONE)
    lose_replies(page, 9)
    choose(page, S1=4)
    comment(page, "Once")
    button(page).click()
    expect(said(page)).to_contain_text(AS_FAR_AS_KNOWN)
    page = reopened(page, path_of(nine))
    page.get_by_role("button", name="Continue").click()
    button(page).click()
    expect_thanks(page)
    excuse(problems, of="ERR_FAILED|^failed")


@pytest.mark.parametrize("status", [200, 429, 500, 502, 503])
def test_page_of_somebody_else_leaves_the_answers_on_screen(
    visit: Visit, barriers: Callable[[Page], list[str]], problems: list[str], nine: Round, status: int
) -> None:
    """A proxy's error, or a hotel that asks for the room number; and our own 503, which says the same.

    Five tries, then the respondent decides.
    """
    page = visit(path_of(nine), width=PHONE)
    stop_clock(page)
    tries: list[str] = []
    body = "<main data-survey></main>" if status == 503 else "<main><h1>Room number?</h1></main>"

    def refuse(route: Route) -> None:
        tries.append(route.request.method)
        route.fulfill(status=status, content_type="text/html", body=body)

    page.route("**/s/**", refuse)
    choose(page, S1=4)
    comment(page, "Patience")
    button(page).click()
    for seconds in (1, 2, 4, 8):
        expect(said(page)).to_have_text(f"{AS_FAR_AS_KNOWN}: trying again within {seconds} s.")
        page.clock.run_for(1000 * seconds)
    expect(said(page)).to_contain_text("Not stored, as far as this page knows. Your answers are still here")
    expect(button(page)).to_have_text("Try again")
    page.clock.run_for(60_000)
    assert tries == ["POST"] * 5
    assert (checked(page), Response.objects.count()) == ([("S1", "4")], 0)
    page.clock.resume()
    assert barriers(page) == []
    page.unroute("**/s/**")
    button(page).click()
    expect_thanks(page)
    assert all(str(status) in problem for problem in problems)
    problems.clear()


def test_refused_page_comes_back_alive(visit: Visit, problems: list[str], nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    page.locator("#q2").evaluate("radio => { radio.value = '7'; radio.checked = true; }")
    comment(page, "Still here")
    button(page).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("Question 2: please choose one of the answers shown.")
    expect(page.locator("#progress")).to_have_text("1 of 12 answered")
    choose(page, S2=3)
    expect(kept(page)).to_have_text("Kept on this device")
    button(page).click()
    expect_thanks(page)
    assert stored(page) == ["survey-sent"]
    excuse(problems, of="400")


def test_closed_survey_says_so_in_place(visit: Visit, problems: list[str], nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    comment(page, "Too late")
    Round.objects.update(closes_at=timezone.now() - datetime.timedelta(days=1))
    button(page).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This survey is closed")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    excuse(problems, of="410")


def test_draft_is_offered_and_filled_in_only_when_asked(
    visit: Visit, barriers: Callable[[Page], list[str]], nine: Round
) -> None:
    page = visit(path_of(nine), width=PHONE)
    page.get_by_text("In full, and who sees what").click()
    expect(page.locator("#draft-note")).to_be_visible()
    choose(page, S1=4, S3=2)
    choose(page, **{"S1-guess": 5})
    comment(page, "Unfinished\nbusiness")
    expect(kept(page)).to_have_text("Kept on this device")
    page = reopened(page, path_of(nine))
    offer = page.locator("#draft")
    expect(offer).to_contain_text("You started on this device today at")
    expect(offer).to_contain_text("3 of 12 answered.")
    expect(page.locator("form")).to_be_hidden()  # first things first
    assert (checked(page), page.locator("textarea").evaluate_all("all => all.map((t) => t.value).join('')")) == (
        [],
        "",
    )
    assert barriers(page) == []
    page.get_by_role("button", name="Continue").click()
    expect(page.locator("#progress")).to_have_text("3 of 12 answered")
    expect(page.locator("#q2")).to_be_focused()
    expect(page.locator("#q2")).to_be_in_viewport()
    expect(page.locator("#q1-guess")).to_be_visible()
    assert checked(page) == [("S1", "4"), ("S1-guess", "5"), ("S3", "2")]
    expect(offer).to_be_hidden()
    button(page).click()
    expect_thanks(page)
    assert Comment.objects.get().text == "Unfinished\nbusiness"
    assert stored(page) == ["survey-sent"]


def test_draft_survives_a_browser_killed_in_the_same_moment(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, S9=4)
    page.reload()
    expect(page.locator("#draft")).to_contain_text("1 of 12 answered.")


def late(route: Route) -> None:
    """The page is seen before its script is there."""
    time.sleep(0.3)
    route.continue_()


@pytest.mark.parametrize("offer", ["draft", "sent"])
def test_what_comes_first_is_seen_at_once_and_moves_nothing(visit: Visit, nine: Round, offer: str) -> None:
    page = visit(path_of(nine), width=320)
    page.set_viewport_size({"width": 320, "height": 568})
    kept = {"until": 9e15, "startedAt": 0, "given": [["S1", "4"]]}
    key = f"survey-{offer}:{path_of(nine).removesuffix('/')}"
    page.evaluate("([key, kept]) => localStorage.setItem(key, JSON.stringify(kept))", [key, kept])
    page.route("**/survey.js", late)
    page.goto(path_of(nine))
    expect(page.locator(f"#{offer} button").last).to_be_in_viewport(ratio=1)
    assert page.evaluate(SHIFTS) == []


def test_starting_over_forgets_the_draft(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, S1=4)
    expect(kept(page)).to_have_text("Kept on this device")
    page = reopened(page, path_of(nine))
    page.get_by_role("button", name="Start over").click()
    expect(page.locator("#draft")).to_be_hidden()
    assert (checked(page), stored(page)) == ([], [])
    page.reload()
    expect(page.locator("#progress")).to_have_text("0 of 12 answered")
    expect(page.locator("#draft")).to_be_hidden()


def test_taking_back_the_last_answer_forgets_the_draft(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, S1=4)
    expect(kept(page)).to_have_text("Kept on this device")
    page.locator(".clear:visible").click()
    expect(kept(page)).to_have_text("")
    assert stored(page) == []


def test_draft_that_nobody_decided_about_is_not_overwritten(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, S1=4, S2=4)
    expect(kept(page)).to_have_text("Kept on this device")
    for _again in range(2):
        page = reopened(page, path_of(nine))
        expect(page.locator("#draft")).to_contain_text("2 of 12 answered.")
    page.get_by_role("button", name="Continue").click()
    assert checked(page) == [("S1", "4"), ("S2", "4")]


@pytest.mark.parametrize(("hours", "left"), [(23, ["survey-draft"]), (25, [])])
def test_draft_lives_a_day_also_on_another_link(visit: Visit, nine: Round, hours: int, left: Sequence[str]) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, S1=4)
    expect(kept(page)).to_have_text("Kept on this device")
    page.evaluate("localStorage.setItem('other', 'not ours')")
    later = timezone.now() + datetime.timedelta(hours=hours)
    page = reopened(page, path_of(nine, Team.MARKETING), now=later)
    expect(page.locator("#progress")).to_have_text("0 of 12 answered")
    assert stored(page) == ["other", *left]
    page = reopened(page, path_of(nine), now=later)
    expect(page.locator("#progress")).to_have_text("0 of 12 answered")
    expect(page.locator("#draft")).to_be_visible(visible=bool(left))


def test_draft_of_the_day_before_says_so(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    evening = datetime.datetime(2026, 3, 10, 21, 30, tzinfo=datetime.UTC)
    page = reopened(page, path_of(nine), "", now=evening)
    choose(page, S1=4)
    expect(kept(page)).to_have_text("Kept on this device")
    page = reopened(page, path_of(nine), now=evening + datetime.timedelta(hours=20))
    expect(page.locator("#draft")).to_contain_text(
        re.compile(r"You started on this device (yesterday|today) at \d+:30")
    )


def test_draft_of_other_questions_fills_what_is_still_asked(visit: Visit, problems: list[str], nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, S1=4)
    expect(kept(page)).to_have_text("Kept on this device")
    page.evaluate(
        """() => {
            const key = Object.keys(localStorage)[0];
            const draft = JSON.parse(localStorage.getItem(key));
            draft.given.push(["gone", "3"], ["S2", "9"], ["S3\\"]", "1"], ["nonce", "x"]);
            localStorage.setItem(key, JSON.stringify(draft));
        }"""
    )
    page = reopened(page, path_of(nine))
    expect(page.locator("#draft")).to_contain_text("1 of 12 answered.")
    page.get_by_role("button", name="Continue").click()
    assert checked(page) == [("S1", "4")]
    comment(page, "Whole")
    button(page).click()
    expect_thanks(page)


def test_group_is_kept_and_is_no_question(visit: Visit, transactional_db: None) -> None:
    round = make_round(segment_title="Where do you work?", segments=["North", "South"])
    page = visit(path_of(round), width=PHONE)
    choose(page, segment=2)
    expect(kept(page)).to_have_text("Kept on this device")
    expect(page.locator("#progress")).to_contain_text("0 of")
    button(page).click()
    expect(page.locator("#progress")).to_have_text("Nothing is answered yet: there is nothing to send.")
    page.reload()
    page.get_by_role("button", name="Continue").click()
    assert checked(page) == [("segment", "2")]


@pytest.mark.parametrize("script", [BLOCKED, FULL], ids=["blocked", "full"])
def test_browser_that_keeps_nothing_works_and_says_nothing_else(
    visit: Visit, nine: Round, script: str, problems: list[str]
) -> None:
    page = visit(path_of(nine), width=PHONE)
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.add_init_script(script)
    page.goto(path_of(nine))
    choose(page, S1=4)
    comment(page, "Nothing kept")
    expect(page.locator("#progress")).to_have_text("2 of 12 answered")
    expect(page.locator("#draft-note")).to_have_attribute("hidden", "")
    expect(kept(page)).to_have_text("")
    button(page).click()
    expect_thanks(page)


def test_second_try_is_told_and_another_person_may_go_on(
    visit: Visit, barriers: Callable[[Page], list[str]], nine: Round
) -> None:
    page = visit(path_of(nine), width=PHONE)
    comment(page, "First")
    button(page).click()
    expect_thanks(page)
    markers = page.evaluate("Object.values(localStorage).map(JSON.parse)")
    assert [list(marker) for marker in markers] == [["until"]]
    page = reopened(page, path_of(nine))
    expect(page.get_by_role("heading", name="A response was already sent from this browser")).to_be_visible()
    expect(page.locator("form")).to_be_hidden()
    assert barriers(page) == []
    page.get_by_role("button", name="Answer as another person on this device").click()
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    comment(page, "Second")
    expect(kept(page)).to_have_text("Kept on this device")
    page = reopened(page, path_of(nine))
    expect(page.locator("#draft")).to_be_visible()
    expect(page.locator("#sent")).to_be_hidden()
    page.get_by_role("button", name="Continue").click()
    button(page).click()
    expect_thanks(page, responses=2)


def test_other_link_and_later_days_know_of_no_response(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    comment(page, "First")
    button(page).click()
    expect_thanks(page)
    page = reopened(page, path_of(nine, Team.MARKETING))
    expect(page.locator("form")).to_be_visible()
    closing = Round.objects.get().closes_at
    assert closing is not None
    page = reopened(page, path_of(nine), now=closing + datetime.timedelta(hours=1))
    expect(page.locator("form")).to_be_visible()
    assert stored(page) == []


def test_withdrawn_response_may_be_given_again(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    comment(page, "Too hasty")
    button(page).click()
    expect_thanks(page)
    receipt = page.locator("#receipt").inner_text()
    page.get_by_role("link", name="Check or withdraw my response").click()
    page.get_by_label("The code you were shown").fill(receipt)
    page.get_by_role("button", name="Check").click()
    page.get_by_role("button", name="Withdraw my response").click()
    page.get_by_role("link", name="Answer again").click()
    expect(page.locator("form")).to_be_visible()
    assert (stored(page), Response.objects.count()) == ([], 0)


def test_second_tab_learns_that_the_first_has_sent(visit: Visit, nine: Round) -> None:
    """Row 3, on one device: both tabs hold the same draft."""
    first = visit(path_of(nine), width=PHONE)
    choose(first, S1=4)
    comment(first, "Once")
    expect(kept(first)).to_have_text("Kept on this device")
    second = first.context.new_page()
    second.goto(path_of(nine))
    second.get_by_role("button", name="Continue").click()
    button(first).click()
    expect_thanks(first)
    expect(second.get_by_role("heading", name="A response was already sent from this browser")).to_be_visible()
    expect(second.locator("form")).to_be_hidden()
    second.wait_for_timeout(600)
    assert stored(second) == ["survey-sent"]
    second.get_by_role("button", name="Answer as another person on this device").click()
    button(second).click()
    expect_thanks(second, responses=2)


def test_preview_keeps_and_sends_nothing(visit: Visit, consultant: User, organization: Organization) -> None:
    round = make_round(organization)
    page = visit(f"/o/{round.organization.slug}/rounds/{round.code}/preview/sales/", user=consultant, width=PHONE)
    page.locator("input[type=radio]").first.check()
    expect(page.locator("#progress")).to_contain_text("1 of")
    page.keyboard.press("Enter")
    page.wait_for_timeout(600)
    expect(page.locator("#draft-note")).to_have_attribute("hidden", "")
    assert (stored(page), Response.objects.count()) == ([], 0)
