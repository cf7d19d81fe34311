"""Native charts: Excel draws them from the cells beside them. ★ No Django.

All can be read in black and white: by side, by pattern, or by lightness, and with their numbers. No name is a text
that anybody wrote, as a name that looks like an address would be taken for one: names are cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from assessments.scales import Team
from reports.renderers.look import COLORS, RAMP, RAMP_INK
from reports.renderers.xlsx.cells import cell_text
from reports.renderers.xlsx.tables import Chart, Picture

PART = 20
"""Lines of one chart; more of them make another chart."""

_WIDTH, _BAR, _FRAME = 860, 34, 110
_ROW = 20
"""Pixels of a row as Excel sets it."""


@dataclass(frozen=True, slots=True)
class Part:
    """The lines `first` to `last` of a chart."""

    chart: Chart
    first: int
    last: int

    @property
    def height(self) -> int:
        return _FRAME + _BAR * (self.last - self.first + 1)

    @property
    def spoken(self) -> str:
        return " ".join(words for words in self.chart.spoken[self.first - 1 : self.last] if words)


def parts(chart: Chart) -> Iterator[Part]:
    """A chart cut into as many as can be read."""
    rows = len(chart.table.rows)
    for first in range(1, rows + 1, PART):
        yield Part(chart, first, min(first + PART - 1, rows))


def insert_part(book: Any, sheet: Any, row: int, name: str, part: Part) -> int:
    """Draws a part of a chart out of the sheet called `name`; the rows that it takes."""
    draw = {Picture.GAPS: _gaps, Picture.SCORES: _scores, Picture.ANSWERS: _answers}[part.chart.picture]
    chart = draw(book, name, part.first, part.last)
    chart.set_size({"width": _WIDTH, "height": part.height})
    sheet.insert_chart(row, 0, chart, {"description": cell_text(part.spoken)})
    return part.height // _ROW + 2


def _bars(book: Any, subtype: str | None = None) -> Any:
    chart = book.add_chart({"type": "bar", **({"subtype": subtype} if subtype else {})})
    chart.set_title({"none": True})
    chart.set_y_axis({"reverse": True, "label_position": "low", "num_font": {"size": 9}, "line": {"none": True}})
    return chart


def _series(name: str, first: int, last: int, column: int) -> dict[str, Any]:
    """The cells of a column; its name is the cell above."""
    return {
        "name": [name, 0, column],
        "categories": [name, first, 0, last, 0],
        "values": [name, first, column, last, column],
        "gap": 40,
    }


def _gaps(book: Any, name: str, first: int, last: int) -> Any:
    """To the right Sales stands higher, to the left Marketing."""
    chart = _bars(book)
    chart.add_series(
        {
            **_series(name, first, last, 3),
            "fill": {"color": COLORS[Team.SALES]},
            "invert_if_negative": True,
            "invert_if_negative_color": COLORS[Team.MARKETING],
            "data_labels": {"value": True, "num_format": '+0;"−"0;0', "font": {"bold": True}},
        }
    )
    chart.set_x_axis(
        {"min": -100, "max": 100, "major_gridlines": {"visible": True, "line": {"color": COLORS["line"]}}}
    )
    chart.set_legend({"none": True})
    return chart


def _scores(book: Any, name: str, first: int, last: int) -> Any:
    """Sales in one color, Marketing hatched."""
    chart = _bars(book)
    solid = {"fill": {"color": COLORS[Team.SALES]}}
    hatched = {
        "pattern": {
            "pattern": "wide_upward_diagonal",
            "fg_color": COLORS[Team.MARKETING],
            "bg_color": COLORS["surface"],
        },
        "border": {"color": COLORS[Team.MARKETING]},
    }
    for column, look in ((1, solid), (2, hatched)):
        chart.add_series({**_series(name, first, last, column), **look, "data_labels": {"value": True}})
    chart.set_x_axis({"min": 0, "max": 100, "major_gridlines": {"visible": True, "line": {"color": COLORS["line"]}}})
    chart.set_legend({"position": "bottom"})
    return chart


def _answers(book: Any, name: str, first: int, last: int) -> Any:
    """Shares of the answers, the lowest light and the highest dark, with the numbers of people on them."""
    chart = _bars(book, "percent_stacked")
    for place, (color, ink) in enumerate(zip(RAMP, RAMP_INK, strict=True), start=1):
        labels = {"value": True, "num_format": "0;;", "font": {"color": ink, "size": 9}}
        look = {"fill": {"color": color}, "border": {"color": COLORS["edge"]}, "data_labels": labels}
        chart.add_series({**_series(name, first, last, place), **look})
    chart.set_legend({"position": "bottom"})
    return chart
