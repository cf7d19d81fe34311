"""The topics: a dumbbell each out of native shapes, with both scores, the gap and the index. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence

from assessments.scales import Team
from reports.renderers.deck.fitting import Words
from reports.renderers.deck.ink import MARK, Ink
from reports.renderers.deck.markup import Box
from reports.renderers.deck.opening import key_of_teams
from reports.renderers.deck.pages import Deck, Page, body_under
from reports.renderers.deck.rows import spread, stretched
from reports.renderers.deck.template import FULL, MARGIN
from reports.series import DimensionReading, DimensionRow, dimension_rows
from reports.wording import capitalized, dimension_words, higher_words, no_dimension_words

NAME, AXIS, GAP, INDEX = (MARGIN, 296.0), (380.0, 650.0), (690.0, 130.0), (844.0, 68.0)
"""Left and width of the topic, both ends of the axis, left and width of the gap and of the index."""

HEAD, LEAST, HIGHEST = 38.0, 40.0, 56.0


def dimensions(deck: Deck) -> None:
    """Scores by topic; a topic has no verdict, so none is given."""
    found, title = dimension_rows(deck.report), deck.translate("Scores by topic, from 0 to 100")
    room = body_under(deck.numbered(title, 0, 2)).height - HEAD
    parts = spread(found, [LEAST] * len(found), room)
    for place, part in enumerate(parts):
        notes = [dimension_words(row, deck.translate) for row in part]
        page = deck.page(deck.translate("Topics"), deck.numbered(title, place, len(parts)), notes)
        _draw(page, part)


def _draw(page: Page, part: Sequence[DimensionRow]) -> None:
    top = page.body.top + HEAD
    heights = stretched([LEAST] * len(part), page.body.bottom - top, HIGHEST)
    _head(page, top + sum(heights))
    for row, height in zip(part, heights, strict=True):
        page.ink.line(MARGIN, top, MARGIN + FULL, top, name="Rule")
        _row(page, row, Box(MARGIN, top, FULL, height))
        top += height


def _head(page: Page, bottom: float) -> None:
    """The key, the numbers of the axis with their lines, and the names of the numbers."""
    top, translate = page.body.top + HEAD, page.deck.translate
    key_of_teams(page, MARGIN, page.body.top)
    for tick in (0, 50, 100):
        page.line(_x(tick) - 20, top - 20, 40, str(tick), 12, role="quiet", align="center")
        page.ink.line(_x(tick), top, _x(tick), bottom, name="Grid")
    page.line(GAP[0], top - 20, GAP[1], translate("Points apart"), 13, role="quiet", is_bold=True, align="right")
    page.line(INDEX[0], top - 20, INDEX[1], translate("Index"), 13, role="quiet", is_bold=True, align="right")


def _row(page: Page, row: DimensionRow, box: Box) -> None:
    translate, reading, middle = page.deck.translate, row.reading, box.top + box.height / 2
    name = [Words(text=row.name, is_bold=True)]
    page.text(Box(NAME[0], box.top, NAME[1], box.height), name, (16.0, 15.0, 14.0, 13.0, 12.0), anchor="middle")
    if reading is None:
        why = [Words(text=no_dimension_words(row, translate), role="quiet")]
        page.excerpt(Box(AXIS[0], box.top, box.right - AXIS[0], box.height), why, (14.0, 13.0, 12.0), anchor="middle")
        return
    with page.grouped(dimension_words(row, translate), "Topic") as ink:
        _marks(ink, reading, middle)
    for (left, width), words in ((GAP, reading.printed_apart), (INDEX, reading.whole.printed)):
        number = [Words(text=words, is_bold=True)]
        page.text(Box(left, middle - 19, width, 24), number, (18.0,), align="right", anchor="middle")
    higher = capitalized(higher_words(reading, translate))
    page.line(GAP[0], middle + 4, GAP[1], higher, 11, role="quiet", align="right")


def _marks(ink: Ink, reading: DimensionReading, middle: float) -> None:
    """Both scores with their numbers, one above the other where they are close."""
    places = {Team.SALES: _x(reading.sales), Team.MARKETING: _x(reading.marketing)}
    step = 9.0 if abs(places[Team.SALES] - places[Team.MARKETING]) < MARK + 8 else 0.0
    if not step:
        ink.line(places[Team.SALES], middle, places[Team.MARKETING], middle, role="edge", width=2)
    for team, printed in ((Team.MARKETING, reading.printed_marketing), (Team.SALES, reading.printed_sales)):
        y = middle + (-step if team is Team.SALES else step)
        is_left = (places[team], team is not Team.SALES) < (places[team.other], team is Team.SALES)
        left = places[team] - MARK - 30 if is_left else places[team] + MARK - 2
        ink.mark(team, places[team], y)
        ink.word(printed, left, y, 32, 14, role=team.value, is_bold=True, align="right" if is_left else "left")


def _x(points: float) -> float:
    return AXIS[0] + (AXIS[1] - AXIS[0]) * points / 100
