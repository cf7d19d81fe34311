"""What people wrote: what was chosen for the report first, then all else by question and team. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assessments.comments import ShownComment
from assessments.scales import FrozenItem, Team
from reports.document import Report
from reports.renderers.pdf.layout import paragraphs
from reports.renderers.pdf.words import asked_as, team_words
from reports.series.comments import comments_by_question, held_back
from reports.wording import Translate
from reports.wording.comments import held_back_words

LONG = 700
"""Characters from which a comment may go on on the next page."""

Asked = tuple[int, FrozenItem, tuple[ShownComment, ...]]


def comments(report: Report, translate: Translate) -> dict[str, Any]:
    asked, absent = comments_by_question(report), held_back(report.released)
    return {
        "title": translate("In their words"),
        "is_short": not report.comments,
        "intro": _intro(report, translate),
        "held_back": held_back_words(absent, report.released.comment_minimum, translate),
        "groups": [*_chosen(asked, translate), *(group for one in asked for group in _rest(one, translate))],
    }


def _intro(report: Report, translate: Translate) -> list[str]:
    if not report.comments:
        return [translate("Nobody wrote a comment that can be shown.")]
    words = [
        translate(
            "Comments stand in random order. Nothing is stored of who wrote them, or which ones are by the same "
            "person."
        )
    ]
    if report.redacted:
        words.append(
            translate("Comments whose words were taken out since: {count}.").format(count=len(report.redacted))
        )
    return words


def _chosen(asked: Iterable[Asked], translate: Translate) -> list[dict[str, Any]]:
    """Those that somebody pinned, each with the number of its question."""
    found = [
        _comment(comment, translate("Question {number}").format(number=position), translate)
        for position, _item, those in asked
        for comment in those
        if comment.is_pinned
    ]
    return _group(translate("Chosen for this book"), found)


def _rest(asked: Asked, translate: Translate) -> list[dict[str, Any]]:
    position, item, those = asked
    found = [_comment(comment, "", translate) for comment in those if not comment.is_pinned]
    title = translate("Question {number}: {text}").format(number=position, text=item.name)
    return _group(title, found, asked_as(item))


def _group(title: str, found: list[dict[str, Any]], asked: str = "") -> list[dict[str, Any]]:
    """Each team that says something in a column of its own, Sales first; no group where nobody does.

    Beside a long comment a column would stay empty over pages: then all stand below one another.
    """
    if any(one["is_long"] for one in found):
        return [
            {"title": title, "asked": asked, "teams": [sorted(found, key=lambda one: list(Team).index(one["team"]))]}
        ]
    columns = [[one for one in found if one["team"] == team.value] for team in Team]
    said = [column for column in columns if column]
    return [{"title": title, "asked": asked, "teams": said}] if said else []


def _comment(comment: ShownComment, place: str, translate: Translate) -> dict[str, Any]:
    return {
        **team_words(comment.team, translate),
        "text": paragraphs(comment.text),
        "tag": comment.tag,
        "place": place,
        "is_long": len(comment.text) > LONG,
    }
