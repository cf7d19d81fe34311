"""The same sentences in every file and on the pages, and the same numbers of any round in every table."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from django.test import Client
from hypothesis import given, settings

from accounts.models import User
from assessments.agreements import promises
from assessments.models import Round
from reports.build import build_book
from reports.document import Report
from reports.renderers import EXPORTS
from reports.series import QuestionSeries, distribution, gap_series, mirror_series
from reports.series.printing import MINUS
from reports.wording import (
    answers_words,
    discussion_prompts,
    dont_know_words,
    gap_words,
    headline,
    lead,
    question_sentence,
    sides_words,
    silence_words,
    step_words,
    summary_sentences,
    told_cards,
    untranslated,
    verdict,
)
from tests.reports import decks, pdfs, workbooks
from tests.reports.example_reports import whole_book
from tests.reports.strategies import some, whole_reports
from tests.reports.test_one_truth import closed, from_csv, from_json, from_xlsx

__all__ = ["closed"]

SPACES = re.compile(r"[\s\u00ad]+")


def pressed(text: str) -> str:
    """Without spaces: lines break elsewhere in every file."""
    return SPACES.sub("", text).replace("’", "'")


def read(kind: str, content: bytes) -> str:
    if kind == "pdf":
        return pressed(pdfs.words(content))
    return pressed(workbooks.words(content))


def sentences(report: Report) -> list[str]:
    """What is said of the round, and of each question."""
    of_questions = [
        words
        for row in mirror_series(report).rows
        for words in (
            question_sentence(distribution(report, row.row.position)), *sides_words(row), verdict(row.row),
        )
    ]  # fmt: skip
    cards = [words for card in told_cards(report) for words in (card.words, card.more) if words]
    return [headline(report), lead(report), *summary_sentences(report), *cards, *of_questions]


def promised(report: Report) -> list[str]:
    """What the teams take on and promise, and what the consultant adds."""
    actions = [action for focus in report.plan for action in focus.actions]
    assert report.agreement is not None
    return [
        *(text for action in actions for text in (action.sales_part, action.marketing_part, action.measure) if text),
        *(promise.sentence for promise in promises(report.agreement.terms, untranslated)),
        *(comment.text for comment in report.comments),
        report.book.summary,
        *report.book.notes.values(),
    ]


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_files_say_every_sentence(kind: str) -> None:
    report = whole_book()
    found = read(kind, EXPORTS[kind].render(report))
    said = [*sentences(report), *promised(report), report.digest]
    assert [words for words in said if pressed(words).casefold() not in found.casefold()] == []


def test_slides_say_every_sentence() -> None:
    """In their notes, too; of the comments only those that were chosen."""
    report = replace(whole_book(), comments=tuple(replace(one, is_pinned=True) for one in whole_book().comments))
    found = pressed(decks.words(EXPORTS["pptx"].render(report)))
    asked = zip(mirror_series(report).rows, report.analysis.items, strict=True)
    prompts = [prompt for row, item in asked for prompt in discussion_prompts(row, item.item)]
    said = [*sentences(report), *promised(report), *prompts, report.digest]
    assert [words for words in said if pressed(words).casefold() not in found.casefold()] == []


def test_prompts_of_the_room_are_printed() -> None:
    report = whole_book()
    found = read("pdf", EXPORTS["pdf"].render(report))
    asked = zip(mirror_series(report).rows, report.analysis.items, strict=True)
    prompts = [prompt for row, item in asked for prompt in discussion_prompts(row, item.item)]
    assert [words for words in prompts if pressed(words) not in found] == []


@pytest.mark.django_db
def test_pages_say_what_the_files_say(closed: Round, client: Client, leader: User) -> None:
    report = build_book(closed)
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    base = f"/o/{closed.organization.slug}/rounds/{closed.code}/dashboard/"
    places = [f"questions/{position}/" for position in report.released.positions]
    pages = {place: _seen(client.get(base + place).content) for place in ["", *places]}
    workbook = read("xlsx", EXPORTS["xlsx"].render(report))
    assert pressed(headline(report)) in pages[""]
    assert pressed(headline(report)) in workbook
    for position in report.released.positions:
        for words in _said(distribution(report, position)):
            shown = pressed(words) in pages[f"questions/{position}/"], pressed(words) in workbook
            assert shown == (True, True), words


def _said(question: QuestionSeries) -> list[str]:
    """The sentences that make up a question's paragraph."""
    row = question.row
    found = [
        answers_words(question), gap_words(row), silence_words(row), step_words(row), dont_know_words(question),
    ]  # fmt: skip
    assert [words for words in found if words not in question_sentence(question)] == []
    return [words for words in found if words]


def _seen(content: bytes) -> str:
    return pressed(html.unescape(re.sub(r"<[^>]*>", " ", content.decode())))


@settings(max_examples=some.max_examples // 4)
@given(whole_reports())
def test_any_round_has_the_same_numbers_in_every_table(report: Report) -> None:
    truth = list(from_json(EXPORTS["json"].render(report)).values())
    workbook = EXPORTS["xlsx"].render(report)
    if len(truth) == len(report.analysis.items):
        assert list(from_csv(EXPORTS["csv"].render(report)).values()) == truth
        assert [row[:3] for row in from_xlsx(workbook).values()] == [row[:3] for row in truth]
    verdicts = [line["Verdict"] for line in workbooks.lines(workbook, "Questions")]
    assert verdicts == [verdict(row) for row in gap_series(report).rows]
    printed = [line["Gap"] for line in workbooks.lines(workbook, "Chart data, gaps")]
    assert printed == [_number(row.printed_gap) for row in gap_series(report).rows]


def _number(printed: str | None) -> int | None:
    return None if printed is None else int(printed.replace(MINUS, "-"))
