"""The workshop and what comes of it: the agenda, a sheet to fill in, the plan as it stands. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from reports.document import PlannedAction, PlannedFocus
from reports.renderers.deck.pages import Deck, body_under
from reports.renderers.deck.tables import Table, draw_table
from reports.series import MOMENTS, Moment, gap_series, proposed_agenda, still_unplanned
from reports.wording import (
    action_state_name,
    agenda_reasons,
    discussion_prompts,
    first_move,
    moment_name,
    printed_date,
    sentence,
    shortened,
)

ASKED = 110
"""Characters of a question on the worksheet."""

BLANKS = 3
"""Lines of the worksheet: more than three focus areas, and none gets done."""


def agenda(deck: Deck) -> None:
    """The proposed day with its minutes; where nothing is proposed, that."""
    translate, talks = deck.translate, proposed_agenda(deck.report)
    if not talks:
        words = translate("These answers propose nothing to talk about: there is too little to compare.")
        deck.page(translate("Workshop agenda"), words, [translate("Choose questions yourself.")])
        return
    minutes = sum(talk.minutes for talk in talks) + sum(MOMENTS.values())
    title = translate("The proposed workshop takes {minutes} minutes").format(minutes=minutes)
    head = (translate("Minutes"), translate("What"), translate("Why"), translate("A first move"))
    table = Table(head, tuple(_day(deck)), (80, 294, 230, 260), bold=1)
    notes = [
        line for talk in talks for line in (talk.item.text, *discussion_prompts(talk.mirror, talk.item, translate))
    ]
    _tables(deck, translate("Workshop agenda"), title, table, notes)


def _day(deck: Deck) -> Iterator[tuple[str, str, str, str]]:
    translate = deck.translate
    yield str(MOMENTS[Moment.WELCOME]), moment_name(Moment.WELCOME, translate), "", ""
    agenda = proposed_agenda(deck.report)
    for talk, why in zip(agenda, agenda_reasons(agenda, translate), strict=True):
        asked = f"{talk.position}. {talk.item.name}"
        yield str(talk.minutes), asked, why, first_move(talk.mirror, translate)
    for moment in (Moment.CHOOSE, Moment.PROMISE):
        yield str(MOMENTS[moment]), moment_name(moment, translate), "", ""


def worksheet(deck: Deck) -> None:
    """To be filled in with both teams in the room; what is proposed and not planned yet stands there."""
    translate = deck.translate
    proposed = [one.row for one in still_unplanned(deck.report)][:BLANKS]
    asked = [f"{row.position}. {shortened(row.name, ASKED)}" for row in proposed]
    title = translate("Three things at most, each with an owner in Sales and one in Marketing")
    head = (
        translate("What you take on"),
        translate("Sales does"),
        translate("Marketing does"),
        translate("Done by"),
        translate("How you will know"),
    )
    rows = tuple((words, *("",) * (len(head) - 1)) for words in [*asked, *[""] * (BLANKS - len(asked))])
    notes = [translate("Type into the table while people talk; take it over into the plan afterwards.")]
    page = deck.page(translate("Worksheet"), title, notes)
    table = Table(head, rows, (192, 192, 192, 108, 180), size=14, is_framed=True)
    table = replace(table, least=(page.body.height - table.head_height) / BLANKS)
    draw_table(page, table, translate("Worksheet to fill in: focus area, both parts, date and measure"))


def plan(deck: Deck) -> None:
    """The actions as they stand; lines to fill in where there are none yet."""
    translate, areas = deck.translate, deck.report.plan
    head = (
        translate("Focus area"),
        translate("Sales does"),
        translate("Marketing does"),
        translate("Done by"),
        translate("How you will know"),
        translate("State"),
    )
    rows = tuple(row for area in areas for row in _area(deck, area))
    widths = (166, 180, 180, 108, 148, 82)
    if not areas:
        table = Table(head, tuple(("",) * len(head) for _ in range(BLANKS)), widths, least=104, is_framed=True)
        _tables(deck, translate("Action plan"), translate("Nothing is planned yet: fill it in together"), table, [])
        return
    done = sum(action.state == "done" for area in areas for action in area.actions)
    live = sum(action.state != "dropped" for area in areas for action in area.actions)
    title = translate("Focus areas: {areas}. Actions: {actions}, of which done: {done}.").format(
        areas=len(areas), actions=live, done=done
    )
    notes = [" · ".join(cell for cell in row if cell) for row in rows]
    _tables(deck, translate("Action plan"), title, Table(head, rows, widths), notes)


def _area(deck: Deck, area: PlannedFocus) -> Iterator[tuple[str, ...]]:
    asked = next(
        (f"{row.position}. {row.name}" for row in gap_series(deck.report).rows if row.code == area.code), area.code
    )
    if not area.actions:
        yield asked, deck.translate("No action yet."), "", "", "", ""
    for place, action in enumerate(area.actions):
        yield asked if place == 0 else "", *_action(deck, action)


def _action(deck: Deck, action: PlannedAction) -> tuple[str, ...]:
    due = printed_date(action.due_on, deck.translate) if action.due_on else ""
    return (
        _owned(action.sales_part, action.sales_owner),
        _owned(action.marketing_part, action.marketing_owner),
        due,
        action.measure,
        action_state_name(action.state, deck.translate),
    )


def _owned(part: str, owner: str) -> str:
    """What is to be done, and by whom."""
    return f"{sentence(part.rstrip('.'))} ({owner})" if part and owner else part or owner


def _tables(deck: Deck, eyebrow: str, title: str, table: Table, notes: list[str]) -> None:
    """The table on as many slides as its rows need."""
    room = body_under(deck.numbered(title, 0, 2)).height
    parts = list(table.sized(room).parts(room))
    for place, part in enumerate(parts):
        page = deck.page(eyebrow, deck.numbered(title, place, len(parts)), notes)
        draw_table(page, part, f"{eyebrow}: {title}")
