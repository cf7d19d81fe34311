"""A page a question. ★ No Django."""

from __future__ import annotations

from typing import Any

from assessments.scales import FrozenItem, Team
from assessments.wordings import dimension_name
from reports.document import Report
from reports.renderers.pdf.layout import paragraphs
from reports.renderers.pdf.words import asked_as, team_words
from reports.renderers.svg import distribution_chart, mirror_close_up
from reports.series import MirrorRow, QuestionSeries, Talk, distribution, group_series, talks
from reports.wording import (
    Translate,
    about_words,
    absence_words,
    capitalized,
    discussion_prompts,
    distribution_summary,
    group_words,
    groups_title,
    mirror_summary,
    question_sentence,
    sides_words,
    verdict,
)


def questions(report: Report, translate: Translate) -> dict[str, Any]:
    return {
        "title": translate("Question by question"),
        "empty": translate("This round asked no question that can be compared."),
        "questions": [_question(report, talk, translate) for talk in talks(report)],
    }


def _question(report: Report, talk: Talk, translate: Translate) -> dict[str, Any]:
    series, mirrored = distribution(report, talk.position), talk.mirror
    return {
        "number": str(talk.position),
        "name": mirrored.row.name,
        "asked": asked_as(talk.item),
        "topic": topic(talk.item, translate),
        "verdict": capitalized(verdict(mirrored.row, translate)),
        "chart": {
            "svg": distribution_chart(series, "page", translate),
            "alt": distribution_summary(series, translate),
        },
        "mirror": _mirror(mirrored, translate),
        "rows": [_team_row(series, team, translate) for team in Team],
        "reading": question_sentence(series, translate),
        "expecting": sides_words(mirrored, translate) if mirrored.is_asked else [],
        "groups": _groups(report, talk.position, translate),
        "prompts": list(discussion_prompts(mirrored, talk.item, translate)),
        "note": paragraphs(report.book.notes.get(talk.item.code, "")),
    }


def topic(item: FrozenItem, translate: Translate) -> str:
    """`Lead follow-up · about Sales`"""
    about, name = about_words(item, translate), dimension_name(item.dimension, translate)
    return f"{name} · {about}" if name else capitalized(about)


def _mirror(mirrored: MirrorRow, translate: Translate) -> dict[str, str] | None:
    """The guesses beside what they are guesses of; nothing where none may be shown."""
    if not any(reading.is_guess for reading in mirrored.readings):
        return None
    drawn = mirror_close_up(mirrored, mirrored.minimum, "page", translate)
    return {"svg": drawn, "alt": mirror_summary([mirrored], translate)}


def _team_row(question: QuestionSeries, team: Team, translate: Translate) -> dict[str, Any]:
    """A row of the question's table: four cells, or one sentence why there are none."""
    mark, absence = question.row.mark(team), question.row.absence(team)
    if mark is None:
        words = absence_words(absence, question.minimum, translate) if absence else ""
        return {**team_words(team, translate), "absence": capitalized(words), "cells": []}
    reach = translate("everybody answered") if mark.is_everyone else mark.printed_range or ""
    cells = [mark.printed, reach, str(mark.n), str(mark.dk)]
    return {**team_words(team, translate), "absence": None, "cells": cells}


def _groups(report: Report, position: int, translate: Translate) -> dict[str, Any] | None:
    groups = group_series(report, position)
    if groups is None:
        return None
    lines = [group_words(one, groups.minimum, translate) for one in groups.lists]
    return {"title": groups_title(groups, translate), "lines": lines}
