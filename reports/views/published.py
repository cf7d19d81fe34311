"""What came of a round, for the people who answered: behind a secret link, without account, session or cookie."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from assessments import plans, tokens
from assessments.models import ActionStateChoice, FocusArea, Round
from assessments.scales import Team
from assessments.views.survey import without_cookies, without_referrer
from assessments.views.wrong_links import WINDOW_SECONDS, count_wrong_link
from reports.build import build_report
from reports.document import Report
from reports.series import GapRow, Order, gap_series
from reports.views.cards import shown_rounds
from reports.views.frame import frame
from reports.views.gap_rows import drawn_gaps
from reports.views.ledger import promised, told
from reports.wording import (
    absence_words,
    capitalized,
    cause_words,
    headline,
    lead,
    row_note,
    team_name,
    told_cards,
    verdict,
)

_KEPT = ("released", "closed_on", "seal", "notice")
"""What the public page takes from the frame of the pages of results: nothing about who took part."""


@without_referrer
@without_cookies
@gzip_page
@require_safe
def round_published(request: HttpRequest, token: str) -> HttpResponse:
    """Only what the release shows, and the plan without its owners. No request reaches the template."""
    round = plans.published_round(tokens.hash_token(token))
    if round is None:
        return _unknown(request)
    page = render_to_string("reports/published.html", _published(round, build_report(round)))
    return HttpResponse(page, headers={"X-Robots-Tag": "noindex"})


def _unknown(request: HttpRequest) -> HttpResponse:
    """Whoever tries out many has to wait, as with links of the survey."""
    is_limited = count_wrong_link(request)
    page = render_to_string("reports/published_unknown.html", {"is_limited": is_limited})
    waiting = {"Retry-After": str(WINDOW_SECONDS)} if is_limited else {}
    return HttpResponse(page, status=429 if is_limited else 404, headers={"X-Robots-Tag": "noindex", **waiting})


def _published(round: Round, report: Report) -> dict[str, Any]:
    series, around, cards = gap_series(report, Order.GAP), frame(round, report), told_cards(report, gettext)
    return {
        **{name: around[name] for name in _KEPT},
        "organization": round.organization,
        "headline": headline(report, gettext),
        "lead": lead(report, gettext),
        "cards": cards,
        "rounds": [one for card in cards if card.change for one in shown_rounds(card.change)],
        "chart": drawn_gaps(series),
        "rows": [_row(row, series.minimum) for row in series.rows],
        "focus_areas": [_focus_area(area) for area in plans.focus_areas(round)],
        **promised(round, report),
        "cause": cause_words(gettext),
    }


def _row(row: GapRow, minimum: int) -> dict[str, Any]:
    scores = [{"code": team, "name": team_name(team, gettext), "words": _score(row, team, minimum)} for team in Team]
    return {
        "text": row.text,
        "note": row_note(row, gettext),
        "scores": scores,
        "said": capitalized(verdict(row, gettext)),
    }


def _score(row: GapRow, team: Team, minimum: int) -> str:
    mark, absence = row.mark(team), row.absence(team)
    return mark.printed if mark else capitalized(absence_words(absence, minimum, gettext)) if absence else ""


def _focus_area(area: FocusArea) -> dict[str, Any]:
    actions = [action for action in area.actions.all() if action.state != ActionStateChoice.DROPPED]
    said = area.item.said
    return {"name": said.name, "text": said.text, "actions": [told(action) for action in actions]}
