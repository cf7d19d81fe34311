"""What the teams expect of each other: all questions in one view, and one of them as lines of a table."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from assessments.access import closed_round_or_404
from assessments.scales import Team
from reports.build import build_report
from reports.renderers.svg import mirror_chart, paper_mirror_charts
from reports.series import MirrorRow, Reading, mirror_series
from reports.views.frame import chosen_order, frame
from reports.wording import absence_words, guess_absence_words, mirror_finding, sentence, team_name


@login_required
@gzip_page
@require_safe
def mirror(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The double mirror of a round."""
    round = closed_round_or_404(request, slug, code)
    report = build_report(round)
    series = mirror_series(report, chosen_order(request))
    rows = [mirrored for mirrored in series.rows if mirrored.is_asked]
    context = {
        **frame(round, report),
        "finding": mirror_finding(rows or series.rows, gettext),
        "left_out": sorted(mirrored.row.position for mirrored in series.rows if not mirrored.is_asked),
        "has_guesses": series.has_guesses,
        "order": series.order.value,
        "chart_wide": SafeString(mirror_chart(rows, series.minimum, "wide", gettext)),
        "chart_narrow": SafeString(mirror_chart(rows, series.minimum, "narrow", gettext)),
        "charts_on_paper": [SafeString(drawn) for drawn in paper_mirror_charts(rows, series.minimum, gettext)],
        "mirrors": [mirror_lines(mirrored, series.minimum) for mirrored in rows],
    }
    return render(request, "reports/mirror.html", context)


def mirror_lines(mirrored: MirrorRow, minimum: int) -> dict[str, Any]:
    """The picture's two tracks as two lines of a table."""
    lines = [_line(mirrored, team, minimum) for team in Team]
    return {"position": mirrored.row.position, "name": mirrored.row.name, "lines": lines}


def _line(mirrored: MirrorRow, team: Team, minimum: int) -> dict[str, str]:
    own, guesser = mirrored.side(team), mirrored.side(team.other)
    absent = absence_words(own.own_absence, minimum, gettext) if own.own_absence else ""
    return {
        "code": team.value,
        "name": team_name(team, gettext),
        "own": _reading(own.own) if own.own else sentence(absent),
        "guess": _reading(guesser.guess)
        if guesser.guess
        else sentence(guess_absence_words(mirrored, team.other, gettext)),
        "accuracy": guesser.printed_accuracy or "–",
    }


def _reading(reading: Reading) -> str:
    """The score and of how many people."""
    return gettext("{score} (n = {n})").format(score=reading.printed, n=reading.n)
