"""The round at a glance: the answer first; before closing, when it will come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from assessments.access import round_or_404
from assessments.handouts import own_summary
from assessments.models import Round
from assessments.queries import participation
from assessments.scales import Team
from assessments.tallies import RoundTally
from reports.analysis.index import Stage
from reports.build import build_report
from reports.document import Report
from reports.renderers.figures import gap_figure
from reports.renderers.look import COLORS
from reports.renderers.svg import gap_chart, paper_gap_charts
from reports.series import (
    Card,
    DimensionRow,
    GapSeries,
    Mark,
    Order,
    Overview,
    PriorityRow,
    Reading,
    change_series,
    gap_series,
    round_overview,
)
from reports.views.frame import chosen_order, frame, participation_frame, table_row
from reports.wording import (
    LABELS,
    card_title,
    card_words,
    first_move,
    headline,
    index_range_words,
    index_shift_words,
    index_words,
    label_meaning,
    label_words,
    no_dimension_words,
    no_index_words,
    priority_words,
    shortened,
    stage_name,
    stage_words,
    verdict,
)

CARD_TEXT = 110
"""Characters of a question on a card: three short lines."""

EXPLORED = "figures"
"""In the address of a dashboard: asks for the numbers of its chart, as figures for Plotly."""

INSET, CARD_INSET = 6.0, 13.0
"""Per cent of a small picture that stay free on either side; on a card, figures stand there."""

CLOSE = 6.0
"""Points nearer than this would cover one another: the marks step apart, Sales up and Marketing down."""


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
    return render(request, "reports/dashboard.html", dashboard_context(round, report, order))


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
    series, overview = gap_series(report, order), round_overview(report)
    return {
        **frame(round, report),
        "headline": headline(report, gettext),
        "own_summary": own_summary(round),
        "cards": [_card(card, series.minimum) for card in overview.cards],
        "index": _index(overview),
        **_why_nothing(series, overview),
        "index_since": _index_since(report),
        "chart_wide": SafeString(gap_chart(series, "wide", gettext)),
        "chart_narrow": SafeString(gap_chart(series, "narrow", gettext)),
        "charts_on_paper": [SafeString(drawn) for drawn in paper_gap_charts(series, gettext)],
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


def _card(card: Card, minimum: int) -> dict[str, Any]:
    return {
        "kind": card.kind.value,
        "title": card_title(card, gettext),
        "position": card.position,
        "text": shortened(card.row.text, CARD_TEXT) if card.row else "",
        "words": card_words(card, minimum, gettext),
        "marks": _marks(card),
    }


def _marks(card: Card) -> list[dict[str, Any]]:
    """The two figures that a card speaks of, Sales first: both answers; or an answer, and what was expected of it."""
    pair = _pair(card)
    if pair is None:
        return []
    first, second = sorted(pair, key=lambda one: list(Team).index(one.team))
    is_close = abs(first.score - second.score) < CLOSE
    return [
        _mark(first, y=9 if is_close else 15, is_left=first.score <= second.score),
        _mark(second, y=21 if is_close else 15, is_left=first.score > second.score),
    ]


def _pair(card: Card) -> tuple[Mark | Reading, Mark | Reading] | None:
    if card.mirror is None or card.row is None:
        return None
    if card.side is None:
        return (card.row.sales, card.row.marketing) if card.row.sales and card.row.marketing else None
    truth = next(side.own for side in card.mirror.sides if side.team is not card.side.team)
    return (card.side.guess, truth) if card.side.guess and truth else None


def _mark(one: Mark | Reading, *, y: int, is_left: bool) -> dict[str, Any]:
    is_guess = isinstance(one, Reading) and one.is_guess
    look = f"chart-surface chart-{one.team}-line hollow" if is_guess else f"chart-{one.team}"
    return {
        "team": one.team.value,
        "x": _inset(one.score, CARD_INSET),
        "y": y,
        "is_left": is_left,
        "look": look,
        "printed": one.printed,
    }


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


def _index_since(report: Report) -> str:
    """The index beside that of the round before; empty in a first round and where the two cannot be compared."""
    change = change_series(report)
    return index_shift_words(change.index, gettext) if change and change.index else ""


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
    at = {} if reading is None else {"sales_x": _inset(reading.sales), "marketing_x": _inset(reading.marketing)}
    only = {} if row.only is None else {"verdict": verdict(row.only, gettext)}
    return {"row": row, "why_not": no_dimension_words(row, gettext), **at, **only}


def _inset(points: float, inset: float = INSET) -> float:
    """Where points lie in a small picture, in per cent of its width: marks at 0 and 100 stay inside."""
    return inset + points * (100 - 2 * inset) / 100
