"""The day of the workshop: its agenda, sheets to fill in, the plan. ★ No Django."""

from __future__ import annotations

from typing import Any

from assessments.scales import FrozenItem, Team
from reports.document import PlannedAction, PlannedFocus, Report
from reports.renderers.pdf.words import asked_as, team_words
from reports.series import MOMENTS, GapRow, Moment, PriorityRow, Talk, gap_series, proposed_agenda, still_unplanned
from reports.series.gaps import placed
from reports.wording import (
    Translate,
    action_state_name,
    agenda_intro,
    agenda_reasons,
    first_move,
    moment_name,
    printed_date,
    standing_words,
)

SHEETS = 3
"""Things to take on: more, and none of them gets done."""


# --- Agenda ---------------------------------------------------------------------------------------------------------
def agenda(report: Report, translate: Translate) -> dict[str, Any]:
    talked = proposed_agenda(report)
    opening, *closing = MOMENTS
    reasons = agenda_reasons(talked, translate)
    minutes = sum(talk.minutes for talk in talked) + sum(MOMENTS.values())
    return {
        "title": translate("Proposed agenda of a workshop"),
        "intro": [_agenda_intro(talked, translate)],
        "columns": ["", translate("What"), translate("Minutes")],
        "rows": [
            _moment(opening, translate),
            *(_talk(talk, why, translate) for talk, why in zip(talked, reasons, strict=True)),
            *(_moment(moment, translate) for moment in closing),
        ],
        "total": {"name": translate("All in all"), "minutes": str(minutes)},
        "rules_title": translate("How to talk about it"),
        "rules": _rules(translate),
        "notes": translate("Your notes"),
    }


def _agenda_intro(talked: tuple[Talk, ...], translate: Translate) -> str:
    if not talked:
        return translate(
            "These answers propose nothing to talk about: there is too little to compare. Choose questions yourselves."
        )
    return agenda_intro(talked, translate)


def _talk(talk: Talk, why: str, translate: Translate) -> dict[str, str]:
    return {
        "why": why,
        "what": talk.item.name,
        "where": translate("(question {number})").format(number=talk.position),
        "how": first_move(talk.mirror, translate),
        "minutes": str(talk.minutes),
    }


def _moment(moment: Moment, translate: Translate) -> dict[str, str]:
    return {
        "why": "", "what": moment_name(moment, translate), "where": "", "how": "", "minutes": str(MOMENTS[moment]),
    }  # fmt: skip


def _rules(translate: Translate) -> list[str]:
    return [
        translate("Nobody asks, or guesses, who answered what."),
        translate("First what each team sees, with an example; only then what to do."),
        translate("One thing that both sign is worth more than ten that both like."),
    ]


# --- Worksheet ------------------------------------------------------------------------------------------------------
def worksheet(report: Report, translate: Translate) -> dict[str, Any]:
    """A sheet for each question that is proposed and not planned yet, and blank ones up to three."""
    items = {position: item.item for item, position in placed(report)}
    minimum, proposed = report.released.tally.minimum, still_unplanned(report)
    sheets = [_sheet(one, items[one.row.position], minimum, translate) for one in proposed]
    return {
        "title": translate("Worksheet"),
        "intro": [
            translate("To fill in together, by hand. Take on as little as you like, each with an owner in both teams.")
        ],
        "sheets": [*sheets, *(_blank_sheet() for _ in range(SHEETS - len(sheets)))],
    }


def _sheet(one: PriorityRow, item: FrozenItem, minimum: int, translate: Translate) -> dict[str, Any]:
    ideas = item.actions[:1]
    return {
        "number": f"{one.rank}",
        "question": one.row.name,
        "asked": asked_as(item),
        "finding": standing_words(one.row, minimum, translate),
        "ideas": [
            {**team_words(team, translate), "text": idea.sales if team is Team.SALES else idea.marketing}
            for idea in ideas
            for team in Team
        ],
    }


def _blank_sheet() -> dict[str, Any]:
    return {"number": "", "question": "", "asked": "", "finding": "", "ideas": []}


# --- Plan -----------------------------------------------------------------------------------------------------------
def plan(report: Report, translate: Translate) -> dict[str, Any]:
    """As it stands; without one, a table to fill in."""
    rows = {row.code: row for row in gap_series(report).rows}
    areas = [_area(focus, rows[focus.code], report, translate) for focus in report.plan if focus.code in rows]
    intro = (
        translate("What the two teams take on, with an owner in Sales and one in Marketing.")
        if areas
        else translate("Nothing is taken on yet. Fill it in together: one thing to three, no more.")
    )
    return {
        "title": translate("Action plan"),
        "intro": [intro],
        "areas": areas,
        "columns": [
            translate("What we take on"),
            translate("What Sales does, and who"),
            translate("What Marketing does, and who"),
            translate("How we will know"),
            translate("Done by"),
        ],
    }


def _area(focus: PlannedFocus, row: GapRow, report: Report, translate: Translate) -> dict[str, Any]:
    return {
        "question": row.name,
        "asked": asked_as(row),
        "finding": standing_words(row, report.released.tally.minimum, translate),
        "empty": translate("No action yet."),
        "actions": [_action(action, translate) for action in focus.actions],
    }


def _action(action: PlannedAction, translate: Translate) -> dict[str, str]:
    due = printed_date(action.due_on, translate) if action.due_on else translate("no date yet")
    measure = action.measure or translate("still open")
    return {
        "sales": action.sales_part,
        "marketing": action.marketing_part,
        "sales_owner": action.sales_owner,
        "marketing_owner": action.marketing_owner,
        "state": action_state_name(action.state, translate),
        "due": translate("Done by: {date}").format(date=due),
        "measure": translate("How we will know: {measure}").format(measure=measure),
    }
