"""The gap series as a plotly figure, in plain JSON values, for the page to explore. ★ No Django.

The same numbers as the drawn chart. Texts hold no markup but line breaks, because the pages' content security policy
lets plotly style nothing inside a text; colors are those of `look.COLORS`, which a page may swap for its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from textwrap import wrap
from typing import Any, TypeAlias

from assessments.scales import Team
from reports.renderers.look import BRIDGE, COLORS, THIN_BRIDGE, Layout
from reports.series import GapRow, GapSeries, Mark
from reports.wording import (
    Translate,
    absence_words,
    beside_apart,
    capitalized,
    gap_words,
    range_words,
    team_name,
    untranslated,
    verdict,
)

Figure: TypeAlias = dict[str, Any]

HOVER = "%{customdata[0]}<br>%{fullData.name}: %{customdata[1]}<br>%{customdata[2]}<br>%{customdata[3]}<extra></extra>"
"""Users' words come in as data, never as a template."""

SYMBOLS = {Team.SALES: "circle", Team.MARKETING: "diamond"}

CLOSE = 8.0
"""Points within which two marks would cover one another: they step apart."""

APART, ALONE, RANGE_AT = 9, 16, 15
"""Pixels that close marks step aside, a mark beside an absent one, and from a mark to its range."""

LINE, TRACK = 18, 76
"""Pixels of a line of text, and of a row's marks and ranges."""

CHARACTERS: Mapping[Layout, tuple[int, int]] = {
    "wide": (38, 30),
    "page": (38, 30),
    "paper": (38, 30),
    "narrow": (42, 46),
}
"""Characters of a line of a question and of a verdict."""


@dataclass(frozen=True, slots=True)
class Place:
    """A row at its place, 0 on top; `height` is what a row takes, in pixels. Texts are broken into lines."""

    row: GapRow
    y: int
    height: int
    question: str
    verdict: str

    def at(self, pixels: float) -> float:
        """So many pixels below the middle of the row, in units of the axis."""
        return round(self.y + pixels / self.height, 4)

    @property
    def is_close(self) -> bool:
        sales, marketing = self.row.sales, self.row.marketing
        return sales is not None and marketing is not None and abs(sales.score - marketing.score) < CLOSE

    def mark_at(self, team: Team) -> float:
        """Pixels of a team's mark below the middle: up for Sales where marks are close or one team has none."""
        step = APART if self.is_close else 0 if self.row.gap is not None else ALONE
        return -step if team is Team.SALES else step


def gap_figure(series: GapSeries, layout: Layout = "wide", translate: Translate = untranslated) -> Figure:
    """`data` and `layout` for plotly. On a narrow screen questions stand above their rows instead of beside them."""
    places = _places(series, layout, translate)
    traces = _bridges(places)
    for team in Team:
        traces += [_ranges(places, team), _marks(places, team, translate)]
    return {"data": traces, "layout": _layout(places, series.minimum, translate, is_narrow=layout == "narrow")}


def _places(series: GapSeries, layout: Layout, translate: Translate) -> list[Place]:
    questions, verdicts = CHARACTERS[layout]
    texts = [
        (_broken(f"{row.position}. {row.text}", questions), _verdict(row, verdicts, translate)) for row in series.rows
    ]
    lines = [[text.count("<br>") + 1 for text in pair] for pair in texts]
    need = (2 * max(pair) * LINE + TRACK if layout == "narrow" else max(*pair, 3) * LINE for pair in lines)
    height = max(need, default=0) + LINE
    return [Place(row, y, height, *text) for y, (row, text) in enumerate(zip(series.rows, texts, strict=True))]


def _verdict(row: GapRow, characters: int, translate: Translate) -> str:
    """How many points apart, who stands higher, and what may be said of it."""
    said = _broken(capitalized(verdict(row, translate)), characters)
    return said if row.printed_gap is None else f"{row.printed_apart} {beside_apart(row, translate)}<br>{said}"


def _bridges(places: Sequence[Place]) -> list[Figure]:
    """The line between two marks, heavier the surer the gap: one trace a width."""
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for each in chosen for x in (*(mark.score for mark in each.row.marks), None)],
            "y": [y for each in chosen for y in (each.y, each.y, None)],
            "line": {"width": bridge[0], "color": COLORS[bridge[1]]},
            "hoverinfo": "skip",
            "showlegend": False,
        }
        for bridge in (*BRIDGE.values(), THIN_BRIDGE)
        if (chosen := [each for each in places if _bridge(each) == bridge])
    ]


def _bridge(place: Place) -> tuple[float, str] | None:
    return None if place.row.gap is None or place.is_close else BRIDGE.get(place.row.label, THIN_BRIDGE)


def _shown(places: Sequence[Place], team: Team) -> list[tuple[Place, Mark]]:
    return [(each, mark) for each in places if (mark := each.row.mark(team)) is not None]


def _ranges(places: Sequence[Place], team: Team) -> Figure:
    """Thin bars with caps, above the marks of Sales and below those of Marketing."""
    offset = -RANGE_AT if team is Team.SALES else RANGE_AT
    spans = [
        (each.at(each.mark_at(team) + offset), mark) for each, mark in _shown(places, team) if mark.low is not None
    ]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": [x for _, mark in spans for x in (mark.low, mark.high, None)],
        "y": [value for y, _ in spans for value in (y, y, None)],
        "line": {"width": 1.5, "color": COLORS[team]},
        "marker": {"symbol": "line-ns-open", "size": 7, "color": COLORS[team], "line": {"width": 1.5}},
        "hoverinfo": "skip",
        "legendgroup": team.value,
        "showlegend": False,
    }


def _marks(places: Sequence[Place], team: Team, translate: Translate) -> Figure:
    """The scores, each with its printed number on the side away from the other team's."""
    shown = _shown(places, team)
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": team_name(team, translate),
        "legendgroup": team.value,
        "x": [mark.score for _, mark in shown],
        "y": [each.at(each.mark_at(team)) for each, _ in shown],
        "text": [mark.printed for _, mark in shown],
        "textposition": ["middle left" if _is_left(each.row, team) else "middle right" for each, _ in shown],
        "textfont": {"color": COLORS[team], "size": 13, "weight": 700},
        "marker": {
            "symbol": SYMBOLS[team],
            "size": 15,
            "color": COLORS[team],
            "line": {"width": 2, "color": COLORS["surface"]},
        },
        "customdata": [
            [each.question, mark.printed, range_words(mark, translate), gap_words(each.row, translate)]
            for each, mark in shown
        ],
        "hovertemplate": HOVER,
        "cliponaxis": False,
    }


def _is_left(row: GapRow, team: Team) -> bool:
    """Whether this team's number stands left of its mark: that of the lower score, Sales' when equal."""
    if row.sales is None or row.marketing is None:
        return False
    return (row.sales.score <= row.marketing.score) is (team is Team.SALES)


def _layout(places: Sequence[Place], minimum: int, translate: Translate, *, is_narrow: bool) -> Figure:
    beside = [note for each in places for note in _texts(each, is_narrow=is_narrow)]
    absent = [note for each in places for note in _absences(each, minimum, translate)]
    return {
        "height": 120 + sum(each.height for each in places),
        "margin": {"l": 16, "r": 16 if is_narrow else 220, "t": 76, "b": 24},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": COLORS["ink"]},
        "hoverlabel": {"align": "left", "bgcolor": COLORS["surface"], "bordercolor": COLORS["edge"]},
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1, "yanchor": "top", "yref": "container"},
        "xaxis": _score_axis(is_narrow=is_narrow),
        "yaxis": _question_axis(places, is_narrow=is_narrow),
        "annotations": [*beside, *absent],
    }


def _score_axis(*, is_narrow: bool) -> Figure:
    return {
        "range": [-12, 112],
        "tickvals": [0, 50, 100] if is_narrow else [0, 25, 50, 75, 100],
        "tickangle": 0,
        "side": "top",
        "gridcolor": COLORS["line"],
        "zeroline": False,
        "fixedrange": is_narrow,
    }


def _question_axis(places: Sequence[Place], *, is_narrow: bool) -> Figure:
    """Questions beside their rows, or none where they stand above."""
    return {
        "range": [len(places) - 0.5, -0.5],
        "tickvals": [] if is_narrow else [each.y for each in places],
        "ticktext": [] if is_narrow else [each.question for each in places],
        "tickangle": 0,
        "automargin": not is_narrow,
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _texts(place: Place, *, is_narrow: bool) -> list[Figure]:
    """The verdict right of the row; on a narrow screen the question above and the verdict below."""
    if not is_narrow:
        return [_annotation(place.verdict, place.y, x=1.02)]
    return [
        _annotation(place.question, place.y, yanchor="bottom", yshift=TRACK / 2),
        _annotation(place.verdict, place.y, yanchor="top", yshift=-TRACK / 2),
    ]


def _absences(place: Place, minimum: int, translate: Translate) -> list[Figure]:
    """Why a team has no mark, where its mark would be."""
    found = ((team, place.row.absence(team)) for team in Team)
    return [
        _annotation(
            f"{team_name(team, translate)}: {absence_words(absence, minimum, translate)}",
            place.at(place.mark_at(team)),
            x=50,
            xref="x",
            xanchor="center",
            font={"color": COLORS["quiet"], "size": 12},
            bordercolor=COLORS["hatch"],
            bgcolor=COLORS["surface"],
        )
        for team, absence in found
        if absence is not None
    ]


def _annotation(text: str, y: float, **more: Any) -> Figure:
    at_left = {"x": 0, "xref": "paper", "xanchor": "left", "yanchor": "middle", "align": "left"}
    return {**at_left, "text": text, "y": y, "showarrow": False, **more}


def _broken(text: str, characters: int) -> str:
    """Text in lines, with nothing in it that plotly would take for markup."""
    return "<br>".join(escape(line, quote=False) for line in wrap(text, characters))
