"""How two teams answered one question: two full bars, Sales above Marketing, don't know apart. ★ No Django."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from assessments.scales import Team
from reports.renderers.look import COLORS, RAMP, Layout
from reports.renderers.svg.ink import element, hatch, line, mark, picture, strip, words
from reports.renderers.svg.measure import REPORT_FACE, text_width, wrapped
from reports.series import Absence, Distribution, QuestionSeries, Segment
from reports.wording import (
    Translate,
    absence_words,
    beside_the_scale,
    distribution_summary,
    distribution_title,
    team_name,
    untranslated,
)

BAR = 46.0
ABOVE = 24.0
"""Room over a bar for the numbers of segments too thin to hold them."""

SWATCH = 14.0
FIT = 6.0
"""Air that a number needs in its segment."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A layout: where bars lie and where the answers beside the scale are told. Stacked: all under one another.

    `face` is how wide the typeface is beside the wide one that text is measured by.
    """

    width: float
    left: float
    right: float
    aside: float
    is_stacked: bool
    face: float = 1.0


SHEETS: Mapping[Layout, Sheet] = {
    "wide": Sheet(width=960, left=132, right=748, aside=772, is_stacked=False),
    "page": Sheet(width=700, left=106, right=528, aside=546, is_stacked=False, face=REPORT_FACE),
    "paper": Sheet(width=700, left=132, right=508, aside=526, is_stacked=False),
    "narrow": Sheet(width=360, left=1, right=359, aside=0, is_stacked=True),
}


@dataclass(frozen=True, slots=True)
class Slice:
    """A segment with people in it, where it lies in its bar. `step` is its place on the scale, from 0."""

    segment: Segment
    step: int
    x: float
    width: float

    @property
    def middle(self) -> float:
        return self.x + self.width / 2

    @property
    def size(self) -> float | None:
        """The largest type in which the share fits inside; None where it does not."""
        fitting = (size for size in (14, 12) if self.width >= text_width(self.segment.printed, size, 600) + FIT)
        return next(fitting, None)


def distribution_chart(
    question: QuestionSeries,
    layout: Layout = "wide",
    translate: Translate = untranslated,
    *,
    prefix: str | None = None,
) -> str:
    """The chart as one SVG element, in order without color. Ids begin with `prefix` (default `answers-wide`)."""
    prefix, sheet = prefix or f"answers-{layout}", SHEETS[layout]
    ink, y = [hatch(prefix)], 0.0
    for team in Team:
        drawn, y = _team(question, team, sheet, y, f"{prefix}-hatch", translate)
        ink.extend(drawn)
    drawn, y = _legend(question.labels, sheet, y + 8)
    ink.extend(drawn)
    title, description = distribution_title(question, translate), distribution_summary(question, translate)
    return picture(sheet.width, round(y), prefix, title, description, ink)


def _team(
    question: QuestionSeries, team: Team, sheet: Sheet, top: float, hatching: str, translate: Translate
) -> tuple[list[str], float]:
    """A team's name, bar and answers beside the scale; and where they end."""
    answers = question.distribution(team)
    slices = _slices(answers, sheet)
    thin = [each for each in slices if each.size is None]
    bar = top + (ABOVE if thin else 4) + (24 if sheet.is_stacked else 0)
    ink = [*_name(answers, sheet, top if sheet.is_stacked else bar, translate)]
    if slices:
        ink += [part for each in slices for part in _slice(each, answers.n, bar, translate)]
        ink += _numbers_above(thin, sheet, bar)
    else:
        ink += _absent(answers, question.minimum, sheet, bar, hatching, translate)
    aside = [] if answers.absence is Absence.MINIMUM else beside_the_scale(question, answers, translate)
    told, end = _aside(aside, sheet, bar)
    return ink + told, max(end, bar + BAR) + 16


def _slices(answers: Distribution, sheet: Sheet) -> list[Slice]:
    """Yes or no takes the two ends of the ramp."""
    ends = accumulate((segment.share for segment in answers.segments), initial=0.0)
    span, last = sheet.right - sheet.left, len(answers.segments) - 1
    return [
        Slice(
            segment=segment,
            step=place * (len(RAMP) - 1) // last,
            x=sheet.left + span * start,
            width=span * segment.share,
        )
        for place, (segment, start) in enumerate(zip(answers.segments, ends, strict=False))
        if segment.count
    ]


def _name(answers: Distribution, sheet: Sheet, y: float, translate: Translate) -> Iterator[str]:
    middle = y + (12 if sheet.is_stacked else 16)
    yield mark(answers.team, 9, middle)
    yield words(team_name(answers.team, translate), 24, middle + 5, weight=600)
    if not answers.n:
        return
    count = translate("{n} answers").format(n=answers.n)
    if sheet.is_stacked:
        yield words(count, sheet.right, middle + 5, size=12, role="quiet", anchor="end")
    else:
        yield words(count, 24, middle + 22, size=12, role="quiet")


def _slice(each: Slice, n: int, y: float, translate: Translate) -> Iterator[str]:
    yield _shade(each.step, each.x, y, each.width, BAR)
    if each.size is None:
        return
    people = translate("{count} of {n}").format(count=each.segment.count, n=n)
    has_people = each.width >= text_width(people, 12) + FIT
    yield _on_step(each, each.segment.printed, y + (21 if has_people else 28), each.size, 600)
    if has_people:
        yield _on_step(each, people, y + 37, 12, 400)


def _on_step(each: Slice, text: str, y: float, size: float, weight: int) -> str:
    return words(text, each.middle, y, size=size, weight=weight, anchor="middle", step=each.step)


def _numbers_above(thin: Sequence[Slice], sheet: Sheet, y: float) -> Iterator[str]:
    """Shares of thin segments over the bar, pushed apart from left to right, then back inside the sheet."""
    widths = [text_width(each.segment.printed, 12) + 6 for each in thin]
    centers: list[float] = []
    for each, width in zip(thin, widths, strict=True):
        free = centers[-1] + widths[len(centers) - 1] / 2 if centers else 0.0
        centers.append(max(each.middle, free + width / 2))
    limit = sheet.right
    for place in reversed(range(len(thin))):
        centers[place] = min(centers[place], limit - widths[place] / 2)
        limit = centers[place] - widths[place] / 2
    for each, center in zip(thin, centers, strict=True):
        yield line(center, y - 8, each.middle, y + 4, role="quiet")
        yield words(each.segment.printed, center, y - 11, size=12, anchor="middle")


def _absent(
    answers: Distribution, minimum: int, sheet: Sheet, y: float, hatching: str, translate: Translate
) -> Iterator[str]:
    reason = absence_words(answers.absence, minimum, translate) if answers.absence else ""
    is_hidden = answers.absence is Absence.MINIMUM
    yield from strip(reason, sheet.left, y, sheet.right - sheet.left, BAR, hatching if is_hidden else None)


def _aside(told: Sequence[tuple[str, int]], sheet: Sheet, bar: float) -> tuple[list[str], float]:
    """Don't know and the question's own extra answer, as counts: no part of the bar."""
    indent = max((text_width(str(count), 13, 600) for _, count in told), default=0.0) + 8
    rows = [(count, wrapped(text, (sheet.width - sheet.aside - indent) / sheet.face, 13)) for text, count in told]
    height = 18.0 * sum(len(lines) for _, lines in rows)
    y = bar + BAR + 6 if sheet.is_stacked else bar + max(0.0, (BAR - height) / 2)
    ink = []
    for count, lines in rows:
        role = "ink" if count else "quiet"
        ink.append(words(str(count), sheet.aside, y + 13, size=13, role=role, weight=600))
        for text in lines:
            ink.append(words(text, sheet.aside + indent, y + 13, size=13, role=role))
            y += 18
    return ink, y


def _legend(labels: Sequence[str], sheet: Sheet, top: float) -> tuple[list[str], float]:
    """Every worded answer with its shade, lowest first: in lines, or one a line where the sheet is narrow."""
    ink: list[str] = []
    x, y, last = sheet.left, top, len(labels) - 1
    for place, label in enumerate(labels):
        lines = wrapped(label, (sheet.right - sheet.left - SWATCH - 8) / sheet.face, 13) or [""]
        width = SWATCH + 8 + sheet.face * max(text_width(each, 13) for each in lines)
        if place and (sheet.is_stacked or x + width > sheet.width):
            x, y = sheet.left, y + 24
        ink.append(_shade(place * (len(RAMP) - 1) // last, x, y, SWATCH, SWATCH))
        for below, text in enumerate(lines):
            ink.append(words(text, x + SWATCH + 8, y + 12 + 17 * below, size=13))
        y += 17 * (len(lines) - 1)
        x += width + 22
    return ink, y + 24


def _shade(step: int, x: float, y: float, width: float, height: float) -> str:
    return element(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        class_=f"chart-step-{step + 1} chart-edge-line",
        fill=RAMP[step],
        stroke=COLORS["edge"],
        stroke_width=1,
    )
