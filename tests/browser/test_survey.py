"""The survey in a real browser, as on a phone: quiet, accessible, hard to send by mistake, never sent twice."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from assessments.models import Answer, Comment, Response, Round
from assessments.services.rounds import compose_by_form, launch_round
from tests.browser.conftest import OPEN_DETAILS, Visit, looks, width_of
from tests.builders import make_draft, make_organization, make_question, make_round
from tests.survey_pages import path_of

PHONE = 390


@pytest.fixture
def nine(transactional_db: None) -> Round:
    """The quick nine: eleven questions on a scale and an open one."""
    round = make_draft(time_zone="America/New_York")
    compose_by_form(round=round, form="quick-nine")
    launch_round(round=round, now=timezone.now())
    return round


def submit(page: Page) -> None:
    page.locator("button[type=submit]").click()


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f"input[name='{name}'][value='{value}']").check()


def bar(page: Page) -> Locator:
    return page.locator("#progress")


def test_survey_has_no_barriers(
    visit: Visit, barriers: Callable[[Page], list[str]], problems: list[str], nine: Round
) -> None:
    def check() -> None:
        for look in looks(page, 320, 390, 1280, dark=True):
            assert barriers(page) == [], look
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), look

    page = visit(path_of(nine))
    page.evaluate(OPEN_DETAILS)
    choose(page, "S1", "4")
    check()
    page.locator("#q2").evaluate("radio => { radio.value = '7'; radio.checked = true; }")
    submit(page)
    submit(page)
    expect(page.get_by_role("alert")).to_be_focused()
    check()
    assert [problem for problem in problems if "400" in problem] == problems
    problems.clear()
    submit(page)
    expect(page.locator("h1")).to_have_text("Thank you!")
    check()


def test_survey_with_endless_words_fits_a_phone(visit: Visit, transactional_db: None) -> None:
    long = "Donaudampfschifffahrtsgesellschaftskapitän" * 2
    labels = [f"{n}{long}"[:60] for n in range(5)]
    round = make_round(make_organization(long), [make_question("Q1", text=long, labels=labels)], title=long)
    page = visit(path_of(round), width=320)
    page.evaluate(OPEN_DETAILS)
    assert width_of(page) == 320
    page.set_viewport_size({"width": 160, "height": 422})  # twice as large on the same phone
    assert width_of(page) == 160


def test_survey_mirrors_for_scripts_from_right_to_left(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, "S1", "4")
    centers = "all => all.map(each => each.getBoundingClientRect()).map(({ left, right }) => (left + right) / 2)"
    parts = page.locator("#q1, .clear, .bar button, .number").filter(visible=True)
    before = parts.evaluate_all(centers)
    page.evaluate("document.documentElement.dir = 'rtl'")
    assert parts.evaluate_all(centers) == pytest.approx([PHONE - center for center in before], abs=1)
    assert width_of(page) == PHONE


def test_survey_works_without_javascript(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE, javascript=False)
    waited_for = "performance.getEntriesByType('resource').filter((one) => one.renderBlockingStatus === 'blocking')"
    assert page.evaluate(f"{waited_for}.map(({{ name }}) => name.split('/').at(-1))") == ["survey.css"]
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_text("Answer for the teams as you know them")).to_be_in_viewport()
    choose(page, "S1", "4")
    page.locator("details:has(input[name=S1-guess]) > summary").click()
    choose(page, "S1-guess", "2")
    submit(page)
    expect(page.locator("#receipt")).to_be_visible()
    assert list(Answer.objects.values_list("item__code", "own", "guess")) == [("S1", 4, 2)]


def test_progress_counts_all_questions_and_clear_takes_answers_back(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    expect(bar(page)).to_have_text("0 of 12 answered")
    choose(page, "S1", "dk")
    choose(page, "S2", "3")
    expect(bar(page)).to_have_text("2 of 12 answered")
    page.locator(".clear:visible").first.click()
    expect(bar(page)).to_have_text("1 of 12 answered")
    expect(page.locator("#q1")).to_be_focused()
    assert page.locator("input[name=S1]:checked").count() == 0
    page.locator("#q12-comment").fill("Why not?")
    expect(bar(page)).to_have_text("2 of 12 answered")
    expect(page.locator("textarea + .hint")).to_have_text("")
    expect(page.locator("header")).to_contain_text("12 questions")


def test_text_that_is_too_long_is_never_cut(visit: Visit, problems: list[str], nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    text, line = page.locator("#q12-comment"), page.locator("#q12-comment + p")
    text.fill("ä" * 1990)
    expect(line).to_have_text("10 of 2,000 characters left.")
    text.fill("\N{GRINNING FACE}" * 2001)
    expect(line).to_have_text("Too long by 1: 2,000 characters fit.")
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("the text has 2001 characters; at most 2000 fit")
    assert len(page.locator("#q12-comment").input_value()) == 2001
    assert [problem for problem in problems if "400" in problem] == problems
    problems.clear()


def test_digit_keys_answer_the_question_that_has_the_focus(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine))
    page.keyboard.press("3")
    expect(bar(page)).to_have_text("0 of 12 answered")
    page.locator("#q2").focus()
    page.keyboard.press("4")
    expect(page.locator("input[name=S2]:checked")).to_have_value("4")
    page.keyboard.press("6")
    expect(page.locator("input[name=S2]:checked")).to_have_value("4")
    keys = "all => all.map(label => getComputedStyle(label, '::after').content.replace(/ \\/.*/, ''))"
    assert page.locator("fieldset:has([name=S2]) label").evaluate_all(keys) == ["counter(key)"] * 5 + ['"0"']
    assert {*page.locator("fieldset:has([name=S3]) label").evaluate_all(keys)} == {"none"}
    page.keyboard.press("0")
    expect(page.locator("input[name=S2]:checked")).to_have_value("dk")


def test_bar_never_hides_what_has_the_focus(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    hidden, stops = [], 0
    while page.locator(".bar :focus").count() == 0:
        page.keyboard.press("Tab")
        stops += 1
        hidden += page.evaluate(
            """() => {
                const focus = document.activeElement.closest("label") || document.activeElement;
                const [box, bar] = [focus, document.querySelector(".bar")].map((e) => e.getBoundingClientRect());
                return !focus.closest(".bar") && (box.bottom > bar.top || box.top < 0) ? [focus.textContent] : [];
            }"""
        )
    assert hidden == []
    assert stops > 30  # each question: its answers, its guess, its comment


def test_early_submit_is_asked_about_once(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, "S1", "4")
    submit(page)
    expect(bar(page)).to_have_text("11 not answered, which is fine. Show")
    page.get_by_role("link", name="Show").click()
    expect(page.locator("#q2")).to_be_in_viewport()
    assert Response.objects.count() == 0
    submit(page)
    expect(page.locator("#receipt")).to_be_visible()
    assert Response.objects.count() == 1


def test_who_saw_the_end_is_not_asked(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, "S1", "4")
    page.locator("#q12-comment").fill("Why not?")
    submit(page)
    expect(page.locator("#receipt")).to_be_visible()
    assert Comment.objects.get().text == "Why not?"


def test_skipping_only_the_open_question_is_not_asked_about(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    for first in page.locator("fieldset.scored label:first-of-type input").all():
        first.evaluate("radio => radio.click()")
    expect(bar(page)).to_have_text("11 of 12 answered")
    submit(page)
    expect(page.locator("#receipt")).to_be_visible()


def test_impatient_taps_send_one_request(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.locator("#q12-comment").fill("Once")
    page.locator("button[type=submit]").evaluate("button => { button.click(); button.click(); button.click(); }")
    expect(page.locator("#receipt")).to_be_visible()
    assert (len(sent), Response.objects.count()) == (1, 1)


def test_leaving_and_coming_back_shows_neither_answers_nor_receipt(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine), width=PHONE)
    choose(page, "S1", "4")
    page.locator("#q12-comment").fill("Mine")
    submit(page)
    expect(page.locator("#receipt")).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.get_by_role("heading", name="A response was already sent from this browser")).to_be_visible()
    assert (page.locator(":checked").count(), page.locator("#q12-comment").input_value()) == (0, "")
    assert page.locator("#receipt").count() == 0
    page.get_by_role("button", name="Answer as another person on this device").click()
    submit(page)
    expect(bar(page)).to_have_text("Nothing is answered yet: there is nothing to send.")
    assert Response.objects.count() == 1


def test_scripts_of_a_visitor_who_does_nothing_store_nothing(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine))
    page.mouse.wheel(0, 4000)
    page.wait_for_timeout(3000)
    with connection.cursor() as cursor:
        for table in ("response", "answer", "comment"):
            cursor.execute(f"SELECT COUNT(*) FROM assessments_{table}")
            assert cursor.fetchone()[0] == 0
    assert page.context.cookies() == []
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_reader_in_another_time_zone_gets_the_local_time(visit: Visit, nine: Round) -> None:
    page = visit(path_of(nine))
    zone = page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone")
    closing = page.locator("time").first
    expect(closing).to_contain_text("New York time")
    assert ("where you are" in closing.inner_text()) == (zone != "America/New_York")
