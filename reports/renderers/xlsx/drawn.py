"""The charts, and the lines that they are drawn of. ★ No Django."""

from __future__ import annotations

from functools import partial

from assessments.scales import POINTS, Scale, Team
from reports.document import Report
from reports.renderers.xlsx.cells import Kind, number
from reports.renderers.xlsx.questions import Asked, asked_questions
from reports.renderers.xlsx.tables import Chart, Column, Gallery, Picture, Table, table, why
from reports.series import GapRow, gap_series
from reports.wording import (
    Translate,
    absence_words,
    distribution_summary,
    row_words,
    sentence,
    shortened,
    team_name,
    verdict,
)

LABEL = 60
"""Characters of a question beside a chart."""


def gallery(gaps: Table, answers: Table | None, report: Report, translate: Translate) -> Gallery:
    """Both scores, the gap between them, and the answers, question by question."""
    series = gap_series(report)
    rows = [row_words(row, series.minimum, translate) for row in series.rows]
    drawn = [
        Chart(
            Picture.GAPS, translate("Gaps: to the right Sales stands higher, to the left Marketing"), gaps, tuple(rows)
        ),
        Chart(Picture.SCORES, translate("Scores, 0 to 100: Sales in one color, Marketing hatched"), gaps, tuple(rows)),
    ]
    if answers is not None:
        title = translate("Answers, from the lowest (light) to the highest (dark), with numbers of people")
        drawn.append(Chart(Picture.ANSWERS, title, answers, _spoken(report, translate)))
    return Gallery(
        translate("Charts"), translate("All questions at a glance: gaps, scores and answers."), tuple(drawn)
    )


def _spoken(report: Report, translate: Translate) -> tuple[str, ...]:
    """Said with the first of a question's two lines."""
    return tuple(
        f"{_label(asked.row)} {distribution_summary(asked.answers, translate)}" if team is Team.SALES else ""
        for asked in asked_questions(report)
        for team in Team
    )


def gap_lines(report: Report, translate: Translate) -> Table:
    """Both scores and the gap between them, question by question."""
    points, series = translate("points, 0 to 100"), gap_series(report)
    columns: list[Column[GapRow]] = [
        Column(translate("Question"), translate("Number and question, cut."), Kind.LONG, _label),
        Column(
            translate("Sales"),
            translate("The printed score of Sales."),
            Kind.POINTS,
            lambda row: number(row.sales.printed if row.sales else None),
            points,
        ),
        Column(
            translate("Marketing"),
            translate("The printed score of Marketing."),
            Kind.POINTS,
            lambda row: number(row.marketing.printed if row.marketing else None),
            points,
        ),
        Column(
            translate("Gap"),
            translate("The printed gap, Sales minus Marketing."),
            Kind.SIGNED,
            lambda row: number(row.printed_gap),
            translate("points, signed"),
        ),
        why(lambda row: sentence(verdict(row, translate)) if row.gap is None else "", translate),
    ]
    about = translate("What the charts of gaps and scores are drawn of.")
    return table(translate("Chart data, gaps"), about, columns, series.rows)


def _label(row: GapRow) -> str:
    return f"{row.position}. {shortened(row.text, LABEL)}"


def answer_lines(report: Report, translate: Translate) -> Table:
    """Every team's answers in one line."""
    rows = [(asked, team) for asked in asked_questions(report) for team in Team]
    columns: list[Column[tuple[Asked, Team]]] = [
        Column(
            translate("Question and team"),
            translate("Number, question, cut, and who answered."),
            Kind.LONG,
            lambda on: f"{_label(on[0].row)} · {team_name(on[1], translate)}",
        ),
        *(
            Column(
                translate("Step {place}").format(place=place),
                translate("People who gave the answer at this place of the scale, as asked; 1 is the lowest."),
                Kind.COUNT,
                partial(_at, point=place),
                translate("people"),
            )
            for place in POINTS
        ),
        why(lambda on: _silence(on[0], on[1], translate), translate),
    ]
    about = translate("What the chart of answers is drawn of.")
    return table(translate("Chart data, answers"), about, columns, rows)


def _at(on: tuple[Asked, Team], point: int) -> int | None:
    """Yes or no uses the two ends of the scale."""
    asked, team = on
    segments = asked.answers.distribution(team).segments
    if not segments:
        return None
    used = (POINTS[0], POINTS[-1]) if asked.item.scale is Scale.YESNO else POINTS
    return segments[used.index(point)].count if point in used else 0


def _silence(asked: Asked, team: Team, translate: Translate) -> str:
    absence = asked.answers.distribution(team).absence
    return sentence(absence_words(absence, asked.answers.minimum, translate)) if absence else ""
