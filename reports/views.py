"""The pages of results. A round's figures are a pure function of its release, so these views only choose and show."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.access import round_or_404
from assessments.bank import load_bank
from assessments.models import Round
from assessments.queries import participation
from assessments.scales import Team
from assessments.tallies import RoundTally
from reports.build import build_report
from reports.document import Report
from reports.renderers import EXPORTS
from reports.renderers.figures import gap_figure
from reports.renderers.look import COLORS
from reports.renderers.svg import distribution_chart, gap_chart
from reports.series import Absence, Distribution, GapRow, Order, QuestionSeries, distribution, gap_series
from reports.turnout import caution_words, shortage_words, turnout_words
from reports.wording import (
    absence_words,
    answers_words,
    dont_know_words,
    gap_words,
    headline,
    higher_words,
    range_words,
    row_note,
    silence_words,
    step_words,
    team_name,
    verdict,
)


@login_required
@require_safe
def dashboard(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The answer first; before closing, when it will come."""
    round = round_or_404(request, slug, code)
    if round.closed_at is None:
        return render(request, "reports/dashboard_waiting.html", _waiting(round))
    order = Order.QUESTIONNAIRE if request.GET.get("sort") == Order.QUESTIONNAIRE else Order.GAP
    return render(request, "reports/dashboard.html", _dashboard(round, build_report(round), order))


@login_required
@require_safe
def question_detail(request: HttpRequest, slug: str, code: str, position: int) -> HttpResponse:
    """One question close up, with what to talk about and what to do."""
    round = _closed_or_404(request, slug, code)
    report = build_report(round)
    try:
        question = distribution(report, position)
    except KeyError as missing:
        raise Http404 from missing
    return render(request, "reports/question_detail.html", _question(round, report, question))


@login_required
@require_safe
def report_export(request: HttpRequest, slug: str, code: str, kind: str) -> HttpResponse:
    """The report as a file, under a name that says whose it is."""
    round = _closed_or_404(request, slug, code)
    if kind not in EXPORTS:
        raise Http404
    export = EXPORTS[kind]
    response = HttpResponse(export.render(build_report(round)), content_type=export.media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{round.code}.{export.extension}"'
    return response


def _closed_or_404(request: HttpRequest, slug: str, code: str) -> Round:
    """Before closing there is nothing to see close up or to take away."""
    round = round_or_404(request, slug, code)
    if round.closed_at is None:
        raise Http404
    return round


def _waiting(round: Round) -> dict[str, Any]:
    counts = participation(round)
    tally = RoundTally(minimum=round.minimum, sales=counts[Team.SALES], marketing=counts[Team.MARKETING], items=())
    return {"round": round, "is_due": round.is_due(timezone.now()), **_participation(tally)}


def _dashboard(round: Round, report: Report, order: Order) -> dict[str, Any]:
    series = gap_series(report, order)
    return {
        **_frame(round, report),
        "headline": headline(report, gettext),
        "chart_wide": SafeString(gap_chart(series, "wide", gettext)),
        "chart_narrow": SafeString(gap_chart(series, "narrow", gettext)),
        "exploring": {
            "figures": {layout: gap_figure(series, layout, gettext) for layout in ("wide", "narrow")},
            "colors": dict(COLORS),
        },
        "order": order.value,
        "rows": [_table_row(row, series.minimum) for row in series.rows],
    }


def _table_row(row: GapRow, minimum: int) -> dict[str, Any]:
    return {
        "row": row,
        "teams": [_team_score(row, team, minimum) for team in Team],
        "higher": higher_words(row, gettext),
        "verdict": verdict(row, gettext),
        "note": row_note(row, gettext),
    }


def _team_score(row: GapRow, team: Team, minimum: int) -> dict[str, Any]:
    mark, absence = row.mark(team), row.absence(team)
    return {
        "name": team_name(team, gettext),
        "code": team.value,
        "mark": mark,
        "range": range_words(mark, gettext) if mark else "",
        "why_absent": absence,
        "absence": absence_words(absence, minimum, gettext) if absence else "",
    }


def _question(round: Round, report: Report, question: QuestionSeries) -> dict[str, Any]:
    rows = gap_series(report).rows
    place = [row.position for row in rows].index(question.row.position)
    return {
        **_frame(round, report),
        "question": question,
        "asked": report.analysis.items[place].item,
        "topic": load_bank().dimensions.get(question.row.dimension or ""),
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
        **_table_row(question.row, question.minimum),
        "place": place + 1,
        "count": len(rows),
        "previous": rows[place - 1] if place else None,
        "next": rows[place + 1] if place + 1 < len(rows) else None,
    }


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


def _frame(round: Round, report: Report) -> dict[str, Any]:
    """What every page about a closed round says."""
    released = report.released
    return {
        "round": round,
        "released": released,
        "closed_on": datetime.date.fromisoformat(released.closed_on),
        **_participation(released.tally),
        "seal": report.digest[:12],
        "kinds": sorted(EXPORTS, key=lambda kind: kind != "pdf"),
    }


def _participation(tally: RoundTally) -> dict[str, Any]:
    return {
        "turnouts": [
            {
                "code": team,
                "name": team_name(team, gettext),
                "words": turnout_words(tally.participation(team), gettext),
            }
            for team in Team
        ],
        "shortages": shortage_words(tally, gettext),
        "cautions": caution_words(tally, gettext),
    }
