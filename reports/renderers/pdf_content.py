"""What stands in the client report, as the data that `report.typ` sets. ★ No Django."""

from __future__ import annotations

import datetime
from typing import Any

from assessments.bank import load_bank
from assessments.scales import FrozenItem, Subject, Team
from reports.analysis.labels import Label
from reports.document import Report
from reports.renderers import pdf_text
from reports.renderers.svg import distribution_chart, gap_chart, gap_parts
from reports.series import GapRow, QuestionSeries, distribution, gap_series, group_series, percent
from reports.wording import (
    Translate,
    absence_words,
    chart_summary,
    distribution_summary,
    group_words,
    groups_title,
    headline,
    label_words,
    question_sentence,
    team_name,
    verdict,
)

LANGUAGE = "en"


def content(report: Report, translate: Translate) -> dict[str, Any]:
    """Plain JSON values: every text already worded, every number already printed."""
    released, tally = report.released, report.released.tally
    return {
        "lang": LANGUAGE,
        "words": pdf_text.words(translate),
        "title": translate("{organization}: how Sales and Marketing see their work together").format(
            organization=released.organization
        ),
        "author": "OneTeam",
        "organization": released.organization,
        "round": released.title,
        "assessment": released.assessment,
        "closed": translate("Closed on {date}").format(date=_printed_date(released.closed_on)),
        "headline": headline(report, translate),
        "promise": translate("Shown only where at least {minimum} people of a team answered").format(
            minimum=tally.minimum
        ),
        "participation": [_participation(report, team, translate) for team in Team],
        "how": pdf_text.how_to_read(translate),
        "labels": _labels(translate),
        "gaps": _gaps(report, translate),
        "columns": [
            translate("Team"), translate("Score"), translate("Likely range"), translate("Answers"),
            translate("Don't know"),
        ],
        "questions": [_question(report, row, item, translate) for row, item in _rows(report)],
        "method": [
            _who_answered(report, translate),
            *pdf_text.method(released.mode, tally.minimum, released.notice[LANGUAGE], translate),
        ],
        "digest": report.digest,
    }  # fmt: skip


def _printed_date(iso: str) -> str:
    day = datetime.date.fromisoformat(iso)
    return f"{day:%B} {day.day}, {day.year}"


def _participation(report: Report, team: Team, translate: Translate) -> dict[str, str]:
    counts = report.released.tally.participation(team)
    if counts.invited is None or counts.invited < counts.responded:
        responded, note = str(counts.responded), translate("answered")
    else:
        responded = translate("{responded} of {invited}").format(responded=counts.responded, invited=counts.invited)
        share = percent(counts.responded / counts.invited) if counts.invited else percent(0)
        note = translate("{share} answered").format(share=share)
    return {"team": team.value, "name": team_name(team, translate), "responded": responded, "note": note}


def _gaps(report: Report, translate: Translate) -> list[dict[str, str]]:
    """The gap chart, cut into as many charts as pages are needed."""
    return [
        {"svg": gap_chart(part, "page", translate), "alt": chart_summary(part, translate)}
        for part in gap_parts(gap_series(report), translate=translate)
    ]


def _rows(report: Report) -> list[tuple[GapRow, FrozenItem]]:
    return list(zip(gap_series(report).rows, (row.item for row in report.analysis.items), strict=True))


def _question(report: Report, row: GapRow, item: FrozenItem, translate: Translate) -> dict[str, Any]:
    question = distribution(report, row.position)
    return {
        "number": str(row.position),
        "text": row.text,
        "topic": _topic(item, translate),
        "verdict": verdict(row, translate),
        "chart": _chart(question, translate),
        "rows": [_team_row(question, team, translate) for team in Team],
        "reading": question_sentence(question, translate),
        "groups": _groups(report, row.position, translate),
        "prompt": item.prompt,
        "actions": None if not item.actions else {
            "sales": item.actions[0].sales, "marketing": item.actions[0].marketing,
        },
    }  # fmt: skip


def _groups(report: Report, position: int, translate: Translate) -> dict[str, Any] | None:
    groups = group_series(report, position)
    if groups is None:
        return None
    lines = [group_words(one, groups.minimum, translate) for one in groups.lists]
    return {"title": groups_title(groups, translate), "lines": lines}


def _topic(item: FrozenItem, translate: Translate) -> str:
    about = {
        Subject.SALES: translate("about Sales"),
        Subject.MARKETING: translate("about Marketing"),
        Subject.BOTH: translate("about both teams"),
    }[item.subject]
    name = load_bank().dimensions.get(item.dimension or "", "")
    return f"{name} · {about}" if name else about[:1].upper() + about[1:]


def _chart(question: QuestionSeries, translate: Translate) -> dict[str, str]:
    return {
        "svg": distribution_chart(question, "page", translate),
        "alt": distribution_summary(question, translate),
    }


def _team_row(question: QuestionSeries, team: Team, translate: Translate) -> dict[str, Any]:
    """A row of the question's table: four cells, or one sentence why there are none."""
    mark, absence = question.row.mark(team), question.row.absence(team)
    named = {"team": team.value, "name": team_name(team, translate)}
    if mark is None:
        words = absence_words(absence, question.minimum, translate) if absence else ""
        return {**named, "absence": words, "cells": []}
    reach = translate("everybody answered") if mark.is_everyone else mark.printed_range or ""
    return {**named, "absence": None, "cells": [mark.printed, reach, str(mark.n), str(mark.dk)]}


def _labels(translate: Translate) -> list[dict[str, str]]:
    return [
        {"name": _label_name(label, translate), "meaning": meaning} for label, meaning in pdf_text.meanings(translate)
    ]


def _label_name(label: Label, translate: Translate) -> str:
    words = label_words(label, translate)
    return words[:1].upper() + words[1:]


def _who_answered(report: Report, translate: Translate) -> dict[str, Any]:
    teams = [_participation(report, team, translate) for team in Team]
    return {
        "title": translate("Who answered"),
        "paragraphs": [f"{team['name']}: {team['responded']} ({team['note']})." for team in teams],
    }
