"""The round at a glance: the answer first; before closing, when it will come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from assessments.access import round_or_404
from assessments.handouts import own_summary
from assessments.models import Round
from assessments.plans import plan_states
from assessments.queries import participation
from assessments.scales import Team
from assessments.tallies import RoundTally
from reports.analysis.index import Stage
from reports.build import build_report
from reports.document import Report
from reports.renderers.figures import gap_figure
from reports.renderers.look import COLORS
from reports.series import (
    DimensionReading,
    DimensionRow,
    GapSeries,
    Order,
    Overview,
    PriorityRow,
    change_series,
    gap_series,
    round_overview,
)
from reports.views.cards import inset, shown_cards
from reports.views.frame import chosen_order, frame, participation_frame, table_row
from reports.views.gap_rows import drawn_gaps
from reports.wording import (
    LABELS,
    MOVED,
    card_words,
    first_move,
    gap_range_words,
    headline,
    higher_words,
    index_range_words,
    index_shift_words,
    index_words,
    label_meaning,
    label_words,
    lead,
    no_dimension_words,
    no_index_words,
    priority_words,
    stage_name,
    stage_words,
    verdict,
)

EXPLORED = "figures"
"""In the address of a dashboard: asks for the numbers of its chart, as figures for Plotly."""


@login_required
@gzip_page
@require_safe
def dashboard(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The answer first; before closing, when it will come."""
    round = round_or_404(request, slug, code)
    if round.closed_at is None:
        return render(request, "reports/dashboard_waiting.html", _waiting(round))
    report, order = build_report(round), chosen_order(request)
    if EXPLORED in request.GET:
        return figures_to_explore(report, order)
    context = {**dashboard_context(round, report, order), **_plan(round)}
    return render(request, "reports/dashboard.html", context)


def _plan(round: Round) -> dict[str, Any]:
    """How far the plan after this round came, for those who may open it."""
    return {"plan": plan_states([round]).get(round.pk), "organization": round.organization, "now": timezone.now()}


def figures_to_explore(report: Report, order: Order, headers: Mapping[str, str] | None = None) -> JsonResponse:
    """What Plotly draws, once somebody wants to explore: the page itself is there sooner without it."""
    series = gap_series(report, order)
    figures = {layout: gap_figure(series, layout, gettext) for layout in ("wide", "narrow")}
    return JsonResponse({"figures": figures, "colors": dict(COLORS), "buttons": _buttons()}, headers=headers)


def _buttons() -> dict[str, str]:
    """What Plotly calls its buttons, in the reader's language."""
    return {
        "Download plot as a PNG": gettext("Save as a picture (PNG)"),
        "Zoom": gettext("Zoom"),
        "Pan": gettext("Move the chart"),
        "Zoom in": gettext("Zoom in"),
        "Zoom out": gettext("Zoom out"),
        "Reset axes": gettext("Show all of it"),
    }


def _waiting(round: Round) -> dict[str, Any]:
    counts = participation(round)
    tally = RoundTally(minimum=round.minimum, sales=counts[Team.SALES], marketing=counts[Team.MARKETING], items=())
    return {"round": round, "is_due": round.is_due(timezone.now()), **participation_frame(tally)}


def dashboard_context(round: Round, report: Report, order: Order) -> dict[str, Any]:
    series, overview, cards = gap_series(report, order), round_overview(report), shown_cards(report)
    return {
        **frame(round, report),
        "headline": headline(report, gettext),
        "lead": lead(report, gettext),
        "own_summary": own_summary(round),
        "moved": next((card for card in cards if card["kind"] == MOVED), None),
        "cards": [card for card in cards if card["kind"] != MOVED],
        "index": _index(overview),
        **_why_nothing(series, overview),
        **_index_since(report, overview),
        "chart": drawn_gaps(series),
        "order": order.value,
        "meanings": _meanings(series),
        "rows": [table_row(row, series.minimum) for row in series.rows],
        "priorities": [_priority(one) for one in overview.priorities],
        "more_priorities": [_priority(one) for one in overview.priorities if not one.is_proposed],
        "has_topics": any(row.reading for row in overview.dimensions),
        "has_topic_ranges": any(row.reading and not row.only for row in overview.dimensions),
        "has_single_topics": any(row.reading and row.only for row in overview.dimensions),
        "dimensions": [_dimension(row) for row in overview.dimensions],
    }


def _why_nothing(series: GapSeries, overview: Overview) -> dict[str, Any]:
    """Whether there is anything to draw, and to say in short; if not, why, each reason once."""
    cards = (card_words(card, series.minimum, gettext) for card in overview.cards)
    index = no_index_words(overview.lacking, gettext) if overview.lacking else ""
    return {
        "has_marks": any(row.marks for row in series.rows),
        "has_findings": overview.index is not None or any(card.position for card in overview.cards),
        "why_no_findings": [words for words in dict.fromkeys([*cards, index]) if words],
    }


def _meanings(series: GapSeries) -> list[tuple[str, str]]:
    """What the verdicts of this round claim, each explained once."""
    said = {row.label for row in series.rows if row.gap is not None}
    return [(label_words(each, gettext), label_meaning(each, gettext)) for each in LABELS if each in said]


def _index(overview: Overview) -> dict[str, Any]:
    if overview.index is None:
        return {"why_not": no_index_words(overview.lacking, gettext) if overview.lacking else ""}
    return {
        "reading": overview.index,
        "stage": stage_words(overview.index, gettext),
        "words": index_words(overview.index, gettext),
        "range": index_range_words(overview.index, gettext),
        "span": overview.index.high - overview.index.low,
        "stages": [stage_name(stage, gettext) for stage in Stage],
    }


def _index_since(report: Report, overview: Overview) -> dict[str, Any]:
    """The index beside that of the round before; nothing in a first round and where the two cannot be compared.

    The number itself stands on the scale only where this round's index counts the same questions.
    """
    change = change_series(report)
    if change is None or change.index is None:
        return {}
    is_alike = overview.index is not None and overview.index.printed == change.index.now
    before = {"printed": change.index.before, "points": float(change.index.before), "round": change.before.title}
    return {"index_since": index_shift_words(change.index, gettext), "index_before": before if is_alike else None}


def _priority(priority: PriorityRow) -> dict[str, Any]:
    return {
        "rank": priority.rank,
        "is_proposed": priority.is_proposed,
        "row": priority.row,
        "reasons": priority_words(priority, gettext),
        "move": first_move(priority.mirror, gettext),
    }


def _dimension(row: DimensionRow) -> dict[str, Any]:
    reading = row.reading
    at = {} if reading is None else _dimension_figures(reading)
    only = {} if row.only is None else {"verdict": verdict(row.only, gettext)}
    return {"row": row, "why_not": no_dimension_words(row, gettext), **at, **only}


def _dimension_figures(reading: DimensionReading) -> dict[str, Any]:
    return {
        "sales_x": inset(reading.sales),
        "marketing_x": inset(reading.marketing),
        "higher": higher_words(reading, gettext),
        "gap_range": gap_range_words(reading.printed_gap_range, gettext),
    }
