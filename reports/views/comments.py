"""What people wrote, by question: read by everybody, worked on by editors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.access import membership_or_404, signed_in
from assessments.access import can_edit, closed_in_or_404
from assessments.comments import ShownComment, Sought, read_sought
from assessments.models import RedactionChoice, TeamChoice
from reports.build import build_report
from reports.series.comments import CommentedQuestion, CommentSeries, comment_series
from reports.views.frame import frame
from reports.wording import team_name
from reports.wording.comments import held_back_words


@login_required
@require_safe
def comment_list(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """All comments, or those that the address asks for."""
    membership = membership_or_404(signed_in(request), slug)
    round = closed_in_or_404(membership.organization, code)
    report = build_report(round)
    series = comment_series(report, read_sought(request.GET))
    context = {**frame(round, report), **_comments(series), "can_edit": can_edit(membership)}
    return render(request, "reports/comment_list.html", context)


def _comments(series: CommentSeries) -> dict[str, Any]:
    return {
        "series": series,
        "sought": series.sought,
        "questions": [_question(question, series.sought) for question in series.questions],
        "held_back": held_back_words(series.held_back, series.minimum, gettext),
        "teams": TeamChoice.choices,
    }


def _question(question: CommentedQuestion, sought: Sought) -> dict[str, Any]:
    """`…_query` stand after the question mark of an address; None where there is no such page."""
    alone = replace(sought, position=question.position, page=1)
    is_alone = sought.position == question.position
    return {
        "question": question,
        "counts": [(team.value, team_name(team, gettext), count) for team, count in question.counts if count],
        "comments": [{"comment": comment, "reason": _reason(comment)} for comment in question.shown],
        "rest_query": alone.query if question.has_more else None,
        "previous_query": replace(alone, page=question.page - 1).query if question.page > 1 else None,
        "next_query": replace(alone, page=question.page + 1).query
        if is_alone and question.page < question.pages
        else None,
    }


def _reason(comment: ShownComment) -> str:
    return str(RedactionChoice(comment.redaction).label) if comment.redaction else ""
