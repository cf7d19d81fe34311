"""You said, we did, it moved: what was promised after an earlier round beside what this one shows."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from assessments import plans
from assessments.access import closed_round_or_404
from assessments.agreements import Promise, load_terms, promises
from assessments.models import Action, FocusArea, Round
from reports.build import build_report
from reports.document import Report
from reports.series import ChangeRow, ChangeSeries, change_since
from reports.views.frame import frame
from reports.views.plan import row_at
from reports.wording import cause_words, moved_words, not_asked_again_words, standing_words, team_name


@login_required
@gzip_page
@require_safe
def ledger(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """The latest plan before this round, its actions beside the changes of their questions."""
    round = closed_round_or_404(request, slug, code)
    report = build_report(round)
    context = {
        **frame(round, report),
        **promised(round, report, is_named=True),
        **_agreed(round, report),
        "cause": cause_words(gettext),
    }
    return render(request, "reports/ledger.html", context)


def promised(round: Round, report: Report, *, is_named: bool = False) -> dict[str, Any]:
    """What was taken on after an earlier round, and what moved since; empty where nothing was.

    `is_named` tells the owners, which only members may see.
    """
    before = plans.planned_before(round)
    change = change_since(report, before.code) if before else None
    if before is None or change is None:
        return {}
    earlier = build_report(before)
    areas = plans.focus_areas_before(before, round)
    return {
        "before": {"title": before.title, "closed_on": datetime.date.fromisoformat(change.before.closed_on)},
        "entries": [_entry(area, earlier, change, is_named=is_named) for area in areas],
    }


def _entry(area: FocusArea, earlier: Report, change: ChangeSeries, *, is_named: bool) -> dict[str, Any]:
    """A focus area: what was said, what was done about it, how its question moved."""
    row, again = row_at(earlier, area.item.position), changed(change, area.item.code)
    return {
        "name": row.name,
        "text": row.text,
        "position": again.row.position if again else None,
        "said": standing_words(row, earlier.released.tally.minimum, gettext),
        "actions": [{**told(action), **(_owners(action) if is_named else {})} for action in area.actions.all()],
        "moved": moved_words(again, gettext) if again else [not_asked_again_words(gettext)],
    }


def changed(change: ChangeSeries, code: str) -> ChangeRow | None:
    """The question with this code in both rounds; None where the later one did not ask it."""
    return next((row for row in change.rows if row.row.code == code), None)


def told(action: Action) -> dict[str, Any]:
    """An action as it may be told to everybody: without its owners."""
    return {
        "sales_part": action.sales_part,
        "marketing_part": action.marketing_part,
        "due_on": action.due_on,
        "state": action.state,
        "state_name": action.get_state_display(),
    }


def _owners(action: Action) -> dict[str, str]:
    return {"sales_owner": action.sales_owner, "marketing_owner": action.marketing_owner}


def _agreed(round: Round, report: Report) -> dict[str, Any]:
    """What the teams had promised each other before this round, beside the questions that check it."""
    agreement = plans.agreement_before(round)
    change = change_since(report, agreement.round.code) if agreement else None
    if agreement is None or change is None:
        return {}
    return {
        "agreement": {
            "version": agreement.version,
            "round": agreement.round.title,
            "saved_on": plans.today_in(round, agreement.saved_at),
            "signed_on": agreement.signed_on,
        },
        "promises": _kept(promises(load_terms(agreement.terms), gettext), change),
    }


def _kept(made: Sequence[Promise], change: ChangeSeries) -> list[dict[str, Any]]:
    """Promises of a team that the same questions check stand together, so that each change is told once."""
    rows = {promise: [row for code in promise.codes if (row := changed(change, code))] for promise in made}
    groups = groupby(made, key=lambda promise: (promise.team, [row.row.code for row in rows[promise]]))
    return [_promise_group(list(group), rows) for _same, group in groups]


def _promise_group(made: Sequence[Promise], rows: Mapping[Promise, Sequence[ChangeRow]]) -> dict[str, Any]:
    team = made[0].team
    return {
        "team": team.value,
        "team_name": team_name(team, gettext),
        "sentences": [promise.sentence for promise in made],
        "questions": [
            {"position": row.row.position, "name": row.row.name, "moved": moved_words(row, gettext)}
            for row in rows[made[0]]
        ],
    }
