"""One question close up, with what to talk about and what to do."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.access import membership_or_404, signed_in
from assessments.access import can_edit, closed_round_or_404
from assessments.comments import Sought
from assessments.handouts import note_on
from assessments.models import Round
from assessments.scales import Team
from reports.build import build_report
from reports.document import Report
from reports.renderers.svg import distribution_chart, mirror_close_up
from reports.series import (
    Absence,
    Distribution,
    QuestionSeries,
    change_series,
    distribution,
    gap_series,
    group_series,
    mirror_row,
    round_overview,
    trend_line,
    trend_series,
)
from reports.series.comments import comments_on
from reports.views.frame import frame, table_row
from reports.views.mirrors import mirror_lines
from reports.views.rounds import trend_lines
from reports.views.taking import taking
from reports.wording import (
    absence_words,
    answers_words,
    attitude_words,
    beside_apart,
    change_words,
    dont_know_words,
    first_move,
    gap_words,
    group_name,
    groups_title,
    lead_speed_check,
    lead_speed_words,
    merged_words,
    sides_words,
    silence_words,
    split_words,
    step_words,
    subject_words,
    team_name,
    trend_notes,
)


@login_required
@gzip_page
@require_safe
def question_detail(request: HttpRequest, slug: str, code: str, position: int) -> HttpResponse:
    """One question close up, with what to talk about and what to do."""
    round = closed_round_or_404(request, slug, code)
    report = build_report(round)
    try:
        question = distribution(report, position)
    except KeyError as missing:
        raise Http404 from missing
    context = {
        **question_context(round, report, question),
        **taking(round, report, question.row.code),
        "can_edit": can_edit(membership_or_404(signed_in(request), slug)),
    }
    return render(request, "reports/question_detail.html", context)


def question_context(round: Round, report: Report, question: QuestionSeries) -> dict[str, Any]:
    rows = gap_series(report).rows
    place = [row.position for row in rows].index(question.row.position)
    return {
        **frame(round, report),
        "question": question,
        "asked": report.analysis.items[place].item,
        "topic": report.dimension_names.get(question.row.dimension or ""),
        "sentences": [answers_words(question, gettext), gap_words(question.row, gettext)],
        "asides": [
            words
            for words in (
                silence_words(question.row, gettext),
                step_words(question.row, gettext),
                dont_know_words(question, gettext),
            )
            if words
        ],
        "chart_wide": SafeString(distribution_chart(question, "wide", gettext)),
        "chart_narrow": SafeString(distribution_chart(question, "narrow", gettext)),
        "answers": _answer_lines(question),
        **_expectations(report, question),
        **_since(report, question),
        "groups": _groups(report, question.row.position),
        "lead_speed": _lead_speed(report, question),
        "speed_check": lead_speed_check(gettext),
        **table_row(question.row, question.minimum),
        "beside_apart": beside_apart(question.row, gettext),
        **_comments(report, question),
        "own_note": note_on(round, question.row.code),
        "previous": rows[place - 1] if place else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
    }


def _expectations(report: Report, question: QuestionSeries) -> dict[str, Any]:
    """The double mirror of this question: picture, table, and what it says of either side."""
    mirrored = mirror_row(report, question.row.position)
    sides = sides_words(mirrored, gettext)
    around = subject_words(mirrored, gettext), attitude_words(mirrored, gettext), split_words(mirrored, gettext)
    return {
        "has_guesses": any(reading.is_guess for reading in mirrored.readings),
        "mirror_wide": SafeString(mirror_close_up(mirrored, question.minimum, "wide", gettext)),
        "mirror_narrow": SafeString(mirror_close_up(mirrored, question.minimum, "narrow", gettext)),
        "mirror_words": [words for words in (*sides, *around) if words],
        "mirrors": [mirror_lines(mirrored, question.minimum)],
        "move": first_move(mirrored, gettext),
    }


def _groups(report: Report, position: int) -> dict[str, Any] | None:
    """This question by group; None where the round asked for none."""
    groups = group_series(report, position)
    if groups is None:
        return None
    return {
        "title": groups_title(groups, gettext),
        "teams": [
            {
                "code": one.team.value,
                "name": team_name(one.team, gettext),
                "absence": absence_words(one.absence, groups.minimum, gettext) if one.absence else "",
                "rows": [{"row": row, "name": group_name(row, gettext)} for row in one.rows],
                "merged": merged_words(one, gettext),
            }
            for one in groups.lists
        ],
    }


def _since(report: Report, question: QuestionSeries) -> dict[str, Any]:
    """This question in the rounds before; nothing in the first round."""
    change = change_series(report)
    if change is None:
        return {}
    line, rounds = trend_line(report, question.row.position), trend_series(report).rounds
    notes = trend_notes(line, rounds, gettext) if len(rounds) > 2 else []  # of two rounds the change says it all
    row = next(row for row in change.rows if row.row.position == question.row.position)
    return {
        "before": change.before,
        "since_words": [change_words(row, gettext), *notes],
        "rounds": rounds,
        "multiple": trend_lines(line, rounds) if line.is_comparable else None,
    }


def _comments(report: Report, question: QuestionSeries) -> dict[str, Any]:
    """Those that somebody chose for the report, and the way to all of them."""
    comments = comments_on(report, question.row.code)
    return {
        "pinned": [comment for comment in comments if comment.is_pinned],
        "comment_count": len(comments),
        "comments_query": Sought(position=question.row.position).query,
    }


def _lead_speed(report: Report, question: QuestionSeries) -> list[str]:
    """Said of the one question that has readings of its own."""
    reading = round_overview(report).lead_speed
    is_here = reading is not None and reading.row.position == question.row.position
    return lead_speed_words(reading, gettext) if reading and is_here else []


def _answer_lines(question: QuestionSeries) -> list[dict[str, Any]]:
    """The two bars as a table: each answer with both teams' counts, then those that are no point of the scale."""
    teams = [question.distribution(team) for team in Team]
    lines = [
        {"label": label, "cells": [_segment_words(team, place) for team in teams]}
        for place, label in enumerate(question.labels)
    ]
    lines.append({"label": gettext("Don’t know"), "cells": [_beside_words(team, team.dk) for team in teams]})
    if question.not_applicable:
        lines.append({"label": question.not_applicable, "cells": [_beside_words(team, team.na) for team in teams]})
    return lines


def _segment_words(answers: Distribution, place: int) -> str:
    if not answers.segments:
        return _beside_words(answers, 0)
    segment = answers.segments[place]
    return f"{segment.count} ({segment.printed})"


def _beside_words(answers: Distribution, count: int | None) -> str:
    return gettext("hidden") if answers.absence is Absence.MINIMUM else str(count or 0)
