"""The double mirror out of native shapes: what each team says, and what the other expects it to say. ★ No Django."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from assessments.scales import Team
from reports.renderers.deck.fitting import Words, height_of
from reports.renderers.deck.ink import MARK, Ink
from reports.renderers.deck.markup import Box
from reports.renderers.deck.pages import Deck, Page, body_under
from reports.renderers.deck.rows import spread, stretched
from reports.renderers.deck.template import MARGIN
from reports.series import MirrorRow, Order, Reading, mirror_series
from reports.wording import (
    Translate,
    absence_words,
    guess_absence_words,
    mirror_finding,
    mirror_summary,
    sentence,
    state_words,
    team_name,
)

QUESTION, NAME, AXIS, STATE = (MARGIN, 226.0), (290.0, 70.0), (384.0, 616.0), (664.0, 248.0)
"""Left and width of the question, of a lane's name, both ends of the axis, left and width of what a state says."""

HEAD = 38.0
"""Height of the key and the numbers of the axis."""

LANE, HIGHEST, PAD, SIZE = 32.0, 124.0, 6.0, 14.0


@dataclass(frozen=True, slots=True)
class Lane:
    """What a team says, the other's guess of it, and what that makes of the gap."""

    team: Team
    own: Reading | None
    guess: Reading | None
    said: tuple[Words, ...]

    @property
    def height(self) -> float:
        return max(LANE, height_of(self.said, STATE[1], SIZE) + 4)


@dataclass(frozen=True, slots=True)
class Row:
    mirrored: MirrorRow
    question: tuple[Words, ...]
    lanes: tuple[Lane, ...]

    @property
    def height(self) -> float:
        lanes = sum(lane.height for lane in self.lanes)
        return max(lanes, height_of(self.question, QUESTION[1], SIZE)) + 2 * PAD


def double_mirror(deck: Deck) -> None:
    series = mirror_series(deck.report, Order.GAP)
    title = mirror_finding(series.rows, deck.translate)
    rows = [_laid_out(mirrored, deck.translate) for mirrored in series.rows]
    room = body_under(deck.numbered(title, 0, len(rows))).height - HEAD
    parts = spread(rows, [each.height for each in rows], room)
    eyebrow = deck.translate("What each team expects of the other")
    for place, part in enumerate(parts):
        notes = [mirror_summary([each.mirrored], deck.translate) for each in part]
        page = deck.page(eyebrow, deck.numbered(title, place, len(parts)), notes)
        _key(page)
        top = page.body.top + HEAD
        heights = stretched([each.height for each in part], page.body.bottom - top, HIGHEST)
        for each, height in zip(part, heights, strict=True):
            page.ink.line(MARGIN, top, STATE[0] + STATE[1], top, name="Rule")
            _draw(page, each, top, height)
            top += height


def _laid_out(mirrored: MirrorRow, translate: Translate) -> Row:
    question = Words(text=mirrored.row.text, lead=f"{mirrored.row.position}.")
    return Row(mirrored, (question,), tuple(_lane(mirrored, team, translate) for team in Team))


def _lane(mirrored: MirrorRow, team: Team, translate: Translate) -> Lane:
    guess = mirrored.side(team.other).guess
    said = state_words(mirrored, team.other, translate)
    if guess is None:
        said = sentence(guess_absence_words(mirrored, team.other, translate))
    words = (Words(text=said, role="quiet" if guess is None else "ink"),) if said else ()
    return Lane(team, mirrored.side(team).own, guess, words)


def _key(page: Page) -> None:
    """Solid marks speak of themselves, hollow ones guess."""
    translate = page.deck.translate
    left, y = MARGIN, page.body.top + 6
    alt = translate("Solid marks: what a team says. Hollow marks: what the other team expects.")
    with page.grouped(alt, "Key") as ink:
        for is_hollow, words in ((False, translate("what a team says")), (True, translate("what the other expects"))):
            for team in Team:
                ink.mark(team, left + 8, y, is_hollow=is_hollow)
                left += 22
            ink.word(words, left, y, 160, 12)
            left += 150
    for tick in (0, 50, 100):
        page.line(_x(tick) - 20, page.body.top + 20, 40, str(tick), 11, role="quiet", align="center")


def _x(points: float) -> float:
    return AXIS[0] + (AXIS[1] - AXIS[0]) * points / 100


def _draw(page: Page, each: Row, top: float, height: float) -> None:
    """The question, one group of both lanes, and what is said beside each."""
    page.text(Box(QUESTION[0], top + PAD, QUESTION[1], height - PAD), each.question, (SIZE,), name="Question")
    air = (height - 2 * PAD - sum(lane.height for lane in each.lanes)) / len(each.lanes)
    tops = list(accumulate((lane.height + air for lane in each.lanes), initial=top + PAD))
    alt = mirror_summary([each.mirrored], page.deck.translate)
    with page.grouped(alt, f"Question {each.mirrored.row.position}") as ink:
        for lane, y in zip(each.lanes, tops, strict=False):
            middle, name = y + (lane.height + air) / 2, team_name(lane.team, page.deck.translate)
            ink.word(name, NAME[0], middle, NAME[1], 12, role=lane.team.value, is_bold=True)
            _track(ink, lane, middle, each.mirrored, page.deck)
    for lane, y in zip(each.lanes, tops, strict=False):
        page.text(Box(STATE[0], y, STATE[1], lane.height + air), lane.said, (SIZE,), anchor="middle", name="State")


def _track(ink: Ink, lane: Lane, y: float, mirrored: MirrorRow, deck: Deck) -> None:
    if lane.own is None:
        absence = mirrored.side(lane.team).own_absence
        words = absence_words(absence, deck.minimum, deck.translate) if absence else ""
        ink.panel(AXIS[0], y - 9, AXIS[1] - AXIS[0], 18, "soft", "hatch")
        ink.word(f"{team_name(lane.team, deck.translate)}: {words}", AXIS[0] + 6, y, 220, 11, role="quiet")
        return
    ink.line(AXIS[0], y, AXIS[1], y, role="edge", width=0.75)
    for tick in (0, 50, 100):
        ink.line(_x(tick), y - 5, _x(tick), y + 5, role="edge")
    _marks(ink, lane.own, lane.guess, y)


def _marks(ink: Ink, own: Reading, guess: Reading | None, y: float) -> None:
    """The guess behind the answer; both step aside where they would cover one another."""
    if guess is None:
        _mark(ink, own, y, is_left=False)
        return
    is_close = abs(_x(own.score) - _x(guess.score)) < MARK + 8
    step = 7.5 if is_close else 0.0
    if not is_close:
        ink.line(_x(own.score), y, _x(guess.score), y, role="quiet", width=1.75, is_dashed=True)
    is_own_left = own.score <= guess.score
    _mark(ink, guess, y + step, is_left=not is_own_left)
    _mark(ink, own, y - step, is_left=is_own_left)


def _mark(ink: Ink, reading: Reading, y: float, *, is_left: bool) -> None:
    x = _x(reading.score)
    ink.mark(reading.team, x, y, is_hollow=reading.is_guess)
    width = 8.0 * len(reading.printed) + 2
    left = x - MARK + 2 - width if is_left else x + MARK - 2
    ink.panel(left, y - 6, width, 12, "surface")
    ink.word(reading.printed, left, y, width, 12, role=reading.team.value, is_bold=True, align="center")
