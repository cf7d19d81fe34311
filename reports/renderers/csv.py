"""The report as a table: one row an item and team. ★ No Django.

UTF-8 with a byte order mark and CRLF, so that a spreadsheet opens it as it is. Numbers stand at full precision, as
`repr` writes them; only pages round. Cells of a hidden team are empty.
"""

from __future__ import annotations

import csv
import io
import re
from typing import TypeAlias

from assessments.scales import FrozenItem, Team
from assessments.tallies import Cell
from reports.analysis import ItemAnalysis, oriented
from reports.analysis.figures import TeamFigures
from reports.analysis.items import score
from reports.document import Report

COLUMNS = (
    *("code", "text", "dimension", "subject", "direction", "team"),
    *("n", "dk", "na", "c1", "c2", "c3", "c4", "c5"),
    *("score", "ci_low", "ci_high", "favorable", "guess_n", "guess_score", "gap", "label"),
)

FORMULA_STARTS = ("=", "+", "-", "@", "{=", "\t", "\r", "\n", "\0")
"""First characters by which a spreadsheet takes a text for a formula. Source: OWASP ASVS 1.2.10."""

_FORMULA_INSIDE = re.compile(r'([;\t][\s"]*)(?=[=+\-@{])')
"""Where a formula would begin for a spreadsheet that separates cells by semicolons or tabs, as many in Europe do."""

_Value: TypeAlias = str | int | float | None


def render(report: Report) -> bytes:
    """The table as a file; the same bytes for the same report."""
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    tallies = (row for row in report.released.tally.items if not row.item.is_open)
    for item, tally in zip(report.analysis.items, tallies, strict=True):
        writer.writerow(_row(item, Team.SALES, item.sales, tally.sales))
        writer.writerow(_row(item, Team.MARKETING, item.marketing, tally.marketing))
    return table.getvalue().encode("utf-8-sig", errors="replace")


def _row(item: ItemAnalysis, team: Team, figures: TeamFigures | None, cell: Cell | None) -> list[_Value]:
    asked = item.item
    return [
        as_text(asked.code),
        as_text(asked.text),
        as_text(asked.dimension or ""),
        asked.subject,
        asked.direction,
        team,
        *_counts(figures),
        *_figures(figures),
        *_guesses(asked, cell),
        None if item.gap is None else item.gap.gap,
        item.label,
    ]


def _counts(figures: TeamFigures | None) -> list[_Value]:
    return [None] * 8 if figures is None else [figures.n, figures.dk, figures.na, *figures.hist]


def _figures(figures: TeamFigures | None) -> list[_Value]:
    if figures is None:
        return [None] * 4
    low, high = figures.ci_points or (None, None)
    return [figures.score, low, high, figures.fav]


def _guesses(asked: FrozenItem, cell: Cell | None) -> list[_Value]:
    """How many of the team guessed the other's answer, and the score of the guesses, high = good."""
    if cell is None or cell.guess is None:
        return [None, None]
    return [cell.guesses, score(oriented(asked, cell.guess))]


def as_text(words: str) -> str:
    """Words that no spreadsheet takes for a formula: a quotation mark stands before those that look like one."""
    words = _FORMULA_INSIDE.sub(r"\1'", words)
    return f"'{words}" if words.startswith(FORMULA_STARTS) else words
