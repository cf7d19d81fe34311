"""The double mirror: each team's answer, and what the other team expected it to be. ★ No Django.

A question has two tracks from 0 to 100, one for the answer of each team. The team's own answer is a solid mark named
above the track, the other team's guess of it a hollow mark in the guesser's color and shape, named below: so no two
names can meet.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from assessments.scales import Team
from reports.renderers.look import Layout
from reports.renderers.svg.gaps import Column
from reports.renderers.svg.ink import MARK_RADIUS, hatch, hollow, line, mark, picture, strip, words
from reports.renderers.svg.measure import REPORT_FACE, text_width, wrapped
from reports.renderers.svg.track import NO_AIR, STRIP, Air, Axis
from reports.series import Absence, MirrorRow, Reading
from reports.wording import (
    Translate,
    absence_words,
    guess_absence_words,
    mirror_summary,
    mirror_title,
    reading_words,
    sentence,
    state_words,
    team_name,
    untranslated,
)

NAME, NAME_SIZE = 20.0, 13.0
"""Height of the line above or below a track that holds a name and its number, and its type."""

REASON, REASON_LEADING = 12.0, 16.0
MIDDLE = 9.0
"""From a line of names to the middle of the track."""

HEAD, FOOT = 22.0, 22.0
"""Above the first question and below the last: the numbers of the axis."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layout. `question` and `state` are None where the page beside the picture says it.

    `padding` is the air above and below a question, `between` that between its two tracks.
    """

    width: float
    axis: Axis
    question: Column | None
    state: Column | None
    is_stacked: bool
    face: float = 1.0
    padding: float = 14.0
    between: float = 14.0

    def with_air(self, air: Air) -> Sheet:
        """Of one that is not stacked. The axis takes what is given across; the tracks part by a third of the rest."""
        return replace(
            self,
            width=self.width + air.across,
            axis=Axis(self.axis.left, self.axis.right + air.across),
            state=replace(self.state, x=self.state.x + air.across) if self.state else None,
            padding=self.padding + air.down * 2 / 3,
            between=self.between + air.down * 2 / 3,
        )


SHEETS: Mapping[Layout, Sheet] = {
    "wide": Sheet(960, Axis(312, 672), Column(26, 256, 14, 19), Column(720, 240, 13, 17), is_stacked=False),
    "page": Sheet(
        700,
        Axis(226, 476),
        Column(22, 184, 13, 17, REPORT_FACE),
        Column(510, 190, 12, 16, REPORT_FACE),
        is_stacked=False,
        face=REPORT_FACE,
        padding=7,
        between=6,
    ),
    "paper": Sheet(700, Axis(236, 476), Column(22, 190, 12, 16), Column(510, 190, 12, 16), is_stacked=False),
    "narrow": Sheet(360, Axis(14, 346), Column(22, 338, 15, 20), Column(0, 360, 13, 17), is_stacked=True),
}
CLOSE_UPS: Mapping[Layout, Sheet] = {
    "wide": Sheet(960, Axis(14, 946), None, None, is_stacked=True, padding=2),
    "page": Sheet(700, Axis(14, 686), None, None, is_stacked=True, face=REPORT_FACE, padding=2),
    "paper": Sheet(700, Axis(14, 686), None, None, is_stacked=True, padding=2),
    "narrow": Sheet(360, Axis(14, 346), None, None, is_stacked=True, padding=2),
}


@dataclass(frozen=True, slots=True)
class Lane:
    """One track laid out: the answer of `team`, the other's guess of it, or why either is missing."""

    mirrored: MirrorRow
    team: Team
    reason: list[str]
    state: list[str]
    sheet: Sheet

    @property
    def own(self) -> Reading | None:
        return self.mirrored.side(self.team).own

    @property
    def guess(self) -> Reading | None:
        return self.mirrored.side(self.team.other).guess

    @property
    def meeting(self) -> float:
        """How far the marks step from the middle, up and down, where they would cover one another; else 0."""
        if self.own is None or self.guess is None:
            return 0.0
        distance = self.sheet.axis.x(self.own.score) - self.sheet.axis.x(self.guess.score)
        return MARK_RADIUS if abs(distance) < 2 * MARK_RADIUS + 2 else 0.0

    @property
    def state_height(self) -> float:
        return len(self.state) * self.sheet.state.leading if self.sheet.state else 0

    @property
    def track_height(self) -> float:
        below = NAME if self.guess else len(self.reason) * REASON_LEADING
        return (NAME if self.own else 4) + 2 * (MIDDLE + self.meeting) + 4 + below + 4

    @property
    def height(self) -> float:
        return (
            self.track_height + self.state_height
            if self.sheet.is_stacked
            else max(self.track_height, self.state_height)
        )


@dataclass(frozen=True, slots=True)
class Block:
    """A question laid out."""

    position: int
    question: list[str]
    lanes: tuple[Lane, Lane]
    sheet: Sheet

    @property
    def text_height(self) -> float:
        return len(self.question) * self.sheet.question.leading if self.sheet.question else 0

    @property
    def height(self) -> float:
        lanes = sum(lane.height for lane in self.lanes) + self.sheet.between
        together = self.text_height + lanes + 6 if self.sheet.is_stacked else max(self.text_height, lanes)
        return together + 2 * self.sheet.padding


def mirror_chart(
    rows: Sequence[MirrorRow],
    minimum: int,
    layout: Layout = "wide",
    translate: Translate = untranslated,
    *,
    prefix: str | None = None,
    air: Air = NO_AIR,
) -> str:
    """All questions in one picture, each with its text and what the states say. Ids: `mirror-wide` and so on."""
    return _chart(rows, minimum, SHEETS[layout].with_air(air), prefix or f"mirror-{layout}", translate)


def mirror_heights(
    rows: Sequence[MirrorRow], layout: Layout, translate: Translate = untranslated
) -> tuple[float, list[float]]:
    """What the picture of all questions needs around them, and for each of them."""
    return HEAD + FOOT, [_block(mirrored, SHEETS[layout], translate).height for mirrored in rows]


def mirror_close_up(
    mirrored: MirrorRow,
    minimum: int,
    layout: Layout = "wide",
    translate: Translate = untranslated,
    *,
    prefix: str | None = None,
) -> str:
    """One question on a page of its own, which says the rest in sentences."""
    return _chart([mirrored], minimum, CLOSE_UPS[layout], prefix or f"mirror-{layout}", translate)


def _chart(rows: Sequence[MirrorRow], minimum: int, sheet: Sheet, prefix: str, translate: Translate) -> str:
    blocks = [_block(mirrored, sheet, translate) for mirrored in rows]
    tops = list(accumulate((block.height for block in blocks), initial=HEAD))
    ink = [hatch(prefix), *_scale(sheet, HEAD - 8), *_scale(sheet, tops[-1] + 16)]
    for block, top in zip(blocks, tops, strict=False):
        ink.extend(_draw(block, top, minimum, f"{prefix}-hatch", translate))
    title, description = mirror_title(rows, translate), mirror_summary(rows, translate)
    return picture(sheet.width, round(tops[-1] + FOOT), prefix, title, description, ink)


def _scale(sheet: Sheet, y: float) -> Iterator[str]:
    for tick in (0, 50, 100):
        yield words(str(tick), sheet.axis.x(tick), y, size=12, role="quiet", anchor="middle")


def _block(mirrored: MirrorRow, sheet: Sheet, translate: Translate) -> Block:
    sales, marketing = (_lane(mirrored, team, sheet, translate) for team in Team)
    question = sheet.question.lines(mirrored.row.text) if sheet.question else []
    return Block(position=mirrored.row.position, question=question, lanes=(sales, marketing), sheet=sheet)


def _lane(mirrored: MirrorRow, team: Team, sheet: Sheet, translate: Translate) -> Lane:
    guesser = mirrored.side(team.other)
    room = (sheet.axis.right - sheet.axis.left) / sheet.face
    reason = "" if guesser.guess else sentence(guess_absence_words(mirrored, team.other, translate))
    said = sheet.state.lines(state_words(mirrored, team.other, translate)) if sheet.state else []
    return Lane(mirrored=mirrored, team=team, reason=wrapped(reason, room, REASON), state=said, sheet=sheet)


def _draw(block: Block, top: float, minimum: int, hatching: str, translate: Translate) -> Iterator[str]:
    sheet, y = block.sheet, top + block.sheet.padding
    if sheet.question:
        yield line(0, top, sheet.width, top)
        yield words(str(block.position), 0, y + sheet.question.size, size=sheet.question.size, role="quiet")
        yield from sheet.question.write(block.question, y)
    if sheet.is_stacked:
        y += block.text_height + 6
    for lane in block.lanes:
        yield from _track(lane, y, minimum, hatching, translate)
        if sheet.state:
            under = y + lane.track_height if sheet.is_stacked else y
            yield from sheet.state.write(lane.state, under, role="quiet")
        y += lane.height + sheet.between


def _track(lane: Lane, top: float, minimum: int, hatching: str, translate: Translate) -> Iterator[str]:
    axis = lane.sheet.axis
    reach = MIDDLE + lane.meeting
    middle = top + (NAME if lane.own else 4) + reach
    if lane.own is None:
        yield from _missing(lane, middle, minimum, hatching, translate)
    else:
        for x in (axis.x(0), axis.x(50), axis.x(100)):
            yield line(x, middle - 6, x, middle + 6)
        yield line(axis.left, middle, axis.right, middle, role="edge", width=1)
        yield from _marks(lane, lane.own, middle, translate)
    below = middle + reach + 4
    for place, text in enumerate(lane.reason):
        yield words(text, axis.left, below + REASON_LEADING * place + REASON, size=REASON, role="quiet")


def _marks(lane: Lane, own: Reading, middle: float, translate: Translate) -> Iterator[str]:
    """From back to front: what lies between answer and guess, the guess, the answer, their names."""
    x, guess = lane.sheet.axis.x(own.score), lane.guess
    step, reach = lane.meeting, MIDDLE + lane.meeting
    if guess is not None:
        at = lane.sheet.axis.x(guess.score)
        yield line(x, middle, at, middle, role="quiet", width=2, stroke_dasharray="2 4")
        yield hollow(guess.team, at, middle + step)
        yield mark(own.team, x, middle - step)
        yield _name(guess, at, middle + reach + 4 + NAME - 6, lane.sheet, translate)
    else:
        yield mark(own.team, x, middle)
    yield _name(own, x, middle - reach - 5, lane.sheet, translate)


def _name(reading: Reading, x: float, y: float, sheet: Sheet, translate: Translate) -> str:
    """Over or under its mark, but inside the sheet."""
    text = reading_words(reading, translate)
    half = text_width(text, NAME_SIZE, 600) * sheet.face / 2
    left, right = sheet.axis.left - 14, sheet.axis.right + 14
    middle = min(max(x, left + half), right - half)
    return words(text, middle, y, size=NAME_SIZE, role=reading.team, weight=600, anchor="middle")


def _missing(lane: Lane, middle: float, minimum: int, hatching: str, translate: Translate) -> Iterator[str]:
    axis, absence = lane.sheet.axis, lane.mirrored.side(lane.team).own_absence
    reason = absence_words(absence, minimum, translate) if absence else ""
    text = f"{team_name(lane.team, translate)}: {reason}"
    hidden = hatching if absence is Absence.MINIMUM else None
    yield from strip(text, axis.left, middle - STRIP / 2, axis.right - axis.left, STRIP, hidden)
