"""Native charts that can be edited: their numbers stand in a workbook inside the deck. ★ No Django."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml import parse_xml
from pptx.util import Pt
from xlsxwriter import Workbook

from assessments.scales import Team
from reports.renderers.deck.fitting import plain
from reports.renderers.deck.ink import paint
from reports.renderers.deck.pages import Box, Page, describe
from reports.renderers.look import RAMP, RAMP_INK
from reports.series import QuestionSeries, RoundName, TrendLine
from reports.series.trend import IndexTrendPoint
from reports.wording import Translate, team_name

_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_MARKERS = {Team.SALES: XL_MARKER_STYLE.CIRCLE, Team.MARKETING: XL_MARKER_STYLE.DIAMOND, None: XL_MARKER_STYLE.SQUARE}
_LAYOUT = (
    '<c:layout xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:manualLayout>'
    '<c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    '<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/><c:w val="{w:.4f}"/><c:h val="{h:.4f}"/></c:manualLayout></c:layout>'
)


class Figures(CategoryChartData):
    """The numbers of a chart. In its workbook no words are a formula, now or when somebody edits them."""

    def __init__(self, closed_on: str, categories: Sequence[str]) -> None:
        super().__init__(number_format="0")  # type: ignore[no-untyped-call]
        self.closed_on = closed_on
        self.categories = [plain(name) for name in categories]

    def add(self, name: str, values: Sequence[int | None]) -> None:
        self.add_series(name, values)  # type: ignore[no-untyped-call]

    @property
    def xlsx_blob(self) -> bytes:
        content = io.BytesIO()
        book = Workbook(content, _OPTIONS)
        book.set_properties({"created": datetime.datetime.fromisoformat(self.closed_on)})
        sheet, words = book.add_worksheet(), book.add_format({"quote_prefix": True})
        sheet.set_column(0, 0, 24)
        for row, category in enumerate(self.categories, start=1):
            sheet.write_string(row, 0, category.label, words)
        for column, series in enumerate(self, start=1):
            sheet.write_string(0, column, series.name, words)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value)
        book.close()
        return content.getvalue()


def answers_chart(page: Page, question: QuestionSeries, box: Box, alt: str) -> None:
    """Two full bars, Sales over Marketing, a series an answer; the numbers in them are people."""
    translate = page.deck.translate
    figures = Figures(page.deck.report.released.closed_on, [team_name(team, translate) for team in Team])
    for place, label in enumerate(question.labels):
        figures.add(plain(label), [_count(question, team, place) for team in Team])
    chart = _chart(page, XL_CHART_TYPE.BAR_STACKED_100, figures, box, alt)
    _quiet_axes(chart)
    chart.plots[0].gap_width, chart.plots[0].overlap = 34, 100
    for place, series in enumerate(chart.plots[0].series):
        step = steps(len(question.labels))[place]
        series.format.fill.solid()
        paint(series.format.fill.fore_color, RAMP[step])
        paint(series.format.line.color, "surface")
        series.format.line.width = Pt(1)
        _label(series, RAMP_INK[step])


def steps(labels: int) -> Sequence[int]:
    """Places on the ramp: yes or no takes its two ends."""
    return range(labels) if labels == len(RAMP) else (0, len(RAMP) - 1)


def _count(question: QuestionSeries, team: Team, place: int) -> int | None:
    segments = question.distribution(team).segments
    return segments[place].count if segments else None


def _label(series: Any, color: str) -> None:
    """The number of people, but none where there are none."""
    labels = series.data_labels
    labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;;", False
    labels.font.size, labels.font.bold = Pt(14), True
    paint(labels.font.color, color)
    labels.position = XL_LABEL_POSITION.CENTER


def _quiet_axes(chart: Any) -> None:
    """Nothing but the bars: names stand beside them as words of the slide."""
    chart.category_axis.reverse_order = True
    for axis in (chart.category_axis, chart.value_axis):
        axis.has_major_gridlines = False
        axis.major_tick_mark = axis.minor_tick_mark = XL_TICK_MARK.NONE
        axis.tick_label_position = XL_TICK_LABEL_POSITION.NONE
        axis.format.line.fill.background()
    _lay_out(chart, 0, 0, 1, 1)


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
    translate = page.deck.translate
    figures = Figures(page.deck.report.released.closed_on, [name.title for name in rounds])
    runs = [(team, run) for team, dots in lines.items() for run in _runs(dots)]
    for team, run in runs:
        values = {dot.place: dot.value for dot in run}
        figures.add(_name(team, translate), [values.get(place) for place in range(len(rounds))])
    chart = _chart(page, XL_CHART_TYPE.LINE_MARKERS, figures, box, alt)
    _score_axes(chart)
    for series, (team, run) in zip(chart.plots[0].series, runs, strict=True):
        _draw_line(series, team)
        for dot in run:
            _number(series.points[dot.place], team, is_below=_is_below(dot, team, lines))


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


def _draw_line(series: Any, team: Team | None) -> None:
    role = team.value if team else "ink"
    series.smooth = False
    paint(series.format.line.color, role)
    series.format.line.width = Pt(2.5)
    series.marker.style, series.marker.size = _MARKERS[team], 9
    series.marker.format.fill.solid()
    paint(series.marker.format.fill.fore_color, role)
    paint(series.marker.format.line.color, "surface")


def _number(point: Any, team: Team | None, *, is_below: bool) -> None:
    label = point.data_label
    label.font.size, label.font.bold = Pt(12), True
    paint(label.font.color, team.value if team else "ink")
    label.position = XL_LABEL_POSITION.BELOW if is_below else XL_LABEL_POSITION.ABOVE


def _is_below(dot: Dot, team: Team | None, lines: dict[Team | None, list[Dot]]) -> bool:
    """The higher number of a round stands above its mark, the lower one below: they never meet."""
    others = [
        other.value for rival, dots in lines.items() if rival is not team for other in dots if other.place == dot.place
    ]
    return any((dot.value, team is Team.SALES) < (other, team is not Team.SALES) for other in others)


def _score_axes(chart: Any) -> None:
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale, values.major_unit = 0, 100, 50
    values.has_major_gridlines = True
    paint(values.major_gridlines.format.line.color, "line")
    values.tick_labels.font.size = Pt(10)
    paint(values.tick_labels.font.color, "quiet")
    values.format.line.fill.background()
    names.tick_labels.font.size = Pt(11)
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = values.major_tick_mark = XL_TICK_MARK.NONE
    paint(names.format.line.color, "edge")


def _chart(page: Page, kind: Any, figures: Figures, box: Box, alt: str) -> Any:
    frame = page.slide.shapes.add_chart(kind, *box.emu(), figures)
    describe(frame, alt, "Chart")
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(12)
    paint(chart.font.color, "ink")
    return chart


def _lay_out(chart: Any, x: float, y: float, width: float, height: float) -> None:
    """The plot exactly here in its frame, so that words beside it stand where its bars are."""
    area = chart._chartSpace.chart.plotArea
    for layout in area.xpath("c:layout"):
        area.remove(layout)
    area.insert(0, parse_xml(_LAYOUT.format(x=x, y=y, w=width, h=height)))
