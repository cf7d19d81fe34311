"""What is looked at: every page, and every state of it that looks different."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from playwright.sync_api import Page

from tests.gallery.house import CONSULTANT, LEADER, NEWCOMER

Act: TypeAlias = Callable[[Page], None]


@dataclass(frozen=True, slots=True)
class Shot:
    """`path` has parts of the house in braces. `who` is signed in, "" is nobody. `act` is done before looking."""

    name: str
    path: str
    who: str = ""
    act: Act | None = None


def open_all(page: Page) -> None:
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")


def send(page: Page) -> None:
    """The main form as it stands."""
    page.locator("main form[method=post] [type=submit]").last.click()


def answer(page: Page) -> None:
    choose(page, "names => names")


def submit(page: Page) -> None:
    """Every scale is answered: the survey has nothing to ask, and says thank you."""
    answer(page)
    page.locator("[data-until]").first.wait_for(state="attached")


def skip_some(page: Page) -> None:
    choose(page, "names => names.slice(0, 1)")


def choose(page: Page, which: str) -> None:
    """The middle answer to the questions that `which` takes of all; then sends them."""
    page.evaluate(
        f"""() => {{
            const names = [...new Set([...document.querySelectorAll('[type=radio]')].map(each => each.name))];
            for (const name of ({which})(names)) {{
                const rows = document.querySelectorAll(`[type=radio][name="${{name}}"]`);
                rows[Math.min(2, rows.length - 1)].click();
            }}
        }}"""
    )
    page.locator("form [type=submit]").last.click()


def sign_in_wrongly(page: Page) -> None:
    page.fill("input[name=login]", "nobody@example.com")
    page.fill("input[name=password]", "wrong")
    send(page)


def try_demo(page: Page) -> None:
    page.locator("main form [type=submit]").click()
    page.locator(".tour").wait_for()


def change_the_demo(page: Page) -> None:
    try_demo(page)
    page.goto("/account/")


def stand(place: int, step: str) -> Act:
    """Every screen of the workshop comes here; one that is opened elsewhere would follow the others."""

    def come(page: Page) -> None:
        path = page.evaluate(
            """async ([place, step]) => {
                const csrfmiddlewaretoken = document.querySelector("[name=csrfmiddlewaretoken]").value;
                const body = new URLSearchParams({ csrfmiddlewaretoken, place, step });
                await fetch(document.body.dataset.move, { method: "POST", body });
                return document.body.dataset.screen.replace("/0/welcome/", `/${place}/${step}/`);
            }""",
            [place, step],
        )
        page.goto(path)

    return come


FRESH = (Shot("fresh-landing", "/"), Shot("fresh-setup", "{setup}"), Shot("fresh-setup-wrong", "{setup}", act=send))
"""Before anybody has an account."""

ENTRY = (
    Shot("landing", "/"),
    Shot("self-check", "/check/"),
    Shot("self-check-result", "/check/", act=answer),
    Shot("self-check-some", "/check/", act=skip_some),
    Shot("sign-in", "/account/login/"),
    Shot("sign-in-wrong", "/account/login/", act=sign_in_wrongly),
    Shot("password-reset", "/account/password/reset/"),
    Shot("join", "{invitation}"),
    Shot("join-gone", "/join/nothing/"),
    Shot("privacy", "/privacy/", act=open_all),
    Shot("not-found", "/nowhere/"),
)
DEMO = (
    Shot("demo", "/demo/"),
    Shot("tour-guest", "/demo/", act=try_demo),
    Shot("demo-read-only", "/demo/", act=change_the_demo),
    *(Shot(f"tour-{number}", f"/demo/{number}/", LEADER) for number in range(1, 6)),
    Shot("tour-end", "/demo/end/", LEADER),
)
RESPONDENTS = (
    Shot("survey", "{survey}"),
    Shot("survey-unfolded", "{survey}", act=open_all),
    Shot("survey-skipped", "{survey}", act=skip_some),
    Shot("survey-thanks", "{survey}", act=submit),
    Shot("survey-personal", "{personal}"),
    Shot("survey-long", "{long-survey}"),
    Shot("survey-closed", "{ended-survey}"),
    Shot("survey-unknown", "/s/nothing/"),
    Shot("receipt", "{survey}receipt/"),
    Shot("unsubscribe", "{unsubscribe}"),
    Shot("unsubscribed", "{unsubscribe}", act=send),
    Shot("published", "{published}"),
    Shot("published-unknown", "/r/nothing/"),
    Shot("shared", "{share}"),
    Shot("shared-question", "{share}questions/1/"),
    Shot("shared-expired", "{expired}"),
    Shot("room-enter", "/w/"),
    Shot("room-join", "/w/{code}/"),
)
ORGANIZERS = (
    Shot("organizations-none", "/organizations/", NEWCOMER),
    Shot("organizations", "/organizations/", CONSULTANT),
    Shot("organizations-not-found", "/organizations/?words=zebra", CONSULTANT),
    Shot("organization-new", "/organizations/new/", CONSULTANT),
    Shot("organization-new-wrong", "/organizations/new/", CONSULTANT, send),
    Shot("account", "/account/", CONSULTANT),
    Shot("password-change", "/account/password/change/", CONSULTANT),
    Shot("contact", "/account/contact/", CONSULTANT),
    Shot("organization", "{client}/", CONSULTANT),
    Shot("organization-viewer", "{client}/", LEADER),
    Shot("organization-empty", "{empty}/", CONSULTANT),
    Shot("organization-states", "{states}/", CONSULTANT),
    Shot("organization-long", "{long}/", CONSULTANT),
    Shot("members", "{client}/members/", CONSULTANT),
    Shot("member-remove", "{client}/members/{member}/remove/", CONSULTANT),
    Shot("organization-leave", "{client}/leave/", CONSULTANT),
    Shot("organization-delete", "{empty}/delete/", CONSULTANT),
    Shot("organization-delete-wrong", "{empty}/delete/", CONSULTANT, send),
    Shot("branding", "{client}/branding/", CONSULTANT),
    Shot("questions", "{client}/questions/", CONSULTANT),
    Shot("questions-viewer", "{client}/questions/", LEADER),
    Shot("questions-not-found", "{client}/questions/?words=zebra", CONSULTANT),
    Shot("question-new", "{client}/questions/new/", CONSULTANT),
    Shot("question-new-wrong", "{client}/questions/new/", CONSULTANT, send),
    Shot("question-edit", "{client}/questions/{own-question}/edit/", CONSULTANT),
    Shot("assessment-new", "{client}/assessments/new/", CONSULTANT),
    Shot("round-draft", "{draft}/", CONSULTANT),
    Shot("round-draft-list", "{bare}/", CONSULTANT),
    Shot("round-launch", "{draft}/launch/", CONSULTANT),
    Shot("round-edit", "{draft}/edit/", CONSULTANT),
    Shot("round-compose", "{draft}/questions/", CONSULTANT),
    Shot("round-compose-own", "{draft}/questions/", CONSULTANT, open_all),
    Shot("round-open", "{open}/", CONSULTANT, open_all),
    Shot("round-open-list", "{listed}/", CONSULTANT),
    Shot("round-preview", "{open}/preview/sales/", CONSULTANT),
    Shot("round-close", "{open}/close/", CONSULTANT),
    Shot("round-extend", "{open}/extend/", CONSULTANT),
    Shot("round-closed", "{closed}/", CONSULTANT),
    Shot("round-closed-few", "{few}/", CONSULTANT),
    Shot("reminder-move", "{listed}/reminders/1/move/", CONSULTANT),
    Shot("people", "{listed}/people/", CONSULTANT),
    Shot("people-none", "{bare}/people/", CONSULTANT),
    Shot("person-correct", "{listed}/people/{person}/correct/", CONSULTANT),
    Shot("person-remove", "{listed}/people/{person}/remove/", CONSULTANT),
)
RESULTS = (
    Shot("results-waiting", "{open}/dashboard/", CONSULTANT),
    Shot("results", "{closed}/dashboard/", CONSULTANT),
    Shot("results-viewer", "{closed}/dashboard/", LEADER),
    Shot("results-priority", "{closed}/dashboard/?sort=priority", LEADER),
    Shot("results-first", "{first}/dashboard/", CONSULTANT),
    Shot("results-few", "{few}/dashboard/", CONSULTANT),
    Shot("results-none", "{none}/dashboard/", CONSULTANT),
    Shot("results-long", "{long-closed}/dashboard/", CONSULTANT),
    Shot("question", "{closed}/dashboard/questions/1/", CONSULTANT),
    Shot("question-hidden", "{closed}/dashboard/questions/8/", CONSULTANT),
    Shot("question-long", "{long-closed}/dashboard/questions/1/", CONSULTANT),
    Shot("expectations", "{closed}/dashboard/mirror/", CONSULTANT),
    Shot("expectations-none", "{none}/dashboard/mirror/", CONSULTANT),
    Shot("over-time", "{closed}/dashboard/trend/", CONSULTANT),
    Shot("over-time-first", "{first}/dashboard/trend/", CONSULTANT),
    Shot("comments", "{closed}/dashboard/comments/", CONSULTANT),
    Shot("comments-none", "{none}/dashboard/comments/", CONSULTANT),
    Shot("comments-not-found", "{closed}/dashboard/comments/?q=zebra", CONSULTANT),
    Shot("comment-redact", "{closed}/comments/1/redact/", CONSULTANT),
    Shot("plan", "{closed}/dashboard/plan/", CONSULTANT),
    Shot("plan-viewer", "{closed}/dashboard/plan/", LEADER),
    Shot("plan-none", "{few}/dashboard/plan/", CONSULTANT),
    Shot("plan-long", "{long-closed}/dashboard/plan/", CONSULTANT),
    Shot("action-new", "{closed}/plan/1/new/", CONSULTANT),
    Shot("action-edit", "{closed}/plan/{action}/", CONSULTANT),
    Shot("action-remove", "{closed}/plan/{action}/remove/", CONSULTANT),
    Shot("ledger", "{closed}/dashboard/ledger/", CONSULTANT),
    Shot("agreement", "{closed}/agreement/", CONSULTANT),
    Shot("agreement-none", "{few}/agreement/", CONSULTANT),
    Shot("agreement-edit", "{closed}/agreement/edit/", CONSULTANT),
    Shot("workshop", "{closed}/workshop/", CONSULTANT),
    Shot("workshop-none", "{few}/workshop/", CONSULTANT),
    Shot("screen-welcome", "{closed}/workshop/screen/0/welcome/", CONSULTANT, act=stand(0, "welcome")),
    Shot("screen-guess", "{closed}/workshop/screen/0/welcome/", CONSULTANT, act=stand(1, "guess")),
    Shot("screen-finding", "{closed}/workshop/screen/0/welcome/", CONSULTANT, act=stand(1, "finding")),
    Shot("screen-plan", "{closed}/workshop/screen/0/welcome/", CONSULTANT, act=stand(3, "plan")),
    Shot("remote", "{closed}/workshop/remote/", CONSULTANT),
    Shot("files", "{closed}/book/", CONSULTANT),
    Shot("files-viewer", "{closed}/book/", LEADER),
    Shot("files-preview", "{closed}/book/preview/", CONSULTANT),
)
SHOTS = (*ENTRY, *DEMO, *RESPONDENTS, *ORGANIZERS, *RESULTS)
