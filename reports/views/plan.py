"""What the teams take on after a round: its focus areas with their actions, and what could be one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from accounts.access import membership_or_404, signed_in
from assessments import plans
from assessments.access import can_edit, closed_in_or_404
from assessments.models import MOST_FOCUS_AREAS, FocusArea, Round
from assessments.services.publishing import published_url
from reports.analysis.labels import Label
from reports.build import build_report
from reports.document import Report
from reports.series import GapRow, Order, gap_series, mirror_row, round_overview
from reports.views.frame import frame
from reports.wording import finding, first_move, priority_words, standing_words


@login_required
@gzip_page
@require_safe
def plan(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """At most three focus areas; before the first, what the results propose."""
    membership = membership_or_404(signed_in(request), slug)
    round = closed_in_or_404(membership.organization, code)
    report, is_editor = build_report(round), can_edit(membership)
    context = {**frame(round, report), **_plan(round, report, is_editor=is_editor), "can_edit": is_editor}
    return render(request, "reports/plan.html", context)


def _plan(round: Round, report: Report, *, is_editor: bool) -> dict[str, Any]:
    areas = plans.focus_areas(round)
    choice = {} if len(areas) == MOST_FOCUS_AREAS else _choice(report, {area.item.position for area in areas})
    return {
        "focus_areas": [_focus_area(area, round, report) for area in areas],
        "most": MOST_FOCUS_AREAS,
        **choice,
        **(_publishing(round) if is_editor else {}),
    }


def _focus_area(area: FocusArea, round: Round, report: Report) -> dict[str, Any]:
    row, today = row_at(report, area.item.position), plans.today_in(round, timezone.now())
    return {
        "row": row,
        "finding": standing_words(row, report.released.tally.minimum, gettext),
        "move": first_move(mirror_row(report, row.position), gettext),
        "actions": [
            {"action": action, "lacking": plans.lacking_words(action, today)} for action in area.actions.all()
        ],
        "ideas": area.item.said.actions,
    }


def row_at(report: Report, position: int) -> GapRow:
    return next(row for row in gap_series(report).rows if row.position == position)


def _choice(report: Report, chosen: set[int]) -> dict[str, Any]:
    """What can still be chosen: the proposal as long as nothing is chosen, and all questions by priority."""
    proposed = [] if chosen else round_overview(report).proposed
    rows = [row for row in gap_series(report, Order.PRIORITY).rows if row.position not in chosen]
    minimum = report.released.tally.minimum
    return {
        "proposed": [{"row": one.row, "reasons": priority_words(one, gettext)} for one in proposed],
        "are_gaps": all(one.row.label in (Label.CLEAR, Label.POSSIBLE) for one in proposed),
        "why_nothing": "" if proposed or chosen else finding(gap_series(report), gettext),
        "others": [{"row": row, "finding": standing_words(row, minimum, gettext)} for row in rows],
    }


def _publishing(round: Round) -> dict[str, Any]:
    publication = plans.publication(round)
    return {"results_link": published_url(publication) if publication else ""}
