"""The report as a workbook: one sheet a subject, real numbers, native charts. ★ No Django.

Numbers are the printed ones; those to calculate with have a sheet of their own. No cell is a formula, so none can be
made of anybody's words. The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator

from assessments.books import Section
from reports.document import Report
from reports.renderers.xlsx.answers import distributions, groups, guesses
from reports.renderers.xlsx.cells import Kind
from reports.renderers.xlsx.drawn import answer_lines, gallery, gap_lines
from reports.renderers.xlsx.pages import method, summary
from reports.renderers.xlsx.questions import questions, unrounded
from reports.renderers.xlsx.rounds import change, topics
from reports.renderers.xlsx.tables import Column, Heading, Sheet, Table, table
from reports.renderers.xlsx.talk import actions, agreement, comments
from reports.renderers.xlsx.writing import written
from reports.wording import Translate, untranslated


def render(report: Report, translate: Translate = untranslated) -> bytes:
    """The workbook as a file."""
    return written(report, sheets(report, translate), translate)


def sheets(report: Report, translate: Translate = untranslated) -> list[Sheet]:
    """All sheets in their order. What the book leaves out is left out here, too."""
    explained = [*(one for one in _subjects(report, translate) if one is not None), method(report, translate)]
    words = dictionary(explained, translate)
    return [summary(report, [*explained, words], translate), *explained, words]


def _subjects(report: Report, translate: Translate) -> Iterator[Sheet | None]:
    wanted = set(report.book.sections)
    gaps = gap_lines(report, translate)
    answers = answer_lines(report, translate) if Section.QUESTIONS in wanted else None
    yield questions(report, translate)
    yield gallery(gaps, answers, report, translate)
    if Section.QUESTIONS in wanted:
        yield distributions(report, translate)
    if wanted & {Section.QUESTIONS, Section.MIRROR}:
        yield guesses(report, translate)
    if Section.QUESTIONS in wanted and report.released.segment_title:
        yield groups(report, translate)
    if Section.DIMENSIONS in wanted:
        yield topics(report, translate)
    if Section.COMMENTS in wanted:
        yield comments(report, translate)
    if Section.TREND in wanted:
        yield change(report, translate)
    if Section.PLAN in wanted:
        yield actions(report, translate)
    if Section.AGREEMENT in wanted:
        yield agreement(report, translate)
    yield from (unrounded(report, translate), gaps, answers)


def dictionary(described: list[Sheet], translate: Translate) -> Table:
    """What every column of every sheet means."""
    rows = [(sheet, heading) for sheet in described if isinstance(sheet, Table) for heading in sheet.headings]
    columns: list[Column[tuple[Table, Heading]]] = [
        Column(translate("Sheet"), translate("The sheet’s name."), Kind.NAME, lambda on: on[0].name),
        Column(translate("Column"), translate("The column’s name."), Kind.TEXT, lambda on: on[1].name),
        Column(translate("Meaning"), translate("What a cell of it says."), Kind.LONG, lambda on: on[1].meaning),
        Column(translate("Unit"), translate("What its numbers count."), Kind.TEXT, lambda on: on[1].unit),
    ]
    return table(translate("Data dictionary"), translate("What every column means."), columns, rows)
