"""Native charts that can be edited: their numbers stand in a workbook inside the deck. ★ No Django."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.scales import Team
from reports.renderers.deck import chartxml
from reports.renderers.deck.chartxml import Series, label, letters, point_labels
from reports.renderers.deck.fitting import plain
from reports.renderers.deck.markup import Box, edge, paint
from reports.renderers.deck.pages import Page
from reports.renderers.look import RAMP, RAMP_INK
from reports.series import QuestionSeries, RoundName, TrendLine
from reports.series.trend import IndexTrendPoint
from reports.wording import Translate, team_name

_MARKERS = {Team.SALES: "circle", Team.MARKETING: "diamond", None: "square"}


def answers_chart(page: Page, question: QuestionSeries, box: Box, alt: str) -> None:
    """Two full bars, Sales over Marketing, a series an answer; the numbers in them are people."""
    translate = page.deck.translate
    series = [_answer(question, place, words) for place, words in enumerate(question.labels)]
    chart, workbook = chartxml.bars([team_name(team, translate) for team in Team], series, 26)
    page.chart(chart, workbook, box, alt)


def _answer(question: QuestionSeries, place: int, words: str) -> Series:
    """How many of each team gave this answer; no number stands where nobody did."""
    step = steps(len(question.labels))[place]
    look = f"<c:spPr>{paint(RAMP[step])}{edge('surface', 1)}</c:spPr>"
    style = f'<c:numFmt formatCode="0;;;" sourceLinked="0"/>{letters(18, RAMP_INK[step], is_bold=True)}'
    labels = f"<c:dLbls>{label(style, 'ctr')}</c:dLbls>"
    return Series(plain(words), [_count(question, team, place) for team in Team], look, labels)


def steps(labels: int) -> Sequence[int]:
    """Places on the ramp: yes or no takes its two ends."""
    return range(labels) if labels == len(RAMP) else (0, len(RAMP) - 1)


def _count(question: QuestionSeries, team: Team, place: int) -> int | None:
    segments = question.distribution(team).segments
    return segments[place].count if segments else None


@dataclass(frozen=True, slots=True)
class Dot:
    """A value of a line: the place of its round, as printed, and whether it continues the one before."""

    place: int
    value: int
    joins: bool


def trend_chart(page: Page, line: TrendLine, rounds: Sequence[RoundName], box: Box, alt: str) -> None:
    """A question's two lines over the rounds, broken where two rounds cannot be compared."""
    lines: dict[Team | None, list[Dot]] = {
        team: [
            Dot(place, int(point.printed), point.joins)
            for place, point in enumerate(line.points(team))
            if point.printed is not None
        ]
        for team in Team
    }
    _lines_chart(page, lines, rounds, box, alt)


def index_chart(
    page: Page, points: Sequence[IndexTrendPoint], rounds: Sequence[RoundName], box: Box, alt: str
) -> None:
    """The line of the index, which belongs to no team."""
    dots = [
        Dot(place, int(point.printed), point.joins) for place, point in enumerate(points) if point.printed is not None
    ]
    _lines_chart(page, {None: dots}, rounds, box, alt)


def _lines_chart(
    page: Page, lines: dict[Team | None, list[Dot]], rounds: Sequence[RoundName], box: Box, alt: str
) -> None:
    runs = [(team, run) for team, dots in lines.items() for run in _runs(dots)]
    series = []
    for team, run in runs:
        values = {dot.place: dot.value for dot in run}
        labels = {dot.place: _number(team, is_below=_is_below(dot, team, lines)) for dot in run}
        every = [values.get(place) for place in range(len(rounds))]
        series.append(Series(_name(team, page.deck.translate), every, _line_look(team), point_labels(labels)))
    chart, workbook = chartxml.lines([plain(name.title) for name in rounds], series, (12, 11))
    page.chart(chart, workbook, box, alt)


def _runs(dots: Sequence[Dot]) -> list[list[Dot]]:
    """The pieces of a line: a new one begins where a point does not continue the one before."""
    runs: list[list[Dot]] = []
    for dot in dots:
        if runs and dot.joins and runs[-1][-1].place == dot.place - 1:
            runs[-1].append(dot)
        else:
            runs.append([dot])
    return runs


def _name(team: Team | None, translate: Translate) -> str:
    return team_name(team, translate) if team else translate("Index")


def _role(team: Team | None) -> str:
    return team.value if team else "ink"


def _line_look(team: Team | None) -> str:
    color = _role(team)
    mark = (
        f'<c:symbol val="{_MARKERS[team]}"/><c:size val="10"/><c:spPr>{paint(color)}{edge("surface", 0.75)}</c:spPr>'
    )
    return f"<c:spPr>{edge(color, 2.5)}</c:spPr><c:marker>{mark}</c:marker>"


def _number(team: Team | None, *, is_below: bool) -> str:
    return label(f"<c:spPr/>{letters(14, _role(team), is_bold=True)}", "b" if is_below else "t")


def _is_below(dot: Dot, team: Team | None, lines: dict[Team | None, list[Dot]]) -> bool:
    """The higher number of a round stands above its mark, the lower one below: they never meet."""
    others = [
        other.value for rival, dots in lines.items() if rival is not team for other in dots if other.place == dot.place
    ]
    return any((dot.value, team is Team.SALES) < (other, team is not Team.SALES) for other in others)
