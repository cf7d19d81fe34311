"""What an editor can do with a question while reading about it: take it into the plan, put it on the agenda."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from assessments import plans
from assessments.models import MOST_FOCUS_AREAS, Round, Workshop
from assessments.rooms import latest_workshop
from assessments.workshops import load_agenda
from reports.document import Report
from reports.series import Talk, proposed_agenda


def taking(round: Round, report: Report, code: str) -> dict[str, Any]:
    """Whether the question is in the plan and on the agenda; if not, what putting it there needs."""
    planned = [area.item.code for area in plans.focus_areas(round)]
    return {
        "is_planned": code in planned,
        "is_plan_full": len(planned) >= MOST_FOCUS_AREAS,
        **_agenda(latest_workshop(round), report, code),
    }


def _agenda(latest: Workshop | None, report: Report, code: str) -> dict[str, Any]:
    """Of the workshop to come; while none is saved, the proposal, which is saved with the question."""
    current = latest if latest is not None and latest.ended_at is None else None
    if current is not None and (current.started_at is None or current.is_running(timezone.now())):
        return {"is_on_agenda": code in [entry.code for entry in load_agenda(current.agenda)], "proposal": ()}
    proposal: tuple[Talk, ...] = proposed_agenda(report)
    return {"is_on_agenda": False, "is_next": latest is not None, "proposal": proposal}
