"""The reveal: a question on the screen of a workshop, large enough for the last row. ★ No Django.

Two tracks over the worded answers, one for what each team says. First only what the other team expected stands on
them, hollow; then the answer itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assessments.scales import Team
from assessments.workshops import Step
from reports.renderers.svg.ink import MARK_RADIUS, element, hatch, hollow, line, mark, picture, strip, words
from reports.renderers.svg.measure import text_width, wrapped
from reports.renderers.svg.track import Axis
from reports.series import Absence, MirrorRow, Reading
from reports.wording import (
    Translate,
    absence_words,
    guess_absence_words,
    reading_words,
    sentence,
    team_name,
    untranslated,
)

WIDTH = 1600.0
AXIS = Axis(380, 1500)
NAME, TICK, REASON = 44.0, 30.0, 32.0
"""Sizes of type: the screen is about 1.1 times as wide as the picture, and nothing on it is below 24 pixels."""

LANE = 244.0
SCALE = 3.4
"""How much larger marks are than in a chart on a page."""

RADIUS = MARK_RADIUS * SCALE
LABEL_LEADING = 36.0
TALL = 64.0
"""Height of the strip that stands for a team without a score."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What is drawn on one track: the answer of `team`, where it is shown already, and the guess of the other."""

    mirrored: MirrorRow
    team: Team
    is_answered: bool

    @property
    def own(self) -> Reading | None:
        return self.mirrored.side(self.team).own if self.is_answered else None

    @property
    def guess(self) -> Reading | None:
        return self.mirrored.side(self.team.other).guess

    @property
    def readings(self) -> tuple[Reading, ...]:
        return tuple(reading for reading in (self.own, self.guess) if reading is not None)


def reveal_chart(mirrored: MirrorRow, labels: Sequence[str], step: Step, translate: Translate = untranslated) -> str:
    """The tracks at `step`: GUESS draws what was expected only. `labels` are the answers from 0 to 100 points."""
    prefix = f"reveal-{step.value}"
    sales, marketing = (Lane(mirrored, team, is_answered=step is not Step.GUESS) for team in Team)
    lines = [wrapped(label, _room(labels), TICK) for label in labels]
    bottom = 2 * LANE + 30
    height = bottom + LABEL_LEADING * max(len(label) for label in lines) + 20
    ink = [hatch(prefix), *_answers(lines, bottom)]
    for lane, top in ((sales, 0.0), (marketing, LANE)):
        ink.extend(_lane(lane, top, f"{prefix}-hatch", translate))
    title = " · ".join(
        reading_words(reading, translate) for lane in (sales, marketing) for reading in lane.readings
    ) or translate("Nothing can be shown here")
    return picture(WIDTH, round(height), prefix, title, mirrored.row.text, ink)


def _room(labels: Sequence[str]) -> float:
    """Width that a worded answer has under its tick."""
    between = (AXIS.right - AXIS.left) / max(1, len(labels) - 1)
    return between - 24


def _answers(lines: Sequence[Sequence[str]], bottom: float) -> Iterator[str]:
    """The answers under the tracks, with a thin line up through both; a yes or no has two."""
    for place, label in enumerate(lines):
        if not label:
            continue
        x = AXIS.x(100 * place / (len(lines) - 1))
        yield line(x, 30, x, bottom - 26, width=2)
        for row, text in enumerate(label):
            y = bottom + 8 + LABEL_LEADING * row
            yield words(text, _inside(x, text, TICK), y, size=TICK, role="quiet", anchor="middle")


def _inside(x: float, text: str, size: float, weight: int = 400) -> float:
    """The middle of a line of words around x, moved so that nothing leaves the picture."""
    half = text_width(text, size, weight) / 2
    return min(max(x, half), WIDTH - half)


def _lane(lane: Lane, top: float, hatching: str, translate: Translate) -> Iterator[str]:
    middle = top + LANE / 2
    yield element("g", mark(lane.team, 0, 0), transform=f"translate({RADIUS + 4:g} {middle:g}) scale({SCALE:g})")
    yield words(
        team_name(lane.team, translate), 2 * RADIUS + 24, middle + NAME / 3, size=NAME, role=lane.team, weight=650
    )
    if lane.is_answered and lane.own is None:
        yield from _missing(lane, middle, hatching, translate)
        return
    yield line(AXIS.left, middle, AXIS.right, middle, role="edge", width=3)
    yield from _marks(lane, middle, translate)
    if lane.guess is None:
        reason = sentence(guess_absence_words(lane.mirrored, lane.team.other, translate))
        for row, text in enumerate(wrapped(reason, AXIS.right - AXIS.left, REASON)):
            yield words(text, AXIS.left, middle + 62 + 38 * row, size=REASON, role="quiet")


def _marks(lane: Lane, middle: float, translate: Translate) -> Iterator[str]:
    """What lies between the two, the guess with its name below, the answer with its name above."""
    own, guess = lane.own, lane.guess
    step = 0.0
    if own is not None and guess is not None:
        x, at = AXIS.x(own.score), AXIS.x(guess.score)
        step = RADIUS * 0.8 if abs(x - at) < 2 * RADIUS + 4 else 0.0
        yield line(x, middle, at, middle, role="ink", width=8, stroke_dasharray="2 12", stroke_linecap="round")
    if guess is not None:
        yield _large(hollow(guess.team, 0, 0), AXIS.x(guess.score), middle + step)
        yield _name(guess, middle + step + RADIUS + NAME + 4, translate)
    if own is not None:
        yield _large(mark(own.team, 0, 0), AXIS.x(own.score), middle - step)
        yield _name(own, middle - step - RADIUS - 16, translate)


def _large(drawn: str, x: float, y: float) -> str:
    return element("g", drawn, transform=f"translate({x:.1f} {y:.1f}) scale({SCALE:g})")


def _name(reading: Reading, y: float, translate: Translate) -> str:
    text = reading_words(reading, translate)
    x = _inside(AXIS.x(reading.score), text, NAME, 650)
    return words(text, x, y, size=NAME, role=reading.team, weight=650, anchor="middle")


def _missing(lane: Lane, middle: float, hatching: str, translate: Translate) -> Iterator[str]:
    absence = lane.mirrored.side(lane.team).own_absence
    reason = sentence(absence_words(absence, lane.mirrored.minimum, translate)) if absence else ""
    hidden = hatching if absence is Absence.MINIMUM else None
    yield from strip(reason, AXIS.left, middle - TALL / 2, AXIS.right - AXIS.left, TALL, hidden, REASON)
