from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assessments.comments import ShownComment, Sought
from assessments.scales import Team
from reports.document import Report
from reports.series.comments import PAGE, comment_series, comments_by_question, comments_on
from tests.reports.example_reports import bank_item, make_report, row

NOBODY = (0, 0, 0, 0, 0)


def shown(place: int, code: str, team: Team = Team.SALES, tag: str = "") -> ShownComment:
    return ShownComment(place=place, code=code, team=team, text=f"Words {place}", tag=tag)


def report_with(comments: Sequence[ShownComment], redacted: Sequence[ShownComment] = ()) -> Report:
    """S1, the open O3, S7; eleven of Sales and eight of Marketing took part."""
    report = make_report([row("S1", NOBODY, NOBODY), row("S7", NOBODY, NOBODY)], sales=(None, 11), marketing=(None, 8))
    released = replace(report.released, positions=(1, 3), open_items=(bank_item("O3"),))
    return replace(report, released=released, comments=tuple(comments), redacted=tuple(redacted))


def test_open_questions_stand_where_they_were_asked() -> None:
    series = comment_series(report_with([shown(1, "S7"), shown(2, "O3"), shown(3, "S1"), shown(4, "S1")]))
    assert [(one.position, one.text, one.found) for one in series.questions] == [
        (1, bank_item("S1").text, 2),
        (2, bank_item("O3").text, 1),
        (3, bank_item("S7").text, 1),
    ]


def test_redacted_comments_keep_their_place_and_count_for_nothing() -> None:
    gone = replace(shown(2, "S1"), text="", redaction="names", redacted_on=datetime.date(2026, 11, 2))
    series = comment_series(report_with([shown(3, "S1"), shown(1, "S1", Team.MARKETING)], [gone]))
    (question,) = series.questions
    assert [comment.place for comment in question.shown] == [1, 2, 3]
    assert question.counts == ((Team.SALES, 1), (Team.MARKETING, 1))
    assert (series.count, series.found) == (2, 2)


@pytest.mark.parametrize(("sales", "marketing", "held_back"), [(8, 8, ()), (7, 8, (Team.SALES,)), (7, 0, tuple(Team))])
def test_teams_too_small_are_held_back(sales: int, marketing: int, held_back: tuple[Team, ...]) -> None:
    report = make_report([row("S1", NOBODY, NOBODY)], sales=(20, sales), marketing=(20, marketing))
    assert comment_series(report).held_back == held_back


def test_tags_are_those_in_use_each_once() -> None:
    series = comment_series(
        report_with([shown(1, "S1", tag="pace"), shown(2, "S1", tag="Leads"), shown(3, "S7", tag="pace")])
    )
    assert series.tags == ("Leads", "pace")


@pytest.mark.parametrize(("page", "expected", "first"), [(1, 1, 1), (2, 2, 51), (3, 3, 101), (9, 3, 101)])
def test_one_question_comes_in_pages(page: int, expected: int, first: int) -> None:
    report = report_with([shown(place, "S1") for place in range(1, 2 * PAGE + 21)])
    (question,) = comment_series(report, Sought(position=1, page=page)).questions
    assert (question.page, question.pages, question.shown[0].place, question.found) == (expected, 3, first, 120)


def test_page_is_for_one_question_only() -> None:
    report = report_with([shown(place, "S1") for place in range(1, PAGE + 2)])
    (question,) = comment_series(report, Sought(page=2)).questions
    assert (question.page, question.shown[0].place) == (1, 1)


@pytest.mark.parametrize(("each", "expected"), [(50, 50), (51, 50), (300, 50)])
def test_page_of_two_questions_holds_a_hundred_comments(each: int, expected: int) -> None:
    places = range(1, each + 1)
    report = report_with([shown(2 * place + turn, code) for place in places for turn, code in enumerate(("S1", "S7"))])
    questions = comment_series(report).questions
    assert [len(question.shown) for question in questions] == [expected, expected]
    assert [question.has_more for question in questions] == [each > expected] * 2


def test_comments_on_a_question_keep_their_order() -> None:
    report = report_with([shown(1, "S7"), shown(2, "S1"), shown(3, "S7")])
    assert [comment.place for comment in comments_on(report, "S7")] == [1, 3]


def test_files_have_all_comments_of_a_question() -> None:
    report = report_with([shown(1, "O3"), *(shown(place, "S1") for place in range(2, PAGE + 5))])
    found = [(position, item.code, len(comments)) for position, item, comments in comments_by_question(report)]
    assert found == [(1, "S1", PAGE + 3), (2, "O3", 1)]
