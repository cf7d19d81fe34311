"""The gap overview: a dumbbell a question out of native shapes, the clearest gap first. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assessments.scales import Team
from reports.analysis.labels import Label
from reports.renderers.deck.fitting import LEADING, Words, height_of
from reports.renderers.deck.ink import MARK, Ink
from reports.renderers.deck.markup import Box
from reports.renderers.deck.opening import key_of_teams
from reports.renderers.deck.pages import Deck, Page, body_under
from reports.renderers.deck.rows import spread, stretched
from reports.renderers.deck.template import MARGIN
from reports.renderers.look import BRIDGE, THIN_BRIDGE
from reports.series import GapRow, Mark, Order, gap_series
from reports.wording import (
    Translate,
    absence_words,
    capitalized,
    finding,
    gap_count_words,
    higher_words,
    row_note,
    row_words,
    scale_ends,
    team_name,
    verdict,
)

MOST = 9
"""Rows of a slide: more, and a room cannot read them."""

QUESTION, AXIS, GAP, SAID = (MARGIN, 284.0), (376.0, 606.0), (650.0, 44.0), (696.0, 216.0)
"""Left and width of the question, both ends of the axis, left and width of the gap and of what is said of it."""

HEAD = 36.0
"""Height of the key and the numbers of the axis."""

LEAST, HIGHEST, PAD, SIZE = 32.0, 72.0, 2.0, 14.0
HALVED = 46.0
"""The least height of a row in which one team has a mark and the other a reason."""

CLOSE, APART = MARK + 8, 8.0
"""Marks nearer than this step apart, Sales up and Marketing down."""

RANGE = 11.0
"""From a mark to the thin line that is its likely range."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question laid out."""

    row: GapRow
    question: tuple[Words, ...]
    said: tuple[Words, ...]

    @property
    def height(self) -> float:
        heights = height_of(self.question, QUESTION[1], SIZE), height_of(self.said, SAID[1], SIZE)
        least = LEAST if self.row.sales and self.row.marketing else HALVED
        return max(least, *heights) + 2 * PAD


def gap_overview(deck: Deck) -> None:
    series = gap_series(deck.report, Order.GAP)
    title = gap_count_words(series, deck.translate)
    rows = [_laid_out(row, deck.translate) for row in series.rows]
    room = body_under(deck.numbered(title, 0, len(rows))).height - HEAD
    parts = spread(rows, [each.height for each in rows], room, MOST)
    for place, part in enumerate(parts):
        shown = replace(series, rows=tuple(each.row for each in part))
        notes = [
            finding(series, deck.translate),
            *(row_words(row, series.minimum, deck.translate) for row in shown.rows),
        ]
        page = deck.page(deck.translate("All questions at a glance"), deck.numbered(title, place, len(parts)), notes)
        _draw(page, part)


def _laid_out(row: GapRow, translate: Translate) -> Row:
    note = row_note(row, translate)
    is_bold = row.label in (Label.CLEAR, Label.POSSIBLE)
    parts = capitalized(higher_words(row, translate)), capitalized(verdict(row, translate))
    said = [Words(text=" ".join(f"{part}." for part in parts if part), is_bold=is_bold)]
    if note:
        said.append(Words(text=capitalized(note), role="quiet", scale=0.92, before=0))
    return Row(row, (Words(text=row.text, lead=f"{row.position}."),), tuple(said))


def _draw(page: Page, part: Sequence[Row]) -> None:
    _head(page, [each.row for each in part])
    top = page.body.top + HEAD
    heights = stretched([each.height for each in part], page.body.bottom - top, HIGHEST)
    bottom = top + sum(heights)
    for tick in (0, 25, 50, 75, 100):
        page.ink.line(_x(tick), top, _x(tick), bottom, role="line", name="Grid")
    for each, height in zip(part, heights, strict=True):
        page.ink.line(MARGIN, top, SAID[0] + SAID[1], top, name="Rule")
        _row(page, each, top, height)
        top += height


def _x(points: float) -> float:
    return AXIS[0] + (AXIS[1] - AXIS[0]) * points / 100


def _head(page: Page, rows: Sequence[GapRow]) -> None:
    translate, top = page.deck.translate, page.body.top
    key_of_teams(page, MARGIN, top - 4)
    has_range = any(mark.low is not None for row in rows for mark in row.marks)
    if has_range:
        page.line(MARGIN, top + 18, QUESTION[1], translate("Thin line: likely range"), 11, role="quiet")
    lowest, highest = scale_ends(rows, translate)
    half = (AXIS[1] - AXIS[0]) / 2 + 20
    page.line(AXIS[0] - 30, top - 2, half, lowest, 11, role="quiet")
    page.line(AXIS[1] + 30 - half, top - 2, half, highest, 11, role="quiet", align="right")
    for tick in (0, 50, 100):
        page.line(_x(tick) - 20, top + 20, 40, str(tick), 11, role="quiet", align="center")
    page.line(GAP[0], top + 18, SAID[0] + SAID[1] - GAP[0], translate("Points apart"), 11, role="quiet")


def _row(page: Page, each: Row, top: float, height: float) -> None:
    row, middle = each.row, top + height / 2
    inner = height - 2
    page.text(Box(QUESTION[0], top + 1, QUESTION[1], inner), each.question, (SIZE,), anchor="middle", name="Question")
    alt = row_words(row, page.deck.minimum, page.deck.translate)
    with page.grouped(alt, f"Question {row.position}") as ink:
        draw_track(ink, row, middle, page.deck)
    if row.printed_apart is not None:
        gap = [Words(text=row.printed_apart, is_bold=True)]
        page.text(Box(GAP[0], top + 1, GAP[1], inner), gap, (16.0,), anchor="middle", name="Gap")
    page.text(Box(SAID[0], top + 1, SAID[1], inner), each.said, (SIZE,), anchor="middle", name="Verdict")


def draw_track(ink: Ink, row: GapRow, middle: float, deck: Deck) -> None:
    """Both marks with their numbers and ranges and the line between them, or why a team has none."""
    sales, marketing = row.sales, row.marketing
    if sales and marketing:
        _pair(ink, row, sales, marketing, middle)
    elif row.sales_absence is row.marketing_absence:
        _strip(ink, _absent(row, Team.SALES, deck, both=True), middle)
    else:
        for team in Team:
            y = middle + (-9 if team is Team.SALES else 11)
            mark = row.mark(team)
            if mark:
                _mark(ink, mark, y, is_left=False)
            else:
                _strip(ink, _absent(row, team, deck), y)


def _pair(ink: Ink, row: GapRow, sales: Mark, marketing: Mark, middle: float) -> None:
    is_close = abs(_x(sales.score) - _x(marketing.score)) < CLOSE
    step = APART if is_close else 0.0
    if not is_close:
        width, role = BRIDGE.get(row.label, THIN_BRIDGE)
        ink.line(_x(sales.score), middle, _x(marketing.score), middle, role=role, width=width * 0.75)
    is_sales_left = sales.score <= marketing.score
    _mark(ink, marketing, middle + step, is_left=not is_sales_left)
    _mark(ink, sales, middle - step, is_left=is_sales_left)


def _mark(ink: Ink, mark: Mark, y: float, *, is_left: bool) -> None:
    x, role = _x(mark.score), mark.team.value
    if mark.low is not None and mark.high is not None:
        at = y + (-RANGE if mark.team is Team.SALES else RANGE)
        ink.line(_x(mark.low), at, _x(mark.high), at, role=role, width=1.25)
        ink.line(x, at, x, y, role=role, width=1.25)
    ink.mark(mark.team, x, y)
    left = x - MARK - 30 if is_left else x + MARK - 2
    ink.word(mark.printed, left, y, 32, 13, role=role, is_bold=True, align="right" if is_left else "left")


def _absent(row: GapRow, team: Team, deck: Deck, *, both: bool = False) -> str:
    absence = row.absence(team)
    words = absence_words(absence, deck.minimum, deck.translate) if absence else ""
    name = deck.translate("Both teams") if both else team_name(team, deck.translate)
    return f"{name}: {words}"


def _strip(ink: Ink, text: str, y: float) -> None:
    """In place of a mark: why there is none."""
    height = SIZE * LEADING + 1
    ink.panel(AXIS[0], y - height / 2, AXIS[1] - AXIS[0], height, "soft", "hatch")
    ink.word(text, AXIS[0] + 6, y, AXIS[1] - AXIS[0] - 12, 11, role="quiet")
