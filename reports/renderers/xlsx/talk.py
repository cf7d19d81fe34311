"""Comments, the plan, and what the teams promise each other. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from assessments.agreements import promises
from assessments.comments import ShownComment
from assessments.funnel_words import explained
from assessments.scales import FrozenItem, Team
from reports.document import Agreement, PlannedAction, PlannedFocus, Report
from reports.renderers.xlsx.cells import Kind
from reports.renderers.xlsx.tables import Column, Table, table, why
from reports.series.comments import comments_by_question, held_back
from reports.wording import Translate, action_state_name, printed_date, team_name
from reports.wording.comments import held_back_words


# --- Comments -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Said:
    """A comment on a question, or why there is none of a team."""

    position: int | None
    item: FrozenItem | None
    team: Team | None
    comment: ShownComment | None
    reason: str


def comments(report: Report, translate: Translate) -> Table:
    """Comments that may be shown, by question."""
    about = translate("One line a comment. Those of small teams are not shown.")
    columns = [*_asked(translate), *_written(translate)]
    return table(translate("Comments"), about, columns, _said(report, translate))


def _asked(translate: Translate) -> list[Column[Said]]:
    return [
        Column(translate("Number"), translate("Place in the questionnaire."), Kind.COUNT, lambda one: one.position),
        Column(
            translate("Code"),
            translate("The question’s code."),
            Kind.NAME,
            lambda one: one.item.code if one.item else "",
        ),
        Column(
            translate("Question"),
            translate("The words that were asked."),
            Kind.LONG,
            lambda one: one.item.text if one.item else "",
        ),
    ]


def _written(translate: Translate) -> list[Column[Said]]:
    return [
        Column(
            translate("Team"),
            translate("Whose comment it is."),
            Kind.NAME,
            lambda one: team_name(one.team, translate) if one.team else "",
        ),
        Column(
            translate("Comment"),
            translate("What somebody wrote, in no order."),
            Kind.LONG,
            lambda one: one.comment.text if one.comment else "",
        ),
        Column(
            translate("Tag"),
            translate("How an organizer sorted it."),
            Kind.NAME,
            lambda one: one.comment.tag if one.comment else "",
        ),
        Column(
            translate("In the report"),
            translate("Yes: it was chosen to stand first in the report."),
            Kind.NAME,
            lambda one: translate("Yes") if one.comment and one.comment.is_pinned else "",
        ),
        why(lambda one: one.reason, translate),
    ]


def _said(report: Report, translate: Translate) -> Iterator[Said]:
    found = comments_by_question(report)
    for position, item, said in found:
        for comment in sorted(said, key=lambda one: (one.team is Team.MARKETING, one.place)):
            yield Said(position, item, comment.team, comment, "")
    minimum = report.released.comment_minimum
    for team in held_back(report.released):
        yield Said(None, None, team, None, held_back_words([team], minimum, translate)[0])
    if not found:
        yield Said(None, None, None, None, translate("There is no comment to show."))


# --- The plan -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Planned:
    """An action on a question; without an action, the question alone; without that, an empty plan."""

    focus: PlannedFocus | None
    action: PlannedAction | None


def actions(report: Report, translate: Translate) -> Table:
    """The action plan as it stands."""
    texts = {row.item.code: row.item.text for row in report.released.tally.items}
    places = {
        row.item.code: place for row, place in zip(report.released.tally.items, report.released.positions, strict=True)
    }
    columns: list[Column[Planned]] = [
        Column(
            translate("Number"),
            translate("The question’s place in the questionnaire."),
            Kind.COUNT,
            lambda one: places.get(one.focus.code) if one.focus else None,
        ),
        Column(
            translate("Code"),
            translate("The question’s code."),
            Kind.NAME,
            lambda one: one.focus.code if one.focus else "",
        ),
        Column(
            translate("Question"),
            translate("What the teams chose to work on."),
            Kind.LONG,
            lambda one: texts.get(one.focus.code, "") if one.focus else "",
        ),
        *_action(translate),
        why(lambda one: _lacking(one, translate), translate),
    ]
    rows = [Planned(focus, action) for focus in report.plan for action in (focus.actions or (None,))] or [
        Planned(None, None)
    ]
    about = translate("One line an action: what each team does, who answers for it, and until when.")
    return table(translate("Actions"), about, columns, rows)


def _action(translate: Translate) -> Iterator[Column[Planned]]:
    words = [
        (translate("Sales does"), translate("Sales’ part."), Kind.LONG, "sales_part"),
        (translate("Owner in Sales"), translate("Who answers for it."), Kind.TEXT, "sales_owner"),
        (translate("Marketing does"), translate("Marketing’s part."), Kind.LONG, "marketing_part"),
        (translate("Owner in Marketing"), translate("Who answers for it."), Kind.TEXT, "marketing_owner"),
        (translate("Measure"), translate("How the teams will know."), Kind.LONG, "measure"),
    ]
    for name, meaning, kind, field in words:
        yield Column(name, meaning, kind, partial(_part, field=field))
    yield Column(
        translate("Done by"), translate("The day."), Kind.DAY, lambda one: one.action.due_on if one.action else None
    )
    yield Column(
        translate("State"),
        translate("How far it is."),
        Kind.NAME,
        lambda one: action_state_name(one.action.state, translate) if one.action else "",
    )


def _part(one: Planned, field: str) -> str:
    return getattr(one.action, field) if one.action else ""


def _lacking(one: Planned, translate: Translate) -> str:
    if one.focus is None:
        return translate("The plan is empty: nothing was taken on yet.")
    return translate("No action yet.") if one.action is None else ""


# --- The agreement --------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Agreed:
    """A sentence of the working agreement."""

    part: str
    team: Team | None
    words: str
    codes: tuple[str, ...] = ()


def agreement(report: Report, translate: Translate) -> Table:
    """The newest version of the working agreement, a sentence a line."""
    columns: list[Column[Agreed]] = [
        Column(translate("Part"), translate("What the line is about."), Kind.NAME, lambda one: one.part),
        Column(
            translate("Team"),
            translate("Who promises; empty where both do."),
            Kind.NAME,
            lambda one: team_name(one.team, translate) if one.team else "",
        ),
        Column(translate("Words"), translate("What was agreed."), Kind.LONG, lambda one: one.words),
        Column(
            translate("Checked by"),
            translate("Codes of questions whose answers tell whether it is kept."),
            Kind.TEXT,
            lambda one: ", ".join(one.codes),
        ),
    ]
    about = translate("The working agreement of the two teams, one line a sentence.")
    newest = report.agreement
    none = Agreed(translate("Agreement"), None, translate("There is no working agreement yet."))
    rows = list(_agreed(newest, translate)) if newest else [none]
    return table(translate("Agreement"), about, columns, rows)


def _agreed(newest: Agreement, translate: Translate) -> Iterator[Agreed]:
    terms = newest.terms
    yield Agreed(translate("Version"), None, _version(newest, translate))
    for step in explained(terms.funnel, terms.currency, translate).steps:
        yield Agreed(translate("How many leads"), None, step)
    if terms.lead_definition:
        yield Agreed(translate("A qualified lead"), None, terms.lead_definition)
    for promise in promises(terms, translate):
        yield Agreed(translate("Promise"), promise.team, promise.sentence, promise.codes)
    if terms.rhythm:
        yield Agreed(translate("Rhythm"), None, terms.rhythm)
    if terms.review_on:
        yield Agreed(translate("Review"), None, printed_date(terms.review_on, translate))
    for team, name, title in (
        (Team.MARKETING, terms.marketing_name, terms.marketing_title),
        (Team.SALES, terms.sales_name, terms.sales_title),
    ):
        if name or title:
            yield Agreed(translate("Signs"), team, ", ".join(part for part in (name, title) if part))


def _version(newest: Agreement, translate: Translate) -> str:
    saved = translate("Version {version}, saved on {day}.").format(
        version=newest.version, day=printed_date(newest.saved_on, translate)
    )
    if newest.signed_on is None:
        return f"{saved} {translate('Not signed yet.')}"
    return f"{saved} {translate('Signed on {day}.').format(day=printed_date(newest.signed_on, translate))}"
